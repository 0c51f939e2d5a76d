"""The copies of a meeting or of a year to put on line, and the list of what was masked, word by word, to be read again.

The copies and the list are in two folders: the list says what the copies hide.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from secretaire.acts.act import Act, ActId
from secretaire.acts.wording import day as in_words
from secretaire.acts.wording import upper_first
from secretaire.desk import publishing, writing
from secretaire.desk.adoption import not_adopted, not_approved
from secretaire.desk.exporting import Notice, file_name, in_order, notice_of, papier_for, written
from secretaire.desk.exporting_actes import Progress, silent
from secretaire.desk.file_names import new_folder
from secretaire.desk.office import Office
from secretaire.desk.publishing import MaskProposal
from secretaire.errors import Code, EnvironmentFault, Refused
from secretaire.exchange.atomic import write_atomically
from secretaire.exchange.copies import Copy
from secretaire.exchange.delivery import Cancel, PdfPrinter, deliver, never, route_to, stop_if
from secretaire.exchange.statement import Chapter, Grid, Statement, write_statement

_AT_ONCE = 10
_PAGES = 3
_COPIES, _LIST = "A mettre en ligne, une fois relu", "A relire, ne pas publier"
_NOTIFIED = "acte individuel : il est notifié à l'intéressé, non publié"
_ENDING = " publiable.pdf"
_HEADINGS = ("Masqué", "Dans la phrase", "Pourquoi")
_SHARES = (26, 40, 34)
_WARNING = (
    "Ce document dit ce que les copies cachent : il reste en mairie. Une personne relit chaque copie en entier avant de la "
    "mettre en ligne : le logiciel trouve beaucoup, pas tout. Ce qui est masqué à tort se remet dans « Copie publiable » de l'acte."
)


@dataclass(frozen=True, slots=True)
class PublicCopy:
    """An act, and what its copy does not show."""

    act: Act
    masks: tuple[MaskProposal, ...]


@dataclass(frozen=True, slots=True)
class NotPublished:
    """An act without a copy, and why."""

    numero: str
    objet: str
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What would be written. `about`: of which meeting or year, in words."""

    about: str
    copies: tuple[PublicCopy, ...]
    left_out: tuple[NotPublished, ...]


@dataclass(frozen=True, slots=True)
class ExportedBatch:
    """The folder written, the copies in it, and the list to read again."""

    folder: Path
    files: tuple[Path, ...]
    list: Path
    notice: Notice | None = None


def batch_of_seance(office: Office, seance_id: int) -> Batch:
    """The acts of a meeting.

    Raises:
        WrongUsage: no such meeting.
    """
    held = office.workspace.seances.get(seance_id).date
    acts = (line.id for line in office.workspace.acts.list() if line.seance_id == seance_id)
    return _batch(office, f"Séance du {in_words(held)}", acts)


def batch_of_year(office: Office, year: int) -> Batch:
    """The acts of a year, arretes included."""
    lines = (line for line in office.workspace.acts.list() if office.types.find(line.type_id) is not None)
    dated = (writing.get_act(office, line.id) for line in lines)
    return _batch(office, f"Année {year}", (act.id for act in dated if act.act_date and act.act_date.year == year))


def export_batch(
    office: Office,
    batch: Batch,
    parent: Path,
    *,
    printer: PdfPrinter,
    progress: Progress = silent,
    cancelled: Cancel = never,
) -> ExportedBatch:
    """Write the copies in a new folder of `parent`, and beside them the list of what was masked, whole or not at all.

    Raises:
        Refused: there is no copy to write, or an act is not approved any more.
        EnvironmentFault: the folder cannot be written, or LibreOffice fails.
        Cancelled: `cancelled` said so; no folder is left.
    """
    if not batch.copies:
        raise Refused(Code.NOTHING_TO_EXPORT, cause="aucun acte à publier n'est approuvé")
    folder = new_folder(parent, f"Copies publiables du {office.today().isoformat()}")
    unfinished = folder.with_name(f".{folder.name}.partiel")
    route = route_to(Path("copie.pdf"))
    papier = papier_for(office, route, Copy.DEFINITIF)
    names = _names(office, [copy.act for copy in batch.copies])
    try:
        for under in (_COPIES, _LIST):
            _make(unfinished / under)
        for first in range(0, len(batch.copies), _AT_ONCE):
            with TemporaryDirectory(ignore_cleanup_errors=True) as work:
                pairs = []
                for rank, copy in enumerate(batch.copies[first : first + _AT_ONCE]):
                    stop_if(cancelled)
                    leaf = publishing.masked_leaf(office, copy.act, copy.masks)
                    source = written(office, leaf, Path(work) / f"{rank}.docx", papier)
                    pairs.append((source, unfinished / _COPIES / names[copy.act.id]))
                deliver(route, pairs, printer, pages=_PAGES * len(pairs), cancelled=cancelled)
            progress(min(first + _AT_ONCE, len(batch.copies)), len(batch.copies))
        with TemporaryDirectory(ignore_cleanup_errors=True) as work:
            source = Path(work) / "liste.docx"
            write_statement(_review(office.today(), batch), office.commune, papier, source)
            deliver(route, [(source, unfinished / _LIST / "Ce qui est masque.pdf")], printer, cancelled=cancelled)
        write_atomically(unfinished / _LIST / "Ce qui est masque.csv", _table(batch.copies))
        unfinished.rename(folder)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise _unwritable(folder, error) from error
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    files = tuple(folder / _COPIES / name for name in names.values())
    return ExportedBatch(folder, files, folder / _LIST / "Ce qui est masque.pdf", notice_of(office, route))


def _unwritable(folder: Path, error: OSError) -> EnvironmentFault:
    return EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(folder), cause=error.strerror or str(error))


def _make(folder: Path) -> None:
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)  # left by a power cut
    folder.mkdir(parents=True)


def _batch(office: Office, about: str, acts: Iterable[ActId]) -> Batch:
    found = sorted((writing.get_act(office, act_id) for act_id in acts), key=lambda act: in_order(act.numero))
    refused: dict[int, Mapping[str, str]] = {}
    copies, left_out = [], []
    for act in found:
        if act.seance_id is not None and act.seance_id not in refused:
            refused[act.seance_id] = not_adopted(office, act.seance_id)
        reason = refused.get(act.seance_id or 0, {}).get(act.id) or _reason(office, act)
        if reason:
            left_out.append(NotPublished(act.numero, act.objet, reason))
        else:
            copies.append(PublicCopy(act, publishing.proposals(office, act.id)))
    return Batch(about, tuple(copies), tuple(left_out))


def _reason(office: Office, act: Act) -> str:
    if writing.act_type(office, act.type_id).individuel:
        return _NOTIFIED
    return not_approved(office, act)


def _names(office: Office, acts: Sequence[Act]) -> dict[ActId, str]:
    """A name each, without what its copy masks; Windows does not tell « Tarifs » from « tarifs »."""
    names: dict[ActId, str] = {}
    for act in acts:
        shown = replace(act, objet=publishing.public_subject(office, act))
        base = file_name(shown, writing.act_type(office, act.type_id), Copy.DEFINITIF, "")
        name, rank, taken = f"{base}{_ENDING}", 2, {known.casefold() for known in names.values()}
        while name.casefold() in taken:
            name, rank = f"{base} ({rank}){_ENDING}", rank + 1
        names[act.id] = name
    return names


def _review(today: date, batch: Batch) -> Statement:
    chapters = []
    for copy in batch.copies:
        title = f"{copy.act.numero} — {copy.act.objet}"
        rows = [
            (_times(mask), f"« … {mask.context} … »", upper_first(f"{mask.why} ({mask.category.reference})"))
            for mask in copy.masks
        ]
        told = [] if rows else ["Rien n'a été trouvé à masquer."]
        if copy.act.jointes:
            joined = " ; ".join(piece.nom for piece in copy.act.jointes)
            told.append(f"Fichiers joints, ni lus ni copiés, à relire avant de les publier : {joined}.")
        told.append("Copie relue le ……………… par ………………")
        chapters.append(Chapter(title, told, Grid(_HEADINGS, _SHARES, rows)))
    if batch.left_out:
        said = [f"{line.numero} {line.objet} : {line.reason}." for line in batch.left_out]
        chapters.append(Chapter("Actes sans copie", said))
    about = f"{batch.about}, le {in_words(today)}"
    return Statement("CE QUI EST MASQUÉ DANS LES COPIES PUBLIABLES", about, chapters, (_WARNING,))


def _times(mask: MaskProposal) -> str:
    number = len(mask.places)
    return f"{mask.words} ({number} fois)" if number > 1 else mask.words


def _table(copies: Sequence[PublicCopy]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(("numero", "objet", "masque", "fois", "categorie", "motif", "reference", "phrase"))
    for copy in copies:
        for mask in copy.masks:
            kind = mask.category
            told = (mask.words, len(mask.places), kind.value, mask.why, kind.reference, mask.context)
            writer.writerow((copy.act.numero, copy.act.objet, *told))
    return text.getvalue().encode("utf-8-sig")
