"""The values of an old act, for the form of a new one: one at most for each field, and none when two are as good."""

from __future__ import annotations

from dataclasses import dataclass

from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import ActType, Champ
from secretaire.drafting.reuse.old_act import OldAct, Passage


@dataclass(frozen=True, slots=True)
class Extracted:
    """A value of the old act for a field.

    Attributes:
        value: as a person would type it; `read_field` reads it.
        passage: where it is written; for a table, from its first row to its last.
        sentence: the sentence around it, on one line.
        confidence: from 0 to 1.
    """

    champ: Champ
    value: FieldInput
    passage: Passage
    sentence: str
    confidence: float


def extract(kind: ActType, old: OldAct) -> tuple[Extracted, ...]:
    """What the old act says for the fields of a type, in the order of the form."""
    return ()
