"""Brackets and quotes left open, punctuation said twice, a sentence without its capital, a space missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.checks.finding import Finding, Gravite

_FAR = 700  # characters: an aside closed further than that was not closed
_ENUMERATED = re.compile(r"(?:^|[\s(;,:.])(?:\d{1,2}|[a-z]|[ivx]{1,4})°?$", re.IGNORECASE)
_TWICE = re.compile(r",[ \u00a0]?,|;[ \u00a0]?;|:[ \u00a0]?:|[,;][ \u00a0]?\.(?!\.)|(?<![.…])\.\.(?![.…])")
_NO_CAPITAL = re.compile(r"(?P<mot>[A-ZÀ-Ý]?[a-zà-ÿ]{4,})\.[ \u00a0](?P<suite>[a-zà-ÿ]{3,})(?= [a-zà-ÿ])")
_ABBREVIATED = frozenset(
    [
        "abonnt",
        "alin",
        "arrt",
        "avenue",
        "bull",
        "cart",
        "chap",
        "circ",
        "coll",
        "comm",
        "comp",
        "conf",
        "cotis",
        "délib",
        "dépt",
        "dest",
        "envi",
        "envir",
        "etab",
        "exer",
        "fasc",
        "fonct",
        "gend",
        "hect",
        "incl",
        "invest",
        "investis",
        "matr",
        "max",
        "min",
        "mens",
        "nbre",
        "parag",
        "pref",
        "prest",
        "proc",
        "quant",
        "remplact",
        "rens",
        "resp",
        "sect",
        "suiv",
        "supp",
        "toit",
    ]
)
_NO_SPACE = re.compile(r"[a-zà-ÿ)][;!?](?=\s|$)|[a-zà-ÿ]:(?= )|«(?=\w)|(?<=\w)»")


def marks(text: str) -> Iterator[Finding]:
    """Each mark to look at."""
    yield from _left_open(text, "(", ")", "PARENTHESE", "La parenthèse ouverte ici n'est pas refermée.")
    yield from _left_open(text, "«", "»", "GUILLEMET", "Le guillemet ouvert ici n'est pas refermé.")
    for found in _TWICE.finditer(text):
        if not re.match(r"\d", text[found.end() : found.end() + 1]):
            yield _finding("PONCTUATION", Gravite.INFO, "Deux signes de ponctuation se suivent.", found)
    for found in _NO_CAPITAL.finditer(text):
        if found["mot"].lower() not in _ABBREVIATED and not found["mot"].endswith("etc"):
            yield Finding(
                "MAJUSCULE",
                Gravite.INFO,
                f"Après un point, une majuscule : « {found['suite'].capitalize()} ».",
                found["suite"],
                found.start("suite"),
                found.end("suite"),
                proposition=found["suite"].capitalize(),
            )
    spaces = list(_NO_SPACE.finditer(text))
    if spaces:
        many = f" ({len(spaces)} endroits)" if len(spaces) > 1 else ""
        message = f"Il manque une espace insécable avant ou après ce signe{many}."
        yield _finding("ESPACE", Gravite.INFO, message, spaces[0])


def _left_open(text: str, opening: str, closing: str, code: str, message: str) -> Iterator[Finding]:
    """The last of two openings in a row is nested; the first one is then closed later, or is the one left open."""
    opened: list[int] = []
    for found in re.finditer(rf"[{re.escape(opening + closing)}]", text):
        at = found.start()
        if found.group() == opening:
            opened.append(at)
        elif opened and not (opening == "(" and _ENUMERATED.search(text[max(0, at - 6) : at]) and _numbering(text, at)):
            opened.pop()
        while opened and at - opened[0] > _FAR:
            yield _at(text, opened.pop(0), code, message)
    for at in opened:
        yield _at(text, at, code, message)


def _numbering(text: str, at: int) -> bool:
    """« a) », « 1°) » at the beginning of a line closes nothing."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return "(" not in line and len(line.strip()) <= 4


def _at(text: str, at: int, code: str, message: str) -> Finding:
    end = min(len(text), at + 40)
    line = text.find("\n", at, end)
    end = line if line > at else end
    return Finding(code, Gravite.ALERTE, message, text[at:end], at, end)


def _finding(code: str, gravite: Gravite, message: str, found: re.Match[str]) -> Finding:
    return Finding(code, gravite, message, found.group(), found.start(), found.end())
