"""Take away what the commune has no duty to keep. The journal says who did it, when, and what kind of thing went."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from secretaire.acts.act import ActId, State
from secretaire.council.minutes import Etat
from secretaire.errors import Code, Refused
from secretaire.store.canonical import utc_text
from secretaire.store.connections import Connections
from secretaire.store.journal import Entry, Event, Journal
from secretaire.store.proposals import ProposalStatus

_SENT = "EXISTS (SELECT 1 FROM parapheur_actes WHERE act_id = acts.id)"
_UNDECIDED = "status <> ? AND erased_at IS NULL"


class ErasureStore:
    """Each erasure and its journal line are written together or not at all."""

    def __init__(self, connections: Connections, journal: Journal) -> None:
        self._connections = connections
        self._journal = journal

    @contextmanager
    def erasing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, and what goes is overwritten in the file: else it would still be read there with other tools.

        What the write-ahead log holds of it goes when the workspace is closed.
        """
        with self._connections.writing() as db:
            db.execute("PRAGMA secure_delete = ON")
            yield db

    def erasable_proposals(self) -> int:
        """Proposals that nobody let into an act or into minutes, whose text is still kept."""
        return self._count(f"SELECT count(*) FROM proposals WHERE {_UNDECIDED}", ProposalStatus.ACCEPTEE.value)

    def erase_proposals(self, who: str, *, now: datetime) -> int:
        """Empty their notes, subject, text and reasons; which model, when and what was decided stay."""
        with self.erasing() as db:
            done = db.execute(
                "UPDATE proposals SET notes = '', objet = '', text = '[]', lock_reasons = '[]', refusal_reason = '',"
                f" erased_at = ? WHERE {_UNDECIDED}",
                (utc_text(now), ProposalStatus.ACCEPTEE.value),
            ).rowcount
            self._tell(who, ActId(""), {"quoi": "propositions", "nombre": done}, now)
        return done

    def refused_acts(self) -> tuple[ActId, ...]:
        """The drafts that the maire refused and that can go: none left in a parapheur."""
        return self._refused(f"NOT {_SENT}")

    def refused_acts_sent(self) -> tuple[ActId, ...]:
        """Those that left in a parapheur: what left is kept, with its answer."""
        return self._refused(_SENT)

    def _refused(self, which: str) -> tuple[ActId, ...]:
        with self._connections.reading() as db:
            rows = db.execute(
                f"SELECT id FROM acts WHERE state = ? AND {which} ORDER BY id", (State.REFUSE.value,)
            ).fetchall()
        return tuple(ActId(row["id"]) for row in rows)

    def erase_refused_acts(self, who: str, *, now: datetime) -> int:
        """Take away all those that can go, or none.

        Raises:
            EnvironmentFault: the file cannot be written; every draft is still there.
        """
        with self.erasing():
            going = self.refused_acts()
            for act_id in going:
                self.erase_act(act_id, who, now=now)
        return len(going)

    def erase_act(self, act_id: ActId, who: str, *, now: datetime) -> None:
        """Take a refused draft away with its versions and all that hangs on it; the lines of the journal stay.

        Raises:
            Refused: it is not a refused draft, or it left in a parapheur, which is kept.
        """
        if act_id not in self.refused_acts():
            raise Refused(Code.NOT_ERASABLE, acte=act_id)
        with self.erasing() as db:
            self._tell(who, act_id, {"quoi": "projet"}, now)  # first: without it the file keeps its versions
            for table, column in _hanging(db):
                db.execute(f'DELETE FROM "{table}" WHERE "{column}" = ?', (act_id,))
            db.execute("DELETE FROM acts WHERE id = ?", (act_id,))

    def published_meetings(self) -> tuple[int, ...]:
        """The meetings whose procès-verbal is published: it is the record, the notes are no longer of use."""
        with self._connections.reading() as db:
            rows = db.execute(
                "SELECT seance_id FROM proces_verbaux WHERE etat = ? ORDER BY seance_id", (Etat.PUBLIE.value,)
            ).fetchall()
        return tuple(row["seance_id"] for row in rows)

    def tell_notes_erased(self, seances: int, who: str, *, now: datetime) -> None:
        """The journal says that the notes of so many meetings were taken away; call it within `erasing`."""
        self._tell(who, ActId(""), {"quoi": "notes de séance", "nombre": seances}, now)

    def tell_logs_erased(self, files: int, who: str, *, now: datetime) -> None:
        """The journal says that the technical logs of the PC were emptied."""
        self._tell(who, ActId(""), {"quoi": "traces techniques", "nombre": files}, now)

    def withdrawn_persons(self) -> int:
        """Persons withdrawn whose name is still in the list of the workspace."""
        return self._count("SELECT count(*) FROM personnes WHERE retiree = 1 AND nom <> ''")

    def erase_withdrawn_persons(self, who: str, *, now: datetime) -> int:
        """Take their names away from the list; the journal, which names who decided, keeps its lines."""
        with self.erasing() as db:
            done = db.execute("UPDATE personnes SET nom = '' WHERE retiree = 1 AND nom <> ''").rowcount
            self._tell(who, ActId(""), {"quoi": "personnes retirées", "nombre": done}, now)
        return done

    def _count(self, query: str, *values: object) -> int:
        with self._connections.reading() as db:
            return int(db.execute(query, values).fetchone()[0])

    def _tell(self, who: str, act_id: ActId, data: Mapping[str, object], now: datetime) -> None:
        self._journal.append(Entry(who, Event.DONNEES_EFFACEES, act_id, data=data), now=now)


def _hanging(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """The tables that name an act, and by which column: those of later versions too."""
    tables = [row["name"] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    return [
        (table, key["from"])
        for table in tables
        for key in db.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
        if key["table"] == "acts"
    ]
