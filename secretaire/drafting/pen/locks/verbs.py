"""Forms of French verbs, as far as they can be told from the word alone. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from simplemma import lemmatize

_INFINITIVE = re.compile(r"(?:er|ir|oir|[dt]re|[aiuî]re)$")
_LEMMA = re.compile(r"(?:er|ir|re|oir)$")
_NOUNS = frozenset(
    """titre notre votre autre cadre ordre chiffre maire hiver affaire horaire salaire notaire locataire propriétaire
    titulaire secrétaire commissaire dernier premier février janvier courrier chantier dossier quartier papier foyer loyer
    métier particulier atelier cahier panier fichier centre mètre hectare lettre arbre nombre membre
    septembre octobre novembre décembre chambre mer fer hier cimetière rivière carrière""".split()  # noqa: SIM905
)
_FUTURE = re.compile(r"(?:ra|ront)$")
_PARTICIPLE = re.compile(r"(?:é|ée|és|ées|i|ie|is|ies|u|ue|us|ues|it|ite|its|ert|erte|ait|aite|aits|aites)$")


@lru_cache(maxsize=5_000)
def is_infinitive(word: str) -> bool:
    """« réaliser », « rendre »; not « titre », « dossier »."""
    word = word.lower()
    return bool(_INFINITIVE.search(word)) and word not in _NOUNS and lemmatize(word, lang="fr") == word


@lru_cache(maxsize=5_000)
def is_verb(word: str) -> bool:
    """Some form of a verb, participles included."""
    return bool(_LEMMA.search(lemmatize(word.lower(), lang="fr")))


@lru_cache(maxsize=5_000)
def is_future(word: str) -> bool:
    """« sera », « paieront »: the future of a verb the dictionary knows."""
    word = word.lower()
    if not _FUTURE.search(word):
        return False
    return word in {"sera", "seront", "aura", "auront"} or bool(_LEMMA.search(lemmatize(word, lang="fr")))


@lru_cache(maxsize=5_000)
def is_participle(word: str) -> bool:
    """« reçue », « versés »: what may be a past participle."""
    return bool(_PARTICIPLE.search(word.lower()))
