"""The search engine of the fund: Whoosh, with packed postings."""

from __future__ import annotations

import contextlib
import os
import pickle
import struct
import threading
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import index as whoosh_index

from secretaire.errors import Code, EnvironmentFault
from secretaire.fund.finding.engine import Entry, IndexDamaged, Ranking
from secretaire.fund.finding.neighbours import may_hold
from secretaire.fund.finding.packed_index import TEXT, TITLE, PackedWriter, Segment, postings, schema
from secretaire.fund.finding.query import Query
from secretaire.fund.finding.ranking import Entries, rank
from secretaire.fund.finding.vocabulary import Vocabulary

_CACHED_TERMS = 256

DAMAGE = (
    ImportError,  # written by a version whose classes were elsewhere
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


@contextlib.contextmanager
def _damage_said() -> Iterator[None]:
    try:
        yield
    except DAMAGE as error:
        raise IndexDamaged from error


class WhooshEngine:
    """An index in its folder; see `engine.Engine`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with _damage_said():
            self._index = whoosh_index.open_dir(str(folder), schema=schema())
        self._opening = threading.Lock()
        self._opened: _Opened | None = None

    @classmethod
    def create(cls, folder: Path) -> WhooshEngine:
        """An empty index in an empty folder."""
        whoosh_index.create_in(str(folder), schema())
        return cls(folder)

    def close(self) -> None:
        """Close the files."""
        with self._opening:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    def entry_count(self) -> int:
        """How many entries can be found."""
        return int(np.count_nonzero(self._current().entries.alive))

    def write(self, forgotten: Collection[int], entries: Iterable[Entry]) -> None:
        """One commit; see `engine.Engine.write`.

        Raises:
            EnvironmentFault: another program is writing.
        """
        try:
            writer = PackedWriter(self._index)
        except whoosh_index.LockError as error:
            raise EnvironmentFault(Code.WORKSPACE_LOCKED, fichier=str(self._folder), cause="index") from error
        try:
            for entry in self._current().entries_of(forgotten) if forgotten else ():
                writer.delete_document(entry)
            for added in entries:
                writer.add_entry(added)
            writer.commit()
        except BaseException:
            with contextlib.suppress(*DAMAGE):
                if not writer.is_closed:
                    writer.cancel()
            raise

    def rank(
        self,
        query: Query,
        limit: int,
        share: Callable[[int], int],
        allowed: Collection[int] | None = None,
        excluded: Collection[int] = (),
    ) -> Ranking:
        """See `engine.Engine.rank`."""
        return rank(self._current().entries, query, limit, share, allowed, excluded)

    def _files(self) -> dict[str, int]:
        """The files of the index and their sizes: they change with each commit, and when something harms them."""
        with os.scandir(self._folder) as found:
            return {file.name: file.stat().st_size for file in found if file.name.endswith((".seg", ".toc"))}

    def _current(self) -> _Opened:
        """The last commit, opened; kept until the next one."""
        with self._opening:
            with _damage_said():
                files = self._files()
                if self._opened is None or self._opened.files != files:
                    self._opened = _Opened(files, self._index.reader(), self._opened)
            return self._opened


class _Opened:
    """One commit of the index. A search may still use it after the next one: its files close with it."""

    def __init__(self, files: dict[str, int], reader: Any, previous: _Opened | None) -> None:
        leaves = [leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]
        self.files = files
        known = previous.segments if previous else {}
        self.segments: dict[tuple[str, int, int], Segment] = {}
        for leaf in leaves:
            segment = leaf.segment()
            name = (segment.segment_id(), segment.deleted_count(), files.get(segment.make_filename(".seg"), 0))
            if name in known:
                self.segments[name] = known[name]
                leaf.close()
            else:
                self.segments[name] = Segment(leaf)
        segments = list(self.segments.values())
        self._signatures = [segment.signatures for segment in segments]
        self._document = _joined([segment.columns["document"] for segment in segments])
        self.entries: Entries = Entries(
            text=_Field(TEXT, segments),
            title=_Field(TITLE, segments),
            piece=_joined([segment.columns["piece"] for segment in segments]),
            start=_joined([segment.columns["start"] for segment in segments]),
            end=_joined([segment.columns["end"] for segment in segments]),
            alive=np.concatenate([np.zeros(0, dtype=bool), *(segment.alive for segment in segments)]),
            may_hold=self._may_hold,
            vocabulary=Vocabulary([segment.vocabulary for segment in segments]),
        )

    def entries_of(self, documents: Collection[int]) -> list[int]:
        """The entries of some documents, among those alive."""
        wanted = np.isin(self._document, np.fromiter(documents, np.uint32, len(documents)))
        return [int(entry) for entry in np.flatnonzero(wanted & self.entries.alive)]

    def _may_hold(self, phrase: str) -> NDArray[np.bool_]:
        piece = self.entries.piece
        follows = np.concatenate(([False], piece[1:] == piece[:-1]))
        whole = ~(follows | np.append(follows[1:], False))
        return may_hold(self._signatures, phrase, whole)

    def close(self) -> None:
        for segment in self.segments.values():
            segment.close()


class _Field:
    """A field over all the segments."""

    def __init__(self, name: str, segments: list[Segment]) -> None:
        self._name = name
        self._segments = segments
        lengths = _joined([segment.columns[f"{name}_length"] for segment in segments])
        average = lengths.sum() / max(1, np.count_nonzero(lengths))
        self.relative_lengths = (lengths / max(1.0, average)).astype(np.float32)
        self.postings = lru_cache(_CACHED_TERMS)(self._postings)

    def _postings(self, term: str) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        ids, frequencies = [], []
        base = 0
        key = term.encode("utf-8", "surrogatepass")
        for segment in self._segments:
            with _damage_said():
                entries, numbers = postings(segment.terms.raw(self._name, key))
                if len(entries) and int(entries.max()) >= len(segment.alive):
                    raise ValueError("a posting of another segment")
            if len(entries):
                ids.append(entries + np.uint32(base))
                frequencies.append(numbers)
            base += len(segment.alive)
        return _joined(ids), _joined(frequencies)


def _joined(arrays: list[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    return np.concatenate([np.zeros(0, dtype=np.uint32), *arrays])
