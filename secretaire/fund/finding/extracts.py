"""The few lines of a passage that answer best, and where its words are. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from secretaire.fund.finding.analyzer import Finder
from secretaire.fund.finding.passages import Span

EXTRACT_CHARS = 320


@dataclass(frozen=True, slots=True)
class Extract:
    """A cut of a text: `start` is where it begins there, `highlights` are offsets in `text` itself."""

    text: str
    start: int
    highlights: tuple[Span, ...]


Words = Finder[str]
"""The words to light, whatever their form: what each is found by."""


def words_to_light(terms: frozenset[str]) -> Words:
    """Any form of these terms."""
    return Finder(terms, lambda form: next((name for name in (form.stem, *form.aliases) if name in terms), None))


def extract(passage: str, words: Words, size: int = EXTRACT_CHARS) -> Extract:
    """The window of about `size` characters that holds the most distinct words asked for, cut between words."""
    found = [(Span(start, end), name) for start, end, name in words.find(passage)]
    start = _best_start(found, size)
    if start:
        start = min(start, max(0, len(passage) - size))
        space = passage.rfind(" ", 0, start + 1)
        start = space + 1 if space >= 0 else 0
    end = len(passage)
    if start + size < end:
        space = passage.rfind(" ", start, start + size)
        end = space if space > start else start + size
    inside = (span for span, _ in found if span.start >= start and span.end <= end)
    return Extract(passage[start:end], start, tuple(Span(span.start - start, span.end - start) for span in inside))


def _best_start(found: list[tuple[Span, str]], size: int) -> int:
    """Where to begin: a little before the first word of the richest window, the earliest of equals."""
    best, richest = 0, 0
    for position, (first, _) in enumerate(found):
        held = set()
        for span, name in found[position:]:
            if span.end > first.start + size * 3 // 4:
                break
            held.add(name)
        if len(held) > richest:
            best, richest = first.start, len(held)
    return max(0, best - size // 5)
