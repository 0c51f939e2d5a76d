"""Numbers of acts: the scheme of the commune, the next number, the numbers skipped and why, corrections « bis »."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import uuid4

from secretaire.acts.act import Act, ActId, State
from secretaire.acts.act_type import Famille
from secretaire.acts.numbering import (
    USUAL,
    Number,
    Scheme,
    correction_number,
    missing_numbers,
    next_number,
    transmission_number,
)
from secretaire.desk import persons
from secretaire.desk.office import Office
from secretaire.errors import Code, Refused, UnreadableInput, WrongUsage
from secretaire.fund.pieces import Kind
from secretaire.store.journal import Entry, Event

_KEY = "numerotation"
_KINDS = {Famille.DELIBERATION: Kind.DELIBERATION, Famille.ARRETE: Kind.ARRETE}
_DECIDED = frozenset({State.APPROUVE, State.ADOPTE, State.PUBLIE})


_EXAMPLE_RANK = 14

OFFERED: Mapping[Famille, tuple[str, ...]] = {
    Famille.DELIBERATION: (
        USUAL[Famille.DELIBERATION].pattern,
        "{annee}/{mois}/{rang:2}",
        "{rang}-{annee}",
        "{annee}-{mois}-{rang:2}",
        "D{annee}-{rang:3}",
    ),
    Famille.ARRETE: (
        USUAL[Famille.ARRETE].pattern,
        "{annee}-{rang:3}",
        "{rang}-{annee}",
        "AR{annee}-{rang:3}",
        "{annee}/{mois}/{rang:2}",
    ),
}
"""The schemes of the trade; a commune may write another."""


@dataclass(frozen=True, slots=True)
class SchemeExample:
    """What a scheme gives: a number, and how it is transmitted to the préfecture."""

    numero: str
    transmitted: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A number that no act bears, and the reason a person wrote; empty when nobody did yet."""

    numero: str
    reason: str = ""
    who: str = ""


def scheme(office: Office, famille: Famille) -> Scheme:
    """How this commune numbers its deliberations, or its arretes."""
    chosen = office.workspace.settings.get(_KEY)
    pattern = chosen.get(famille.value) if isinstance(chosen, dict) else None
    return Scheme(pattern) if isinstance(pattern, str) else USUAL[famille]


def choose_scheme(office: Office, famille: Famille, pattern: str) -> Scheme:
    """Number in another way from now on; acts that have a number keep it.

    Raises:
        UnreadableInput: the pattern gives no number, or one that transmission would refuse (NUMBERING_INVALID).
    """
    chosen = _read_scheme(pattern)
    kept = office.workspace.settings.get(_KEY)
    others = kept if isinstance(kept, dict) else {}
    office.workspace.settings.put(_KEY, {**others, famille.value: chosen.pattern})
    return chosen


def example(pattern: str, day: date) -> SchemeExample:
    """A number of that scheme on that day.

    Raises:
        UnreadableInput: the pattern gives no number, or one that transmission would refuse (NUMBERING_INVALID).
    """
    numero = _read_scheme(pattern).write(day, _EXAMPLE_RANK)
    return SchemeExample(numero, transmission_number(numero))


def next_for(office: Office, famille: Famille, day: date) -> str:
    """The number that follows in the series of that day, the acts of the fund counted."""
    return next_number(scheme(office, famille), day, _taken(office))


def follows(office: Office, famille: Famille, act: Act, day: date) -> str:
    """The number of an act whose day changed: its own if it stays in its series, else the next one of the new series."""
    ours = scheme(office, famille)
    number = ours.read(act.numero)
    if act.state is not State.BROUILLON or number is None or number.repeat or number.series == ours.series(day):
        return act.numero
    return next_for(office, famille, day)


def gaps(office: Office, famille: Famille, year: int) -> tuple[Gap, ...]:
    """The numbers skipped in that year, each with its reason when one was written."""
    ours = scheme(office, famille)
    found = missing_numbers(ours, year, _taken(office))
    reasons = {str(e.data.get("numero")): e for e in office.workspace.journal.of(Event.NUMERO_INUTILISE)}
    return tuple(
        Gap(n, str(reasons[n].data.get("motif", "")), reasons[n].who) if n in reasons else Gap(n) for n in found
    )


def explain_gap(office: Office, numero: str, reason: str, who: str) -> None:
    """Write in the journal why no act bears a number.

    Raises:
        WrongUsage: an act bears it, or no reason is given.
    """
    if not reason.strip():
        raise WrongUsage(Code.NUMBER_REASON_MISSING, numero=numero)
    if numero in set(_taken(office)):
        raise WrongUsage(Code.NUMBER_USED, numero=numero)
    entry = Entry(who, Event.NUMERO_INUTILISE, data={"numero": numero, "motif": reason.strip()})
    office.workspace.journal.append(entry, now=datetime.now(UTC))


def start_correction(office: Office, act_id: str, author: str) -> Act:
    """A new draft that corrects a decided act: the same content, « 2026-014 bis ».

    Raises:
        Refused: the act is not decided: it can still be changed itself; or the author only reads.
    """
    persons.refuse_reader(office, author)
    act = office.workspace.acts.get(ActId(act_id))
    if act.state not in _DECIDED:
        raise Refused(Code.CORRECTION_TOO_EARLY, numero=act.numero)
    numero = correction_number(act.numero, _taken(office))
    copy = replace(act, id=ActId(f"{act.type_id}-{uuid4().hex[:8]}"), numero=numero, seance_id=None, act_date=None)
    return office.workspace.acts.add(copy, author, now=datetime.now(UTC))


def _read_scheme(pattern: str) -> Scheme:
    try:
        return Scheme(pattern.strip())
    except ValueError as error:
        raise UnreadableInput(Code.NUMBERING_INVALID, modele=pattern, cause=str(error)) from error


def numbers_of_fund(office: Office, famille: Famille, year: int) -> frozenset[str]:
    """The numbers of that year that acts of the fund bear, in our writing."""
    ours = scheme(office, famille)
    return frozenset(ours.rewrite(number) for number in _of_fund(office, famille) if number.year == year)


def _taken(office: Office) -> Iterator[str]:
    """Every number in use: our acts, and those of the fund."""
    yield from (line.numero for line in office.workspace.acts.list())
    for famille in _KINDS:
        ours = scheme(office, famille)
        yield from (ours.rewrite(number) for number in _of_fund(office, famille))


def _of_fund(office: Office, famille: Famille) -> Iterator[Number]:
    """Whatever the separators they are written with."""
    ours = scheme(office, famille)
    for text in office.fund.catalogue.pieces.numbers(_KINDS[famille]):
        number = ours.read(text) or ours.read(ours.letters + text)
        if number:
            yield number
