"""The old act a draft was started from, and what became of each of its values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from secretaire.acts.act import ActId
from secretaire.acts.reprise import Reprise, Sort
from secretaire.store.canonical import canonical_json
from secretaire.store.connections import Connections


@dataclass(frozen=True, slots=True)
class OldActRecord:
    """The old act: where it is, how it is named in a sentence, and its text that day."""

    source: str
    label: str
    text: str


class RepriseStore:
    """Every write is on disk when the call returns."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def add(self, act_id: ActId, old: OldActRecord, reprises: Sequence[Reprise]) -> None:
        """Keep what the old act offers to a new draft.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            db.execute("INSERT INTO ancien_acte VALUES (?, ?, ?, ?)", (act_id, old.source, old.label, old.text))
            db.executemany(
                "INSERT INTO reprise (act_id, rank, champ, ancien, source, extrait, sort) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (act_id, rank, r.champ, canonical_json(r.ancien), r.source, r.extrait, r.sort.value)
                    for rank, r in enumerate(reprises)
                ],
            )

    def old_act(self, act_id: ActId) -> OldActRecord | None:
        """The old act of a draft; None when it was started from nothing."""
        with self._connections.reading() as db:
            row = db.execute("SELECT source, libelle, texte FROM ancien_acte WHERE act_id = ?", (act_id,)).fetchone()
        return OldActRecord(row["source"], row["libelle"], row["texte"]) if row else None

    def of(self, act_id: ActId) -> tuple[Reprise, ...]:
        """The values of the old act, in the order of the form."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT * FROM reprise WHERE act_id = ? ORDER BY rank", (act_id,)).fetchall()
        with self._connections.decoding():
            return tuple(
                Reprise(row["champ"], json.loads(row["ancien"]), row["source"], row["extrait"], Sort(row["sort"]))
                for row in rows
            )

    def settle(self, act_id: ActId, champ: str, sort: Sort) -> None:
        """Note what the person did with a value; nothing when the old act had none for that field."""
        with self._connections.writing() as db:
            db.execute("UPDATE reprise SET sort = ? WHERE act_id = ? AND champ = ?", (sort.value, act_id, champ))
