"""The SIRET of a town hall: the SIREN of the commune, then the five digits of the establishment, which nothing gives."""

from __future__ import annotations

LENGTH = 14


def is_siret(text: str) -> bool:
    """Fourteen digits whose key is right (Luhn's sum, multiple of ten)."""
    return len(text) == LENGTH and text.isascii() and text.isdigit() and _luhn(text) % 10 == 0


def _luhn(digits: str) -> int:
    """Every second digit from the right counts double, a double of two digits for their sum."""
    doubled = (int(digit) * (1 + rank % 2) for rank, digit in enumerate(reversed(digits)))
    return sum(value // 10 + value % 10 for value in doubled)
