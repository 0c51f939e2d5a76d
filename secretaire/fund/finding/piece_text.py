"""The text of a piece, and the way back from its characters to the pages they are on. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from secretaire.fund.finding.passages import Span
from secretaire.fund.finding.results import Passage
from secretaire.fund.pieces import Extent
from secretaire.fund.reading.reading import Page

_STRETCH_CHARS = 4000
_BREAK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Part:
    """What a piece holds of a page: its characters [start, end) there, `offset` where they are in the piece."""

    page: int
    start: int
    end: int
    offset: int


@dataclass(frozen=True, slots=True)
class PieceText:
    """The text of a piece: its parts, one a page, put end to end with a line break."""

    text: str
    parts: tuple[Part, ...]

    def passage(self, start: int, end: int) -> Passage:
        """Where characters of the piece are: on the page of the first one, and no further."""
        place = bisect_right(self.parts, start, key=lambda part: part.offset) - 1
        part = self.parts[max(0, place)]
        shift = part.start - part.offset
        return Passage(part.page, Span(start + shift, max(start + shift, min(end + shift, part.end))))

    def within(self, start: int, end: int) -> Iterable[Span]:
        """Characters [start, end) of the piece, cut where pages end."""
        for part in self.parts:
            low, high = max(start, part.offset), min(end, part.offset + part.end - part.start)
            if low < high:
                yield Span(low, high)


def piece_text(extent: Extent, pages: Iterable[Page]) -> PieceText:
    """The text of a piece, from the pages of its document that hold it."""
    parts: list[Part] = []
    texts: list[str] = []
    offset = 0
    for page in pages:
        if not extent.first_page <= page.number <= extent.last_page:
            continue
        start = extent.start if page.number == extent.first_page else 0
        end = min(extent.end, len(page.text)) if page.number == extent.last_page else len(page.text)
        parts.append(Part(page.number, start, max(start, end), offset))
        texts.append(page.text[start:end])
        offset += len(texts[-1]) + 1
    return PieceText("\n".join(texts), tuple(parts) or (Part(extent.first_page, extent.start, extent.start, 0),))


def stretches(text: str) -> list[Span]:
    """A text cut between words into stretches of about the same length, six hundred words or so; one for a short text."""
    number = max(1, round(len(text) / _STRETCH_CHARS))
    ends = []
    for place in range(1, number):
        found = _BREAK.search(text, len(text) * place // number)
        ends.append(found.start() if found else len(text))
    bounds = sorted({0, *ends, len(text)})
    return [Span(start, end) for start, end in pairwise(bounds)] or [Span(0, 0)]
