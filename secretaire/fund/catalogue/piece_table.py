"""The pieces of the documents, in the catalogue: kept, filtered, and how they change one another."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path

from secretaire.fund.finding.results import Filters, Sort
from secretaire.fund.folding import fold
from secretaire.fund.pieces import (
    ENDING_VERBS,
    ActFacts,
    Extent,
    Kind,
    Mention,
    Outcome,
    Piece,
    Verb,
    Vote,
)
from secretaire.fund.reading.reading import Page
from secretaire.store.connections import Connections

_CHOSEN_COPY = "id = (SELECT id FROM piece AS twin WHERE twin.digest = piece.digest ORDER BY twin.corrected = '[]', twin.id LIMIT 1)"
"""Of the pieces of one text, the first; before it, one that the secretary corrected."""


@dataclass(frozen=True, slots=True)
class StoredPiece:
    """A piece of a document of the catalogue."""

    id: int
    document: int
    piece: Piece

    @property
    def facts(self) -> ActFacts:
        """What it says of itself."""
        return self.piece.facts

    @property
    def extent(self) -> Extent:
        """Where it is in its document."""
        return self.piece.extent


@dataclass(frozen=True, slots=True)
class Link:
    """A piece that says it changes another of the fund."""

    piece: int
    target: int
    verb: Verb


class PieceTable:
    """The pieces of a catalogue. Usable from any thread."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    # read

    def of_document(self, document_id: int) -> list[StoredPiece]:
        """The pieces of a document, in order."""
        return self._read("WHERE document = ? ORDER BY ordinal", (document_id,))

    def get(self, piece_id: int) -> StoredPiece | None:
        """One piece, or None when it is no longer there (its document was read again, or left)."""
        return next(iter(self.get_all([piece_id])), None)

    def get_all(self, piece_ids: Iterable[int]) -> list[StoredPiece]:
        """These pieces, in the order asked; those no longer there are left out."""
        wanted = list(piece_ids)
        found = {
            piece.id: piece
            for start in range(0, len(wanted), 500)
            for piece in self._read(
                f"WHERE id IN ({','.join('?' * len(wanted[start : start + 500]))})", wanted[start : start + 500]
            )
        }
        return [found[piece_id] for piece_id in wanted if piece_id in found]

    def acts(self) -> list[StoredPiece]:
        """Every act of the fund, oldest first, those without date last; copies once."""
        return self._read(
            f"WHERE kind IN ('deliberation', 'arrete', 'decision') AND {_CHOSEN_COPY} ORDER BY date IS NULL, date, id",
            (),
        )

    def acts_of_years(self, years: Collection[int]) -> list[StoredPiece]:
        """The acts of the fund dated in one of these years, copies once."""
        marks = ",".join("?" * len(years))
        where = f"WHERE kind IN ('deliberation', 'arrete', 'decision') AND substr(date, 1, 4) IN ({marks})"
        return self._read(f"{where} AND {_CHOSEN_COPY} ORDER BY date, id", [str(year) for year in years])

    def originals(self, document_id: int) -> list[StoredPiece]:
        """The pieces of a document that are shown for all their copies: those the index holds."""
        return self._read(f"WHERE document = ? AND {_CHOSEN_COPY} ORDER BY ordinal", (document_id,))

    def places(self, piece_ids: Sequence[int]) -> dict[int, Path]:
        """Where the document of each of these pieces is."""
        marks = ",".join("?" * len(piece_ids))
        with self._connections.reading() as db:
            rows = db.execute(
                f"SELECT piece.id, path FROM piece JOIN document ON document.id = document WHERE piece.id IN ({marks})",
                piece_ids,
            ).fetchall()
        return {int(row["id"]): Path(row["path"]) for row in rows}

    def copies(self, piece_ids: Sequence[int]) -> dict[int, list[Path]]:
        """The other files that hold the same text, for those of these pieces that have some."""
        marks = ",".join("?" * len(piece_ids))
        with self._connections.reading() as db:
            rows = db.execute(
                f"""
                SELECT DISTINCT piece.id, document.path FROM piece
                JOIN piece AS twin ON twin.digest = piece.digest AND twin.id != piece.id
                JOIN document ON document.id = twin.document
                WHERE piece.id IN ({marks}) ORDER BY document.path
                """,
                piece_ids,
            ).fetchall()
        found: dict[int, list[Path]] = {}
        for row in rows:
            found.setdefault(int(row["id"]), []).append(Path(row["path"]))
        return found

    def ended_by(self, piece_ids: Sequence[int]) -> dict[int, list[int]]:
        """The pieces that say they end one of these, for those that are ended."""
        marks = ",".join("?" * len(piece_ids))
        ending = ", ".join(f"'{verb.value}'" for verb in sorted(ENDING_VERBS))
        with self._connections.reading() as db:
            rows = db.execute(
                f"SELECT DISTINCT target, piece FROM link WHERE target IN ({marks}) AND verb IN ({ending}) ORDER BY piece",
                piece_ids,
            ).fetchall()
        found: dict[int, list[int]] = {}
        for row in rows:
            found.setdefault(int(row["target"]), []).append(int(row["piece"]))
        return found

    def matching(self, filters: Filters) -> set[int]:
        """Ids of the pieces that pass the filters."""
        conditions, values = _conditions(filters)
        with self._connections.reading() as db:
            rows = db.execute(f"SELECT id FROM piece WHERE {' AND '.join(conditions) or '1'}", values)
            rows.row_factory = None  # tens of thousands of them, perhaps
            ids: set[int] = {piece_id for (piece_id,) in rows}
        if filters.author:
            words = fold(filters.author).split()
            with self._connections.reading() as db:
                authors = db.execute("SELECT id, author FROM piece WHERE author != ''").fetchall()
            ids &= {int(row["id"]) for row in authors if all(word in fold(row["author"]) for word in words)}
        return ids

    def objets(self) -> list[tuple[int, str]]:
        """Id and objet of every act that has one, newest first."""
        with self._connections.reading() as db:
            rows = db.execute(
                "SELECT id, objet FROM piece WHERE kind IN ('deliberation', 'arrete', 'decision') AND objet != ''"
                " ORDER BY date DESC, id"
            ).fetchall()
        return [(int(row["id"]), str(row["objet"])) for row in rows]

    def first_copies(self) -> set[int]:
        """Ids of the pieces that are shown for all their copies."""
        with self._connections.reading() as db:
            # beside min(), SQLite takes the other columns from the row that has it
            rows = db.execute("SELECT id, min((corrected = '[]') << 40 | id) FROM piece GROUP BY digest").fetchall()
        return {int(row["id"]) for row in rows}

    def first_by_date(self, piece_ids: AbstractSet[int], sort: Sort, limit: int) -> list[int]:
        """The first of these pieces, the newest or the oldest first, those without date last."""
        way = "DESC" if sort is Sort.NEWEST else "ASC"
        with self._connections.reading() as db:
            # in two: the index on the date then gives the order, and only the first rows are read
            dated = db.execute(f"SELECT id FROM piece WHERE date IS NOT NULL ORDER BY date {way}, id {way}")
            undated = db.execute("SELECT id FROM piece WHERE date IS NULL ORDER BY id")
            ids = (int(row["id"]) for row in chain(dated, undated))
            return list(islice((piece_id for piece_id in ids if piece_id in piece_ids), limit))

    def numbers(self, kind: Kind) -> list[str]:
        """The numbers given to acts of a kind, as written."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT DISTINCT number FROM piece WHERE kind = ? AND number != ''", (kind,)).fetchall()
        return [str(row["number"]) for row in rows]

    def authors(self) -> list[str]:
        """Everyone who reports or signs, as written, most frequent first."""
        with self._connections.reading() as db:
            rows = db.execute(
                "SELECT author FROM piece WHERE author != '' GROUP BY author ORDER BY count(*) DESC, author"
            ).fetchall()
        return [str(row["author"]) for row in rows]

    def years(self) -> list[int]:
        """Every year that dates a piece, the latest first."""
        with self._connections.reading() as db:
            rows = db.execute(
                "SELECT DISTINCT substr(date, 1, 4) AS year FROM piece WHERE date IS NOT NULL ORDER BY year DESC"
            ).fetchall()
        return [int(row["year"]) for row in rows]

    # how pieces change one another

    def set_links(self, links: Iterable[Link]) -> None:
        """Replace what is known of which piece changes which."""
        with self._connections.writing() as db:
            db.execute("DELETE FROM link")
            db.executemany("INSERT OR IGNORE INTO link VALUES (?, ?, ?)", [(x.piece, x.target, x.verb) for x in links])

    def links_of(self, piece_id: int) -> list[Link]:
        """What a piece changes, and what changes it."""
        with self._connections.reading() as db:
            rows = db.execute(
                "SELECT piece, target, verb FROM link WHERE piece = :id OR target = :id", {"id": piece_id}
            ).fetchall()
        return [Link(int(row["piece"]), int(row["target"]), Verb(row["verb"])) for row in rows]

    # written by the catalogue, inside its transaction

    def replace(self, document_id: int, pages: Sequence[Page], pieces: Sequence[Piece], revision: int) -> None:
        """The pieces of a document become these."""
        self.leave(document_id, revision)
        texts = {page.number: page.text for page in pages}
        with self._connections.writing() as db:
            db.execute("DELETE FROM piece WHERE document = ?", (document_id,))
            for ordinal, piece in enumerate(pieces):
                _insert(db, document_id, ordinal, piece, digest(text_of(piece.extent, texts)))

    def leave(self, document_id: int, revision: int) -> None:
        """Copies of the pieces of this document elsewhere will have to be indexed in their place."""
        with self._connections.writing() as db:
            db.execute(
                """
                UPDATE document SET revision = :revision WHERE id != :document AND id IN (
                    SELECT document FROM piece WHERE digest IN (SELECT digest FROM piece WHERE document = :document)
                )
                """,
                {"revision": revision, "document": document_id},
            )

    def _read(self, where: str, values: Sequence[object]) -> list[StoredPiece]:
        with self._connections.reading() as db:
            rows = db.execute(f"SELECT * FROM piece {where}", values).fetchall()
            amounts: dict[int, list[Decimal]] = {}
            mentions: dict[int, list[Mention]] = {}
            ids = [int(row["id"]) for row in rows]
            for start in range(0, len(ids), 500):
                some = ids[start : start + 500]
                marks = ",".join("?" * len(some))
                for row in db.execute(
                    f"SELECT * FROM piece_amount WHERE piece IN ({marks}) ORDER BY piece, rank", some
                ):
                    amounts.setdefault(int(row["piece"]), []).append(Decimal(int(row["cents"])) / 100)
                for row in db.execute(
                    f"SELECT * FROM mention WHERE piece IN ({marks}) ORDER BY piece, page, start", some
                ):
                    mentions.setdefault(int(row["piece"]), []).append(_mention(row))
        return [_stored(row, amounts.get(row["id"], []), mentions.get(row["id"], [])) for row in rows]


def text_of(extent: Extent, texts: dict[int, str]) -> str:
    """The text of a piece, from the texts of the pages of its document."""
    parts = []
    for number in range(extent.first_page, extent.last_page + 1):
        text = texts.get(number, "")
        start = extent.start if number == extent.first_page else 0
        end = extent.end if number == extent.last_page else len(text)
        parts.append(text[start:end])
    return "\n".join(parts)


def digest(text: str) -> str:
    """Equal for two texts that differ only by spaces, accents, case and punctuation."""
    bare = "".join(character for character in fold(text) if character.isalnum())
    return hashlib.sha256(bare.encode("utf-8")).hexdigest()[:32]


def _conditions(filters: Filters) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []

    def add(condition: str, *given: object) -> None:
        conditions.append(condition)
        values.extend(given)

    if filters.kind is not None:
        add("kind = ?", filters.kind)
    if filters.since is not None:
        add("date >= ?", filters.since.isoformat())
    if filters.until is not None:
        add("date <= ?", filters.until.isoformat())
    if filters.matiere:
        code = filters.matiere.strip().rstrip(".")
        add("(matiere = ? OR substr(matiere, 1, ?) = ?)", code, len(code) + 1, f"{code}.")
    if filters.at_least is not None or filters.at_most is not None:
        low = int((filters.at_least or Decimal(0)) * 100)
        high = int(filters.at_most * 100) if filters.at_most is not None else 2**62
        add("id IN (SELECT piece FROM piece_amount WHERE cents BETWEEN ? AND ?)", low, high)
    if filters.in_force_on is not None:
        day = filters.in_force_on.isoformat()
        add("kind IN ('deliberation', 'arrete', 'decision') AND (date IS NULL OR date <= ?)", day)
        ending = ", ".join(f"'{verb.value}'" for verb in sorted(ENDING_VERBS))
        add(
            "id NOT IN (SELECT target FROM link JOIN piece AS later ON later.id = link.piece"
            f" WHERE link.verb IN ({ending}) AND (later.date IS NULL OR later.date <= ?))",
            day,
        )
    return conditions, values


def _insert(db: sqlite3.Connection, document_id: int, ordinal: int, piece: Piece, text_digest: str) -> None:
    facts, extent, vote = piece.facts, piece.extent, piece.facts.vote
    piece_id = db.execute(
        """
        INSERT INTO piece (document, ordinal, first_page, start, last_page, end, kind, date, number, objet, matiere,
            author, presents, pour, contre, abstentions, unanime, outcome, visas, corrected, confidence, reason, digest)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            document_id,
            ordinal,
            extent.first_page,
            extent.start,
            extent.last_page,
            extent.end,
            facts.kind,
            facts.date.isoformat() if facts.date else None,
            facts.number,
            facts.objet,
            facts.matiere,
            facts.author,
            facts.presents,
            vote.pour if vote else None,
            vote.contre if vote else None,
            vote.abstentions if vote else None,
            int(vote.unanime) if vote else None,
            facts.outcome,
            json.dumps(facts.visas, ensure_ascii=False),
            json.dumps(sorted(piece.corrected)),
            piece.confidence,
            piece.reason,
            text_digest,
        ),
    ).lastrowid
    db.executemany(
        "INSERT INTO piece_amount VALUES (?, ?, ?)",
        [(piece_id, rank, int(amount * 100)) for rank, amount in enumerate(facts.amounts) if amount < 10**12],
    )
    db.executemany(
        "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (piece_id, m.verb, m.number, m.date.isoformat() if m.date else None, m.page, m.start, m.end)
            for m in facts.mentions
        ],
    )


def _mention(row: sqlite3.Row) -> Mention:
    return Mention(Verb(row["verb"]), row["number"], _day(row["date"]), row["page"], row["start"], row["end"])


def _stored(row: sqlite3.Row, amounts: list[Decimal], mentions: list[Mention]) -> StoredPiece:
    vote = None
    if row["unanime"] is not None:
        vote = Vote(row["pour"], row["contre"], row["abstentions"], bool(row["unanime"]))
    facts = ActFacts(
        kind=Kind(row["kind"]),
        date=_day(row["date"]),
        number=row["number"],
        objet=row["objet"],
        matiere=row["matiere"],
        author=row["author"],
        presents=row["presents"],
        vote=vote,
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        amounts=tuple(amounts),
        visas=tuple(json.loads(row["visas"])),
        mentions=tuple(mentions),
    )
    piece = Piece(
        Extent(row["first_page"], row["start"], row["last_page"], row["end"]),
        facts,
        row["confidence"],
        row["reason"],
        frozenset(json.loads(row["corrected"])),
    )
    return StoredPiece(int(row["id"]), int(row["document"]), piece)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
