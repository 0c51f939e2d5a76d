"""The acts of the workspace: as they stand, and as they were."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from secretaire.acts.act import Act, ActId, State
from secretaire.acts.life import Step, after_edit, take_step
from secretaire.errors import Code, Refused, WrongUsage
from secretaire.store.act_json import act_from_content, content_json, content_sha256
from secretaire.store.canonical import sha256_hex, utc_text
from secretaire.store.connections import Connections
from secretaire.store.journal import Entry, Event, Journal, JournalEntry

_EDITION = "edition"
_OF_LIFE = frozenset({*(set(Step) - {Step.PUBLIER}), Event.CREATION, Event.RETOUR_BROUILLON})
"""What gives an approval or takes it away; to be made known changes nothing of it."""
_AS_EVER: Mapping[str, object] = MappingProxyType({})

SITTING = timedelta(minutes=10)
"""Two saves of one author less than this apart belong to one sitting and keep one version in the history.

The window saves every second or so: one version for each would bury the few that a person wants to compare.
"""


@dataclass(frozen=True, slots=True)
class ActSummary:
    """What a list of acts shows. `updated` is in UTC."""

    id: ActId
    type_id: str
    numero: str
    objet: str
    seance_id: int | None
    state: State
    version: int
    updated: datetime


@dataclass(frozen=True, slots=True)
class ActVersion:
    """A version kept in the history.

    Versions are numbered by save and only one of a sitting is kept: the numbers have gaps. `when` is in UTC;
    `event` is « creation », « edition », « retour_brouillon », or the step of life taken.
    """

    version: int
    when: datetime
    who: str
    state: State
    event: str


class ActStore:
    """Every write is on disk when the call returns."""

    def __init__(self, connections: Connections, journal: Journal) -> None:
        self._connections = connections
        self._journal = journal

    def add(self, act: Act, author: str, *, now: datetime) -> Act:
        """Keep a new act, as a brouillon at version 1.

        Raises:
            WrongUsage: its seance does not exist.
            EnvironmentFault: the file cannot be written.
        """
        act = replace(act, state=State.BROUILLON, version=1)
        content = content_json(act)
        with self._connections.writing() as db:
            _check_seance(db, act)
            db.execute(
                "INSERT INTO acts (state, version, content, type_id, numero, objet, seance_id, updated_at, id)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                _columns(act, content, now),
            )
            _add_version(db, act, content, Event.CREATION.value, author, now)
            self._journal.append(_entry(act, content, author, Event.CREATION), now=now)
        return act

    def get(self, act_id: ActId) -> Act:
        """The act as it stands.

        Raises:
            WrongUsage: no such act.
            EnvironmentFault: the file is damaged.
        """
        with self._connections.reading() as db:
            row = db.execute("SELECT content, state, version FROM acts WHERE id = ?", (act_id,)).fetchone()
        if row is None:
            raise WrongUsage(Code.UNKNOWN_ACT, acte=act_id)
        return self._read(row)

    def save(self, act: Act, author: str, *, now: datetime) -> Act:
        """Keep the changed content of an act; a content that did not change is not a new version.

        The state is not the caller's to choose: an act past brouillon whose content changes goes back to
        brouillon, and the journal says so.

        Raises:
            Refused: the act was changed since it was read (by the other window, by the command line).
            WrongUsage: no such act, or its seance does not exist.
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            stored = self._unchanged_since(act)
            content = content_json(act)
            if content == content_json(stored):
                return stored
            _check_seance(db, act)
            saved = replace(after_edit(act), version=stored.version + 1)
            _update(db, saved, content, now)
            if saved.state is stored.state:
                _add_edition(db, saved, content, author, now)
            else:
                _add_version(db, saved, content, Event.RETOUR_BROUILLON.value, author, now)
                entry = _entry(saved, content, author, Event.RETOUR_BROUILLON, de=stored.state.value)
                self._journal.append(entry, now=now)
        return saved

    def record_step(
        self, act: Act, step: Step, by: str, reason: str = "", *, now: datetime, how: Mapping[str, object] = _AS_EVER
    ) -> Act:
        """Take a step of life: the new state and its journal line are written together or not at all.

        `how` is what the line says beside: in which capacity, with a code, from which paper.

        Raises:
            Refused: the step does not follow from the state, its reason is missing, or the act was changed
                since it was read: nobody approves words that they did not read.
            WrongUsage: no such act.
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            stored = self._unchanged_since(act)
            content = content_json(stored)
            if content_json(act) != content:
                raise Refused(Code.ACT_CHANGED_ELSEWHERE, acte=act.id, numero=act.numero)
            taken = replace(take_step(stored, step, reason), version=stored.version + 1)
            _update(db, taken, content, now)
            _add_version(db, taken, content, step.value, by, now)
            data: dict[str, object] = {**how, "de": stored.state.value, "vers": taken.state.value} | (
                {"motif": reason} if reason else {}
            )
            self._journal.append(_entry(taken, content, by, step, **data), now=now)
        return taken

    def approval(self, act: Act) -> JournalEntry | None:
        """The approval that this very content still has: not taken back since, in a line that was written here."""
        lines = [line for line in self._journal.entries(act.id) if line.what in _OF_LIFE]
        if not lines or lines[-1].what != Step.APPROUVER or lines[-1].content_sha256 != content_sha256(act):
            return None
        return lines[-1] if self._journal.vouches_for(lines[-1]) else None

    def list(self) -> tuple[ActSummary, ...]:
        """All the acts, last touched first."""
        with self._connections.reading() as db:
            rows = db.execute(
                "SELECT id, type_id, numero, objet, seance_id, state, version, updated_at FROM acts"
                " ORDER BY updated_at DESC, id"
            ).fetchall()
        return tuple(
            ActSummary(
                id=ActId(row["id"]),
                type_id=row["type_id"],
                numero=row["numero"],
                objet=row["objet"],
                seance_id=row["seance_id"],
                state=State(row["state"]),
                version=row["version"],
                updated=datetime.fromisoformat(row["updated_at"]),
            )
            for row in rows
        )

    def versions(self, act_id: ActId) -> tuple[ActVersion, ...]:
        """The versions kept of an act, oldest first; none for an unknown act."""
        with self._connections.reading() as db:
            rows = db.execute(
                "SELECT version, event, state, author, saved_at FROM act_versions WHERE act_id = ? ORDER BY version",
                (act_id,),
            ).fetchall()
        return tuple(
            ActVersion(
                version=row["version"],
                when=datetime.fromisoformat(row["saved_at"]),
                who=row["author"],
                state=State(row["state"]),
                event=row["event"],
            )
            for row in rows
        )

    def version(self, act_id: ActId, number: int) -> Act:
        """The act as it was at a version of the history.

        Raises:
            WrongUsage: that version was not kept.
            EnvironmentFault: the file is damaged.
        """
        with self._connections.reading() as db:
            row = db.execute(
                "SELECT content, state, version FROM act_versions WHERE act_id = ? AND version = ?", (act_id, number)
            ).fetchone()
        if row is None:
            raise WrongUsage(Code.UNKNOWN_VERSION, acte=act_id, version=number)
        return self._read(row)

    def contradicting(self) -> tuple[ActId, ...]:
        """The acts that another program touched: gone, or in a state or with a decided text that the journal does not say."""
        with self._connections.reading() as db:
            stored = {ActId(row["id"]): row for row in db.execute("SELECT id, state, content FROM acts")}
            told = self._journal.last_states()  # in the same state of the file
        return tuple(
            act_id
            for act_id in sorted(stored.keys() | told.keys())
            if act_id not in stored or act_id not in told or not _told(stored[act_id], *told[act_id])
        )

    def _unchanged_since(self, act: Act) -> Act:
        """The stored act, provided that it is at the version of the one in hand."""
        stored = self.get(act.id)
        if stored.version != act.version:
            raise Refused(Code.ACT_CHANGED_ELSEWHERE, acte=act.id, numero=act.numero)
        return stored

    def _read(self, row: sqlite3.Row) -> Act:
        with self._connections.decoding():
            return act_from_content(row["content"], row["state"], row["version"])


def _told(row: sqlite3.Row, state: str, content_sha256: str) -> bool:
    """Is the stored act what its last line says; the text of a brouillon changes without a line."""
    return row["state"] == state and (state == State.BROUILLON or sha256_hex(row["content"]) == content_sha256)


def _check_seance(db: sqlite3.Connection, act: Act) -> None:
    if act.seance_id is None:
        return
    if db.execute("SELECT 1 FROM seances WHERE id = ?", (act.seance_id,)).fetchone() is None:
        raise WrongUsage(Code.UNKNOWN_SEANCE, seance=act.seance_id)


def _columns(act: Act, content: str, now: datetime) -> tuple[object, ...]:
    facts = (act.type_id, act.numero, act.objet, act.seance_id)
    return (act.state.value, act.version, content, *facts, utc_text(now), act.id)


def _update(db: sqlite3.Connection, act: Act, content: str, now: datetime) -> None:
    db.execute(
        "UPDATE acts SET state = ?, version = ?, content = ?, type_id = ?, numero = ?, objet = ?, seance_id = ?,"
        " updated_at = ? WHERE id = ?",
        _columns(act, content, now),
    )


def _add_version(db: sqlite3.Connection, act: Act, content: str, event: str, author: str, now: datetime) -> None:
    db.execute(
        "INSERT INTO act_versions (act_id, version, event, state, author, saved_at, content)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (act.id, act.version, event, act.state.value, author, utc_text(now), content),
    )


def _add_edition(db: sqlite3.Connection, act: Act, content: str, author: str, now: datetime) -> None:
    """One more version, in place of the last one if that is an edition of the same sitting."""
    last = db.execute(
        "SELECT version, event, author, saved_at FROM act_versions WHERE act_id = ? ORDER BY version DESC LIMIT 1",
        (act.id,),
    ).fetchone()
    elapsed = now - datetime.fromisoformat(last["saved_at"])
    if last["event"] == _EDITION and last["author"] == author and timedelta(0) <= elapsed < SITTING:
        db.execute(
            "UPDATE act_versions SET version = ?, content = ?, saved_at = ? WHERE act_id = ? AND version = ?",
            (act.version, content, utc_text(now), act.id, last["version"]),
        )
    else:
        _add_version(db, act, content, _EDITION, author, now)


def _entry(act: Act, content: str, who: str, what: Event | Step, **data: object) -> Entry:
    return Entry(who, what, act.id, act.version, sha256_hex(content), data)
