"""Numbers of acts: one series a year for deliberations (« 2026-012 »), one for arretes (« A2026-012 »).

Fits the @ctes internal number once the hyphen is replaced (15 characters, capitals, digits, « _ »).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from secretaire.acts.act_type import Famille

_PREFIX = {Famille.DELIBERATION: "", Famille.ARRETE: "A"}


def numero(famille: Famille, year: int, rank: int) -> str:
    """The number of that rank in the series of the year."""
    return f"{_PREFIX[famille]}{year}-{rank:03d}"


def next_numero(famille: Famille, year: int, taken: Iterable[str]) -> str:
    """The number after the highest one taken in the series of that year."""
    pattern = re.compile(rf"{_PREFIX[famille]}{year}-(\d+)")
    ranks = [int(m.group(1)) for n in taken if (m := pattern.fullmatch(n))]
    return numero(famille, year, max(ranks, default=0) + 1)
