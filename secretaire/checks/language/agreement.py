"""Plurals after a word that is always plural, singulars after one that never is; nothing that needs the whole sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.language.spelling import NO_LEXICON, Lexicon

# « les » may be a pronoun (« les adopter »): only before what no verb looks like
_NOUN = r"[a-zà-ÿœ]+(?:tion|sion|té|teur|trice|ience|isme|iste)"
_PLURAL = re.compile(
    rf"(?<![\w'’-])(?<!registre )(?i:(?P<mot>des|ces|aux|plusieurs))[ \u00a0](?P<nom>[a-zà-ÿœ]{{4,}}|{_NOUN})(?![\w'’-]| [sx]\b)"
)
_LES = re.compile(rf"(?<![\w'’-])(?i:(?P<mot>les|nos|vos|leurs))[ \u00a0](?P<nom>{_NOUN})(?![\w'’-]| [sx]\b)")
_SINGULAR = re.compile(
    r"(?<![\w'’-])(?i:(?P<mot>un|une|cette|chaque))[ \u00a0]"
    r"(?P<nom>[a-zà-ÿœ]+(?:tions|sions|ements|ages|trices|iences))(?![\w'’-])"
)
_NUMBERS = frozenset(
    [
        "mille",
        "cent",
        "quatre",
        "cinq",
        "sept",
        "huit",
        "neuf",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
        "vingt",
        "trente",
        "quarante",
        "cinquante",
        "soixante",
        "autre",
        "entre",
        "dont",
        "autour",
        "alors",
        "ensuite",
        "minima",
        "maxima",
        "prénom",
    ]
)


def agreement(text: str, lexicon: Lexicon) -> Iterator[Finding]:
    """« des délibération », « cette délibérations »."""
    if lexicon is NO_LEXICON:
        return
    for pattern in (_PLURAL, _LES):
        for found in pattern.finditer(text):
            noun = found["nom"]
            if noun[-1] in "sxz" or noun in _NUMBERS or not lexicon.knows(noun):
                continue
            meant = next((made for made in (f"{noun}s", f"{noun}x") if lexicon.knows(made)), "")
            if meant:
                yield _finding(found, meant, "pluriel")
    for found in _SINGULAR.finditer(text):
        meant = found["nom"][:-1]
        if lexicon.knows(meant):
            yield _finding(found, meant, "singulier")


def _finding(found: re.Match[str], meant: str, number: str) -> Finding:
    said = found.group().replace("\u00a0", " ")
    return Finding(
        "ACCORD",
        Gravite.ALERTE,
        f"Accord à vérifier : après « {found['mot']} », le {number} s'écrit « {meant} » (« {said} »).",
        found["nom"],
        found.start("nom"),
        found.end("nom"),
        proposition=meant,
    )
