"""Numbers that no article can bear: one digit too many, a zero, a letter that is missing."""

from __future__ import annotations

import re

DIGITS: dict[str, int] = {
    "CGCT": 4,
    "CCP": 4,
    "CGPPP": 4,
    "CSP": 4,
    "CTRAV": 4,
    "CTRANS": 4,
    "CGFP": 3,
    "CRPA": 3,
    "CU": 3,
    "CVR": 3,
    "CR": 3,
    "CRPM": 3,
    "CENV": 3,
    "CEDU": 3,
    "CSI": 3,
    "CASF": 3,
    "CCH": 3,
    "CSPORT": 3,
    "CEN": 3,
}
"""Digits before the first hyphen, one for each level of the plan of the code (partie, livre, titre, chapitre)."""

_LETTERS = ("L.", "R.", "D.")


def impossible(code: str, article: str) -> str:
    """Why no article of that code can bear that number, in French; empty when it can, or when we do not know.

    Numbers without hyphen (« L. 1 », préliminaires) are left alone.
    """
    digits = DIGITS.get(code)
    if digits is None:
        return ""
    if re.fullmatch(rf"\d{{{digits}}}-\d+(?:-\d+)*", article):
        return "la lettre (L., R. ou D.) manque devant le numéro"
    found = re.fullmatch(r"(?:LO|[LRDA])\. (\d+)((?:-\d+)+).*", article)
    if found is None:
        return ""
    if len(found[1]) != digits:
        written = {3: "trois", 4: "quatre"}[digits]
        return f"les numéros de ce code ont {written} chiffres avant le tiret"
    if any(part.startswith("0") for part in found[2][1:].split("-")):
        return "aucun numéro d'article ne commence par zéro après le tiret"
    return ""


def with_letters(article: str) -> tuple[str, ...]:
    """The articles that a number without its letter may be."""
    return tuple(f"{letter} {article}" for letter in _LETTERS)
