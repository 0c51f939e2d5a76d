"""The procès-verbaux of the meetings: what persons wrote, the text once read again, their life in the journal."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from secretaire.council.minutes import Arret, Etat, Minutes, MinutesPart, Publication, Record, Rework, stepped
from secretaire.errors import Code, WrongUsage
from secretaire.store.act_json import section_from_dict, section_to_dict
from secretaire.store.canonical import canonical_json, sha256_hex
from secretaire.store.connections import Connections
from secretaire.store.journal import Entry, Event, Journal

_EVENTS = {
    Etat.RELU: Event.PV_RELU,
    Etat.EN_PREPARATION: Event.PV_REPRIS,
    Etat.ARRETE: Event.PV_ARRETE,
    Etat.PUBLIE: Event.PV_PUBLIE,
}


class MinutesStore:
    """Every write is on disk when the call returns; a step of life and its line of journal go together."""

    def __init__(self, connections: Connections, journal: Journal) -> None:
        self._connections = connections
        self._journal = journal

    def get(self, seance_id: int) -> Record:
        """What is kept of the minutes of a meeting; an empty record when nothing is yet.

        Raises:
            EnvironmentFault: the file is damaged.
        """
        with self._connections.reading() as db:
            row = db.execute(
                "SELECT pv.*, settling.date AS arrete_le FROM proces_verbaux AS pv"
                " LEFT JOIN seances AS settling ON settling.id = pv.arrete_en WHERE pv.seance_id = ?",
                (seance_id,),
            ).fetchone()
        if row is None:
            return Record(seance_id)
        with self._connections.decoding():
            return _read(row)

    def settled_at(self, seance_id: int) -> tuple[int, ...]:
        """The meetings whose minutes were settled at that one, the oldest first."""
        with self._connections.reading() as db:
            rows = db.execute(
                "SELECT seance_id FROM proces_verbaux JOIN seances ON seances.id = seance_id WHERE arrete_en = ?"
                " ORDER BY date, seance_id",
                (seance_id,),
            ).fetchall()
        return tuple(row["seance_id"] for row in rows)

    def save_reworks(self, record: Record) -> None:
        """Keep what persons wrote.

        Raises:
            WrongUsage: no such meeting.
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            _write(db, record)

    def step(self, record: Record, etat: Etat, by: str, *, now: datetime) -> Record:
        """Keep the minutes in their next state, with what goes with it.

        Raises:
            Refused: that state does not follow.
            WrongUsage: no such meeting.
            EnvironmentFault: the file cannot be written.
        """
        changed = stepped(record, etat)
        data: dict[str, Any] = {"seance": record.seance_id}
        if changed.text is not None:
            data["texte_sha256"] = sha256_hex(changed.text.text)
        if etat is Etat.ARRETE and changed.arret:
            data |= {"arrete_en": changed.arret.seance_id, "remarques": changed.arret.remarques}
        if etat is Etat.PUBLIE and changed.publication:
            data |= {"le": changed.publication.date.isoformat(), "mode": changed.publication.mode}
        with self._connections.writing() as db:
            _write(db, changed)
            self._journal.append(Entry(by, _EVENTS[etat], data=data), now=now)
        return changed


def _write(db: sqlite3.Connection, record: Record) -> None:
    if db.execute("SELECT 1 FROM seances WHERE id = ?", (record.seance_id,)).fetchone() is None:
        raise WrongUsage(Code.UNKNOWN_SEANCE, seance=record.seance_id)
    reworks = {
        key: {"section": section_to_dict(r.section), "bases": dict(r.bases)} for key, r in record.reworks.items()
    }
    arret, publication = record.arret, record.publication
    db.execute(
        "INSERT OR REPLACE INTO proces_verbaux VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            record.seance_id,
            record.etat.value,
            canonical_json(reworks),
            None if record.text is None else canonical_json([_part_to(p) for p in record.text.parts]),
            arret.seance_id if arret else None,
            arret.remarques if arret else "",
            publication.date.isoformat() if publication else None,
            publication.mode if publication else "",
        ),
    )


def _read(row: sqlite3.Row) -> Record:
    record = Record(row["seance_id"], Etat(row["etat"]))
    reworks = {
        key: Rework(section_from_dict(kept["section"]), kept["bases"])
        for key, kept in json.loads(row["retouches"]).items()
    }
    text = None if row["texte"] is None else Minutes(tuple(_part_from(p) for p in json.loads(row["texte"])))
    record = replace(record, reworks=reworks, text=text)
    if row["arrete_en"] is not None:
        arret = Arret(row["arrete_en"], date.fromisoformat(row["arrete_le"]), row["remarques"])
        record = replace(record, arret=arret)
    if row["publie_le"] is not None:
        published = Publication(date.fromisoformat(row["publie_le"]), row["publie_mode"])
        record = replace(record, publication=published)
    return record


def _part_to(part: MinutesPart) -> dict[str, Any]:
    return {"key": part.key, "point": part.point, "section": section_to_dict(part.section)}


def _part_from(data: dict[str, Any]) -> MinutesPart:
    return MinutesPart(data["key"], section_from_dict(data["section"]), data["point"])
