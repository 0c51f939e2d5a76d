"""What is to be drawn, page after page: lines of text and tables, with every look decided. Lengths in points.

No page break in it but those asked for: whoever draws it cuts the pages, and then knows their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Align(StrEnum):
    """Where the lines of a paragraph stand."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    JUSTIFY = "both"


class Side(StrEnum):
    """Where a rule is drawn."""

    TOP = "top"
    LEFT = "left"
    BOTTOM = "bottom"
    RIGHT = "right"
    INSIDE_H = "insideH"
    INSIDE_V = "insideV"


class Number(StrEnum):
    """A number that only the layout tells."""

    PAGE = "PAGE"
    PAGES = "NUMPAGES"
    PAGE_OF = "PAGEREF"  # the page of an anchor


@dataclass(frozen=True, slots=True)
class Font:
    """Size and letter spacing in points; colours as RRGGBB."""

    family: str
    size: float
    bold: bool = False
    italic: bool = False
    colour: str = "000000"
    spacing: float = 0.0
    raised: bool = False
    ground: str = ""  # of highlighted words


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text, or a number that takes its place."""

    text: str
    font: Font
    number: Number | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture alone in its paragraph."""

    data: bytes
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line, with its distance to the text."""

    colour: str = "7F7F7F"
    width: float = 0.5
    space: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph.

    Attributes:
        pitch: height of a line, as a multiple of that of the font.
        keep_next: its end stays on the page of what follows.
        keep_whole: not cut between two pages.
        anchors: names by which its page is known.
        level: of a heading, from 1; 0 for a text.
    """

    words: tuple[Words, ...]
    font: Font
    picture: Picture | None = None
    align: Align = Align.LEFT
    before: float = 0.0
    after: float = 0.0
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    pitch: float = 1.0
    keep_next: bool = False
    keep_whole: bool = False
    rules: dict[Side, Rule] = field(default_factory=dict)
    ground: str = ""
    anchors: tuple[str, ...] = ()
    level: int = 0

    @property
    def text(self) -> str:
        return "".join(words.text for words in self.words)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, `columns` wide; its rules win over those of the table."""

    lines: tuple[Line, ...]
    columns: int = 1
    ground: str = ""
    rules: dict[Side, Rule | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A row; a header is drawn again on each page of its table."""

    cells: tuple[Cell, ...]
    header: bool = False
    height: float = 0.0  # at least


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, centred."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    rules: dict[Side, Rule] = field(default_factory=dict)
    padding: float = 5.0


Block = Line | Grid


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    """Every paragraph, those of the tables included."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            yield from (line for row in block.rows for cell in row.cells for line in cell.lines)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pages that have the same size, header and footer; the first one is a new page.

    Attributes:
        first_number: of its first page; None to go on.
        watermark: written across each page.
    """

    blocks: tuple[Block, ...]
    header: tuple[Block, ...]
    footer: tuple[Block, ...]
    first_header: tuple[Block, ...] | None = None
    first_footer: tuple[Block, ...] | None = None
    width: float = 595.3
    height: float = 841.9
    left: float = 70.9
    right: float = 70.9
    top: float = 56.7
    bottom: float = 56.7
    header_at: float = 28.3
    footer_at: float = 28.3
    first_number: int | None = None
    watermark: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole document, and what its properties say."""

    sheets: tuple[Sheet, ...]
    title: str = ""
    subject: str = ""
    author: str = ""
    language: str = ""
