"""Corrections made by the secretary to what was read in the fund: they win over every later reading."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from secretaire.store.canonical import utc_text
from secretaire.store.connections import Connections


class Change(StrEnum):
    """What is corrected: facts of a piece, a piece that is no act, an act that begins where none was seen."""

    FACTS = "faits"
    NOT_AN_ACT = "pas_un_acte"
    STARTS_HERE = "debut_acte"


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of one piece.

    Attributes:
        sha256: content of the file when it was corrected; `path`: where it was.
        page: page where the piece begins; `first_words`: its first bare letters and figures, to find it again.
        facts: name of a fact to its value as text; an empty text empties the fact.
    """

    sha256: str
    path: Path
    page: int
    first_words: str
    change: Change
    facts: dict[str, str] = field(default_factory=dict)


class CorrectionStore:
    """The corrections of a workspace."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def of_file(self, sha256: str, path: Path) -> list[Correction]:
        """Corrections of a file, known by its content or, when it has changed since, by its path; oldest first."""
        with self._connections.reading() as db:
            rows = db.execute(
                "SELECT * FROM correction WHERE sha256 = ? OR path = ? ORDER BY id", (sha256, str(path))
            ).fetchall()
        return [_correction(row) for row in rows]

    def save(self, correction: Correction, *, now: datetime) -> None:
        """Keep a correction; facts add to those already corrected on the same piece."""
        with self._connections.writing() as db:
            key = (correction.sha256, str(correction.path), correction.page, correction.first_words, correction.change)
            known = db.execute(
                "SELECT facts FROM correction WHERE (sha256, path, page, first_words, change) = (?, ?, ?, ?, ?)",
                key,
            ).fetchone()
            facts = {**(json.loads(known["facts"]) if known else {}), **correction.facts}
            db.execute(
                "INSERT OR REPLACE INTO correction (sha256, path, page, first_words, change, facts, made_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*key, json.dumps(facts, ensure_ascii=False), utc_text(now)),
            )

    def move(self, old: Path, new: Path, /) -> None:
        """A file, or the container of some, was found elsewhere: its corrections follow it."""
        with self._connections.writing() as db:
            for row in db.execute("SELECT id, path FROM correction").fetchall():
                path = Path(row["path"])
                if path.is_relative_to(old):
                    moved = new / path.relative_to(old)
                    db.execute("UPDATE OR REPLACE correction SET path = ? WHERE id = ?", (str(moved), row["id"]))

    def remove(self, correction: Correction) -> None:
        """Take a correction back."""
        with self._connections.writing() as db:
            db.execute(
                "DELETE FROM correction WHERE (sha256, path, page, first_words, change) = (?, ?, ?, ?, ?)",
                (correction.sha256, str(correction.path), correction.page, correction.first_words, correction.change),
            )


def _correction(row: sqlite3.Row) -> Correction:
    return Correction(
        row["sha256"],
        Path(row["path"]),
        int(row["page"]),
        row["first_words"],
        Change(row["change"]),
        json.loads(row["facts"]),
    )
