"""Take the acts of a séance out of the application: one file, or one file each in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import docx

from secretaire.acts.act import Act, State
from secretaire.acts.wording import day
from secretaire.council.course import UNDECIDED
from secretaire.council.seance import Seance
from secretaire.desk import file_names, writing
from secretaire.desk.courses import course_of
from secretaire.desk.exporting import (
    Leaf,
    Notice,
    approval_of,
    file_name,
    in_order,
    leaf_of,
    notice_of,
    papier_for,
    written,
)
from secretaire.desk.exporting_joined import NOTHING_JOINED, Annexes, put_beside
from secretaire.desk.office import Office
from secretaire.errors import Cancelled, Code, EnvironmentFault, Refused
from secretaire.exchange.copies import Copy
from secretaire.exchange.delivery import Cancel, PdfPrinter, deliver, never, route_to, stop_if
from secretaire.exchange.gathering import gather
from secretaire.exchange.papier.papier import Papier
from secretaire.exchange.word_file import save

_PAGES_AN_ACT = 3


@dataclass(frozen=True, slots=True)
class ExportedSeance:
    """The files written, how many acts are in them, and the files joined to these."""

    files: tuple[Path, ...]
    acts: int
    notice: Notice | None = None
    annexes: Annexes = NOTHING_JOINED


@dataclass(frozen=True, slots=True)
class SeanceActs:
    """A séance, the acts put to it in the order of their numbers, and those of them that nobody approved yet."""

    seance: Seance
    acts: tuple[Act, ...]
    waiting: tuple[Act, ...]


def acts_of(office: Office, seance_id: int) -> SeanceActs:
    """What leaves with a séance; less the acts that the maire refused, and those whose point was put off, taken off or left
    without a quorum: the council decided nothing.

    Raises:
        WrongUsage: no such séance.
    """
    course = course_of(office, seance_id)
    seance, aside = course.seance, {p.act_id for p in course.points if course.passage(p.id).sort in UNDECIDED}
    lines = [
        line
        for line in office.workspace.acts.list()
        if line.seance_id == seance_id and line.state is not State.REFUSE and line.id not in aside
    ]
    acts = tuple(writing.get_act(office, line.id) for line in sorted(lines, key=lambda line: in_order(line.numero)))
    return SeanceActs(seance, acts, tuple(act for act in acts if approval_of(office, act) is None))


def new_folder(parent: Path, held: date) -> Path:
    """« Séance du 2026-12-18 »: a folder that is not there yet, so that no file already there is replaced."""
    return file_names.new_folder(parent, f"Séance du {held.isoformat()}")


def export_seance(
    office: Office,
    seance_id: int,
    target: Path,
    copy: Copy = Copy.PROJET,
    *,
    printer: PdfPrinter,
    cancelled: Cancel = never,
) -> ExportedSeance:
    """Write the acts of a séance, in the order of their numbers, in one file, each from a new page; beside it, what is joined.

    Raises:
        Refused: one of them is not approved, for a final document or extracts; or there is none.
        WrongUsage: no such séance, or the suffix is none of ours.
        EnvironmentFault: the target cannot be written, or needs LibreOffice.
        Cancelled: `cancelled` said so; nothing is written.
    """
    route = route_to(target)
    held = office.workspace.seances.get(seance_id).date
    leaves = _leaves(office, seance_id, copy)
    papier = papier_for(office, route, copy)
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        files = _written(office, leaves, folder, papier, cancelled)
        document = gather([docx.Document(str(file)) for file in files])
        core = document.core_properties
        core.title = core.subject = f"Séance du conseil municipal du {day(held)}"
        core.identifier = core.version = core.comments = ""  # they are those of the first act
        source = folder / "seance.docx"
        save(document, source)
        deliver(route, [(source, target)], printer, pages=_PAGES_AN_ACT * len(leaves), cancelled=cancelled)
    annexes = put_beside(office, target, [leaf.act for leaf in leaves])
    return ExportedSeance((target,), len(leaves), notice_of(office, route), annexes)


def export_seance_files(
    office: Office,
    seance_id: int,
    folder: Path,
    suffix: str,
    copy: Copy = Copy.PROJET,
    *,
    printer: PdfPrinter,
    cancelled: Cancel = never,
) -> ExportedSeance:
    """Write the acts of a séance in a folder (made if missing), one file each, named by number and subject.

    The files joined to an act are in a folder beside it.

    Raises:
        Refused: one of them is not approved, for final documents or extracts; or there is none.
        WrongUsage: no such séance, or the suffix is none of ours.
        EnvironmentFault: a file cannot be written, or needs LibreOffice.
        Cancelled: `cancelled` said so; no file is written.
    """
    route = route_to(folder / f"acte{suffix}")
    leaves = _leaves(office, seance_id, copy)
    papier = papier_for(office, route, copy)
    targets = [folder / name for name in _names(leaves, copy, suffix)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(folder), cause=cause) from error
    with TemporaryDirectory(ignore_cleanup_errors=True) as work:
        sources = _written(office, leaves, Path(work), papier, cancelled)
        pairs = list(zip(sources, targets, strict=True))
        try:
            deliver(route, pairs, printer, pages=_PAGES_AN_ACT * len(leaves), cancelled=cancelled)
        except Cancelled:
            with suppress(OSError):  # the folder that was made for them; one that holds anything stays
                folder.rmdir()
            raise
    beside = [put_beside(office, target, [leaf.act]) for target, leaf in zip(targets, leaves, strict=True)]
    annexes = Annexes(
        tuple(file for one in beside for file in one.files), tuple(name for one in beside for name in one.missing)
    )
    return ExportedSeance(tuple(targets), len(leaves), notice_of(office, route), annexes)


def _leaves(office: Office, seance_id: int, copy: Copy) -> list[Leaf]:
    put = acts_of(office, seance_id)
    if not put.acts:
        raise Refused(Code.NOTHING_TO_EXPORT, cause=f"aucun acte n'est rattaché à la séance {seance_id}")
    if copy is not Copy.PROJET and put.waiting:
        named = " ; ".join(f"{act.numero} {act.objet} ({act.state.value})" for act in put.waiting)
        raise Refused(Code.SEANCE_NOT_APPROVED, actes=named, seance=seance_id)
    return [leaf_of(office, act, copy) for act in put.acts]


def _written(office: Office, leaves: Sequence[Leaf], folder: Path, papier: Papier, cancelled: Cancel) -> list[Path]:
    """The Word document of each act."""
    files = []
    for rank, leaf in enumerate(leaves):
        stop_if(cancelled)
        files.append(written(office, leaf, folder / f"{rank}.docx", papier))
    return files


def _names(leaves: Sequence[Leaf], copy: Copy, suffix: str) -> list[str]:
    """A name each; Windows does not tell « Tarifs » from « tarifs »."""
    taken: set[str] = set()
    names = []
    for leaf in leaves:
        name = file_name(leaf.act, leaf.kind, copy, suffix)
        rank = 2
        while name.casefold() in taken:
            name = file_name(leaf.act, leaf.kind, copy, f" ({rank}){suffix}")
            rank += 1
        taken.add(name.casefold())
        names.append(name)
    return names
