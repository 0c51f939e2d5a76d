"""Which type an old act is of, said only when something is near: a wrong type costs more than none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secretaire.acts.act_type import ActType
from secretaire.drafting.reuse.old_act import OldAct


@dataclass(frozen=True, slots=True)
class Recognised:
    """A type an old act may be of.

    Attributes:
        score: from 0 to 1.
        because: what they share, in a few words, « titre : vente, parcelle ; visas : L. 2241-1 ».
    """

    kind: ActType
    score: float
    because: str


class Recogniser:
    """The act types, ready to be compared with old acts; built once for a catalogue."""

    def __init__(self, kinds: Sequence[ActType]) -> None:
        self._kinds = kinds

    def recognise(self, old: OldAct) -> tuple[Recognised, ...]:
        """The types the act may be of, best first; none when nothing is near enough."""
        return ()
