"""Words made comparable: case, accents and ligatures put aside."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, without accents or ligatures: « Œuvré » → « oeuvre »."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
