"""Numbers of acts, written in many ways: « 2023/12 », « 2023-012 », « n° 12/2023 », « D2023-12 », « 20230612 03 ». Pure.

A number is a year, when it holds one, and what is left: the serial, letters apart. Zeros in front count for nothing.
Two numbers are the same when the serials are, and nothing contradicts: a year or letters that one holds and the other
leaves out do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from secretaire.fund.folding import fold

_COMPACT_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_PARTS = re.compile(r"\d+|[a-z]+")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_SILENT = frozenset({"n", "no", "numero"})
_REPEATS = {"bis": 2, "ter": 3, "quater": 4}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of an act, as compared.

    Attributes:
        serial: what is left once the year is taken out, in order: (12,) or, numbered by séance, (12, 7).
        repeat: 2 for « bis », 3 for « ter ».
    """

    serial: tuple[int, ...]
    year: int | None = None
    letters: str = ""
    repeat: int = 0


@lru_cache(maxsize=100_000)
def parse(written: str) -> Number | None:
    """The number in a text such as « n° 2023-012 »; None when it holds no figure."""
    parts = _PARTS.findall(_COMPACT_DATE.sub(r"\1-\2-\3", fold(written)))
    figures = [part for part in parts if part.isdigit()]
    years = [i for i in (0, len(figures) - 1) if figures and len(figures) > 1 and _YEAR.fullmatch(figures[i])]
    year = int(figures.pop(years[0])) if years else None
    if not figures:
        return None
    words = [part for part in parts if not part.isdigit() and part not in _SILENT]
    repeat = next((_REPEATS[word] for word in words if word in _REPEATS), 0)
    letters = "".join(word for word in words if word not in _REPEATS)
    return Number(tuple(map(int, figures)), year, letters, repeat)


def same(one: Number, other: Number) -> bool:
    """True when the two can be the number of one act."""
    return (
        one.serial == other.serial
        and one.repeat == other.repeat
        and (one.year is None or other.year is None or one.year == other.year)
        and (not one.letters or not other.letters or one.letters == other.letters)
    )
