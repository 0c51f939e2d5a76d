"""What should have gone before the act left: « PROJET », a blank to complete, a remark to oneself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.checks.finding import Finding, Gravite

LEFT_BLANK = "BLANC_LAISSE"
_PROJET = re.compile(
    r"(?m)^[ \t]*(?:PROJET|BROUILLON|DOCUMENT DE TRAVAIL|PROJET DE (?:DÉLIBÉRATION|DELIBERATION|ARRÊTÉ|ARRETE))[ \t]*$"
)
_BLANK = re.compile(
    r"(?i)\[[^\]\n]{0,60}(?:à compléter|a completer|à préciser|à remplir)[^\]\n]{0,30}\]|\((?:à compléter|à préciser)\)"
    r"|…{2,}|\.{5,}|_{4,}|\?{3,}|(?-i:(?<![\w-])(?:X{2,4}|x{2,})(?![\w-]))"
)
_BY_HAND = re.compile(  # filled on paper, after the act is made
    r"(?i)(?:sign|notifi|re[çc]u|publi|transmi|affich|fait (?:à|le)|le|n°|date|visa|cachet|accus|paraphe|maire|secrétaire)\W*$"
)
_ROMAN = re.compile(r"(?i)(?:siècle|chapitre|titre|livre|tome|annexe|article|alinéa)\s*$")
_TABLE_OF_CONTENTS = re.compile(r"[. \u00a0]*\d+[ \u00a0]*(?:\n|$)")
_FILLED_AFTER = re.compile(r"[.…_]* ?\d{1,6} ?[.…]")  # « suffrages exprimés ……40…… »: a dotted line with its figure
_FILLED_BEFORE = re.compile(r"[.…]{2,} ?\d{1,6} ?[.…]*$")
_RULE = re.compile(r"[ \t]*(?:\n|$)")  # a line drawn across the page


def leftovers(text: str) -> Iterator[Finding]:
    """« PROJET » alone on a line; a blank that nobody filled (what is filled by hand is only recalled)."""
    for found in _PROJET.finditer(text):
        said = found.group().strip()
        start = found.start() + found.group().index(said)
        message = f"« {said} » est resté en tête : à retirer d'un acte définitif."
        yield Finding("PROJET_RESTE", Gravite.ALERTE, message, said, start, start + len(said))
    for found in _BLANK.finditer(text):
        said = found.group()
        before = text[max(0, found.start() - 40) : found.start()]
        if said[0] in "xX" and (_ROMAN.search(before) or re.match(r"\s*siècle|e\b", text[found.end() :])):
            continue
        dotted = said[0] in ".…_"
        if dotted and (_FILLED_AFTER.match(text, found.end()) or _FILLED_BEFORE.search(before)):
            continue
        if dotted and _TABLE_OF_CONTENTS.match(text, found.end()):
            continue
        alone = not before or before.endswith("\n")
        if dotted and alone and _RULE.match(text, found.end()):
            continue
        by_hand = dotted and (_BY_HAND.search(before) is not None or alone)
        yield Finding(
            LEFT_BLANK,
            Gravite.INFO if by_hand else Gravite.ALERTE,
            "À remplir à la main." if by_hand else f"Un blanc est resté à compléter : « {said[:40]} ».",
            said,
            found.start(),
            found.end(),
        )
