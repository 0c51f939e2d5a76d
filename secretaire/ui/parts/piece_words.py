"""What is said of a piece of the fund in the lists: its name, its date, what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from secretaire.acts import wording
from secretaire.fund.pieces import ActFacts, Kind, Verb

KINDS: Mapping[Kind, str] = {
    Kind.DELIBERATION: "Délibération",
    Kind.ARRETE: "Arrêté",
    Kind.DECISION: "Décision",
    Kind.PROCES_VERBAL: "Procès-verbal",
    Kind.COMPTE_RENDU: "Compte rendu",
    Kind.AUTRE: "Autre document",
}

KINDS_PLURAL: Mapping[Kind, str] = {
    Kind.DELIBERATION: "Délibérations",
    Kind.ARRETE: "Arrêtés",
    Kind.DECISION: "Décisions",
    Kind.PROCES_VERBAL: "Procès-verbaux",
    Kind.COMPTE_RENDU: "Comptes rendus",
    Kind.AUTRE: "Autres documents",
}

_FEMININE = frozenset({Kind.DELIBERATION, Kind.DECISION})
_DONE: Mapping[Verb, str] = {
    Verb.REPEALS: "abrogé",
    Verb.REPLACES: "remplacé",
    Verb.WITHDRAWS: "retiré",
    Verb.AMENDS: "modifié",
    Verb.COMPLETES: "complété",
    Verb.EXTENDS: "prorogé",
}
OBJET_CHARS = 160
SEPARATOR = " · "


def title_of(facts: ActFacts, file_stem: str) -> str:
    """« Délibération n° 2023-12 · 4 avril 2023 · Tarifs de la cantine »; the name of the file when it says nothing."""
    parts = []
    if facts.kind is not Kind.AUTRE:
        parts.append(_numbered(facts))
    if facts.date is not None:
        parts.append(wording.day(facts.date))
    parts.append(shortened(facts.objet) or ("" if facts.kind is not Kind.AUTRE and facts.date else file_stem))
    return SEPARATOR.join(filter(None, parts))


def named(facts: ActFacts) -> str:
    """« la délibération n° 2023-12 du 4 avril 2023 », as inside a sentence."""
    article = "la " if facts.kind in _FEMININE else "l'" if facts.kind in {Kind.ARRETE, Kind.AUTRE} else "le "
    name = _numbered(facts)
    day = f" du {wording.day(facts.date)}" if facts.date else ""
    return f"{article}{name[:1].lower()}{name[1:]}{day}"


def done_to(facts: ActFacts, verb: Verb) -> str:
    """What a verb made of an act, agreed: « abrogée », « modifié »."""
    return agreed(_DONE[verb], facts.kind)


def agreed(participle: str, kind: Kind) -> str:
    """« abrogée » for a délibération, « abrogé » for an arrêté."""
    return f"{participle}e" if kind in _FEMININE else participle


def shortened(text: str, most: int = OBJET_CHARS) -> str:
    """A text on one line, cut between words when it is long."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return f"{line[:most].rsplit(' ', 1)[0].rstrip(' ,;:.')}…"


def _numbered(facts: ActFacts) -> str:
    number = f" n°{wording.NBSP}{facts.number}" if facts.number else ""
    return f"{KINDS[facts.kind]}{number}"
