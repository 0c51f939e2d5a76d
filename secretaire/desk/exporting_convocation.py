"""Write the papers that call a council: the letters, the ordre du jour for the door, the note de synthèse."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from docx.document import Document

from secretaire.acts.act import Role
from secretaire.acts.wording import day
from secretaire.council.agenda import Nature, Point
from secretaire.council.course import Course
from secretaire.council.roster import Elu
from secretaire.desk import writing
from secretaire.desk.convocations import Convocation, check_sending, convocation_of
from secretaire.desk.exporting import Notice, maire_of, notice_of, papier_for
from secretaire.desk.office import Office
from secretaire.errors import Code, EnvironmentFault, Refused
from secretaire.exchange.convocation import AgendaLine, Call, Recipient, letter, note_de_synthese, notice
from secretaire.exchange.copies import Copy
from secretaire.exchange.delivery import Cancel, PdfPrinter, deliver, never, route_to, stop_if
from secretaire.exchange.gathering import gather
from secretaire.exchange.papier.papier import Papier
from secretaire.exchange.word_file import save


@dataclass(frozen=True, slots=True)
class WrittenPapers:
    """The files written, and what a person must know of them."""

    files: tuple[Path, ...]
    notice: Notice | None = None


def export_letters(
    office: Office,
    seance_id: int,
    le: date,
    target: Path,
    *,
    elus: Collection[int] = (),
    printer: PdfPrinter,
    cancelled: Cancel = never,
) -> WrittenPapers:
    """One letter per member in office, in one file, each from a new page.

    Args:
        le: the day they leave.
        elus: roster ids of those who get one; empty for all.

    Raises:
        Refused: they leave too late (see `convocations.check_sending`), or hour, place or ordre du jour is missing.
        WrongUsage: no such meeting, or the suffix is none of ours.
        EnvironmentFault: the target cannot be written, or needs LibreOffice.
        Cancelled: `cancelled` said so; nothing is written.
    """
    call, members = _ready(office, seance_id, le, elus)
    route = route_to(target)
    papier = papier_for(office, route, Copy.DEFINITIF)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "convocations.docx"
        document = gather([letter(call, _recipient(elu), papier) for elu in members])
        core = document.core_properties
        core.title = core.subject = f"Convocations à la séance du {day(call.seance)}"
        save(document, source)
        deliver(route, [(source, target)], printer, pages=2 * len(members), cancelled=cancelled)
    return WrittenPapers((target,), notice_of(office, route))


def export_letter_files(
    office: Office,
    seance_id: int,
    le: date,
    folder: Path,
    suffix: str,
    *,
    elus: Collection[int] = (),
    printer: PdfPrinter,
    cancelled: Cancel = never,
) -> WrittenPapers:
    """The same, one file each, in a folder (made if missing).

    Raises:
        Refused, WrongUsage, EnvironmentFault, Cancelled: as `export_letters`.
    """
    call, members = _ready(office, seance_id, le, elus)
    route = route_to(folder / f"convocation{suffix}")
    papier = papier_for(office, route, Copy.DEFINITIF)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(folder), cause=cause) from error
    targets = [folder / f"Convocation du {call.seance.isoformat()} - {elu.full_name}{suffix}" for elu in members]
    with TemporaryDirectory(ignore_cleanup_errors=True) as work:
        pairs = []
        for rank, (elu, target) in enumerate(zip(members, targets, strict=True)):
            stop_if(cancelled)
            source = Path(work) / f"{rank}.docx"
            save(letter(call, _recipient(elu), papier), source)
            pairs.append((source, target))
        deliver(route, pairs, printer, pages=2 * len(members), cancelled=cancelled)
    return WrittenPapers(tuple(targets), notice_of(office, route))


def export_notice(
    office: Office, seance_id: int, le: date, target: Path, *, printer: PdfPrinter, cancelled: Cancel = never
) -> WrittenPapers:
    """The ordre du jour for the door and the site (L. 2121-10).

    Raises:
        Refused, WrongUsage, EnvironmentFault, Cancelled: as `export_letters`.
    """
    return _export(office, seance_id, le, target, notice, printer, cancelled)


def export_note(
    office: Office, seance_id: int, le: date, target: Path, *, printer: PdfPrinter, cancelled: Cancel = never
) -> WrittenPapers:
    """The explanatory note: the exposé of each draft, lines to write on for the other points (L. 2121-12).

    Raises:
        Refused, WrongUsage, EnvironmentFault, Cancelled: as `export_letters`.
    """
    return _export(office, seance_id, le, target, note_de_synthese, printer, cancelled)


def _export(
    office: Office,
    seance_id: int,
    le: date,
    target: Path,
    write: Callable[[Call, Papier], Document],
    printer: PdfPrinter,
    cancelled: Cancel,
) -> WrittenPapers:
    call, _ = _ready(office, seance_id, le, ())
    route = route_to(target)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "papier.docx"
        save(write(call, papier_for(office, route, Copy.DEFINITIF)), source)
        deliver(route, [(source, target)], printer, cancelled=cancelled)
    return WrittenPapers((target,), notice_of(office, route))


def _ready(office: Office, seance_id: int, le: date, elus: Collection[int]) -> tuple[Call, Sequence[Elu]]:
    """What the papers say and who receives a letter."""
    convocation = convocation_of(office, seance_id)
    check_sending(office, convocation.course, le, convocation.course.urgence)
    members = [m.elu for m in convocation.members if not elus or m.elu.id in elus]
    if not members:
        raise Refused(Code.CONVOCATION_INCOMPLETE, manque="la liste des élus en fonction ce jour-là")
    return _call(office, convocation, le), members


def _call(office: Office, convocation: Convocation, le: date) -> Call:
    course = convocation.course
    seance = course.seance
    if convocation.missing or seance.heure is None:
        raise Refused(Code.CONVOCATION_INCOMPLETE, manque=" et ".join(convocation.missing))
    before = _before(office, course)
    return Call(
        commune=office.commune,
        seance=seance.date,
        heure=seance.heure,
        lieu=seance.lieu,
        le=le,
        points=tuple(_announced(office, point) for point in course.points),
        signer=maire_of(office),
        last_minutes=before if any(p.nature is Nature.PROCES_VERBAL for p in course.points) else None,
        urgence=course.urgence,
        without_quorum=course.premiere,
        election=convocation.election,
        with_note=convocation.note_de_synthese,
    )


def _before(office: Office, course: Course) -> date | None:
    """The day of the meeting before this one."""
    days = [s.date for s in office.workspace.seances.list() if s.date < course.seance.date]
    return max(days, default=None)


def _announced(office: Office, point: Point) -> AgendaLine:
    names = {elu.id: elu.full_name for elu in office.workspace.roster.get().elus}
    rapporteur = names.get(point.rapporteur, "") if point.rapporteur is not None else ""
    if point.act_id is None:
        return AgendaLine(point.objet, rapporteur, () if point.nature is Nature.DELIBERATION else None)
    expose = writing.get_act(office, point.act_id).section(Role.EXPOSE)
    return AgendaLine(point.objet, rapporteur, tuple(p.text for p in expose.visible if p.text.strip()))


def _recipient(elu: Elu) -> Recipient:
    return Recipient("Madame" if elu.feminine else "Monsieur", elu.full_name, elu.fonction, elu.feminine)
