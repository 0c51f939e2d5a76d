"""The annexes that an act names against the files joined to it: what is voted is what was before the council (L. 2121-13)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.acts.act import Role
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding, Gravite

# on the text as written: without its accent, « annexé » would be the « annexe » of a budget
_CALLED = re.compile(
    r"\bci-(?:annexé|joint)e?s?\b"
    r"|\bjointe?s? (?:à la présente|au présent)\b"
    r"|\b(?:jointe?s?|figurant|figure|reproduite?s?|présentée?s?) en annexe\b"
    r"|\bannexée?s?\b(?!\s(?:au\sregistre|une?\b|des?\b|à\s(?:l['’](?!acte)|la\s(?!présente)|sa\b|son\b|cette)|aux?\s(?!présent)))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\bannexe\s(?:n°\s?)?(?P<n>\d{1,2})\b(?!\s(?:de la|du|des|à l['’]|au)\s(?:code|loi|décret|arrêté))", re.IGNORECASE
)
_PARTS = (Role.EXPOSE, Role.VISAS, Role.CONSIDERANTS, Role.VOTE, Role.DISPOSITIF)


def joined_annexes(context: CheckContext) -> Iterator[Finding]:
    """« Ci-annexé » with no file joined; three annexes numbered and two files."""
    joined = len(context.act.jointes)
    last: tuple[int, Role, re.Match[str]] | None = None
    for role in _PARTS:
        text = context.act.section(role).text
        called = _CALLED.search(text)
        if called and not joined:
            message = (
                "L'acte renvoie à une annexe et aucun fichier n'y est joint : joignez-la, elle est décidée avec lui."
            )
            yield _at(called, role, text, "ANNEXE_ABSENTE", message)
            return
        for m in _NUMBERED.finditer(text):
            if last is None or int(m["n"]) > last[0]:
                last = int(m["n"]), role, m
    if last and last[0] > joined:
        number, role, m = last
        held = {0: "aucun fichier n'est joint", 1: "un seul fichier est joint"}.get(
            joined, f"{joined} fichiers sont joints"
        )
        message = f"L'acte nomme l'annexe {number} et {held}."
        yield _at(m, role, context.act.section(role).text, "ANNEXES_NOMBRE", message)


def _at(m: re.Match[str], role: Role, text: str, code: str, message: str) -> Finding:
    extract = text[m.start() : m.end()]
    return Finding(code, Gravite.ALERTE, message, extract, m.start(), m.end(), role, "CGCT L. 2121-13 ; pratique")
