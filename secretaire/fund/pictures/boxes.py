"""Where words are on a page: rectangles, and the words recognised on a scan, packed to be kept beside its text. Pure."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass

_STEPS = 10_000


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of a page seen upright, in fractions of its width and height, from the top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right side."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower side."""
        return self.top + self.height

    def with_(self, other: Rect) -> Rect:
        """The smallest rectangle that holds both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Rect(left, top, max(self.right, other.right) - left, max(self.bottom, other.bottom) - top)


@dataclass(frozen=True, slots=True)
class WordBox:
    """A word recognised, and its place."""

    text: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class WordBoxes:
    """The words recognised on a page.

    Attributes:
        turned: degrees (0, 90, 180, 270) by which the page is turned clockwise to be upright.
        words: in the order of the text.
    """

    turned: int = 0
    words: tuple[WordBox, ...] = ()

    def pack(self) -> str:
        """One line of ASCII, some 10 bytes a word, to be kept and given back to `unpack`."""
        words = [
            [word.text, *(round(_STEPS * side) for side in (rect.left, rect.top, rect.width, rect.height))]
            for word in self.words
            for rect in [word.rect]
        ]
        data = json.dumps([self.turned, words], ensure_ascii=False, separators=(",", ":"))
        return base64.b85encode(zlib.compress(data.encode(), 9)).decode("ascii")

    @classmethod
    def unpack(cls, packed: str) -> WordBoxes:
        """The words packed.

        Raises:
            ValueError: this was not packed by `pack`.
        """
        try:
            turned, words = json.loads(zlib.decompress(base64.b85decode(packed)))
            boxes = tuple(WordBox(str(text), Rect(*(side / _STEPS for side in sides))) for text, *sides in words)
        except (zlib.error, TypeError, ValueError) as error:
            raise ValueError("not word boxes") from error
        return cls(int(turned), boxes)
