"""The index of pieces: a cache of the catalogue, made again whenever it is missing, stale, damaged or open to others.

Each complete build goes to a new folder (a generation); `reglages.json` names the current one and is replaced in one
move, so that a search sees the old index or the new one, never half of one. It also holds the revision of the catalogue
up to which the index is complete: what was read but not yet indexed when the power went off is found again.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from secretaire.errors import Cancelled, Code, EnvironmentFault
from secretaire.fund.catalogue.catalogue import Catalogue, Document
from secretaire.fund.finding.analyzer import VERSION as ANALYZER_VERSION
from secretaire.fund.finding.engine import Entry, IndexDamaged, Ranking
from secretaire.fund.finding.piece_text import piece_text, stretches
from secretaire.fund.finding.private_folder import is_private, make_private
from secretaire.fund.finding.query import Query
from secretaire.fund.finding.results import RebuildReason
from secretaire.fund.finding.whoosh_engine import DAMAGE, WhooshEngine

SCHEMA_VERSION = 3

_SETTINGS = "reglages.json"
_GENERATION = "generation-"
_CHARS_PER_COMMIT = 12_000_000
_DOCUMENTS_AT_ONCE = 500
"""A fund no larger has its index made again in about a second: a search waits for it."""

IndexingProgress = Callable[[int, int], None]
"""Called with: documents indexed, documents to index."""


def _no_progress(done: int, total: int) -> None:
    """The caller does not want to follow."""


@dataclass(frozen=True, slots=True)
class _Settings:
    schema_version: int
    analyzer_version: int
    catalogue: str
    revision: int
    generation: int
    entries: int


class PieceIndex:
    """The index of one workspace. Any thread may search; one at a time updates.

    Args:
        folder: where the generations live; only the person can write there.
        catalogue: the truth the index is made from.

    Raises:
        EnvironmentFault: the folder cannot be made private, or made at all.
    """

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._updating = threading.Lock()
        self._opening = threading.Lock()
        self._engine: tuple[int, WhooshEngine] | None = None
        self._broken: int | None = None
        if not folder.exists():
            make_private(folder)

    def close(self) -> None:
        """Close the files."""
        with self._opening:
            self._close_engine()

    def problem(self) -> RebuildReason | None:
        """Why the index must be made again before the next search; None when it is usable."""
        if not is_private(self._folder):
            return RebuildReason.NOT_PRIVATE
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
        if self._broken == settings.generation:
            return RebuildReason.DAMAGED
        if not self._generation(settings.generation).is_dir():
            return RebuildReason.MISSING
        try:
            # it may hold more than the settings say: killed between the commit and the settings
            complete = self._open(settings).entry_count() >= settings.entries or settings.revision < revision
        except (IndexDamaged, *DAMAGE):
            return RebuildReason.DAMAGED
        return None if complete else RebuildReason.DAMAGED

    def prepare(self) -> tuple[bool, RebuildReason | None]:
        """Whether a search may go on, and why the index had to be made again first, if it was.

        The index of a small fund is made again at once. That of a large one is not: the caller of `update` does it.

        Raises:
            EnvironmentFault: see `update`.
        """
        if self.problem() is None:
            return True, None
        if self._catalogue.searchable_count() > _DOCUMENTS_AT_ONCE:
            return False, None
        return True, self.update()

    def rank(
        self,
        query: Query,
        limit: int,
        share: Callable[[int], int],
        allowed: Collection[int] | None = None,
        excluded: Collection[int] = (),
    ) -> Ranking:
        """The pieces that answer a query; see `engine.Engine.rank`.

        Raises:
            IndexDamaged: it cannot be opened, or broke while it was read; `problem` now says so.
        """
        try:
            settings = self._read_settings()
        except (OSError, ValueError, TypeError) as error:
            raise IndexDamaged from error
        try:
            return self._open(settings).rank(query, limit, share, allowed, excluded)
        except IndexDamaged:
            self._broken = settings.generation
            raise

    def update(
        self, cancelled: Callable[[], bool] = lambda: False, progress: IndexingProgress = _no_progress
    ) -> RebuildReason | None:
        """Bring the index to the catalogue; returns why it was made again from scratch, if it was.

        Raises:
            Cancelled: a rebuild was interrupted; the next update starts it again.
            EnvironmentFault: another program is writing the index, the disk refuses, or the folder is open to others.
        """
        with self._updating:
            reason = self.problem()
            if reason is None:
                try:
                    self._catch_up()
                except (IndexDamaged, *DAMAGE):
                    reason = RebuildReason.DAMAGED
                else:
                    return None
            first_time = reason is RebuildReason.MISSING and self._catalogue.revision() == 0
            self._rebuild(cancelled, progress)
            return None if first_time else reason

    def rebuild(self, cancelled: Callable[[], bool] = lambda: False, progress: IndexingProgress = _no_progress) -> None:
        """Make the index again, whatever its state.

        Raises:
            Cancelled: interrupted; the previous index is still there.
            EnvironmentFault: see `update`.
        """
        with self._updating:
            self._rebuild(cancelled, progress)

    def _generation(self, number: int) -> Path:
        return self._folder / f"{_GENERATION}{number:04d}"

    def _open(self, settings: _Settings) -> WhooshEngine:
        with self._opening:
            if self._engine is None or self._engine[0] != settings.generation:
                self._close_engine()
                self._engine = settings.generation, WhooshEngine(self._generation(settings.generation))
            return self._engine[1]

    def _close_engine(self) -> None:
        if self._engine is not None:
            self._engine[1].close()
            self._engine = None

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
        engine = self._open(settings)
        forgotten = changes.to_forget + changes.to_index
        for batch in self._batches(changes.to_index):
            engine.write(forgotten, self._entries(batch))
            forgotten = []
        if forgotten:
            engine.write(forgotten, ())
        self._write_settings(replace(settings, revision=changes.revision, entries=engine.entry_count()))

    def _rebuild(self, cancelled: Callable[[], bool], progress: IndexingProgress) -> None:
        try:
            if not is_private(self._folder):
                self.close()
                _discard(self._folder)
                make_private(self._folder)
            self._build_generation(cancelled, progress)
        except OSError as error:
            code = Code.DISK_FULL if error.errno == errno.ENOSPC else Code.DISK_FAULT
            raise EnvironmentFault(code, fichier=str(self._folder), cause=str(error)) from error

    def _build_generation(self, cancelled: Callable[[], bool], progress: IndexingProgress) -> None:
        if not self._folder.exists():  # someone deleted it while the application was open
            make_private(self._folder)
        taken = [int(folder.name.removeprefix(_GENERATION)) for folder in self._folder.glob(f"{_GENERATION}[0-9]*")]
        number = max(taken, default=0) + 1
        folder = self._generation(number)
        folder.mkdir(mode=0o700)
        engine = WhooshEngine.create(folder)
        changes = self._catalogue.changes_since(0)
        done = 0
        try:
            for batch in self._batches(changes.to_index):
                engine.write((), self._entries(batch, cancelled))
                done += len(batch)
                progress(done, len(changes.to_index))
            entries = engine.entry_count()
        except Cancelled:
            engine.close()
            shutil.rmtree(folder, ignore_errors=True)
            raise
        engine.close()
        identity = self._catalogue.identity()
        self._write_settings(_Settings(SCHEMA_VERSION, ANALYZER_VERSION, identity, changes.revision, number, entries))
        self._broken = None
        self.close()
        for other in taken:
            # a search may still hold its files (Windows): they go at the next rebuild
            shutil.rmtree(self._generation(other), ignore_errors=True)

    def _batches(self, document_ids: list[int]) -> Iterator[list[int]]:
        """Documents whose texts fit together in memory, a commit each."""
        batch: list[int] = []
        chars = 0
        for document_id, size in self._catalogue.text_sizes(document_ids):
            batch.append(document_id)
            chars += size
            if chars > _CHARS_PER_COMMIT:
                yield batch
                batch, chars = [], 0
        if batch:
            yield batch

    def _entries(self, document_ids: Iterable[int], cancelled: Callable[[], bool] = lambda: False) -> Iterator[Entry]:
        with self._catalogue.snapshot():
            for document_id in document_ids:
                if cancelled():
                    raise Cancelled
                document = self._catalogue.document(document_id)
                if document is not None:  # else removed meanwhile: the next update forgets it
                    yield from self._entries_of(document)

    def _entries_of(self, document: Document) -> Iterator[Entry]:
        name = document.path.stem.replace("_", " ").replace("-", " ")
        pieces = self._catalogue.pieces.originals(document.id)
        pages = self._catalogue.pages(document.id) if pieces else []
        for piece in pieces:
            text = piece_text(piece.extent, pages).text
            title = f"{piece.facts.objet} {piece.facts.number} {name}"
            for stretch in stretches(text):
                words = text[stretch.start : stretch.end]
                yield Entry(document.id, piece.id, stretch.start, stretch.end, words, title)
                title = ""


def _discard(path: Path) -> None:
    """Delete a folder whoever made it; of a link, the link."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
    else:
        shutil.rmtree(path)
