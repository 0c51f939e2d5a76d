"""Sums in euros. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

_AMOUNT = re.compile(
    r"(?<![\d.,])(?P<whole>\d{1,3}(?:[ .]\d{3}){1,4}|\d{1,12})(?P<cents>[,.]\d{1,2})?(?!\d) ?(?:€|euros?\b|eur\b)"
)
_MOST = 60


def amounts(folded: str) -> tuple[Decimal, ...]:
    """The sums written with a euro sign or word in a folded text, in order, each once."""
    found: dict[Decimal, None] = {}
    for match in _AMOUNT.finditer(folded.replace("\u202f", " ").replace("\u00a0", " ")):
        if len(found) == _MOST:
            break
        whole = re.sub(r"[ .]", "", match["whole"])
        found[Decimal(f"{whole}.{(match['cents'] or '.0')[1:]}")] = None
    return tuple(found)
