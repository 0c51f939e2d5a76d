"""The day each act was made known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from secretaire.acts.act import ActId
from secretaire.council.minutes import Publication
from secretaire.store.canonical import utc_text
from secretaire.store.connections import Connections


class PublicationStore:
    """Every write is on disk when the call returns."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def note(self, act_id: ActId, publication: Publication, author: str, *, now: datetime) -> None:
        """Note when and how an act was made known, in place of what was noted before.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO publications VALUES (?, ?, ?, ?, ?)",
                (act_id, publication.date.isoformat(), publication.mode, author, utc_text(now)),
            )

    def all(self) -> Mapping[ActId, Publication]:
        """What was noted, for each act."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT act_id, le, mode FROM publications").fetchall()
        return {ActId(row["act_id"]): Publication(date.fromisoformat(row["le"]), row["mode"]) for row in rows}
