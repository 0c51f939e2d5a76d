"""A word said twice, a contraction not made, homophones that their neighbours settle."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.checks.finding import Finding, Gravite

_S = r"[ \u00a0]"
_TWICE = re.compile(rf"(?<![\w'’-])(?P<mot>[a-zà-ÿœ]{{2,}}){_S}+(?P=mot)(?![\w'’-])")
_SAID_TWICE = frozenset({"nous", "vous", "plus", "faire", "tout", "bis", "si", "re"})
_SMALL = frozenset(
    [
        "de",
        "la",
        "le",
        "les",
        "des",
        "du",
        "et",
        "au",
        "aux",
        "en",
        "un",
        "une",
        "que",
        "qui",
        "par",
        "pour",
        "sur",
        "dans",
        "est",
        "soit",
        "ou",
        "ce",
        "cette",
        "ces",
        "sont",
        "avec",
        "ne",
        "se",
        "son",
        "sa",
        "ses",
    ]
)
_WORDS_OF_A_SENTENCE = 8

_NOUNS = (
    "maire|conseil|département|syndicat|budget|président|préfet|projet|marché|terrain|montant|comité|règlement|plan|"
    "compte|territoire|procès-verbal|bureau|tableau|dossier|bâtiment|chemin|cimetière|tarif|taux|trésor|public|personnel"
)
_NOUNS_PLURAL = "membres|communes|habitants|agents|travaux|élus|associations|parcelles|tarifs|services|délibérations"
_CONTRACTIONS = (
    (rf"de{_S}le(?={_S}(?:{_NOUNS})\b)", "du"),
    (rf"de{_S}les(?={_S}(?:{_NOUNS_PLURAL})\b)", "des"),
    (rf"à{_S}le(?={_S}(?:{_NOUNS})\b)", "au"),
    (rf"à{_S}les(?={_S}(?:{_NOUNS_PLURAL})\b)", "aux"),
)
_DONE = "été|décidé|approuvé|voté|signé|fixé|autorisé|délibéré|adopté|transmis|demandé|émis|validé|accepté|proposé"
_HOMOPHONES = (
    (rf"à(?={_S}(?:{_DONE})\b)", "a"),
    (rf"(?<=\bil{_S})à\b|(?<=\belle{_S})à\b", "a"),
    (
        rf"a(?={_S}(?:l['’](?:unanimité|issue|exception|occasion|ordre du jour)|compter d|partir d|raison d|hauteur d))",
        "à",
    ),
    (rf"on(?={_S}(?:{_DONE})\b)", "ont"),
    (rf"quand(?={_S}(?:à|au|aux){_S}(?:la|le|les|l['’]|lui|elle|eux|projet|budget|coût))", "quant"),
    (rf"au{_S}court(?={_S}(?:de|du|des)\b)", "au cours"),
    (rf"au{_S}vue(?={_S}(?:de|du|des)\b)", "au vu"),
    (rf"dors{_S}et{_S}déjà", "d'ores et déjà"),
    (r"parmis|malgrés|hormi", ""),
    (rf"quelque{_S}soit", "quel que soit"),
    (rf"ont(?={_S}(?:peut|doit|ne peut|ne doit)\b)", "on"),
    (rf"leurs(?={_S}(?:a|ont|est|sera|seront){_S}(?:été|demandé|permis|accordé|attribué|notifié)\b)", "leur"),
    (rf"sa(?={_S}(?:a été|sera|s['’]est)\b)", "cela"),
)
_MEANT = {"parmis": "parmi", "malgrés": "malgré", "hormi": "hormis"}


def slips(text: str) -> Iterator[Finding]:
    """What the neighbours of a word make certain."""
    for found in _TWICE.finditer(text):
        if found["mot"] not in _SAID_TWICE and (found["mot"] in _SMALL or not _in_a_table(text, found)):
            yield _finding("MOT_DOUBLE", f"Le mot « {found['mot']} » est écrit deux fois.", found, found["mot"])
    for pattern, meant in _CONTRACTIONS:
        for found in re.finditer(rf"(?<![\w'’-])(?:{pattern})", text):
            yield _finding("CONTRACTION", f"Écrire « {meant} » au lieu de « {found.group()} ».", found, meant)
    for pattern, meant in _HOMOPHONES:
        for found in re.finditer(rf"(?<![\w'’-])(?:{pattern})(?![\w-])", text):
            right = meant or _MEANT[found.group()]
            yield _finding("HOMOPHONE", f"Écrire « {right} » au lieu de « {found.group()} ».", found, right)


def _in_a_table(text: str, found: re.Match[str]) -> bool:
    """The heads of a table repeat a word: a short line, or several repetitions in it."""
    end = text.find("\n", found.end())
    line = text[text.rfind("\n", 0, found.start()) + 1 : end if end >= 0 else len(text)]
    return len(line.split()) < _WORDS_OF_A_SENTENCE or len(_TWICE.findall(line)) > 1 or "\t" in line


def _finding(code: str, message: str, found: re.Match[str], meant: str) -> Finding:
    return Finding(code, Gravite.ALERTE, message, found.group(), found.start(), found.end(), proposition=meant)
