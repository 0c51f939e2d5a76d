"""The register of the deliberations or of the arretes of a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from secretaire.acts.act import Act, State
from secretaire.acts.act_type import Famille
from secretaire.acts.wording import upper_first
from secretaire.council.course import Sens
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
    acts = sorted(_acts_of(office, famille, year), key=lambda act: (act.act_date or date.max, in_order(act.numero)))
    made = {act.id: _registered(office, act) for act in acts}
    waiting = [act for act in acts if made[act.id] is None]
    gaps = sorted(_gaps(office, famille, year, waiting), key=lambda gap: in_order(gap.numero))
    return RegisterContent(tuple(one for one in made.values() if one is not None), tuple(_together(gaps)))


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


def _acts_of(office: Office, famille: Famille, year: int) -> Iterator[Act]:
    """The acts of the year, by their date, else by their number."""
    for line in office.workspace.acts.list():
        kind = office.types.find(line.type_id)
        if kind is not None and kind.famille is famille:
            act = writing.get_act(office, line.id)
            if act.act_date.year == year if act.act_date else str(year) in act.numero:
                yield act


def _registered(office: Office, act: Act) -> Registered | None:
    approval = approval_of(office, act)
    if approval is None or act.act_date is None:
        return None
    kind = writing.act_type(office, act.type_id)
    if act.seance_id is None or kind.famille is not Famille.DELIBERATION:
        return Registered(with_lines(act), kind, approval)
    course, roster = office.workspace.courses.get(act.seance_id), office.workspace.roster.get()
    seance = course.seance
    came = {*seance.presents, *(m.elu for m in course.mouvements if m.sens is Sens.ARRIVEE)}
    return Registered(
        with_lines(act),
        kind,
        approval,
        seance.date,
        tuple(elu.full_name for elu in roster.on(seance.date) if elu.id in came),
        _signers(seance, roster),
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


def _gaps(office: Office, famille: Famille, year: int, waiting: Iterable[Act]) -> Iterator[Gap]:
    """The numbers of the year that the register does not bear: acts that are not in it, and numbers of no act."""
    for act in waiting:
        reason = _NO_DATE if act.act_date is None else _REASONS.get(act.state, _NO_APPROVAL)
        yield Gap(act.numero, act.objet, reason)
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
