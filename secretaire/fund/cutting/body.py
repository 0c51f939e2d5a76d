"""The pages of a document as one text, without what every page repeats, and the way back to the pages. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from secretaire.fund.folding import fold
from secretaire.fund.pieces import Extent
from secretaire.fund.reading.reading import Page

_EDGE_LINES = 2
_EDGE_CHARS = 200
_PAGE_NUMBER = re.compile(r"[\s\-–—|/.]*(?:page|p\.|folio|f°)?\s*\d{1,4}(?:\s*(?:/|sur|of|-)\s*\d{1,4})?[\s\-–—|/.]*")
# the heading of an act may begin every page of a register: it is no running title
_ACT_HEADING = re.compile(r"\s*(?:extrait|deliberation|arrete|decision|objet)\b")
_REPEATED = 3
# « Saint-Rémy, séance du 6 octobre 2017 » above a page: the title of the meeting, said again
_MEETING_AGAIN = re.compile(r"\s*\w[^\n]{2,60}[,–-] ?seance du \d{1,2}(?: ?er)? [a-z]+ \d{4}\W*")


class Body:
    """The text of all pages, a line break between two.

    Attributes:
        text: characters of the pages, the running titles and page numbers replaced by spaces.
        folded: the same in bare lowercase letters, offset for offset.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        self._numbers = [page.number for page in pages]
        self._lengths = [len(page.text) for page in pages]
        self._starts: list[int] = []
        position = 0
        for length in self._lengths:
            self._starts.append(position)
            position += length + 1
        self._starts_known = frozenset(self._starts)
        masked = _without_running_lines([page.text for page in pages])
        self.text = "\n".join(masked)
        self.folded = "\n".join(map(fold, masked))

    def __len__(self) -> int:
        return len(self.text)

    @property
    def page_starts(self) -> Sequence[int]:
        """Where each page begins."""
        return self._starts

    def index(self, offset: int) -> int:
        """Which page an offset is in, from 0."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def place(self, offset: int) -> tuple[int, int]:
        """The number of the page, and the offset in its text."""
        index = self.index(offset)
        return self._numbers[index], min(offset - self._starts[index], self._lengths[index])

    def offset(self, page: int, character: int) -> int:
        """The offset of a character of a page known by its number; of the nearest page when it is not there."""
        index = max(0, bisect_right(self._numbers, page) - 1)
        return self._starts[index] + min(character, self._lengths[index])

    def extent(self, start: int, end: int) -> Extent:
        """The extent of [start, end); one that stops where a page begins ends with the page before."""
        first_page, first = self.place(start)
        last = self.index(max(start, end - 1))
        return Extent(first_page, first, self._numbers[last], min(end - self._starts[last], self._lengths[last]))

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends, its break left out."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def after_blank(self, offset: int) -> bool:
        """True when the line at `offset` follows an empty one, or begins its page."""
        previous = self.line_start(max(0, offset - 1))
        return offset == 0 or not self.text[previous:offset].strip() or offset in self._starts_known


def _without_running_lines(texts: list[str]) -> list[str]:
    """The same texts with page numbers, and lines that most pages repeat at an edge, replaced by spaces."""
    edges = [_edges(text) for text in texts]
    seen = Counter(
        key for text, spans in zip(texts, edges, strict=True) for key in {_key(text[start:end]) for start, end in spans}
    )
    needed = max(_REPEATED, len(texts) // 3)
    titles = {key for key, times in seen.items() if key and times >= needed}
    first = _masked(texts[0], edges[0], set()) if texts else ""  # the first page says what the others repeat
    return [first, *(_masked(text, spans, titles) for text, spans in zip(texts[1:], edges[1:], strict=True))]


def _masked(text: str, spans: list[tuple[int, int]], titles: set[str]) -> str:
    for start, end in spans:
        line = fold(text[start:end])
        repeated = _key(line) in titles and not _ACT_HEADING.match(line)
        if repeated or _PAGE_NUMBER.fullmatch(line) or _MEETING_AGAIN.fullmatch(line):
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _edges(text: str) -> list[tuple[int, int]]:
    """The first and the last filled lines of a page, when they are short."""
    spans = {*_filled_lines(text, range(len(text))), *_filled_lines(text, range(len(text), 0, -1))}
    return sorted(spans)


def _filled_lines(text: str, way: range) -> list[tuple[int, int]]:
    """The two filled lines met first, from the beginning or from the end of a page."""
    spans: list[tuple[int, int]] = []
    forward = way.step > 0
    position = way.start
    while len(spans) < _EDGE_LINES and position in range(len(text) + 1):
        start = position if forward else text.rfind("\n", 0, position) + 1
        end = _line_end(text, position) if forward else position
        if text[start:end].strip() and end - start <= _EDGE_CHARS:
            spans.append((start, end))
        elif text[start:end].strip():
            break
        position = end + 1 if forward else start - 1
    return spans


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _key(line: str) -> str:
    """The letters of a line: « séance du 6 octobre, page 3 » and « …, page 4 » are the same title."""
    return "".join(character for character in fold(line) if character.isalpha())
