"""The Whoosh index of passages: a cache of the catalogue, made again whenever it is missing, stale or damaged.

Each complete build goes to a new folder (a generation); `reglages.json` names the current one and is replaced in one
move, so that a search sees the old index or the new one, never half of one. It also holds the revision of the catalogue
up to which the index is complete: what was read but not yet indexed when the power went off is found again.

Whoosh unpickles its files: the folder must be one that only the person can write to.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import pickle
import shutil
import struct
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from whoosh import fields
from whoosh import index as whoosh_index
from whoosh.scoring import BM25F

from secretaire.errors import Cancelled, Code, EnvironmentFault
from secretaire.fund.analyzer import VERSION as ANALYZER_VERSION
from secretaire.fund.analyzer import FrenchAnalyzer, SpellingAnalyzer
from secretaire.fund.catalogue import Catalogue, Changes
from secretaire.fund.passages import passages

SCHEMA_VERSION = 1
TEXT, TITLE, SPELLING, DOCUMENT = "text", "title", "spelling", "document"

_SETTINGS = "reglages.json"
_GENERATION = "generation-"
_DOCUMENTS_PER_COMMIT = 200
_MEMORY_MEGABYTES = 64

_DAMAGE = (
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    struct.error,
    zlib.error,
    pickle.UnpicklingError,
    whoosh_index.IndexError,
)
"""What Whoosh raises on files that are cut, mixed up or not its own."""


class RebuildReason(StrEnum):
    """Why the index had to be made again from the catalogue."""

    MISSING = "absent"
    STALE = "perime"
    OTHER_CATALOGUE = "autre_catalogue"
    DAMAGED = "abime"


REASON_TEXTS: dict[RebuildReason, str] = {
    RebuildReason.MISSING: "l'index de recherche était absent : il a été refait à partir des textes déjà lus",
    RebuildReason.STALE: "l'index de recherche datait d'une version précédente : il a été refait",
    RebuildReason.OTHER_CATALOGUE: "l'index de recherche ne correspondait plus aux documents lus : il a été refait",
    RebuildReason.DAMAGED: "l'index de recherche était abîmé : il a été refait à partir des textes déjà lus",
}


class IndexDamaged(Exception):
    """The index cannot be read."""


@dataclass(frozen=True, slots=True)
class _Settings:
    schema_version: int
    analyzer_version: int
    catalogue: str
    revision: int
    generation: int
    entries: int


def _schema() -> fields.Schema:
    """Two sorts of entries: a passage (`text`, its page and characters), and the card of a document (`title`, page 0)."""
    return fields.Schema(
        document=fields.NUMERIC(int, bits=64, signed=False, stored=True, sortable=True),
        page=fields.STORED,
        start=fields.STORED,
        end=fields.STORED,
        text=fields.TEXT(analyzer=FrenchAnalyzer(), phrase=True),
        title=fields.TEXT(analyzer=FrenchAnalyzer(), phrase=False),
        spelling=fields.TEXT(analyzer=SpellingAnalyzer(), phrase=False),
    )


class PassageIndex:
    """The index of one workspace. Any thread may search; one at a time updates.

    Args:
        folder: where the generations live; created when missing.
        catalogue: the truth the index is made from.
    """

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._updating = threading.Lock()
        self._checked: tuple[_Settings, int] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def problem(self) -> RebuildReason | None:
        """Why the index must be made again before the next search; None when it is usable."""
        try:
            settings = self._read_settings()
        except FileNotFoundError:
            return RebuildReason.MISSING
        except (OSError, ValueError, TypeError):
            return RebuildReason.DAMAGED
        if (settings.schema_version, settings.analyzer_version) != (SCHEMA_VERSION, ANALYZER_VERSION):
            return RebuildReason.STALE
        revision = self._catalogue.revision()
        if settings.catalogue != self._catalogue.identity() or settings.revision > revision:
            return RebuildReason.OTHER_CATALOGUE
        if self._checked == (settings, revision):
            return None  # opening the index costs some milliseconds: once is enough
        if not self._generation(settings.generation).is_dir():
            return RebuildReason.MISSING
        try:
            with self._open(settings).reader() as reader:
                # it may hold more than the settings say: killed between the commit and the settings
                complete = reader.doc_count() >= settings.entries or settings.revision < revision
        except _DAMAGE:
            return RebuildReason.DAMAGED
        if not complete:
            return RebuildReason.DAMAGED
        self._checked = (settings, revision)
        return None

    def update(self, cancelled: Callable[[], bool] = lambda: False) -> RebuildReason | None:
        """Bring the index to the catalogue; returns why it was made again from scratch, if it was.

        Raises:
            Cancelled: a rebuild was interrupted; the next update starts it again.
            EnvironmentFault: another program is writing the index, or the disk refuses.
        """
        with self._updating:
            reason = self.problem()
            if reason is None:
                try:
                    self._catch_up()
                except _DAMAGE:
                    reason = RebuildReason.DAMAGED
                else:
                    return None
            first_time = reason is RebuildReason.MISSING and self._catalogue.revision() == 0
            self._rebuild(cancelled)
            return None if first_time else reason

    def rebuild(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Make the index again, whatever its state: for one that broke during a search.

        Raises:
            Cancelled: interrupted; the previous index is still there.
            EnvironmentFault: another program is writing the index, or the disk refuses.
        """
        with self._updating:
            self._rebuild(cancelled)

    @contextmanager
    def searcher(self) -> Iterator[Any]:
        """A Whoosh searcher on the current generation.

        Raises:
            IndexDamaged: it cannot be opened, or broke while it was used.
        """
        try:
            with self._open(self._read_settings()).searcher(weighting=BM25F(K1=1.2, B=0.75)) as searcher:
                yield searcher
        except _DAMAGE as error:
            raise IndexDamaged from error

    def _generation(self, number: int) -> Path:
        return self._folder / f"{_GENERATION}{number:04d}"

    def _open(self, settings: _Settings) -> Any:
        return whoosh_index.open_dir(str(self._generation(settings.generation)), schema=_schema())

    def _read_settings(self) -> _Settings:
        return _Settings(**json.loads((self._folder / _SETTINGS).read_text(encoding="utf-8")))

    def _write_settings(self, settings: _Settings) -> None:
        draft = self._folder / f"{_SETTINGS}.nouveau"
        with draft.open("w", encoding="utf-8") as file:
            json.dump(asdict(settings), file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._folder / _SETTINGS)

    def _catch_up(self) -> None:
        settings = self._read_settings()
        changes = self._catalogue.changes_since(settings.revision)
        if not (changes.to_index or changes.to_forget):
            return
        index = self._open(settings)
        self._write(index, changes.to_forget + changes.to_index, changes.to_index)
        self._write_settings(replace(settings, revision=changes.revision, entries=index.doc_count()))

    def _rebuild(self, cancelled: Callable[[], bool]) -> None:
        try:
            self._build_generation(cancelled)
        except OSError as error:
            code = Code.DISK_FULL if error.errno == errno.ENOSPC else Code.DISK_FAULT
            raise EnvironmentFault(code, fichier=str(self._folder), cause=str(error)) from error

    def _build_generation(self, cancelled: Callable[[], bool]) -> None:
        taken = [int(folder.name.removeprefix(_GENERATION)) for folder in self._folder.glob(f"{_GENERATION}[0-9]*")]
        number = max(taken, default=0) + 1
        folder = self._generation(number)
        folder.mkdir()
        index = whoosh_index.create_in(str(folder), _schema())
        changes: Changes = self._catalogue.changes_since(0)
        for start in range(0, len(changes.to_index), _DOCUMENTS_PER_COMMIT):
            if cancelled():
                shutil.rmtree(folder, ignore_errors=True)
                raise Cancelled
            self._write(index, [], changes.to_index[start : start + _DOCUMENTS_PER_COMMIT])
        self._write_settings(
            _Settings(
                SCHEMA_VERSION,
                ANALYZER_VERSION,
                self._catalogue.identity(),
                changes.revision,
                number,
                index.doc_count(),
            )
        )
        for other in taken:
            # a search may still hold its files (Windows): they go at the next rebuild
            shutil.rmtree(self._generation(other), ignore_errors=True)

    def _write(self, index: Any, forgotten: Iterable[int], documents: Iterable[int]) -> None:
        """One commit: all of it or nothing."""
        try:
            writer = index.writer(limitmb=_MEMORY_MEGABYTES)
        except whoosh_index.LockError as error:
            raise EnvironmentFault(Code.WORKSPACE_LOCKED, fichier=str(self._folder), cause="index") from error
        try:
            for document_id in forgotten:
                writer.delete_by_term(DOCUMENT, document_id)
            for document_id in documents:
                self._add(writer, document_id)
        except BaseException:
            with contextlib.suppress(*_DAMAGE):
                writer.cancel()
            raise
        writer.commit()

    def _add(self, writer: Any, document_id: int) -> None:
        document = self._catalogue.document(document_id)
        if document is None:
            return  # removed meanwhile: the next update forgets it
        name = document.path.stem.replace("_", " ").replace("-", " ")
        title = f"{document.facts.objet} {document.facts.number} {name}"
        writer.add_document(document=document_id, page=0, start=0, end=0, title=title, spelling=title)
        for page in self._catalogue.pages(document_id):
            for span in passages(page.text):
                passage = page.text[span.start : span.end]
                writer.add_document(
                    document=document_id,
                    page=page.number,
                    start=span.start,
                    end=span.end,
                    text=passage,
                    spelling=passage,
                )
