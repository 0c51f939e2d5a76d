"""Cut the text of a page into passages of about two hundred words, at the ends of paragraphs. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TARGET_WORDS = 150
_MAX_WORDS = 250
_WORD = re.compile(r"\S+")
_BLOCK_END = re.compile(r"\n\s*\n|$")
_SENTENCE_END = re.compile(r"[.;:!?»]\s+|\n")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of the text of a page."""

    start: int
    end: int


def passages(text: str) -> list[Span]:
    """Spans in order, none overlapping, none empty; together they hold every word of the text."""
    spans: list[Span] = []
    start: int | None = None
    end = words = 0
    for block, size in _blocks(text):
        if start is not None and words + size > _MAX_WORDS:
            spans.append(Span(start, end))
            start, words = None, 0
        start, end, words = (block.start if start is None else start), block.end, words + size
        if words >= _TARGET_WORDS:
            spans.append(Span(start, end))
            start, words = None, 0
    if start is not None:
        spans.append(Span(start, end))
    return spans


def _blocks(text: str) -> Iterator[tuple[Span, int]]:
    """Paragraphs and their words; one longer than a passage is cut at ends of sentences, else between words."""
    position = 0
    for match in _BLOCK_END.finditer(text):
        yield from _cut(text, position, match.start())
        position = match.end()


def _cut(text: str, start: int, end: int) -> Iterator[tuple[Span, int]]:
    block = text[start:end]
    size = len(block.split())
    if size <= _MAX_WORDS:
        if size:
            first = start + len(block) - len(block.lstrip())
            yield Span(first, first + len(block.strip())), size
        return
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    while len(words) > _MAX_WORDS:
        low, high = words[_TARGET_WORDS][0], words[_MAX_WORDS - 1][1]
        ends = [match.start() + 1 for match in _SENTENCE_END.finditer(text, low, high)]
        limit = ends[-1] if ends else high
        kept = [word for word in words if word[1] <= limit] or words[:_MAX_WORDS]
        yield Span(kept[0][0], kept[-1][1]), len(kept)
        words = words[len(kept) :]
    if words:
        yield Span(words[0][0], words[-1][1]), len(words)
