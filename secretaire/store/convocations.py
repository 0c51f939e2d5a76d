"""The dated record of sending: when and how each councillor was convoked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from secretaire.council.convocation import Envoi, Mode
from secretaire.errors import Code, WrongUsage
from secretaire.store.canonical import utc_text
from secretaire.store.connections import Connections


class ConvocationStore:
    """Every write is on disk when the call returns."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def add(self, seance_id: int, envois: Sequence[Envoi], author: str, *, now: datetime) -> None:
        """Note sendings; one already noted for the same day and mode takes the new note.

        Raises:
            WrongUsage: no such meeting, or a person who is not on the roster.
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            if db.execute("SELECT 1 FROM seances WHERE id = ?", (seance_id,)).fetchone() is None:
                raise WrongUsage(Code.UNKNOWN_SEANCE, seance=seance_id)
            known = {row["id"] for row in db.execute("SELECT id FROM elus")}
            for envoi in envois:
                if envoi.elu not in known:
                    raise WrongUsage(Code.UNKNOWN_COUNCILLOR, nom=envoi.elu)
            db.executemany(
                "INSERT INTO envoi (seance_id, elu_id, le, mode, note, noted_by, noted_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (seance_id, elu_id, le, mode) DO UPDATE SET note = excluded.note",
                [(seance_id, e.elu, e.le.isoformat(), e.mode.value, e.note, author, utc_text(now)) for e in envois],
            )

    def forget(self, seance_id: int, elu: int) -> None:
        """Take away what was noted by mistake for a councillor."""
        with self._connections.writing() as db:
            db.execute("DELETE FROM envoi WHERE seance_id = ? AND elu_id = ?", (seance_id, elu))

    def of(self, seance_id: int) -> tuple[Envoi, ...]:
        """The sendings of a meeting, oldest first."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT * FROM envoi WHERE seance_id = ? ORDER BY le, id", (seance_id,)).fetchall()
        with self._connections.decoding():
            return tuple(
                Envoi(row["elu_id"], date.fromisoformat(row["le"]), Mode(row["mode"]), row["note"]) for row in rows
            )
