"""A folder for the transmission operator: each act with its annexes, named by the rules, and what the operator asks for."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import shorten

from secretaire.desk.exporting import Notice, leaf_of, notice_of, papier_for, written
from secretaire.desk.file_names import new_folder, safe_name
from secretaire.desk.office import Office
from secretaire.desk.transmitting import NotSent, Outgoing, ToSend
from secretaire.desk.transmitting_sheets import act_sheet, metadata, slip
from secretaire.errors import Code, EnvironmentFault, Refused
from secretaire.exchange.actes.message import message_xml
from secretaire.exchange.atomic import write_atomically
from secretaire.exchange.copies import Copy
from secretaire.exchange.delivery import Cancel, PdfPrinter, deliver, never, route_to, stop_if
from secretaire.exchange.statement import Statement, write_statement
from secretaire.store.act_json import content_sha256
from secretaire.store.journal import Entry, Event

Progress = Callable[[int, int], None]
"""Acts written so far, and how many in all."""

_AT_ONCE = 8  # acts given to LibreOffice together: it starts once for them, and the person still sees it advance
_LONGEST_NAME = 48  # of a folder: Windows counts 260 characters for a whole path
_PAGES = 5  # of an act and its sheet
_SHEET, _DATA, _SLIP, _TABLE = "Fiche de transmission.pdf", "metadonnees.json", "Bordereau.pdf", "transmission.csv"


@dataclass(frozen=True, slots=True)
class ExportedActes:
    """The folder written, the files in it, the acts they are of, and what stays here."""

    folder: Path
    files: tuple[Path, ...]
    acts: tuple[ToSend, ...]
    not_sent: tuple[NotSent, ...]
    notice: Notice | None = None


def silent(_done: int, _total: int) -> None:
    """Nobody follows."""


def export_actes(
    office: Office,
    found: Outgoing,
    wanted: Sequence[ToSend],
    parent: Path,
    by: str,
    *,
    printer: PdfPrinter,
    progress: Progress = silent,
    cancelled: Cancel = never,
) -> ExportedActes:
    """Write the acts wanted in a new folder of `parent`, whole or not at all, and remember that they were prepared.

    Raises:
        Refused: none is wanted, or one of them is not approved any more or has a fault.
        EnvironmentFault: the folder cannot be written, or LibreOffice fails.
        Cancelled: `cancelled` said so; no folder is left.
    """
    if not wanted:
        raise Refused(Code.NOTHING_TO_EXPORT, cause="aucun acte approuvé n'attend d'être transmis")
    if faulty := [line for line in wanted if line.faults]:
        told = " ; ".join(f"{line.act.numero} : {' '.join(line.faults)}" for line in faulty)
        raise Refused(Code.NOTHING_TO_EXPORT, cause=told)
    folder = new_folder(parent, f"Transmission du {office.today().isoformat()}")
    unfinished = folder.with_name(f".{folder.name}.partiel")
    writer = _Folder(office, unfinished, printer, cancelled)
    try:
        writer.begin()
        for first in range(0, len(wanted), _AT_ONCE):
            writer.write(wanted[first : first + _AT_ONCE])
            progress(min(first + _AT_ONCE, len(wanted)), len(wanted))
        writer.finish(found, wanted)
        _take_its_name(unfinished, folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    _remember(office, wanted, by)
    files = tuple(sorted(path for path in folder.rglob("*") if path.is_file()))
    return ExportedActes(folder, files, tuple(wanted), found.not_sent, notice_of(office, writer.route))


def _take_its_name(unfinished: Path, folder: Path) -> None:
    try:
        unfinished.rename(folder)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(path: Path, error: OSError) -> EnvironmentFault:
    return EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(path), cause=error.strerror or str(error))


def _remember(office: Office, wanted: Sequence[ToSend], by: str) -> None:
    now = datetime.now(UTC)
    with office.workspace.writing():
        for line in wanted:
            act, numero, content = line.act, line.message.numero, content_sha256(line.act)
            office.workspace.transmissions.note_prepared(act.id, numero, content, by, now=now)
            data = {"numero_interne": numero, "identifiant": line.message.id}
            entry = Entry(by, Event.ENVOI_PREPARE, act.id, act.version, content, data)
            office.workspace.journal.append(entry, now=now)


class _Folder:
    """What is being written."""

    def __init__(self, office: Office, folder: Path, printer: PdfPrinter, cancelled: Cancel) -> None:
        self._office = office
        self._folder = folder
        self._printer = printer
        self._cancelled = cancelled
        self.route = route_to(Path(_SLIP))
        self._papier = papier_for(office, self.route, Copy.DEFINITIF)

    def begin(self) -> None:
        """An empty folder; one that a power cut left behind goes first."""
        with suppress(FileNotFoundError):
            shutil.rmtree(self._folder)
        try:
            self._folder.mkdir(parents=True)
        except OSError as error:
            raise _unwritable(self._folder, error) from error

    def write(self, lines: Sequence[ToSend]) -> None:
        """A folder for each act: the act, its annexes, its message, its sheet for people and for programs."""
        with TemporaryDirectory(ignore_cleanup_errors=True) as name:
            work, pairs = Path(name), []
            for rank, line in enumerate(lines):
                stop_if(self._cancelled)
                target = self._folder / folder_name(line)
                target.mkdir()
                leaf = leaf_of(self._office, line.act, Copy.DEFINITIF)
                source = written(self._office, leaf, work / f"acte-{rank}.docx", self._papier)
                main, *annexes = line.message.file_names()
                pairs.append((source, target / main))
                pairs.append((self._statement(act_sheet(line), work / f"fiche-{rank}.docx"), target / _SHEET))
                for piece, annexe in zip(line.files[1:], annexes, strict=True):
                    if piece.source is not None:
                        write_atomically(target / annexe, piece.source.read_bytes())
                if line.message.complete:
                    write_atomically(target / line.message.message_name, message_xml(line.message))
                write_atomically(target / _DATA, _json(metadata(line)))
            self._deliver(pairs)

    def finish(self, found: Outgoing, wanted: Sequence[ToSend]) -> None:
        """The posting slip, and the same as a table for programs."""
        with TemporaryDirectory(ignore_cleanup_errors=True) as name:
            folders = {str(line.act.id): folder_name(line) for line in wanted}
            source = self._statement(slip(self._office.today(), found, wanted, folders), Path(name) / "bordereau.docx")
            self._deliver([(source, self._folder / _SLIP)])
        write_atomically(self._folder / _TABLE, _table(wanted))

    def _statement(self, statement: Statement, path: Path) -> Path:
        write_statement(statement, self._office.commune, self._papier, path)
        return path

    def _deliver(self, pairs: Sequence[tuple[Path, Path]]) -> None:
        deliver(self.route, pairs, self._printer, pages=_PAGES * len(pairs), cancelled=self._cancelled)


def folder_name(line: ToSend) -> str:
    """« 2026_014 Tarifs de la salle »: the number first, so that no two acts share it."""
    return safe_name(
        shorten(f"{line.message.numero} {line.act.objet or line.kind.libelle}", _LONGEST_NAME, placeholder="")
    )


def _json(data: dict[str, object]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _table(wanted: Sequence[ToSend]) -> bytes:
    """One line for each act; spreadsheets of town halls read semicolons, and know UTF-8 by its mark."""
    text = StringIO(newline="")
    rows = [{"dossier": folder_name(line), **_flat(metadata(line))} for line in wanted]
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _flat(data: dict[str, object]) -> dict[str, object]:
    """The files of an act in two cells."""
    pieces = data["fichiers"]
    kept = {name: value for name, value in data.items() if name != "fichiers"}
    listed = pieces if isinstance(pieces, list) else []
    names, types = zip(*((piece["nom"], piece["type"] or "à choisir") for piece in listed), strict=True)
    return {**kept, "fichiers": " | ".join(names), "types": " | ".join(types)}
