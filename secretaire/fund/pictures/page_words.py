"""From the table that Tesseract writes to the text of a page: words kept, lines, paragraphs, confidence. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from secretaire.fund.pictures.boxes import Rect, WordBox, WordBoxes
from secretaire.fund.reading.cleaning import clean

_WORD_LEVEL = "5"
_COLUMNS = 12
# Measured: lines of print have a mean of 0.9, the same upside down 0.2; signatures, stamps and photographs stay under 0.3
_LEAST_PAGE = 0.5
_LEAST_LINE = 0.3
_LEAST_SIGNS = 0.5
"""For what holds more signs than letters: bullets and strokes of a pen read « v”_ »."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as Tesseract gives it.

    Attributes:
        paragraph, line: its block and paragraph, then its line there.
        confidence: 0 to 1.
        rect: in fractions of the picture.
    """

    paragraph: tuple[str, str]
    line: str
    confidence: float
    text: str
    rect: Rect

    def mostly_signs(self) -> bool:
        """Fewer letters and digits than other signs."""
        return 2 * sum(character.isalnum() for character in self.text) < len(self.text)


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page, in the order of the text."""

    words: tuple[Word, ...] = ()

    @property
    def confidence(self) -> float:
        """Mean over the words, long ones counting more, 0 to 1; 0 without a word."""
        return _mean(self.words)

    def legible(self) -> PageWords:
        """Without what is not print: strokes, signatures, stamps; without any word when nothing is sure on the page."""
        words = [word for word in self.words if word.confidence >= _LEAST_SIGNS or not word.mostly_signs()]
        lines = (list(line) for _, line in groupby(words, key=lambda word: (word.paragraph, word.line)))
        kept = PageWords(tuple(word for line in lines if _mean(line) >= _LEAST_LINE for word in line))
        return kept if kept.confidence >= _LEAST_PAGE else PageWords()

    def sideways(self) -> bool:
        """Most words are taller than wide: their lines go up or down the page."""
        long = [word.rect for word in self.words if len(word.text) >= 4]
        return 2 * sum(rect.height > 1.5 * rect.width for rect in long) > len(long)

    def text(self) -> str:
        """The text in lines and paragraphs, written as our readers do."""
        paragraphs = (
            "\n".join(" ".join(word.text for word in line) for _, line in groupby(words, key=lambda word: word.line))
            for _, words in groupby(self.words, key=lambda word: word.paragraph)
        )
        return clean("\n\n".join(paragraphs))

    def boxes(self, turned: int) -> WordBoxes:
        """The words and their places, on the page once it was turned upright."""
        return WordBoxes(turned, tuple(WordBox(word.text, word.rect) for word in self.words))


def parse(table: str, width: int, height: int) -> PageWords:
    """All the words of a table in TSV, for a picture of this size in pixels."""
    return PageWords(tuple(_words(table.splitlines(), width, height)))


def _mean(words: Sequence[Word]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _words(lines: Iterable[str], width: int, height: int) -> Iterator[Word]:
    for line in lines:
        cells = line.split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        _, _, block, paragraph, number, _, left, top, across, down, confidence, text = cells
        rect = Rect(int(left) / width, int(top) / height, int(across) / width, int(down) / height)
        yield Word((block, paragraph), number, float(confidence) / 100, text.strip(), rect)
