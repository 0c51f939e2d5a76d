"""The register of the deliberations or of the arretes of a year.

The decisions that the maire took by delegation of the council are in that of the deliberations (R. 2122-7-1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from secretaire.acts.act import Act, ActId, State
from secretaire.acts.act_type import Famille
from secretaire.acts.wording import upper_first
from secretaire.council.course import Course, Sens, Sort
from secretaire.council.minutes import Publication
from secretaire.council.roster import Elu, Roster
from secretaire.council.seance import Seance
from secretaire.desk import numbering, writing
from secretaire.desk.exporting import (
    Notice,
    approval_of,
    in_order,
    maire_of,
    notice_of,
    papier_for,
    with_lines,
)
from secretaire.desk.finding import matieres
from secretaire.desk.office import Office
from secretaire.desk.publications import published
from secretaire.drafting.compose.facts import maire_title
from secretaire.errors import Code, Refused
from secretaire.exchange.copies import Copy, Signer
from secretaire.exchange.delivery import Cancel, PdfPrinter, Route, deliver, never, route_to
from secretaire.exchange.register import Gap, Register, Registered, write_register

_PAGES_AN_ACT = 4
_BLANK = "………………………"
_REASONS = {
    State.BROUILLON: "brouillon",
    State.RELU: "relu, pas encore soumis au maire",
    State.SOUMIS: "soumis au maire, pas encore approuvé",
    State.A_REPRENDRE: "renvoyé à reprendre",
    State.REFUSE: "refusé par le maire",
}
_ELSEWHERE = "établi à part : voir le document conservé"
_NO_DATE = "acte sans date"
_NO_APPROVAL = "son approbation n'est pas au journal"
_NO_REASON = "aucun acte, et aucun motif écrit"
_BY_DELEGATION = "décision prise par délégation : au registre des délibérations (R. 2122-7-1)"
_NOT_TAKEN = {
    Sort.REPORTE: "point reporté : le conseil n'a pas délibéré",
    Sort.RETIRE: "point retiré : le conseil n'a pas délibéré",
    Sort.SANS_QUORUM: "point reporté, faute de quorum",
}


@dataclass(frozen=True, slots=True)
class ExportedRegister:
    """The file written, how many acts are in it, and the numbers that are not, with the reason."""

    path: Path
    acts: int
    gaps: tuple[Gap, ...]
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class RegisterContent:
    """The approved acts of a year, in the order of their date and number, and the numbers that are not among them."""

    acts: tuple[Registered, ...]
    gaps: tuple[Gap, ...]


def content(office: Office, famille: Famille, year: int) -> RegisterContent:
    """What the register of that year would hold if it was written now."""
    found_acts = tuple(_acts_of(office, year))
    orders, days = _orders(office, found_acts), published(office)
    acts = sorted(found_acts, key=lambda act: _place(act, orders))
    own = [act for act in acts if _register_of(office, act) is famille]
    found = ((act, _reason(office, act)) for act in own)
    waiting = {act.id: reason for act, reason in found if reason}
    held = [_registered(office, act, orders, days) for act in own if act.id not in waiting]
    elsewhere = [act for act in acts if _family(office, act) is famille and act not in own]
    missing = (
        *(Gap(act.numero, act.objet, waiting[act.id]) for act in own if act.id in waiting),
        *(Gap(act.numero, act.objet, _BY_DELEGATION) for act in elsewhere),
        *_without_act(office, famille, year),
    )
    gaps = sorted(missing, key=lambda gap: in_order(gap.numero))
    return RegisterContent(tuple(one for one in held if one is not None), tuple(_together(gaps)))


def export_register(
    office: Office,
    famille: Famille,
    year: int,
    target: Path,
    *,
    first_page: int = 1,
    printer: PdfPrinter,
    cancelled: Cancel = never,
) -> ExportedRegister:
    """Write the register of a year: the approved acts, in the order of their date and number.

    `first_page`: the number of its first feuillet, when it goes on a register already begun.

    Raises:
        Refused: no act of that year is approved.
        WrongUsage: the suffix is none of ours.
        EnvironmentFault: the target cannot be written, or needs LibreOffice.
        Cancelled: `cancelled` said so; nothing is written.
    """
    route = route_to(target)
    held = content(office, famille, year)
    if not held.acts:
        what = "aucune délibération" if famille is Famille.DELIBERATION else "aucun arrêté"
        raise Refused(Code.NOTHING_TO_EXPORT, cause=f"{what} de {year} n'est à l'état approuvé")
    register = Register(
        famille,
        year,
        office.commune,
        maire_of(office) or Signer("Le maire", _BLANK),
        held.acts,
        held.gaps,
        matieres(),
        first_page,
    )
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "registre.docx"
        write_register(register, source, papier_for(office, route, Copy.DEFINITIF))
        deliver(route, [(source, target)], printer, pages=_PAGES_AN_ACT * len(held.acts), cancelled=cancelled)
    notice = Notice.NUMBERS_ON_OPENING if route is Route.WORD else notice_of(office, route)
    return ExportedRegister(target, len(held.acts), held.gaps, notice)


def _acts_of(office: Office, year: int) -> Iterator[Act]:
    """The acts of the year, by their date, else by their number."""
    for line in office.workspace.acts.list():
        if office.types.find(line.type_id) is not None:
            act = writing.get_act(office, line.id)
            if act.act_date.year == year if act.act_date else str(year) in act.numero:
                yield act


def _place(act: Act, orders: Mapping[ActId, int]) -> tuple[object, ...]:
    """By date, séance by séance, in the order of each."""
    return act.act_date or date.max, act.seance_id or 0, orders.get(act.id, 0), in_order(act.numero)


def _family(office: Office, act: Act) -> Famille:
    return writing.act_type(office, act.type_id).famille


def _register_of(office: Office, act: Act) -> Famille:
    kind = writing.act_type(office, act.type_id)
    return Famille.DELIBERATION if kind.par_delegation else kind.famille


def _reason(office: Office, act: Act) -> str:
    """Why an act is not in its register; empty when it is."""
    if act.act_date is None:
        return _NO_DATE
    if approval_of(office, act) is None:
        return _REASONS.get(act.state, _NO_APPROVAL)
    course = _course(office, act)
    sort = next((course.passage(p.id).sort for p in course.points if p.act_id == act.id), None) if course else None
    return _NOT_TAKEN.get(sort, "") if sort else ""


def _course(office: Office, act: Act) -> Course | None:
    """Of the séance of a deliberation."""
    if act.seance_id is None or _family(office, act) is not Famille.DELIBERATION:
        return None
    return office.workspace.courses.get(act.seance_id)


def _orders(office: Office, acts: Iterable[Act]) -> dict[ActId, int]:
    """The order number of each deliberation in its séance (R. 2121-9): by the agenda, else by its number; a point on
    which the council did not decide takes none."""
    held: dict[int, list[tuple[int, tuple[object, ...], ActId]]] = {}
    for act in acts:
        course = _course(office, act)
        if course is None:
            continue
        places = {p.act_id: (place, course.passage(p.id).sort) for place, p in enumerate(course.points)}
        place, sort = places.get(act.id, (len(places), None))
        if sort not in _NOT_TAKEN:
            held.setdefault(course.seance.id, []).append((place, in_order(act.numero), act.id))
    ranked = (enumerate(sorted(lines), start=1) for lines in held.values())
    return {act_id: rank for lines in ranked for rank, (*_, act_id) in lines}


def _registered(
    office: Office, act: Act, orders: Mapping[ActId, int], days: Mapping[ActId, Publication]
) -> Registered | None:
    approval = approval_of(office, act)
    if approval is None:
        return None
    kind, done = writing.act_type(office, act.type_id), days.get(act.id)
    bare = Registered(with_lines(act), kind, approval, published=done.date if done else None)
    course = _course(office, act)
    if course is None:
        return bare
    seance, roster = course.seance, office.workspace.roster.get()
    came = {*seance.presents, *(m.elu for m in course.mouvements if m.sens is Sens.ARRIVEE)}
    return replace(
        bare,
        seance=seance.date,
        order=orders.get(act.id),
        presents=tuple(elu.full_name for elu in roster.on(seance.date) if elu.id in came),
        signers=_signers(seance, roster),
    )


def _signers(seance: Seance, roster: Roster) -> tuple[Signer, ...]:
    """Who presided, and the secretary of the séance (CGCT L. 2121-23)."""
    known = {elu.id: elu for elu in roster.elus}
    maire = roster.maire(seance.date)
    president = known.get(seance.president) if seance.president is not None else maire
    if president is not None and president != maire:
        first = Signer(
            "La présidente de séance" if president.feminine else "Le président de séance", president.full_name
        )
    else:
        first = Signer(upper_first(maire_title(maire)), maire.full_name if maire else _BLANK)
    return first, _secretary(known.get(seance.secretaire) if seance.secretaire is not None else None)


def _secretary(elu: Elu | None) -> Signer:
    quality = "La secrétaire de séance" if elu and elu.feminine else "Le secrétaire de séance"
    return Signer(quality, elu.full_name if elu else _BLANK)


def _without_act(office: Office, famille: Famille, year: int) -> Iterator[Gap]:
    """The numbers of the year that no act of ours bears."""
    ours = {line.numero for line in office.workspace.acts.list()}
    for numero in numbering.numbers_of_fund(office, famille, year) - ours:
        yield Gap(numero, "", _ELSEWHERE)
    for gap in numbering.gaps(office, famille, year):
        yield Gap(gap.numero, "", gap.reason or _NO_REASON)


def _together(gaps: Iterable[Gap]) -> Iterator[Gap]:
    """Numbers that follow each other for one reason, on one line: « 2026-010 à 2026-017 »."""

    def series(ranked: tuple[int, Gap]) -> tuple[object, ...]:
        rank, gap = ranked
        if gap.objet:
            return (gap.numero,)
        *head, last = in_order(gap.numero)
        return (gap.reason, *head, last[0] - rank, last[1])

    for _, group in groupby(enumerate(gaps), series):
        held = [gap for _, gap in group]
        link = " et " if len(held) == 2 else " à "
        ends = dict.fromkeys((held[0].numero, held[-1].numero))
        yield replace(held[0], numero=link.join(ends))
