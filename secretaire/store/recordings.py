"""The recordings of the meetings, what was heard in them, and what the commune decided of each.

Times are seconds from the beginning of the recording.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from secretaire.errors import Code, WrongUsage
from secretaire.store.canonical import canonical_json, utc_text
from secretaire.store.connections import Connections
from secretaire.store.journal import Entry, Event, Journal


class Decision(StrEnum):
    """What the commune does with a recording."""

    GARDE = "garde"
    EFFACE = "efface"


@dataclass(frozen=True, slots=True)
class KeptRecording:
    """A recording.

    Attributes:
        debut: hour of the clock when it begins; None: not known.
        secondes: its length; None until it was opened.
        decision, decide_le: what the commune decided, and when; None: nothing yet.
    """

    id: int
    seance_id: int
    nom: str
    sha256: str
    octets: int
    importe_le: datetime
    debut: time | None = None
    secondes: float | None = None
    decision: Decision | None = None
    decide_le: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeptStretch:
    """Seconds of speech; `mesure`: what transcribing it took, in seconds; None: not done."""

    rang: int
    debut: float
    fin: float
    mesure: float | None = None


@dataclass(frozen=True, slots=True)
class KeptPassage:
    """What was heard. `confiance`: a value of `listening.passages.Trust`; `note_au_point`: the point that took it."""

    id: int
    debut: float
    fin: float
    texte: str
    confiance: str
    doutes: tuple[tuple[int, int], ...] = ()
    note_au_point: int | None = None


class RecordingStore:
    """Every write is on disk when the call returns; a decision and its line of journal go together."""

    def __init__(self, connections: Connections, journal: Journal) -> None:
        self._connections = connections
        self._journal = journal

    def add(
        self, seance_id: int, nom: str, sha256: str, octets: int, debut: time | None, author: str, *, now: datetime
    ) -> KeptRecording:
        """Keep a recording whose file is in the workspace.

        Raises:
            WrongUsage: no such meeting.
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            if db.execute("SELECT 1 FROM seances WHERE id = ?", (seance_id,)).fetchone() is None:
                raise WrongUsage(Code.UNKNOWN_SEANCE, seance=seance_id)
            number = db.execute(
                "INSERT INTO enregistrements (seance_id, nom, sha256, octets, debut, importe_par, importe_le)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (seance_id, nom, sha256, octets, debut and debut.isoformat(), author, utc_text(now)),
            ).lastrowid
            data = {"seance": seance_id, "fichier": nom, "sha256": sha256}
            self._journal.append(Entry(author, Event.ENREGISTREMENT_IMPORTE, data=data), now=now)
            return self.get(number or 0)

    def get(self, recording_id: int) -> KeptRecording:
        """A recording, erased or not.

        Raises:
            WrongUsage: no such recording.
        """
        with self._connections.reading() as db:
            row = db.execute("SELECT * FROM enregistrements WHERE id = ?", (recording_id,)).fetchone()
        if row is None:
            raise WrongUsage(Code.UNKNOWN_RECORDING, enregistrement=recording_id)
        with self._connections.decoding():
            return _recording(row)

    def of(self, seance_id: int) -> tuple[KeptRecording, ...]:
        """The recordings of a meeting, erased ones included, the first imported first."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT * FROM enregistrements WHERE seance_id = ? ORDER BY id", (seance_id,)).fetchall()
        with self._connections.decoding():
            return tuple(_recording(row) for row in rows)

    def holders(self, sha256: str) -> int:
        """How many recordings that are not erased have this content."""
        with self._connections.reading() as db:
            row = db.execute(
                "SELECT count(*) FROM enregistrements WHERE sha256 = ? AND decision IS NOT ?",
                (sha256, Decision.EFFACE.value),
            ).fetchone()
        return int(row[0])

    def set_start(self, recording_id: int, debut: time | None) -> None:
        """Note the hour of the clock when it begins."""
        with self._connections.writing() as db:
            db.execute("UPDATE enregistrements SET debut = ? WHERE id = ?", (debut and debut.isoformat(), recording_id))

    def set_stretches(self, recording_id: int, secondes: float, stretches: Sequence[tuple[float, float]]) -> None:
        """Keep its length and where people speak in it; nothing is transcribed yet."""
        with self._connections.writing() as db:
            db.execute("UPDATE enregistrements SET secondes = ? WHERE id = ?", (secondes, recording_id))
            db.execute("DELETE FROM troncons WHERE enregistrement_id = ?", (recording_id,))
            db.executemany(
                "INSERT INTO troncons (enregistrement_id, rang, debut, fin) VALUES (?, ?, ?, ?)",
                [(recording_id, rank, start, end) for rank, (start, end) in enumerate(stretches)],
            )

    def stretches(self, recording_id: int) -> tuple[KeptStretch, ...]:
        """Where people speak, in order."""
        with self._connections.reading() as db:
            rows = db.execute(
                "SELECT rang, debut, fin, mesure FROM troncons WHERE enregistrement_id = ? ORDER BY rang",
                (recording_id,),
            ).fetchall()
        return tuple(KeptStretch(**row) for row in rows)

    def heard(self, recording_id: int, rang: int, passages: Sequence[KeptPassage], mesure: float) -> None:
        """Keep what a stretch says and what it took, together; the ids of the passages are given here."""
        with self._connections.writing() as db:
            db.execute(
                "UPDATE troncons SET mesure = ? WHERE enregistrement_id = ? AND rang = ?", (mesure, recording_id, rang)
            )
            db.executemany(
                "INSERT INTO passages_entendus (enregistrement_id, debut, fin, texte, confiance, doutes)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [(recording_id, p.debut, p.fin, p.texte, p.confiance, canonical_json(p.doutes)) for p in passages],
            )

    def pace(self) -> float | None:
        """Seconds of work for a second of speech, on all that was transcribed in this workspace; None: nothing yet."""
        with self._connections.reading() as db:
            row = db.execute("SELECT sum(mesure) / sum(fin - debut) FROM troncons WHERE mesure IS NOT NULL").fetchone()
        return None if row[0] is None else float(row[0])

    def passages(self, recording_id: int) -> tuple[KeptPassage, ...]:
        """What was heard so far, in order."""
        with self._connections.reading() as db:
            rows = db.execute(
                "SELECT * FROM passages_entendus WHERE enregistrement_id = ? ORDER BY debut, id", (recording_id,)
            ).fetchall()
        with self._connections.decoding():
            return tuple(_passage(row) for row in rows)

    def set_taken(self, passage_id: int, point: int) -> None:
        """The notes of a point took this passage."""
        with self._connections.writing() as db:
            db.execute("UPDATE passages_entendus SET note_au_point = ? WHERE id = ?", (point, passage_id))

    def mark(self, recording_id: int, point: int, debut: float | None) -> None:
        """Note when a point begins; None takes the marker away."""
        with self._connections.writing() as db:
            db.execute("DELETE FROM reperes WHERE enregistrement_id = ? AND point = ?", (recording_id, point))
            if debut is not None:
                db.execute("INSERT INTO reperes VALUES (?, ?, ?)", (recording_id, point, debut))

    def markers(self, recording_id: int) -> tuple[tuple[int, float], ...]:
        """Points and when each begins, in the order of time."""
        with self._connections.reading() as db:
            rows = db.execute(
                "SELECT point, debut FROM reperes WHERE enregistrement_id = ? ORDER BY debut, point", (recording_id,)
            ).fetchall()
        return tuple((row["point"], row["debut"]) for row in rows)

    def decide(self, recording: KeptRecording, decision: Decision, author: str, *, now: datetime) -> KeptRecording:
        """What the commune decides; an erasure takes away all that was heard too, and overwrites it in the file.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        event = Event.ENREGISTREMENT_EFFACE if decision is Decision.EFFACE else Event.ENREGISTREMENT_GARDE
        with self._connections.writing() as db:
            db.execute("PRAGMA secure_delete = ON")
            db.execute(
                "UPDATE enregistrements SET decision = ?, decide_par = ?, decide_le = ? WHERE id = ?",
                (decision.value, author, utc_text(now), recording.id),
            )
            if decision is Decision.EFFACE:
                for table in ("passages_entendus", "troncons", "reperes"):
                    db.execute(f"DELETE FROM {table} WHERE enregistrement_id = ?", (recording.id,))
            data = {"seance": recording.seance_id, "fichier": recording.nom, "sha256": recording.sha256}
            self._journal.append(Entry(author, event, data=data), now=now)
            return self.get(recording.id)


def _recording(row: sqlite3.Row) -> KeptRecording:
    return KeptRecording(
        id=row["id"],
        seance_id=row["seance_id"],
        nom=row["nom"],
        sha256=row["sha256"],
        octets=row["octets"],
        importe_le=datetime.fromisoformat(row["importe_le"]),
        debut=time.fromisoformat(row["debut"]) if row["debut"] else None,
        secondes=row["secondes"],
        decision=Decision(row["decision"]) if row["decision"] else None,
        decide_le=datetime.fromisoformat(row["decide_le"]) if row["decide_le"] else None,
    )


def _passage(row: sqlite3.Row) -> KeptPassage:
    doubts = tuple((int(start), int(end)) for start, end in json.loads(row["doutes"]))
    return KeptPassage(
        row["id"], row["debut"], row["fin"], row["texte"], row["confiance"], doubts, row["note_au_point"]
    )
