"""Figures as quantities: « 1/1 » and « 1er janvier », « 17h30 » and « 17 h 30 », « 2 » and « deux » are the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from secretaire.acts.wording import MONTHS
from secretaire.drafting.folding import fold
from secretaire.drafting.pen.literals import FIGURE, canonical_figure, plain_spaces

_SPELT = {
    word: str(value)
    for value, words in {
        2: "deux deuxième second seconde", 3: "trois troisième", 4: "quatre quatrième", 5: "cinq cinquième", 6: "six sixième",
        7: "sept", 8: "huit huitième", 9: "neuf", 10: "dix dixième", 11: "onze", 12: "douze", 13: "treize", 14: "quatorze",
        15: "quinze", 16: "seize", 20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 100: "cent cents",
        1000: "mille",
    }.items()
    for word in words.split()
}  # fmt: skip
_AMBIGUOUS = frozenset({"second", "seconde", "neuf", "cents"})
_FOLDED_MONTHS = tuple(fold(m) for m in MONTHS)
_WORD = re.compile(r"[^\W\d_]+")
# « 8/2 » is a vote: a date whose month has one figure was put in words when the notes were made readable
_DAY_MONTH = re.compile(r"\b(\d{1,2})/(\d\d|\d(?=/))(?:/(\d{4}|\d\d))?\b")
_MEASURE = re.compile(r"(?:\b|\d)[kcd]?m\Z")
_CITATION = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity at characters [start, end); `sure` when written with digits."""

    value: str
    start: int
    end: int
    sure: bool


def numbers(text: str) -> tuple[Number, ...]:
    """Every quantity of a text, in order; « 2-16 » are two, « 05 » of « 12/05/2025 » is a month and none."""
    plain = _CITATION.sub(lambda m: " " * len(m.group()), plain_spaces(text))
    found = [*_figures(plain), *_spelt(plain)]
    return tuple(sorted(found, key=lambda n: n.start))


def _figures(plain: str) -> Iterator[Number]:
    for match in FIGURE.finditer(plain):
        if _MEASURE.search(plain, max(0, match.start() - 3), match.start()) and len(match.group()) == 1:
            continue  # « m3 »
        position = match.start()
        date = _DAY_MONTH.fullmatch(match.group())
        for index, piece in enumerate(re.split(r"([-/])", match.group())):
            if index % 2 == 0 and not (date and index == 2 and 1 <= int(piece) <= 12) and piece:
                year = date is not None and index == 4 and len(piece) == 2
                value = canonical_figure("20" + piece if year else piece.replace(".", ","))
                yield Number(value, position, position + len(piece), True)
            position += len(piece)


def _spelt(plain: str) -> Iterator[Number]:
    for match in _WORD.finditer(plain):
        value = _SPELT.get(match.group().lower())
        if value and match.group().lower() not in _AMBIGUOUS:
            yield Number(value, match.start(), match.end(), False)


def months(text: str) -> Iterator[tuple[str, int, int]]:
    """Months named or written as a number in a date, folded, with their characters."""
    plain = plain_spaces(text)
    for match in _WORD.finditer(plain):
        if fold(match.group()) in _FOLDED_MONTHS:
            yield fold(match.group()), match.start(), match.end()
    for match in _DAY_MONTH.finditer(plain):
        if 1 <= int(match[2]) <= 12 and 1 <= int(match[1]) <= 31:
            yield _FOLDED_MONTHS[int(match[2]) - 1], match.start(2), match.end(2)
