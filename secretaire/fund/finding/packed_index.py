"""Whoosh with postings kept as plain arrays: thirty times less to write and to read than one object per posting.

Whoosh gives the folder, the segments, their table of terms, the deletions, the lock and the commit that is whole or
nothing; here is only how the postings of a term are laid out in a segment, as its codecs are meant to decide. A posting
is one number: the entry × 64 + how often it holds the term (63 at most). A segment also keeps tables: arrays with one
value for each entry, and the words of its texts.
"""

from __future__ import annotations

import struct
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import fields
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermsReader
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from secretaire.fund.finding.analyzer import count
from secretaire.fund.finding.engine import Entry
from secretaire.fund.finding.neighbours import SIGNATURE_BYTES, signature

TEXT, TITLE = "text", "title"
_TABLES = "tables"
_COLUMNS = ("document", "piece", "start", "end", "text_length", "title_length")
_WORDS, _WORD_COUNTS, _SIGNATURES = b"words", b"word_counts", b"signatures"

_PLACE = struct.Struct("!QI")
_MAX_FREQUENCY = 63
_FREQUENCY_BITS = 6
_UNIT = 1 << _FREQUENCY_BITS
_SMALL_ENTRIES = 4096
_SEGMENTS_OF_A_SIZE = 8

Numbers = NDArray[np.uint32]


def schema() -> fields.Schema:
    """The fields whose terms are looked up, and the tables."""
    return fields.Schema(**{name: fields.KEYWORD() for name in (TEXT, TITLE, _TABLES)})


class PackedCodec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """The codec of Whoosh 3, with packed postings."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> _PackedFieldWriter:
        """What writes the terms of a segment."""
        return _PackedFieldWriter(self, storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> PackedTerms:
        """What reads them."""
        names = (segment.make_filename(self.TERMS_EXT), segment.make_filename(self.POSTS_EXT))
        terms, postings = (storage.open_file(name) for name in names)
        return PackedTerms(self, terms, storage.file_length(names[0]), postings)


class PackedTerms(W3TermsReader):  # type: ignore[misc]
    """The terms of a segment."""

    def raw(self, field: str, term: bytes) -> bytes:
        """The bytes kept for a term; none when it is not there."""
        try:
            place = self._tindex[self._keycoder(field, term)]
        except KeyError:
            return b""
        return self._at(place)

    def all_raw(self, field: str) -> Iterator[tuple[bytes, bytes]]:
        """Every term of a field with its bytes, in order."""
        for key, place in self._tindex.items_from(self._keycoder(field, b"")):
            name, term = self._keydecoder(key)
            if name != field:
                break
            yield term, self._at(place)

    def _at(self, place: bytes) -> bytes:
        return bytes(self._postfile.get(*_PLACE.unpack(place)))


def postings(raw: bytes) -> tuple[Numbers, Numbers]:
    """The entries that hold a term, increasing, and how often each does."""
    packed = np.frombuffer(raw, dtype=np.uint32)
    return packed >> np.uint32(_FREQUENCY_BITS), packed & np.uint32(_MAX_FREQUENCY)


class _PackedFieldWriter(W3FieldWriter):  # type: ignore[misc]
    def add_postings(self, schema: Any, _lengths: Any, items: Iterable[tuple[str, dict[bytes, bytes]]]) -> None:
        for field, raw_of in items:
            self.start_field(field, schema[field])
            for term in sorted(raw_of):
                key = int(self._fieldid).to_bytes(2, "big") + term
                self._tindex.add(key, _PLACE.pack(self._postfile.tell(), len(raw_of[term])))
                self._postfile.write(raw_of[term])
            self.finish_field()


class _Pool:
    """What the segment being written will hold, in memory until the commit: some bytes for each posting."""

    def __init__(self) -> None:
        self.postings: dict[str, dict[str, array[int]]] = {TEXT: {}, TITLE: {}}
        self.columns = {name: array("I") for name in _COLUMNS}
        self.words: Counter[str] = Counter()
        self.signatures = bytearray()

    def iter_postings(self) -> Iterator[tuple[str, dict[bytes, bytes]]]:
        """The fields in the order of their names, as Whoosh wants them."""
        tables = {name.encode(): column.tobytes() for name, column in self.columns.items()}
        words = sorted(self.words)
        tables[_WORDS] = "\n".join(words).encode("utf-8", "surrogatepass")
        tables[_WORD_COUNTS] = array("I", [self.words[word] for word in words]).tobytes()
        tables[_SIGNATURES] = bytes(self.signatures)
        yield _TABLES, tables
        for field in (TEXT, TITLE):
            by_term = self.postings[field]
            yield field, {term.encode("utf-8", "surrogatepass"): by_term[term].tobytes() for term in by_term}

    def cleanup(self) -> None:
        """Whoosh calls it when the segment is written or given up."""
        self.postings = {TEXT: {}, TITLE: {}}


class PackedWriter(SegmentWriter):  # type: ignore[misc]
    """One commit.

    Raises:
        whoosh.index.LockError: another one is under way.
    """

    def __init__(self, index: Any) -> None:
        super().__init__(index, codec=PackedCodec())
        self.pool: _Pool = _Pool()

    def add_entry(self, entry: Entry) -> None:
        """Take an entry in."""
        base = self.docnum * _UNIT
        text, title = count(entry.text), count(entry.title)
        for field, terms in ((TEXT, text.terms), (TITLE, title.terms)):
            by_term = self.pool.postings[field]
            for term, number in terms.items():
                posting = base + (number if number < _MAX_FREQUENCY else _MAX_FREQUENCY)
                try:
                    by_term[term].append(posting)
                except KeyError:
                    by_term[term] = array("I", (posting,))
        self.pool.words.update(text.words.keys() | title.words.keys())
        self.pool.signatures += signature(entry.text)
        values = (entry.document, entry.piece, entry.start, entry.end, text.length, title.length)
        for name, value in zip(_COLUMNS, values, strict=True):
            self.pool.columns[name].append(value)
        self._count_entries(1)

    def add_reader(self, reader: Any) -> None:
        """Take in the entries of a segment that were not deleted."""
        segment = Segment(reader)
        # signed: the first entries of a segment taken in first may be deleted ones
        moved = (np.cumsum(segment.alive, dtype=np.int64) + (self.docnum - 1)).astype(np.uint32)
        for name in _COLUMNS:
            self.pool.columns[name].frombytes(segment.columns[name][segment.alive].tobytes())
        for field in (TEXT, TITLE):
            by_term = self.pool.postings[field]
            for term, raw in segment.terms.all_raw(field):
                entries, frequencies = postings(raw)
                kept = segment.alive[entries]
                if kept.any():
                    packed = (moved[entries[kept]] << np.uint32(_FREQUENCY_BITS)) | frequencies[kept]
                    by_term.setdefault(term.decode("utf-8", "surrogatepass"), array("I")).frombytes(packed.tobytes())
        self.pool.signatures += segment.signatures[segment.alive].tobytes()
        words, counts = segment.vocabulary
        self.pool.words.update(dict(zip(words, counts.tolist(), strict=True)))
        self._count_entries(int(segment.alive.sum()))

    def commit(self) -> None:  # type: ignore[override, unused-ignore]
        """All of it or nothing; small segments become one when there are many."""
        super().commit(mergetype=_merge)

    def _count_entries(self, number: int) -> None:
        for _ in range(number):
            self.perdocwriter.start_doc(self.docnum)
            self.perdocwriter.finish_doc()
            self.docnum += 1
            self._added: bool = True


def _merge(writer: PackedWriter, segments: list[Any]) -> list[Any]:
    """Segments to keep as they are; the others are taken in: many of about one size, and those mostly deleted."""
    by_size: dict[int, list[Any]] = {}
    for segment in segments:
        if segment.doc_count_all() < _SMALL_ENTRIES:
            by_size.setdefault(segment.doc_count_all().bit_length() // 3, []).append(segment)
    merged = [segment for many in by_size.values() if len(many) >= _SEGMENTS_OF_A_SIZE for segment in many]
    merged += [x for x in segments if x.deleted_count() * 2 > x.doc_count_all() and x not in merged]
    for segment in merged:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        try:
            writer.add_reader(reader)
        finally:
            reader.close()
    return [segment for segment in segments if segment not in merged]


class Segment:
    """A segment opened for reading.

    Attributes:
        terms: its terms and their postings.
        columns: its tables of one value for each entry.
        alive: which entries were not deleted.
        signatures: the neighbours of each entry, see `neighbours.py`.
        vocabulary: the bare spellings of its texts, sorted, and how many entries hold each.
    """

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.terms: PackedTerms = reader.codec().terms_reader(reader.storage(), reader.segment())
        self.columns = {name: self._table(name.encode()) for name in _COLUMNS}
        self.alive = np.ones(reader.doc_count_all(), dtype=bool)
        self.alive[list(reader.segment().deleted_docs())] = False
        words = self.terms.raw(_TABLES, _WORDS).decode("utf-8", "surrogatepass")
        self.vocabulary = (words.split("\n") if words else [], self._table(_WORD_COUNTS))
        signatures = np.frombuffer(self.terms.raw(_TABLES, _SIGNATURES), dtype=np.uint8)
        self.signatures = signatures.reshape(-1, SIGNATURE_BYTES)
        lengths = {len(self.signatures), *(len(column) for column in self.columns.values())}
        if lengths != {len(self.alive)} or len(self.vocabulary[0]) != len(self.vocabulary[1]):
            raise ValueError("a segment whose tables are cut")

    def close(self) -> None:
        """Close its files."""
        self.terms.close()
        self._reader.close()

    def _table(self, name: bytes) -> Numbers:
        return np.frombuffer(self.terms.raw(_TABLES, name), dtype=np.uint32)
