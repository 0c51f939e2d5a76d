"""Life of an act: which step follows which, and what a change of text does.

brouillon → relu → soumis → approuvé | à reprendre | refusé, then approuvé → publié. Any change of the text of an act that is
past brouillon takes it back to brouillon: no approval outlives the words it was given for.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from secretaire.acts.act import Act, State
from secretaire.errors import Code, Refused


class Step(StrEnum):
    """A decision of a person about an act (verbs of the command line)."""

    RELIRE = "relire"
    SOUMETTRE = "soumettre"
    APPROUVER = "approuver"
    REPRENDRE = "reprendre"
    REFUSER = "refuser"
    PUBLIER = "publier"  # made known: published, posted or notified


_AFTER: dict[Step, State] = {
    Step.RELIRE: State.RELU,
    Step.SOUMETTRE: State.SOUMIS,
    Step.APPROUVER: State.APPROUVE,
    Step.REPRENDRE: State.A_REPRENDRE,
    Step.REFUSER: State.REFUSE,
    Step.PUBLIER: State.PUBLIE,
}

_FROM: dict[Step, frozenset[State]] = {
    Step.RELIRE: frozenset({State.BROUILLON, State.A_REPRENDRE}),
    Step.SOUMETTRE: frozenset({State.RELU}),
    Step.APPROUVER: frozenset({State.SOUMIS}),
    Step.REPRENDRE: frozenset({State.SOUMIS, State.APPROUVE}),
    Step.REFUSER: frozenset({State.SOUMIS}),
    Step.PUBLIER: frozenset({State.APPROUVE, State.ADOPTE, State.PUBLIE}),  # again: another day was meant
}

NEEDS_REASON = frozenset({Step.REPRENDRE, Step.REFUSER})
DECISIONS = frozenset({Step.APPROUVER, Step.REPRENDRE, Step.REFUSER})


def possible_steps(state: State) -> tuple[Step, ...]:
    """The steps open from a state, in the order of life."""
    return tuple(step for step in Step if state in _FROM[step])


def take_step(act: Act, step: Step, reason: str = "") -> Act:
    """The act after the step.

    Raises:
        Refused: the step does not follow from the state, or its reason is missing.
    """
    if act.state not in _FROM[step]:
        raise Refused(Code.TRANSITION_REFUSED, acte=act.id, etape=step.value, etat=act.state.value)
    if step in NEEDS_REASON and not reason.strip():
        raise Refused(Code.REASON_REQUIRED, acte=act.id, etape=step.value)
    return replace(act, state=_AFTER[step])


def after_edit(act: Act) -> Act:
    """The state of an act whose content has just changed."""
    if act.state is State.BROUILLON:
        return act
    return replace(act, state=State.BROUILLON)
