"""What the person said of the échéances of the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from secretaire.store.canonical import utc_text
from secretaire.store.connections import Connections


class Sort(StrEnum):
    """What became of an échéance."""

    FAIT = "fait"
    SANS_OBJET = "sans_objet"


@dataclass(frozen=True, slots=True)
class Noted:
    """What a person said, and when."""

    sort: Sort
    by: str
    at: datetime


class EcheanceStore:
    """Every write is on disk when the call returns."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def note(self, key: str, sort: Sort | None, author: str, *, now: datetime) -> None:
        """Keep what the person says of an échéance; None takes it back.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            db.execute("DELETE FROM echeance WHERE key = ?", (key,))
            if sort is not None:
                db.execute("INSERT INTO echeance VALUES (?, ?, ?, ?)", (key, sort.value, author, utc_text(now)))

    def all(self) -> Mapping[str, Noted]:
        """What was said, by key."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT * FROM echeance").fetchall()
        with self._connections.decoding():
            return {
                row["key"]: Noted(Sort(row["sort"]), row["noted_by"], datetime.fromisoformat(row["noted_at"]))
                for row in rows
            }
