"""Look at the text of a piece that answers: where the words asked for are, and how close to each other. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from secretaire.fund.finding.analyzer import Finder, Form
from secretaire.fund.finding.passages import Span, passages
from secretaire.fund.finding.piece_text import PieceText

_NEAR_CHARS = 45
"""Two words are close when at most this many characters apart: some six words, small ones included."""
_CLOSENESS_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Seen:
    """A passage that holds words of the query.

    Attributes:
        span: its characters in the text of the piece.
        score: the weight of the words it holds, more when they are close.
        share: of the weight of the query, what it holds, 0 to 1.
    """

    span: Span
    score: float
    share: float


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen in a piece: `closeness`, 0 to 1, and the passages that answer, best first."""

    closeness: float
    passages: list[Seen]


class _Occurrence(NamedTuple):
    place: int
    weight: float
    start: int


class Wanted:
    """The words of a query, in order, with the terms that stand for each and how much each counts."""

    def __init__(self, weights: Sequence[dict[str, float]]) -> None:
        self._places: dict[str, list[tuple[int, float]]] = {}
        for place, by_term in enumerate(weights):
            for term, weight in by_term.items():
                self._places.setdefault(term, []).append((place, weight))
        self._finder = Finder(self._places, self._meaning)
        most = [max(by_term.values(), default=0.0) for by_term in weights]
        self._total = sum(most) or 1.0
        self._pairs = {place: min(one, other) for place, (one, other) in enumerate(pairwise(most))}

    @property
    def terms(self) -> frozenset[str]:
        """Every term that stands for a word."""
        return frozenset(self._places)

    def look(self, text: PieceText, stretches: Sequence[tuple[int, int]]) -> Look:
        """Look at some stretches of a piece."""
        closeness = 0.0
        seen: list[Seen] = []
        for start, end in stretches:
            for part in text.within(start, end):
                cut = text.text[part.start : part.end]
                found = self._occurrences(cut)
                closeness = max(closeness, self._closeness(found))
                if found:
                    seen += [x for span in passages(cut) if (x := self._seen(span, part.start, found)).score > 0]
        seen.sort(key=lambda passage: (-passage.score, passage.span.start))
        return Look(closeness, seen)

    def _occurrences(self, text: str) -> list[_Occurrence]:
        return [
            _Occurrence(place, weight, start)
            for start, _, places in self._finder.find(text)
            for place, weight in places
        ]

    def _meaning(self, form: Form) -> list[tuple[int, float]] | None:
        for name in (form.stem, *form.aliases):
            if name in self._places:
                return self._places[name]
        return None

    def _closeness(self, found: Sequence[_Occurrence]) -> float:
        """The weight of the neighbours in the query that are neighbours in the text."""
        total = sum(self._pairs.values())
        if not total:
            return 0.0
        close: set[int] = set()
        last: dict[int, int] = {}
        for occurrence in found:
            last[occurrence.place] = occurrence.start
            for pair, other in ((occurrence.place - 1, occurrence.place - 1), (occurrence.place, occurrence.place + 1)):
                if pair in self._pairs and occurrence.start - last.get(other, -_NEAR_CHARS - 1) <= _NEAR_CHARS:
                    close.add(pair)
        return sum(self._pairs[pair] for pair in close) / total

    def _seen(self, span: Span, shift: int, found: Sequence[_Occurrence]) -> Seen:
        inside = [occurrence for occurrence in found if span.start <= occurrence.start < span.end]
        best: dict[int, float] = {}
        for occurrence in inside:
            best[occurrence.place] = max(best.get(occurrence.place, 0.0), occurrence.weight)
        held = sum(best.values())
        repeated = 1 + 0.02 * min(len(inside) - len(best), 10)
        score = held * repeated * (1 + _CLOSENESS_WEIGHT * self._closeness(inside))
        return Seen(Span(span.start + shift, span.end + shift), score, min(1.0, held / self._total))
