"""Letters without accents nor case, one for one: offsets in the folded text are offsets in the text. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NON_ASCII = re.compile(r"[^\x00-\x7f]")


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[0].lower()
    return base if len(base) == 1 else character


def fold(text: str) -> str:
    """« Délibération » becomes « deliberation », of the same length (œ stays: see `fold_word`)."""
    return _NON_ASCII.sub(lambda match: _fold_character(match[0]), text).lower()


@lru_cache(maxsize=100_000)
def fold_word(word: str) -> str:
    """A word for comparison: accents and case dropped, œ and æ written with two letters."""
    folded = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(character for character in folded if not unicodedata.combining(character))
