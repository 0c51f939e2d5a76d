"""Find a passage and words on a page from their text, however it was spaced, hyphenated or written. Pure.

The text of a passage comes from one reader (pypdf, the recognition), the page from another (pdfium): only letters and
digits are compared, without accents nor case, and a slightly different text is still found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from secretaire.fund.folding import fold_word
from secretaire.fund.pictures.boxes import Rect, WordBoxes

_LEAST_LIKENESS = 65.0
"""Measured on real pages: their own passages are over 69 (tables, whose columns readers put in another order), those of
other pages under 62."""
_WIDEST_GAP = 0.05
"""Of the page: a wider gap separates columns."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The characters of a page, and where each is; None for those that are nowhere (made up by the reader)."""

    characters: str
    place: Callable[[int], Rect | None]


@dataclass(frozen=True, slots=True)
class Marks:
    """What to highlight: the lines of the passage, then the words, each in reading order."""

    passage: tuple[Rect, ...] = ()
    words: tuple[Rect, ...] = ()


@dataclass(frozen=True, slots=True)
class _Folded:
    """Letters and digits, lower case without accents; `origins[i]` is the character of the page that gave `text[i]`."""

    text: str
    origins: list[int]

    def starts_word(self, position: int) -> bool:
        """Nothing of a word just before."""
        return position == 0 or self.origins[position] - self.origins[position - 1] > 1

    def ends_word(self, position: int) -> bool:
        """Nothing of a word from there on."""
        return position == len(self.text) or self.starts_word(position)


def find_marks(page: PageText, passage: str, words: Iterable[str]) -> Marks:
    """The lines of the passage and, inside it, the words; on the whole page when there is no passage or it is not found."""
    folded = _fold(page.characters)
    found = _find_passage(folded, _fold(passage).text)
    start, end = found or (0, len(folded.text))
    places = sorted({place for word in words for place in _find_word(folded, _fold(word).text, start, end)})
    return Marks(
        passage=_lines(page, folded.origins[start:end]) if found else (),
        words=tuple(rect for first, last in places for rect in _lines(page, folded.origins[first:last])),
    )


def recognised_text(boxes: WordBoxes) -> PageText:
    """The words recognised on a scan, as the text of its page; letters share the width of their word."""
    places: list[Rect | None] = []
    for word in boxes.words:
        width = word.rect.width / len(word.text) if word.text else 0.0
        for position in range(len(word.text)):
            left = word.rect.left + position * width
            places.append(Rect(left, word.rect.top, width, word.rect.height))
        places.append(None)
    return PageText(" ".join(word.text for word in boxes.words), places.__getitem__)


def _fold(text: str) -> _Folded:
    letters, origins = [], []
    for position, character in enumerate(text):
        for letter in fold_word(character):
            if letter.isalnum():
                letters.append(letter)
                origins.append(position)
    return _Folded("".join(letters), origins)


def _find_passage(page: _Folded, passage: str) -> tuple[int, int] | None:
    if not passage or not page.text:
        return None
    start = page.text.find(passage)
    if start >= 0:
        return start, start + len(passage)
    if len(passage) > len(page.text):  # more than the page shows: all of it, if it is the same text
        return (0, len(page.text)) if fuzz.partial_ratio(page.text, passage) >= _LEAST_LIKENESS else None
    found = fuzz.partial_ratio_alignment(passage, page.text, score_cutoff=_LEAST_LIKENESS)
    if not found:
        return None
    start, end = found.dest_start, found.dest_end
    while not page.starts_word(start):
        start -= 1
    while not page.ends_word(end):
        end += 1
    return start, end


def _find_word(page: _Folded, word: str, start: int, end: int) -> list[tuple[int, int]]:
    """Every place of a whole word between two positions."""
    places = []
    position = page.text.find(word, start, end) if word else -1
    while position >= 0:
        after = position + len(word)
        if page.starts_word(position) and page.ends_word(after):
            places.append((position, after))
        position = page.text.find(word, position + 1, end)
    return places


def _lines(page: PageText, origins: list[int]) -> tuple[Rect, ...]:
    """One rectangle for each run of characters on a line, whatever its direction."""
    lines: list[Rect] = []
    last: Rect | None = None
    for origin in dict.fromkeys(origins):
        place = page.place(origin)
        if place is None:
            continue
        if last is not None and _on_one_line(last, place):
            lines[-1] = lines[-1].with_(place)
        else:
            lines.append(place)
        last = place
    return tuple(lines)


def _on_one_line(last: Rect, place: Rect) -> bool:
    """Side by side, or one above the other on a page whose lines go up or down."""
    across = max(place.left - last.right, last.left - place.right)
    down = max(place.top - last.bottom, last.top - place.bottom)
    if -down >= 0.5 * min(last.height, place.height):
        return across <= _WIDEST_GAP
    return -across >= 0.5 * min(last.width, place.width) and down <= _WIDEST_GAP / 2
