"""What the population of a commune decides: size of the council, number of adjoints."""

from __future__ import annotations

from bisect import bisect_right

# CGCT L. 2121-2: (population from which the size applies, members)
_EFFECTIFS = (
    (0, 7),
    (100, 11),
    (500, 15),
    (1_500, 19),
    (2_500, 23),
    (3_500, 27),
    (5_000, 29),
    (10_000, 33),
    (20_000, 35),
    (30_000, 39),
    (40_000, 43),
    (50_000, 45),
    (60_000, 49),
    (80_000, 53),
    (100_000, 55),
    (150_000, 59),
    (200_000, 61),
    (250_000, 65),
    (300_000, 69),
)
_FLOORS = [floor for floor, _ in _EFFECTIFS]

# CGCT L. 2121-2-1, under 1,000 inhabitants: legal size → members from which the council is deemed complete
_COMPLETE_FROM = {7: 5, 11: 9, 15: 13}


def effectif_legal(population: int) -> int:
    """Members of the council (L. 2121-2). Paris, Lyon and Marseille have their own rule."""
    return _EFFECTIFS[bisect_right(_FLOORS, population) - 1][1]


def complete_from(population: int) -> int:
    """Members from which the council is deemed complete (L. 2121-2-1)."""
    legal = effectif_legal(population)
    return _COMPLETE_FROM[legal] if population < 1_000 else legal


def adjoints_max(effectif: int) -> int:
    """Adjoints at most: 30 % of the size retained, rounded down (L. 2122-2)."""
    return effectif * 30 // 100
