"""The remarks made on acts. What was remarked never changes; a remark is answered once."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from secretaire.acts.act import ActId, Role
from secretaire.acts.remarks import Answer, Passage, Remark
from secretaire.errors import Code, WrongUsage
from secretaire.store.canonical import sha256_hex, utc_text
from secretaire.store.connections import Connections
from secretaire.store.journal import Entry, Event, Journal


class RemarkStore:
    """Each remark, and each answer, comes with its line of the journal, which holds no word of either."""

    def __init__(self, connections: Connections, journal: Journal) -> None:
        self._connections = connections
        self._journal = journal

    def of(self, act_id: ActId) -> tuple[Remark, ...]:
        """The remarks on an act, oldest first."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT * FROM remarques WHERE act_id = ? ORDER BY at, id", (act_id,)).fetchall()
        with self._connections.decoding():
            return tuple(_read(row) for row in rows)

    def add(self, remark: Remark) -> Remark:
        """Keep a remark, and give it its number; one already kept (same uid) is returned as it stands.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        passage = remark.passage
        with self._connections.writing() as db:
            known = db.execute("SELECT * FROM remarques WHERE uid = ?", (remark.uid,)).fetchone()
            if known is not None:
                return _read(known)
            cursor = db.execute(
                "INSERT INTO remarques (uid, act_id, act_version, role, paragraphe, passage, rang, texte, auteur, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    remark.uid,
                    remark.act_id,
                    remark.version,
                    passage.role.value if passage else "",
                    passage.paragraph if passage else "",
                    passage.words if passage else "",
                    passage.rank if passage else 0,
                    remark.text,
                    remark.author,
                    utc_text(remark.when),
                ),
            )
            data = {"remarque": cursor.lastrowid, "empreinte": sha256_hex(remark.text)}
            entry = Entry(remark.author, Event.REMARQUE, remark.act_id, remark.version, data=data)
            self._journal.append(entry, now=remark.when)
            return _read(_row(db, remark.act_id, cursor.lastrowid or 0))

    def answer(self, act_id: ActId, number: int, answer: Answer) -> Remark:
        """Say what was done of a remark; the first answer stands.

        Raises:
            WrongUsage: that act has no such remark.
        """
        with self._connections.writing() as db:
            kept = _read(_row(db, act_id, number))
            if kept.answer is not None:
                return kept
            db.execute(
                "UPDATE remarques SET levee_par = ?, levee_at = ?, reponse = ? WHERE id = ?",
                (answer.by, utc_text(answer.when), answer.text, number),
            )
            entry = Entry(answer.by, Event.REMARQUE_LEVEE, act_id, kept.version, data={"remarque": number})
            self._journal.append(entry, now=answer.when)
            return _read(_row(db, act_id, number))


def _row(db: sqlite3.Connection, act_id: ActId, number: int) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM remarques WHERE act_id = ? AND id = ?", (act_id, number)
    ).fetchone()
    if row is None:
        raise WrongUsage(Code.UNKNOWN_REMARK, remarque=number)
    return row


def _read(row: sqlite3.Row) -> Remark:
    passage = Passage(Role(row["role"]), row["paragraphe"], row["passage"], row["rang"]) if row["role"] else None
    answer = (
        Answer(row["levee_par"], datetime.fromisoformat(row["levee_at"]), row["reponse"]) if row["levee_at"] else None
    )
    return Remark(
        id=row["id"],
        uid=row["uid"],
        act_id=ActId(row["act_id"]),
        version=row["act_version"],
        passage=passage,
        text=row["texte"],
        author=row["auteur"],
        when=datetime.fromisoformat(row["at"]),
        answer=answer,
    )
