"""Sums in euros. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

_UNIT = re.compile(r"€|euros?\b|eur\b")
_NUMBER = re.compile(r"(?<![\d.,])(?P<whole>\d{1,3}(?:[ .]\d{3}){1,4}|\d{1,12})(?P<cents>[,.]\d{1,2})? ?$")
_NUMBER_CHARS = 24
_MOST = 60


def amounts(folded: str) -> tuple[Decimal, ...]:
    """The sums written with a euro sign or word in a folded text, in order, each once."""
    found: dict[Decimal, None] = {}
    spaced = folded.replace("\u202f", " ").replace("\u00a0", " ")
    for unit in _UNIT.finditer(spaced):
        match = _NUMBER.search(spaced[max(0, unit.start() - _NUMBER_CHARS) : unit.start()])
        if match:
            whole = re.sub(r"[ .]", "", match["whole"])
            found[Decimal(f"{whole}.{(match['cents'] or '.0')[1:]}")] = None
        if len(found) == _MOST:
            break
    return tuple(found)
