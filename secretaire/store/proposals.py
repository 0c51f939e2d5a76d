"""What the pen proposed for the acts, and what a person decided."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from secretaire.acts.act import ActId, Role
from secretaire.errors import Code, Refused, WrongUsage
from secretaire.store.canonical import canonical_json, sha256_hex, utc_text
from secretaire.store.connections import Connections
from secretaire.store.journal import Entry, Event, Journal


class ProposalStatus(StrEnum):
    """A proposal waits for one decision."""

    PROPOSEE = "proposee"
    ACCEPTEE = "acceptee"
    REFUSEE = "refusee"


@dataclass(frozen=True, slots=True)
class Place:
    """Characters [start, end) of a paragraph of a section."""

    paragraph: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NewProposal:
    """What the pen wrote, and all it takes to make it write it again.

    Attributes:
        run_id: the run of the model, source of the spans that an acceptance writes in the act.
        act_version: the version of the act it was written for.
        notes: what the pen was given: notes to put in prose, or the passage to rework.
        lock_reasons: why the locks refuse it; empty when they do not.
        objet: what the pen was told the notes are about.
        adapter_sha256: imprint of what was laid over the model; empty for nothing.
        pen_version: imprint of the resources of the pen.
        place: the passage that it would replace; None when it is for the section.
        seance_id: the meeting whose procès-verbal it is for; there is no act then, and `act_id` is empty.
        point: id of the point of that meeting.
        duration_s: that the model worked.
    """

    run_id: str
    act_id: ActId
    act_version: int
    role: Role
    task: str
    notes: str
    text: str
    model_sha256: str
    seed: int
    lock_reasons: tuple[str, ...] = ()
    objet: str = ""
    adapter_sha256: str = ""
    pen_version: str = ""
    place: Place | None = None
    seance_id: int | None = None
    point: int | None = None
    duration_s: float = 0.0


@dataclass(frozen=True, slots=True)
class StoredProposal:
    """A proposal and its fate. Moments are in UTC; `erased`: its notes and text were taken away."""

    id: int
    content: NewProposal
    proposed_at: datetime
    status: ProposalStatus
    decided_by: str
    decided_at: datetime | None
    refusal_reason: str
    erased: bool = False


class ProposalStore:
    """Proposals are kept whatever is decided: they show what the machine wrote and who let it in."""

    def __init__(self, connections: Connections, journal: Journal) -> None:
        self._connections = connections
        self._journal = journal

    def add(self, proposal: NewProposal, *, now: datetime) -> StoredProposal:
        """Keep a proposal, waiting for a decision.

        Raises:
            WrongUsage: no such act, or no such meeting.
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            _check_target(db, proposal)
            cursor = db.execute(
                "INSERT INTO proposals (run_id, act_id, act_version, role, task, notes, text, model_sha256, seed,"
                " lock_reasons, proposed_at, status, objet, adapter_sha256, pen_version, paragraph, first_character,"
                " end_character, seance_id, point, duration_s)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    proposal.run_id,
                    proposal.act_id or None,
                    proposal.act_version,
                    proposal.role.value,
                    proposal.task,
                    proposal.notes,
                    proposal.text,
                    proposal.model_sha256,
                    proposal.seed,
                    canonical_json(proposal.lock_reasons),
                    utc_text(now),
                    ProposalStatus.PROPOSEE.value,
                    proposal.objet,
                    proposal.adapter_sha256,
                    proposal.pen_version,
                    *_columns(proposal.place),
                    proposal.seance_id,
                    proposal.point,
                    proposal.duration_s,
                ),
            )
            return self.get(int(cursor.lastrowid or 0))

    def get(self, proposal_id: int) -> StoredProposal:
        """The proposal of that id.

        Raises:
            WrongUsage: no such proposal.
        """
        with self._connections.reading() as db:
            row = db.execute("SELECT * FROM proposals WHERE id = ?", (proposal_id,)).fetchone()
        if row is None:
            raise WrongUsage(Code.UNKNOWN_PROPOSAL, proposition=proposal_id)
        with self._connections.decoding():
            return _read(row)

    def list(self) -> tuple[StoredProposal, ...]:
        """Every proposal, oldest first."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT * FROM proposals ORDER BY id").fetchall()
        with self._connections.decoding():
            return tuple(_read(row) for row in rows)

    def of_act(self, act_id: ActId) -> tuple[StoredProposal, ...]:
        """The proposals made for an act, oldest first."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT * FROM proposals WHERE act_id = ? ORDER BY id", (act_id,)).fetchall()
        with self._connections.decoding():
            return tuple(_read(row) for row in rows)

    def of_seance(self, seance_id: int) -> tuple[StoredProposal, ...]:
        """The proposals made for a procès-verbal, oldest first."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT * FROM proposals WHERE seance_id = ? ORDER BY id", (seance_id,)).fetchall()
        with self._connections.decoding():
            return tuple(_read(row) for row in rows)

    def accept(self, proposal_id: int, by: str, *, now: datetime) -> StoredProposal:
        """A person lets the proposal into the act; the journal says who, which model, and the hash of the text.

        Call it in the same `Workspace.writing` as the save of the act.

        Raises:
            Refused: it was already decided, or the locks refuse it.
            WrongUsage: no such proposal.
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing():
            accepted = self._decide(proposal_id, ProposalStatus.ACCEPTEE, by, "", now)
            content = accepted.content
            if content.lock_reasons:
                raise Refused(Code.PROPOSAL_LOCKED, proposition=proposal_id, motifs=" ; ".join(content.lock_reasons))
            data: dict[str, object] = {
                "proposition": proposal_id,
                "run": content.run_id,
                "modele_sha256": content.model_sha256,
                "adaptation_sha256": content.adapter_sha256,
                "plume": content.pen_version,
                "tache": content.task,
                "partie": content.role.value,
                "texte_sha256": sha256_hex(content.text),
            }
            if content.seance_id is not None:
                data |= {"seance": content.seance_id, "point": content.point}
            entry = Entry(by, Event.PROPOSITION_ACCEPTEE, content.act_id, content.act_version, data=data)
            self._journal.append(entry, now=now)
        return accepted

    def refuse(self, proposal_id: int, by: str, reason: str = "", *, now: datetime) -> StoredProposal:
        """A person leaves the proposal out.

        Raises:
            Refused: it was already decided.
            WrongUsage: no such proposal.
            EnvironmentFault: the file cannot be written.
        """
        return self._decide(proposal_id, ProposalStatus.REFUSEE, by, reason, now)

    def _decide(self, proposal_id: int, status: ProposalStatus, by: str, reason: str, now: datetime) -> StoredProposal:
        with self._connections.writing() as db:
            known = self.get(proposal_id)
            if known.status is not ProposalStatus.PROPOSEE:
                raise Refused(Code.PROPOSAL_DECIDED, proposition=proposal_id, etat=known.status.value)
            db.execute(
                "UPDATE proposals SET status = ?, decided_by = ?, decided_at = ?, refusal_reason = ? WHERE id = ?",
                (status.value, by, utc_text(now), reason, proposal_id),
            )
            return self.get(proposal_id)


def _check_target(db: sqlite3.Connection, proposal: NewProposal) -> None:
    if proposal.seance_id is not None:
        if db.execute("SELECT 1 FROM seances WHERE id = ?", (proposal.seance_id,)).fetchone() is None:
            raise WrongUsage(Code.UNKNOWN_SEANCE, seance=proposal.seance_id)
    elif db.execute("SELECT 1 FROM acts WHERE id = ?", (proposal.act_id,)).fetchone() is None:
        raise WrongUsage(Code.UNKNOWN_ACT, acte=proposal.act_id)


def _columns(place: Place | None) -> tuple[str | None, int | None, int | None]:
    return (place.paragraph, place.start, place.end) if place else (None, None, None)


def _read(row: sqlite3.Row) -> StoredProposal:
    at = row["paragraph"]
    return StoredProposal(
        id=row["id"],
        content=NewProposal(
            run_id=row["run_id"],
            act_id=ActId(row["act_id"] or ""),
            act_version=row["act_version"],
            role=Role(row["role"]),
            task=row["task"],
            notes=row["notes"],
            text=row["text"],
            model_sha256=row["model_sha256"],
            seed=row["seed"],
            lock_reasons=tuple(json.loads(row["lock_reasons"])),
            objet=row["objet"],
            adapter_sha256=row["adapter_sha256"],
            pen_version=row["pen_version"],
            place=None if at is None else Place(at, row["first_character"], row["end_character"]),
            seance_id=row["seance_id"],
            point=row["point"],
            duration_s=row["duration_s"],
        ),
        proposed_at=datetime.fromisoformat(row["proposed_at"]),
        status=ProposalStatus(row["status"]),
        decided_by=row["decided_by"],
        decided_at=datetime.fromisoformat(row["decided_at"]) if row["decided_at"] else None,
        refusal_reason=row["refusal_reason"],
        erased=row["erased_at"] is not None,
    )
