"""Cutting what was measured into pages. Knows nothing of Qt: slices have a height, and say what must not leave them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Drawing = TypeVar("Drawing")


@dataclass(frozen=True, slots=True)
class Slice(Generic[Drawing]):
    """What is never cut: a line of text, a row of a table. Heights in points.

    Attributes:
        before: space above, dropped at the top of a page.
        glued: the next slice stays on the same page.
        repeated: slices drawn again above it when it comes first on a page (the header of its table).
        anchors: names by which its page is known.
    """

    drawing: Drawing
    height: float
    before: float = 0.0
    glued: bool = False
    repeated: tuple[Slice[Drawing], ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(slots=True)
class Page(Generic[Drawing]):
    """What is drawn on a page: each slice and the height at which it begins, from the top of the text."""

    placed: list[tuple[float, Slice[Drawing]]] = field(default_factory=list)
    filled: float = 0.0

    def put(self, one: Slice[Drawing]) -> None:
        """Draw a slice under the others, with its repeated ones at the top of the page."""
        if not self.placed:
            for header in one.repeated:
                self.placed.append((self.filled, header))
                self.filled += header.height
        start = self.filled + (one.before if self.placed else 0.0)
        self.placed.append((start, one))
        self.filled = start + one.height


def cut(slices: Sequence[Slice[Drawing]], room: Callable[[int], float]) -> list[Page[Drawing]]:
    """The slices on their pages. `room`: the height of the text on a page, by its rank from 0.

    Slices that hold together go to the next page when they do not all fit; those too tall for any page are cut.
    """
    pages: list[Page[Drawing]] = [Page()]
    for group in _groups(slices):
        if pages[-1].placed and not _fits(group, pages[-1], room(len(pages) - 1)):
            pages.append(Page())
        for one in group:
            if pages[-1].placed and pages[-1].filled + one.before + one.height > room(len(pages) - 1) + _ROUNDING:
                pages.append(Page())
            pages[-1].put(one)
    return pages


_ROUNDING = 0.01


def _groups(slices: Sequence[Slice[Drawing]]) -> Iterator[list[Slice[Drawing]]]:
    group: list[Slice[Drawing]] = []
    for one in slices:
        group.append(one)
        if not one.glued:
            yield group
            group = []
    if group:
        yield group


def _fits(group: Sequence[Slice[Drawing]], page: Page[Drawing], room: float) -> bool:
    return page.filled + sum(one.before + one.height for one in group) <= room + _ROUNDING
