"""The pen at work: proposals beside the text, accepted or refused by a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from secretaire.acts.act import Act, Paragraph, Role
from secretaire.acts.editing import replace_paragraphs
from secretaire.desk import writing
from secretaire.desk.office import Office
from secretaire.drafting.engine import model_files
from secretaire.drafting.pen.pen import Proposal, propose as propose_text
from secretaire.errors import Code, ModelUnavailable
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
    task: str
    libelle: str


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal beside what it would replace.

    Attributes:
        accepted_by_locks: False when the locks refused it (`reasons` says why): it cannot be accepted.
        replaces: the text it would take the place of; empty when it would be added.
    """

    id: int
    role: Role
    text: str
    accepted_by_locks: bool
    reasons: tuple[str, ...]
    replaces: str


_ZONES = (
    Zone(Role.EXPOSE, "expose", "Exposé"),
    Zone(Role.CONSIDERANTS, "considerants", "Considérants"),
)


@dataclass(frozen=True, slots=True)
class Rephrased:
    """The answer of the pen to bare notes.

    Attributes:
        text: the accepted proposal; when refused or without figures, the notes put in plain sentences by code.
        reasons: why the locks refused the proposal; empty when it was accepted.
        rejected: the text that was refused.
        tokens, duration_s, first_token_s: cost of the generation.
    """

    text: str
    reasons: tuple[str, ...]
    rejected: str
    tokens: int
    duration_s: float
    first_token_s: float
    model_name: str


def assistant_state(office: Office) -> AssistantState:
    """Is a model installed on this PC (the file is not loaded yet)."""
    model = model_files.default_model(locations.models_folder())
    if model is None:
        return AssistantState(False, "L'assistant n'est pas installé sur ce poste", "")
    return AssistantState(True, "", model.name)


def zones(act: Act) -> tuple[Zone, ...]:
    """Where the pen may propose in this act: only where notes give it something to say."""
    return _ZONES if act.notes else ()
