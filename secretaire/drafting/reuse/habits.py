"""The clauses that a commune writes its own way, learnt from its old acts of one type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secretaire.acts.act_type import ActType
from secretaire.acts.adaptation import Partie
from secretaire.drafting.reuse.old_act import OldAct


@dataclass(frozen=True, slots=True)
class Habit:
    """A clause of the commune's own.

    Attributes:
        text: a template of the type: values of fields are put back as `{champ}`.
        replaces: the wording of the type it is a variant of; empty when the type says nothing of the kind.
        acts: in how many old acts it stands.
        sources: which, as they were given.
    """

    part: Partie
    text: str
    replaces: str
    acts: int
    sources: tuple[str, ...]


def habits_of(kind: ActType, acts: Sequence[tuple[str, OldAct]]) -> tuple[Habit, ...]:
    """The clauses that stand in three acts or more, most frequent first; each act comes with its source."""
    return ()
