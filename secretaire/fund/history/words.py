"""Expressions of the trade found in an objet, whatever the inflection. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from secretaire.fund.finding.analyzer import terms

Meaning = TypeVar("Meaning")

_HOLE = 5


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text in order; stop words, elisions and single letters left out."""
    return tuple(term.stem for term in terms(text) if len(term.stem) > 1 and term.stem[-1].isalnum())


@dataclass(frozen=True, slots=True)
class Found(Generic[Meaning]):
    """An expression found: the places of its words in the text, what it means, how it is written in the file."""

    places: tuple[int, ...]
    meaning: Meaning
    written: str

    @property
    def end(self) -> int:
        """The place after its last word."""
        return self.places[-1] + 1


@dataclass(frozen=True, slots=True)
class _Expression(Generic[Meaning]):
    parts: tuple[tuple[str, ...], ...]
    meaning: Meaning
    written: str

    @property
    def precision(self) -> tuple[int, int]:
        """More words first, then fewer holes."""
        return sum(map(len, self.parts)), -len(self.parts)


class Lexicon(Generic[Meaning]):
    """Expressions and what each means. « demande de subvention » is found in « demandes de subventions ».

    « … » in an expression stands for at most five words.
    """

    def __init__(self, entries: Iterable[tuple[str, Meaning]]) -> None:
        self._by_first: dict[str, list[_Expression[Meaning]]] = {}
        for written, meaning in entries:
            parts = tuple(filter(None, (stems(part) for part in written.split("…"))))
            if parts:
                self._by_first.setdefault(parts[0][0], []).append(_Expression(parts, meaning, written))
        for same_first in self._by_first.values():
            same_first.sort(key=lambda expression: expression.precision, reverse=True)

    def find(self, text: Sequence[str]) -> Iterator[Found[Meaning]]:
        """Every expression of the text, in order; at one place the most precise only, and none inside another."""
        start = 0
        while start < len(text):
            found = next(self._at(text, start), None)
            if found:
                yield found
            start = found.end if found else start + 1

    def find_all(self, text: Sequence[str]) -> Iterator[Found[Meaning]]:
        """Every expression of the text, overlapping or not."""
        for start in range(len(text)):
            yield from self._at(text, start)

    def _at(self, text: Sequence[str], start: int) -> Iterator[Found[Meaning]]:
        for expression in self._by_first.get(text[start], ()):
            places = _places(expression.parts, text, start)
            if places:
                yield Found(tuple(places), expression.meaning, expression.written)


def _places(parts: tuple[tuple[str, ...], ...], text: Sequence[str], start: int) -> list[int]:
    """Where each word of the expression is when it begins at `start`; empty when it does not."""
    places: list[int] = []
    for part in parts:
        last = start + _HOLE if places else start
        at = next((i for i in range(start, last + 1) if tuple(text[i : i + len(part)]) == part), None)
        if at is None:
            return []
        places.extend(range(at, at + len(part)))
        start = at + len(part)
    return places
