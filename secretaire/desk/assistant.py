"""The pen at work: proposals beside the text, accepted or refused by a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from secretaire.acts.act import Act, Role
from secretaire.desk import models, writing
from secretaire.desk.elus import plume_of
from secretaire.desk.energy import Energy
from secretaire.desk.messages import ADAPTER_FAULTS, TEXTS
from secretaire.desk.office import Office
from secretaire.desk.proposals import NOTES, TEXT, doubtful_of, keep, reasons_of, sentences_of
from secretaire.desk.resources import plume
from secretaire.drafting.notes import in_paragraphs, replaced_by_proposal, with_proposal
from secretaire.drafting.pen.pen import Proposal
from secretaire.drafting.pen.pen import propose as write_proposal
from secretaire.drafting.pen.prompts import Material
from secretaire.drafting.pen.tasks import Facts, Form, Task
from secretaire.errors import Code, ModelUnavailable, WrongUsage


@dataclass(frozen=True, slots=True)
class AssistantState:
    """Can the pen work on this PC, and if not, why.

    Attributes:
        notice: what makes it work less well than it could; empty when nothing does.
    """

    ready: bool
    reason: str
    model_name: str
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of an act where the pen may propose."""

    role: Role
    task: Task
    libelle: str


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal beside what it would replace.

    Attributes:
        acceptable: at least one sentence passed the locks; the notes stand in place of the others.
        reasons: why sentences were put aside, in French.
        replaces: the text it would take the place of; empty when it would be added.
        doubtful: pieces of the text on which the assistant hesitated, to be read closely.
    """

    id: int
    role: Role
    text: str
    acceptable: bool
    reasons: tuple[str, ...]
    replaces: str
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rephrased:
    """What the pen made of bare notes, and what it cost."""

    proposal: Proposal
    reasons: tuple[str, ...]
    model_name: str
    energy: Energy


_ZONES = (
    Zone(Role.EXPOSE, Task.EXPOSE, "Exposé"),
    Zone(Role.CONSIDERANTS, Task.CONSIDERANTS, "Considérants"),
)

_GIVEN = {Material.NOTES: NOTES, Material.TEXT: TEXT, Material.PASSAGES: "les passages"}
_NUMBERED = re.compile(r"\[\d+\] ")
_NOTHING = {
    Material.NOTES: "Il n'y a aucune note à mettre en phrases : donnez-en une par ligne",
    Material.TEXT: "Il n'y a aucun texte à reprendre : donnez-le sur l'entrée standard",
    Material.PASSAGES: "Il n'y a aucun passage où lire la réponse : donnez-en un par ligne",
}

TASKS = tuple(task.value for task in Task)
"""What the pen can be asked, in the words of the command line."""


def assistant_state() -> AssistantState:
    """Is a model installed and chosen on this PC (the file is not loaded yet)."""
    try:
        model = models.chosen_model()
    except ModelUnavailable as error:
        return AssistantState(False, TEXTS[error.code].happened, "")
    fault = models.adapter(model).fault
    return AssistantState(True, "", model.name, ADAPTER_FAULTS[fault] if fault else "")


def zones(act: Act) -> tuple[Zone, ...]:
    """Where the pen may propose in this act: only where notes give it something to say."""
    return _ZONES if act.notes else ()


def propose(
    office: Office,
    act_id: str,
    role: Role,
    on_text: Callable[[str], None],
    cancelled: Callable[[], bool],
    seed: int = 0,
) -> ProposalView:
    """Write a proposal for one part of an act from its notes; the act does not change.

    `on_text` receives the whole text so far, from the thread of the caller.

    Raises:
        ModelUnavailable: no model, or its process died; the act is intact.
        Cancelled: the person interrupted.
    """
    act = writing.get_act(office, act_id)
    zone = next(z for z in _ZONES if z.role is role)
    made = write_proposal(
        plume_of(office),
        zone.task,
        act.objet,
        act.notes,
        office.engine(),
        on_text=on_text,
        cancelled=cancelled,
        seed=seed,
    )
    acceptable = any(sentence.accepted for sentence in made.sentences)
    reasons = reasons_of(made)
    kept = keep(office, act, role, made, () if acceptable else reasons)
    return ProposalView(
        kept.id,
        role,
        made.text,
        acceptable,
        reasons,
        replaced_by_proposal(act.section(role)),
        doubtful_of(made.sentences),
    )


def accept_proposal(office: Office, proposal_id: int, author: str) -> Act:
    """A person takes a proposal into the act; who and which run are written in the journal.

    Raises:
        Refused: the locks refused every sentence, or it was already decided, or the act was changed elsewhere.
        WrongUsage: no such proposal.
    """
    stored = office.workspace.proposals.get(proposal_id)
    content = stored.content
    sentences = sentences_of(stored)
    with office.workspace.writing():
        office.workspace.proposals.accept(proposal_id, author, now=datetime.now(UTC))
        act = writing.get_act(office, content.act_id)
        paragraphs = in_paragraphs(sentences)
        if content.role is Role.CONSIDERANTS:  # ended as those of the act types
            paragraphs = [[replace(s, text=s.text.rstrip(" ;.,") + ",") for s in lines] for lines in paragraphs]
        return writing.save_edit(office, with_proposal(act, content.role, paragraphs, content.run_id), author)


def refuse_proposal(office: Office, proposal_id: int, author: str) -> None:
    """A person leaves a proposal out.

    Raises:
        Refused: it was already decided.
    """
    office.workspace.proposals.refuse(proposal_id, author, now=datetime.now(UTC))


def rephrase(task: str, objet: str, notes: Sequence[str], seed: int) -> Rephrased:
    """What is given by lines, put in the form of a task, without a workspace.

    Lines are notes, or a text to rework (one paragraph, however its lines are cut), or the passages that answer a question.

    Raises:
        WrongUsage: there is no line, or no question.
        ModelUnavailable: no model, this PC works without it, or its process died.
    """
    asked = Task(task)
    given = _given(plume().forms[asked], objet, notes)
    model = models.chosen_model()
    engine = models.open_engine(model)
    try:
        made = write_proposal(plume(), asked, objet, given, engine, seed=seed)
    finally:
        engine.close()
    return Rephrased(
        made,
        reasons_of(made, _GIVEN[plume().forms[asked].matiere]),
        model.name,
        models.energy_of(model, made.run.duration_s),
    )


def _given(form: Form, objet: str, lines: Sequence[str]) -> list[str]:
    """The lines as the pen takes them."""
    if not lines:
        raise WrongUsage(Code.WRONG_OPTION, cause=_NOTHING[form.matiere])
    match form.matiere:
        case Material.NOTES:
            return list(lines)
        case Material.TEXT if form.faits is Facts.SOME:  # a long text, paragraph by paragraph
            return list(lines)
        case Material.TEXT:
            return [" ".join(" ".join(lines).split())]
        case Material.PASSAGES:
            if not objet.strip():
                raise WrongUsage(Code.WRONG_OPTION, cause="Il manque la question : donnez-la avec --objet")
            return [
                line if _NUMBERED.match(line) else f"[{number}] {line}" for number, line in enumerate(lines, start=1)
            ]
