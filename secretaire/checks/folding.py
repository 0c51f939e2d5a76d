"""Text made comparable without moving a character: positions stay those of the original."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=1024)  # every check folds the same sections of the same act
def folded(text: str) -> str:
    """Lower case, without accents, special spaces and apostrophes made plain; same length as the text."""
    return text.translate(_FOLDS)


class _Folds(dict[int, str]):
    """What each character becomes, learnt as it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


def _folded(character: str) -> str:
    if character in "\u00a0\u202f\u2009":
        return " "
    if character in "\u2019\u02bc":
        return "'"
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


_FOLDS = _Folds()
