"""Write a passage of the assistant again, in an act or a procès-verbal, as it was: the same text, or what differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from secretaire.acts.act import ActId
from secretaire.desk import models
from secretaire.desk.elus import plume_of, versions_of
from secretaire.desk.office import Office
from secretaire.desk.proposals import sentences_of
from secretaire.desk.resources import plume
from secretaire.drafting.engine.client import Engine
from secretaire.drafting.pen.pen import propose
from secretaire.drafting.pen.tasks import Task
from secretaire.drafting.reuse.comparison import ComparedPiece, compare_words
from secretaire.errors import Code, Refused
from secretaire.store.canonical import sha256_hex
from secretaire.store.journal import Event
from secretaire.store.proposals import ProposalStatus, StoredProposal


class Difference(StrEnum):
    """What is not as it was, in the words of a person."""

    MODEL = "l'assistant de ce poste n'est plus le même"
    ADAPTER = "le complément de l'assistant n'est plus le même"
    PEN = "les consignes de l'assistant ont changé depuis (autre version de Secrétaire)"
    ROSTER = "la liste des élus a changé depuis : l'assistant lit leurs noms"
    KEPT_TEXT = "le texte gardé de cette proposition n'est plus celui que le journal a noté à son acceptation"


@dataclass(frozen=True, slots=True)
class Replay:
    """A proposal written again.

    Attributes:
        same: word for word.
        pieces: the text of then and that of now, word by word.
        differences: what was not as it was; two texts may differ for none of them (another processor rounds otherwise).
        notes: what the assistant was given.
    """

    proposal: int
    task: Task
    notes: tuple[str, ...]
    seed: int
    model_sha256: str
    adapter_sha256: str
    pen_version: str
    same: bool
    pieces: tuple[ComparedPiece, ...]
    differences: tuple[Difference, ...]

    @property
    def proven(self) -> bool:
        return self.same and not self.differences


def replayable(office: Office, act_id: str) -> tuple[int, ...]:
    """The proposals that a person let into an act, oldest first."""
    of_act = office.workspace.proposals.of_act(ActId(act_id))
    return tuple(p.id for p in of_act if p.status is ProposalStatus.ACCEPTEE)


def replayable_in_minutes(office: Office, seance_id: int) -> tuple[int, ...]:
    """The proposals that a person let into a procès-verbal, oldest first.

    Raises:
        WrongUsage: no such meeting.
    """
    of_seance = office.workspace.proposals.of_seance(office.workspace.seances.get(seance_id).id)
    return tuple(p.id for p in of_seance if p.status is ProposalStatus.ACCEPTEE)


def replay(office: Office, proposal_id: int, cancelled: Callable[[], bool] = lambda: False) -> Replay:
    """Give the assistant what it was given; nothing is kept, no act changes.

    Raises:
        WrongUsage: no such proposal.
        Refused: its text was erased.
        ModelUnavailable: no model on this PC, or its process died.
        Cancelled: the person interrupted.
    """
    stored = office.workspace.proposals.get(proposal_id)
    if stored.erased:
        raise Refused(Code.ERASED, proposition=proposal_id)
    content = stored.content
    notes, task = tuple(content.notes.splitlines()), Task(content.task)
    engine = _engine(content.model_sha256)
    try:
        # a retouch was written without the names of the council, as `reworking` does
        pen = plume() if content.place else plume_of(office)
        made = propose(pen, task, content.objet, notes, engine, cancelled=cancelled, seed=content.seed)
    finally:
        engine.close()
    then = " ".join(sentence.text for sentence in sentences_of(stored))
    now = " ".join(sentence.text for sentence in made.sentences)
    run = made.run
    pen_then, names_then = versions_of(content.pen_version)
    pen_now, names_now = versions_of(run.prompt_version)
    return Replay(
        proposal=proposal_id,
        task=task,
        notes=notes,
        seed=content.seed,
        model_sha256=content.model_sha256,
        adapter_sha256=content.adapter_sha256,
        pen_version=content.pen_version,
        same=then == now,
        pieces=compare_words(then, now),
        differences=tuple(
            difference
            for difference, differs in (
                (Difference.MODEL, run.model_sha256 != content.model_sha256),
                (Difference.ADAPTER, run.adapter_sha256 != content.adapter_sha256),
                (Difference.PEN, pen_now != pen_then),
                (Difference.ROSTER, bool(names_then) and names_now != names_then),
                (Difference.KEPT_TEXT, not _as_accepted(office, stored)),
            )
            if differs
        ),
    )


def _engine(model_sha256: str) -> Engine:
    """On the model of then if it is still installed, else on the one chosen."""
    same = (m for m in models.installed_models() if m.sha256 == model_sha256)
    return models.open_engine(next(same, None) or models.chosen_model())


def _as_accepted(office: Office, stored: StoredProposal) -> bool:
    """Is the kept text the one whose imprint the journal took when somebody accepted it?"""
    lines = office.workspace.journal.of(Event.PROPOSITION_ACCEPTEE)
    noted = [line.data["texte_sha256"] for line in lines if line.data.get("proposition") == stored.id]
    return not noted or noted[-1] == sha256_hex(stored.content.text)
