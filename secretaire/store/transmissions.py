"""What was prepared for the prefecture, and the day it received it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from secretaire.acts.act import ActId
from secretaire.store.canonical import utc_text
from secretaire.store.connections import Connections


@dataclass(frozen=True, slots=True)
class Sending:
    """An act on its way.

    Attributes:
        numero_interne: what names it at the prefecture, its own in the workspace.
        content_sha256: of the text prepared; empty when it was sent without us.
        prepared: when its folder was last written; None when it was sent without us.
        received: day of the acknowledgement; None: nobody noted it.
    """

    numero_interne: str
    content_sha256: str = ""
    prepared: datetime | None = None
    received: date | None = None


class TransmissionStore:
    """Every write is on disk when the call returns."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def all(self) -> Mapping[ActId, Sending]:
        """What is known of each act that was prepared or sent."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT * FROM transmissions").fetchall()
        with self._connections.decoding():
            return {
                ActId(row["act_id"]): Sending(
                    row["numero_interne"],
                    row["content_sha256"],
                    datetime.fromisoformat(row["prepare_le"]) if row["prepare_le"] else None,
                    date.fromisoformat(row["recu_le"]) if row["recu_le"] else None,
                )
                for row in rows
            }

    def note_prepared(self, act_id: ActId, numero: str, content_sha256: str, by: str, *, now: datetime) -> None:
        """The folder of an act was written; a day of reception already noted stays.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            db.execute(
                "INSERT INTO transmissions (act_id, numero_interne, content_sha256, prepare_le, prepare_par)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (act_id) DO UPDATE SET content_sha256 = excluded.content_sha256,"
                " prepare_le = excluded.prepare_le, prepare_par = excluded.prepare_par",
                (act_id, numero, content_sha256, utc_text(now), by),
            )

    def note_received(self, act_id: ActId, numero: str, day: date, by: str) -> None:
        """The prefecture acknowledged an act that day; noted again, the new day takes its place.

        `numero`: its number there, kept only when it was not prepared here.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            db.execute(
                "INSERT INTO transmissions (act_id, numero_interne, content_sha256, recu_le, note_par)"
                " VALUES (?, ?, '', ?, ?) ON CONFLICT (act_id) DO UPDATE SET recu_le = excluded.recu_le,"
                " note_par = excluded.note_par",
                (act_id, numero, day.isoformat(), by),
            )
