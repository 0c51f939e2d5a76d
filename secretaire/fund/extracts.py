"""The few lines of a passage that answer best, and where its words are. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from secretaire.fund.analyzer import Term, terms
from secretaire.fund.passages import Span

EXTRACT_CHARS = 320


@dataclass(frozen=True, slots=True)
class Extract:
    """A cut of a text: `start` is where it begins there, `highlights` are offsets in `text` itself."""

    text: str
    start: int
    highlights: tuple[Span, ...]


def extract(passage: str, stems: frozenset[str], size: int = EXTRACT_CHARS) -> Extract:
    """The window of about `size` characters that holds the most distinct words asked for, cut between words."""
    found = [term for term in terms(passage) if term.stem in stems or not stems.isdisjoint(term.aliases)]
    start = _best_start(found, size)
    if start:
        start = min(start, max(0, len(passage) - size))
        space = passage.rfind(" ", 0, start + 1)
        start = space + 1 if space >= 0 else 0
    end = len(passage)
    if start + size < end:
        space = passage.rfind(" ", start, start + size)
        end = space if space > start else start + size
    inside = (term for term in found if term.start >= start and term.end <= end)
    return Extract(passage[start:end], start, tuple(Span(term.start - start, term.end - start) for term in inside))


def _best_start(found: list[Term], size: int) -> int:
    """Where to begin: a little before the first word of the richest window, the earliest of equals."""
    best, richest = 0, 0
    for position, first in enumerate(found):
        held = set()
        for term in found[position:]:
            if term.end > first.start + size * 3 // 4:
                break
            held.add(term.stem)
        if len(held) > richest:
            best, richest = first.start, len(held)
    return max(0, best - size // 5)
