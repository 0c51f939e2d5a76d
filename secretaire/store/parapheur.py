"""What left for review and what came back: the only truth an answer is judged against."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from secretaire.acts.act import ActId
from secretaire.store.canonical import utc_text
from secretaire.store.connections import Connections


@dataclass(frozen=True, slots=True)
class SentNumber:
    """An act of a sending: the number of its answer, and the content that was sent."""

    number: str
    act_id: ActId
    version: int
    fingerprint: str
    decidable: bool


@dataclass(frozen=True, slots=True)
class Sending:
    """A parapheur that left. `at` is in UTC; `read` is the hash of its dossier."""

    id: str
    at: datetime
    by: str
    read: str
    seal: str
    acts: tuple[SentNumber, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer that a number got. `decision` is empty when nothing was decided; `at` is in UTC."""

    number: str
    sha256: str
    decision: str
    by: str
    at: datetime


class ParapheurStore:
    """Every write is on disk when the call returns; nothing is ever changed."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def add(self, sending: Sending) -> None:
        """Keep what leaves.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            db.execute(
                "INSERT INTO parapheurs VALUES (?, ?, ?, ?, ?)",
                (sending.id, utc_text(sending.at), sending.by, sending.read, sending.seal),
            )
            db.executemany(
                "INSERT INTO parapheur_actes VALUES (?, ?, ?, ?, ?, ?)",
                [(a.number, sending.id, a.act_id, a.version, a.fingerprint, int(a.decidable)) for a in sending.acts],
            )

    def get(self, sending_id: str) -> Sending | None:
        """The sending of that name; None if this workspace never made it."""
        with self._connections.reading() as db:
            row = db.execute("SELECT * FROM parapheurs WHERE id = ?", (sending_id,)).fetchone()
            acts = db.execute(
                "SELECT * FROM parapheur_actes WHERE parapheur_id = ? ORDER BY rowid", (sending_id,)
            ).fetchall()
        if row is None:
            return None
        with self._connections.decoding():
            return Sending(
                id=row["id"],
                at=datetime.fromisoformat(row["envoye_le"]),
                by=row["envoye_par"],
                read=row["lu"],
                seal=row["sceau"],
                acts=tuple(_number(act) for act in acts),
            )

    def reply_to(self, number: str) -> Reply | None:
        """The answer that a number already got."""
        with self._connections.reading() as db:
            row = db.execute("SELECT * FROM parapheur_reponses WHERE numero = ?", (number,)).fetchone()
        with self._connections.decoding():
            if row is None:
                return None
            at = datetime.fromisoformat(row["recue_le"])
            return Reply(row["numero"], row["reponse"], row["decision"], row["nom"], at)

    def use(self, reply: Reply) -> None:
        """A number got its answer; a second one is an error of the caller.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            db.execute(
                "INSERT INTO parapheur_reponses VALUES (?, ?, ?, ?, ?)",
                (reply.number, reply.sha256, reply.decision, reply.by, utc_text(reply.at)),
            )


def _number(row: sqlite3.Row) -> SentNumber:
    return SentNumber(row["numero"], ActId(row["act_id"]), row["version"], row["empreinte"], bool(row["a_decider"]))
