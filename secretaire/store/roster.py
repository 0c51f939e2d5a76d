"""The council of the workspace, past and present members."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from secretaire.council.communes import fold_name
from secretaire.council.roster import Elu, Roster
from secretaire.store.connections import Connections


class RosterStore:
    """The roster is always replaced as a whole, from a list; ids stay those of the persons."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def get(self) -> Roster:
        """All known members, in the order of the tableau."""
        with self._connections.reading() as db:
            return Roster(_read(db))

    def replace_all(self, elus: Sequence[Elu]) -> tuple[Elu, ...]:
        """Put this list in place of the former one; returns the roster with its ids (those given are not looked at).

        A person keeps their id: same first and last names, or, for a corrected spelling, one of the two and the
        same rank. Whoever is no longer listed is forgotten, unless a seance names them: they then stay known, their
        mandate ending at the latest on the day of the last of these seances.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            former = _read(db)
            listed = _with_ids(elus, former)
            kept = {e.id for e in listed}
            for gone in former:
                if gone.id in kept:
                    continue
                last_seance = _last_seance(db, gone.id)
                if last_seance is None:
                    db.execute("DELETE FROM elus WHERE id = ?", (gone.id,))
                else:
                    _write(db, replace(gone, fin=min(gone.fin or last_seance, last_seance)))
            for elu in listed:
                _write(db, elu)
            return _read(db)


def _with_ids(elus: Sequence[Elu], former: Sequence[Elu]) -> tuple[Elu, ...]:
    """The list, each with the id of the same person in the former list, or a new one."""
    unmatched = list(former)
    ids: dict[int, int] = {}
    for same in (_same_names, _corrected):
        for place, elu in enumerate(elus):
            known = next((f for f in unmatched if same(elu, f)), None) if place not in ids else None
            if known is not None:
                ids[place] = known.id
                unmatched.remove(known)
    fresh = max((f.id for f in former), default=0)
    listed = []
    for place, elu in enumerate(elus):
        if place not in ids:
            fresh += 1
            ids[place] = fresh
        listed.append(replace(elu, id=ids[place]))
    return tuple(listed)


def _same_names(one: Elu, other: Elu) -> bool:
    return fold_name(one.nom) == fold_name(other.nom) and fold_name(one.prenom) == fold_name(other.prenom)


def _corrected(one: Elu, other: Elu) -> bool:
    same_rank = one.ordre == other.ordre and one.civilite == other.civilite
    return same_rank and (
        fold_name(one.nom) == fold_name(other.nom) or fold_name(one.prenom) == fold_name(other.prenom)
    )


def _last_seance(db: sqlite3.Connection, elu_id: int) -> date | None:
    """The day of the last seance that names the person in any capacity."""
    day = db.execute(
        "SELECT max(date) FROM seances WHERE :elu IN (secretaire, president)"
        " OR id IN (SELECT seance_id FROM seance_members WHERE elu_id = :elu)"
        " OR id IN (SELECT seance_id FROM envoi WHERE elu_id = :elu)"
        " OR id IN (SELECT seance_id FROM pouvoirs WHERE :elu IN (mandant, mandataire))"
        " OR id IN (SELECT seance_id FROM deroule_elus WHERE elu_id = :elu)",
        {"elu": elu_id},
    ).fetchone()[0]
    return None if day is None else date.fromisoformat(day)


def _read(db: sqlite3.Connection) -> tuple[Elu, ...]:
    rows = db.execute("SELECT * FROM elus ORDER BY ordre, id").fetchall()
    return tuple(
        Elu(
            id=row["id"],
            civilite=row["civilite"],
            nom=row["nom"],
            prenom=row["prenom"],
            fonction=row["fonction"],
            ordre=row["ordre"],
            debut=date.fromisoformat(row["debut"]) if row["debut"] else None,
            fin=date.fromisoformat(row["fin"]) if row["fin"] else None,
        )
        for row in rows
    )


def _write(db: sqlite3.Connection, elu: Elu) -> None:
    # an update, not a replacement: seances refer to the row
    db.execute(
        "INSERT INTO elus (id, civilite, nom, prenom, fonction, ordre, debut, fin) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET civilite = excluded.civilite, nom = excluded.nom, prenom = excluded.prenom,"
        " fonction = excluded.fonction, ordre = excluded.ordre, debut = excluded.debut, fin = excluded.fin",
        (
            elu.id,
            elu.civilite,
            elu.nom,
            elu.prenom,
            elu.fonction,
            elu.ordre,
            elu.debut.isoformat() if elu.debut else None,
            elu.fin.isoformat() if elu.fin else None,
        ),
    )
