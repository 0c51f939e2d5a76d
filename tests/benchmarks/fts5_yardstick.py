"""The port of the search engine on SQLite FTS5, as it comes: the yardstick of the benchmarks.

Its tokenizer drops accents and knows no French; any word of the query will do; its own bm25 ranks. A word being typed
is a prefix. It corrects no typing error and counts no share of words: it does less than what it is compared to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from secretaire.fund.finding.engine import Entry, Hit, Ranking
from secretaire.fund.finding.query import Query


class Fts5Engine:
    """An index in one SQLite file; see `secretaire.fund.finding.engine.Engine`."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path)
        self._db.executescript(
            """
            CREATE VIRTUAL TABLE IF NOT EXISTS entry_text USING fts5 (title, text, tokenize = 'unicode61 remove_diacritics 2');
            CREATE TABLE IF NOT EXISTS entry (
                id INTEGER PRIMARY KEY, document INTEGER, piece INTEGER, start INTEGER, end INTEGER
            );
            CREATE INDEX IF NOT EXISTS entry_by_document ON entry (document);
            """
        )

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def entry_count(self) -> int:
        """How many entries can be found."""
        return int(self._db.execute("SELECT count(*) FROM entry").fetchone()[0])

    def write(self, forgotten: Collection[int], entries: Iterable[Entry]) -> None:
        """One transaction."""
        with self._db:
            for document in forgotten:
                for (entry,) in self._db.execute("SELECT id FROM entry WHERE document = ?", (document,)).fetchall():
                    self._db.execute("DELETE FROM entry_text WHERE rowid = ?", (entry,))
                    self._db.execute("DELETE FROM entry WHERE id = ?", (entry,))
            for entry in entries:
                row = self._db.execute(
                    "INSERT INTO entry (document, piece, start, end) VALUES (?, ?, ?, ?)",
                    (entry.document, entry.piece, entry.start, entry.end),
                ).lastrowid
                self._db.execute(
                    "INSERT INTO entry_text (rowid, title, text) VALUES (?, ?, ?)", (row, entry.title, entry.text)
                )

    def rank(
        self,
        query: Query,
        limit: int,
        share: Callable[[int], int],  # noqa: ARG002 - any word will do
        allowed: Collection[int] | None = None,
        excluded: Collection[int] = (),
    ) -> Ranking:
        """The best entries that hold any word and every phrase; filters are looked at afterwards."""
        words = " OR ".join(f'"{word.spelling}"{"*" if word.unfinished else ""}' for word in query.words)
        phrases = " AND ".join('"' + phrase.text.replace('"', "") + '"' for phrase in query.phrases)
        match = f"{phrases} AND ({words})" if words and phrases else words or phrases
        if not match:
            return Ranking()
        hits: list[Hit] = []
        rows = self._db.execute(
            "SELECT rowid, bm25(entry_text) FROM entry_text WHERE entry_text MATCH ? ORDER BY rank LIMIT ?",
            (match, limit if allowed is None else 1000),
        ).fetchall()
        for rowid, score in rows:
            piece, start, end = self._db.execute(
                "SELECT piece, start, end FROM entry WHERE id = ?", (rowid,)
            ).fetchone()
            if (allowed is None or piece in allowed) and piece not in excluded and len(hits) < limit:
                hits.append(Hit(piece, -score, ((start, end),)))
        return Ranking(hits, frozenset(hit.piece for hit in hits))

    def extracts(self, query: Query, limit: int) -> list[str]:
        """The best entries, each with an extract made by FTS5."""
        words = " OR ".join(f'"{word.spelling}"{"*" if word.unfinished else ""}' for word in query.words)
        phrases = " AND ".join('"' + phrase.text.replace('"', "") + '"' for phrase in query.phrases)
        match = f"{phrases} AND ({words})" if words and phrases else words or phrases
        if not match:
            return []
        return [
            row[0]
            for row in self._db.execute(
                "SELECT snippet(entry_text, 1, '[', ']', '…', 40) FROM entry_text WHERE entry_text MATCH ?"
                " ORDER BY rank LIMIT ?",
                (match, limit),
            )
        ]
