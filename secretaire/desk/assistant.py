"""The pen at work: proposals beside the text, accepted or refused by a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from secretaire.acts.act import Act, Role
from secretaire.desk import writing
from secretaire.desk.office import Office, open_engine
from secretaire.desk.proposals import keep, reasons_of, sentences_of
from secretaire.desk.resources import models_catalogue, plume
from secretaire.drafting.engine import model_files
from secretaire.drafting.engine.model_files import InstalledModel, KnownModel
from secretaire.drafting.notes import in_paragraphs, replaced_by_proposal, with_proposal
from secretaire.drafting.pen.pen import Proposal
from secretaire.drafting.pen.pen import propose as write_proposal
from secretaire.drafting.pen.tasks import Task
from secretaire.errors import Code, ModelUnavailable, WrongUsage
from secretaire.store import locations


@dataclass(frozen=True, slots=True)
class AssistantState:
    """Can the pen work on this PC, and if not, why."""

    ready: bool
    reason: str
    model_name: str


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
    """

    id: int
    role: Role
    text: str
    acceptable: bool
    reasons: tuple[str, ...]
    replaces: str


@dataclass(frozen=True, slots=True)
class ModelLine:
    """A model of the catalogue, or one imported from elsewhere. Sizes: bytes, megabytes of memory."""

    name: str
    licence: str
    size: int
    ram_mb: int | None
    sha256: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class Rephrased:
    """What the pen made of bare notes, and what it cost."""

    proposal: Proposal
    reasons: tuple[str, ...]
    model_name: str


_ZONES = (
    Zone(Role.EXPOSE, Task.EXPOSE, "Exposé"),
    Zone(Role.CONSIDERANTS, Task.CONSIDERANTS, "Considérants"),
)

TASKS = tuple(task.value for task in Task)
"""What the pen can be asked, in the words of the command line."""


def assistant_state() -> AssistantState:
    """Is a model installed on this PC (the file is not loaded yet)."""
    model = model_files.default_model(locations.models_folder())
    if model is None:
        return AssistantState(False, "L'assistant n'est pas installé sur ce poste", "")
    return AssistantState(True, "", model.name)


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
        plume(), zone.task, act.objet, act.notes, office.engine(), on_text=on_text, cancelled=cancelled, seed=seed
    )
    acceptable = any(sentence.accepted for sentence in made.sentences)
    reasons = reasons_of(made)
    kept = keep(office, act, role, made, () if acceptable else reasons)
    return ProposalView(kept.id, role, made.text, acceptable, reasons, replaced_by_proposal(act.section(role)))


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
    """Bare notes in prose, without a workspace.

    Raises:
        WrongUsage: there is no note.
        ModelUnavailable: no model, or its process died.
    """
    if not notes:
        raise WrongUsage(Code.WRONG_OPTION, cause="Il n'y a aucune note à mettre en phrases : donnez-en une par ligne")
    model = installed_model()
    engine = open_engine(model)
    try:
        made = write_proposal(plume(), Task(task), objet, notes, engine, seed=seed)
    finally:
        engine.close()
    return Rephrased(made, reasons_of(made), model.name)


def installed_model() -> InstalledModel:
    """The model of this PC.

    Raises:
        ModelUnavailable: none is installed.
    """
    model = model_files.default_model(locations.models_folder())
    if model is None:
        raise ModelUnavailable(Code.MODEL_MISSING)
    return model


def list_models() -> tuple[ModelLine, ...]:
    """Models of the catalogue, installed or not, then those imported from elsewhere."""
    here = {m.sha256: m for m in model_files.installed(locations.models_folder())}
    known = _catalogue()
    lines = [
        ModelLine(m.nom, m.licence, m.octets, m.memoire_mo, m.sha256, here[m.sha256].path if m.sha256 in here else None)
        for m in known
    ]
    foreign = [m for sha, m in here.items() if sha not in {k.sha256 for k in known}]
    return (*lines, *(ModelLine(m.name, "", m.size, None, m.sha256, m.path) for m in foreign))


def import_model(path: Path, progress: Callable[[int, int], None]) -> InstalledModel:
    """Install a model file on this PC; see `model_files.import_model` for what is refused."""
    return model_files.import_model(path, locations.models_folder(), _catalogue(), progress)


def verify_model() -> InstalledModel:
    """Read the installed model again and compare its imprint.

    Raises:
        ModelUnavailable: none is installed, or the file changed.
    """
    model = installed_model()
    model_files.verify(model)
    return model


def _catalogue() -> tuple[KnownModel, ...]:
    return model_files.load_catalogue(models_catalogue())
