"""What was prepared for each point of an agenda, point by point, and the time it took."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from secretaire.acts.act import ActId
from secretaire.store.canonical import canonical_json, utc_text
from secretaire.store.connections import Connections


class Etat(StrEnum):
    """Where the preparation of a point is."""

    EN_ATTENTE = "en_attente"  # never kept: nothing is known of the point yet
    EN_COURS = "en_cours"
    PRET = "pret"
    A_CHOISIR = "a_choisir"  # no type is certain: a person chooses
    ECHEC = "echec"


@dataclass(frozen=True, slots=True)
class Preparation:
    """What is kept of a point.

    Attributes:
        point, objet: id of the point, and what it was about when it was prepared.
        types: ids of the act types, the one written or those that are likely.
        raison: why the one written, in French.
        cause: why it failed, in French.
        plume: the pen proposed something.
        secondes: what the whole item took; None while it is not done, or when it was interrupted.
    """

    seance_id: int
    point: int
    objet: str
    etat: Etat
    act_id: ActId | None = None
    types: tuple[str, ...] = ()
    raison: str = ""
    cause: str = ""
    plume: bool = False
    secondes: float | None = None


class PreparationStore:
    """Every write is on disk when the call returns."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def save(self, preparation: Preparation, *, now: datetime) -> None:
        """Keep where a point is, in place of what was known of it.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        p = preparation
        with self._connections.writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO preparations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    p.seance_id,
                    p.point,
                    p.objet,
                    p.etat.value,
                    p.act_id,
                    canonical_json(p.types),
                    p.cause,
                    int(p.plume),
                    p.secondes,
                    utc_text(now),
                    p.raison,
                ),
            )

    def forget(self, seance_id: int, point: int) -> None:
        """The point waits as if nothing had been prepared; its draft, if there is one, stays among the acts."""
        with self._connections.writing() as db:
            db.execute("DELETE FROM preparations WHERE seance_id = ? AND point = ?", (seance_id, point))

    def of(self, seance_id: int) -> Mapping[int, Preparation]:
        """What is kept of a meeting, by point."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT * FROM preparations WHERE seance_id = ?", (seance_id,)).fetchall()
        with self._connections.decoding():
            return {row["point"]: _read(row) for row in rows}

    def times(self, plume: bool) -> tuple[float, ...]:
        """What the points prepared so far took, in seconds, with the pen or without."""
        with self._connections.reading() as db:
            rows = db.execute(
                "SELECT secondes FROM preparations WHERE etat = ? AND plume = ? AND secondes IS NOT NULL",
                (Etat.PRET.value, int(plume)),
            ).fetchall()
        return tuple(row["secondes"] for row in rows)


def _read(row: sqlite3.Row) -> Preparation:
    return Preparation(
        seance_id=row["seance_id"],
        point=row["point"],
        objet=row["objet"],
        etat=Etat(row["etat"]),
        act_id=ActId(row["act_id"]) if row["act_id"] else None,
        types=tuple(json.loads(row["types"])),
        raison=row["raison"],
        cause=row["cause"],
        plume=bool(row["plume"]),
        secondes=row["secondes"],
    )
