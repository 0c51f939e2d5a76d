"""An old act and the new one side by side, and what of the old one still stands in the new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from secretaire.acts.act import Role, Section
from secretaire.acts.spans import Origin, ValueKind
from secretaire.drafting.reuse.old_act import OldAct, Passage


@dataclass(frozen=True, slots=True)
class ComparedPiece:
    """A run of words that is the same, added in the new act, or removed from the old one."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True)
class ComparedParagraph:
    """A paragraph of the old act beside that of the new one.

    Attributes:
        old: where it is in the old act; None for a paragraph that is new.
        role: the part of the new act; None for a paragraph that is no more.
        key: of the paragraph of the new act; empty for a paragraph that is no more.
        pieces: word by word.
    """

    old: Passage | None
    role: Role | None
    key: str
    pieces: tuple[ComparedPiece, ...]


@dataclass(frozen=True, slots=True)
class LeftFigure:
    """A date, an amount or a name of the old act that stands in the new one.

    Attributes:
        text: as the new act writes it, characters [start, end) of its section.
        origin: where the new act has it from.
    """

    text: str
    kind: ValueKind
    role: Role
    start: int
    end: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two acts compared; paragraphs in the order of the new act, those of the old one where they stood."""

    paragraphs: tuple[ComparedParagraph, ...]
    figures_left: tuple[LeftFigure, ...]


def compare(old: OldAct, new_sections: Sequence[Section]) -> Comparison:
    """The old act and the new one, paragraph by paragraph and word by word."""
    return Comparison((), ())
