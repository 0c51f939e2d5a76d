"""What a page is made of, before it becomes Word, OpenDocument or PDF."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a block is set on the page."""

    ENTETE = "entete"  # heading of the page, left
    CENTRE = "centre"
    TITRE = "titre"  # centred, bold, larger
    OBJET = "objet"  # bold
    TEXTE = "texte"
    PUCE = "puce"
    SIGNATURES = "signatures"  # one row, side by side
    MENTION = "mention"  # small print
    TABLEAU = "tableau"
    PAGE = "page"  # a new page


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table when `rows` is filled. `lead` is the part of the text set in bold."""

    kind: Kind
    text: str = ""
    lead: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A document ready to be written. `face` is the typeface the town hall used that year."""

    blocks: tuple[Block, ...]
    face: str
    footer: str
    author: str
    written: str  # ISO date, the document's own date
