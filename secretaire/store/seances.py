"""The meetings of the council, and the vote on each act."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import date, time

from secretaire.acts.act import ActId
from secretaire.council.seance import Pouvoir, Seance, Vote
from secretaire.errors import Code, WrongUsage
from secretaire.store.canonical import canonical_json
from secretaire.store.connections import Connections


class SeanceStore:
    """Keeps what it is given: the rules on presence and pouvoirs are those of `council`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def create(self, seance: Seance) -> Seance:
        """Keep a new meeting; returns it with its id (the one given is not looked at).

        Raises:
            WrongUsage: it names a person who is not on the roster.
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            _check_members(db, seance)
            cursor = db.execute(
                "INSERT INTO seances (date, heure, lieu, convocation, secretaire, president) VALUES (?, ?, ?, ?, ?, ?)",
                _columns(seance),
            )
            created = replace(seance, id=int(cursor.lastrowid or 0))
            _write_members(db, created)
        return created

    def get(self, seance_id: int) -> Seance:
        """The meeting of that id.

        Raises:
            WrongUsage: no such meeting.
        """
        with self._connections.reading() as db:
            row = db.execute("SELECT * FROM seances WHERE id = ?", (seance_id,)).fetchone()
            if row is None:
                raise WrongUsage(Code.UNKNOWN_SEANCE, seance=seance_id)
            with self._connections.decoding():
                return _read(db, row)

    def update(self, seance: Seance) -> None:
        """Put this meeting, presence and pouvoirs included, in place of the one of the same id.

        Raises:
            WrongUsage: no such meeting, or it names a person who is not on the roster.
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            _check_members(db, seance)
            cursor = db.execute(
                "UPDATE seances SET date = ?, heure = ?, lieu = ?, convocation = ?, secretaire = ?, president = ?"
                " WHERE id = ?",
                (*_columns(seance), seance.id),
            )
            if cursor.rowcount == 0:
                raise WrongUsage(Code.UNKNOWN_SEANCE, seance=seance.id)
            db.execute("DELETE FROM seance_members WHERE seance_id = ?", (seance.id,))
            db.execute("DELETE FROM pouvoirs WHERE seance_id = ?", (seance.id,))
            _write_members(db, seance)

    def list(self) -> tuple[Seance, ...]:
        """All the meetings, the last one first."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT * FROM seances ORDER BY date DESC, id DESC").fetchall()
            with self._connections.decoding():
                return tuple(_read(db, row) for row in rows)

    def set_vote(self, act_id: ActId, vote: Vote | None) -> None:
        """Keep the vote on an act, or forget it.

        Raises:
            WrongUsage: no such act.
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            if db.execute("SELECT 1 FROM acts WHERE id = ?", (act_id,)).fetchone() is None:
                raise WrongUsage(Code.UNKNOWN_ACT, acte=act_id)
            db.execute("DELETE FROM votes WHERE act_id = ?", (act_id,))
            if vote is not None:
                db.execute(
                    "INSERT INTO votes (act_id, pour, contre, abstentions, ne_prend_pas_part, blancs_nuls, noms_contre,"
                    " noms_abstentions, noms_deport, president_pour) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        act_id,
                        vote.pour,
                        vote.contre,
                        vote.abstentions,
                        vote.ne_prend_pas_part,
                        vote.blancs_nuls,
                        canonical_json(vote.noms_contre),
                        canonical_json(vote.noms_abstentions),
                        canonical_json(vote.noms_deport),
                        vote.president_pour,
                    ),
                )

    def vote(self, act_id: ActId) -> Vote | None:
        """The vote on an act, if it was recorded."""
        with self._connections.reading() as db:
            row = db.execute("SELECT * FROM votes WHERE act_id = ?", (act_id,)).fetchone()
        if row is None:
            return None
        with self._connections.decoding():
            return Vote(
                pour=row["pour"],
                contre=row["contre"],
                abstentions=row["abstentions"],
                ne_prend_pas_part=row["ne_prend_pas_part"],
                blancs_nuls=row["blancs_nuls"],
                noms_contre=tuple(json.loads(row["noms_contre"])),
                noms_abstentions=tuple(json.loads(row["noms_abstentions"])),
                noms_deport=tuple(json.loads(row["noms_deport"])),
                president_pour=None if row["president_pour"] is None else bool(row["president_pour"]),
            )


def _columns(seance: Seance) -> tuple[object, ...]:
    return (
        seance.date.isoformat(),
        seance.heure.isoformat() if seance.heure else None,
        seance.lieu,
        seance.convocation.isoformat() if seance.convocation else None,
        seance.secretaire,
        seance.president,
    )


def _check_members(db: sqlite3.Connection, seance: Seance) -> None:
    known = {row["id"] for row in db.execute("SELECT id FROM elus")}
    officers = [p for p in (seance.secretaire, seance.president) if p is not None]
    proxies = [person for p in seance.pouvoirs for person in (p.mandant, p.mandataire)]
    for person in (*seance.presents, *seance.excuses, *officers, *proxies):
        if person not in known:
            raise WrongUsage(Code.UNKNOWN_COUNCILLOR, nom=person)


def _write_members(db: sqlite3.Connection, seance: Seance) -> None:
    presence = [(e, "present") for e in seance.presents] + [(e, "excuse") for e in seance.excuses]
    db.executemany(
        "INSERT INTO seance_members (seance_id, rang, elu_id, presence) VALUES (?, ?, ?, ?)",
        [(seance.id, rang, elu, how) for rang, (elu, how) in enumerate(presence)],
    )
    db.executemany(
        "INSERT INTO pouvoirs (seance_id, rang, mandant, mandataire) VALUES (?, ?, ?, ?)",
        [(seance.id, rang, p.mandant, p.mandataire) for rang, p in enumerate(seance.pouvoirs)],
    )


def _read(db: sqlite3.Connection, row: sqlite3.Row) -> Seance:
    members = db.execute(
        "SELECT elu_id, presence FROM seance_members WHERE seance_id = ? ORDER BY rang", (row["id"],)
    ).fetchall()
    pouvoirs = db.execute("SELECT mandant, mandataire FROM pouvoirs WHERE seance_id = ? ORDER BY rang", (row["id"],))
    return Seance(
        id=row["id"],
        date=date.fromisoformat(row["date"]),
        heure=time.fromisoformat(row["heure"]) if row["heure"] else None,
        lieu=row["lieu"],
        convocation=date.fromisoformat(row["convocation"]) if row["convocation"] else None,
        presents=tuple(m["elu_id"] for m in members if m["presence"] == "present"),
        excuses=tuple(m["elu_id"] for m in members if m["presence"] == "excuse"),
        pouvoirs=tuple(Pouvoir(p["mandant"], p["mandataire"]) for p in pouvoirs),
        secretaire=row["secretaire"],
        president=row["president"],
    )
