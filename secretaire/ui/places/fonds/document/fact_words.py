"""What an act says of itself, in the words of the trade. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from secretaire.acts import wording
from secretaire.fund.pieces import ACT_KINDS, ActFacts, Extent, Mention, Outcome, Piece, Verb, Vote
from secretaire.ui.parts.piece_words import KINDS, agreed
from secretaire.ui.wording import NBSP

CORRECTED = "corrigé par vous"
SURE, LIKELY = 0.9, 0.7
_MOST_VISAS = 30

_OUTCOMES: Mapping[Outcome, str] = {
    Outcome.ADOPTED: "adopté",
    Outcome.REJECTED: "rejeté",
    Outcome.POSTPONED: "ajourné",
}
_DOES: Mapping[Verb, str] = {
    Verb.REPEALS: "abroge",
    Verb.REPLACES: "remplace",
    Verb.WITHDRAWS: "retire",
    Verb.AMENDS: "modifie",
    Verb.COMPLETES: "complète",
    Verb.EXTENDS: "proroge",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A fact: its name, its words, and whether she set it herself."""

    name: str
    text: str
    corrected: bool = False


def summary(piece: Piece) -> str:
    """« Délibération n° 2023-12 · 4 avril 2023 · adoptée à l'unanimité · pages 3 à 4 »."""
    facts = piece.facts
    number = f" n°{NBSP}{facts.number}" if facts.number else ""
    parts = [f"{KINDS[facts.kind]}{number}", wording.day(facts.date) if facts.date else "", result(facts)]
    return " · ".join([*filter(None, parts), pages(piece.extent)])


def pages(extent: Extent) -> str:
    """« page 3 », « pages 3 à 4 »."""
    if extent.first_page == extent.last_page:
        return f"page{NBSP}{extent.first_page}"
    return f"pages{NBSP}{extent.first_page} à{NBSP}{extent.last_page}"


def result(facts: ActFacts) -> str:
    """« adoptée à l'unanimité », « rejetée : 3 pour, 8 contre »; empty when the text does not say."""
    counted = vote_words(facts.vote)
    if facts.outcome is Outcome.NOTED:
        return "le conseil a pris acte"
    became = agreed(_OUTCOMES[facts.outcome], facts.kind) if facts.outcome else ""
    if became and counted:
        return f"{became} {counted}" if counted.startswith("à l'unanimité") else f"{became} : {counted}"
    return became or (f"vote : {counted}" if counted and not counted.startswith("à") else counted)


def vote_words(vote: Vote | None) -> str:
    """« à l'unanimité », « 9 pour, 1 contre, 2 abstentions »."""
    if vote is None:
        return ""
    parts = [
        f"{number}{NBSP}{word if number == 1 else plural}"
        for number, word, plural in (
            (vote.pour, "pour", "pour"),
            (vote.contre, "contre", "contre"),
            (vote.abstentions, "abstention", "abstentions"),
        )
        if number is not None and (number or not vote.unanime)
    ]
    if vote.unanime:
        return f"à l'unanimité ({', '.join(parts)})" if parts else "à l'unanimité"
    return ", ".join(parts)


def lines(piece: Piece, matieres: Mapping[str, str]) -> Iterator[Line]:
    """The facts of a piece, those it does not say left out."""
    facts = piece.facts

    def line(name: str, text: str, fact: str) -> Iterator[Line]:
        if text or fact in piece.corrected:
            yield Line(name, text or "(rien)", fact in piece.corrected)

    yield from line("Type", KINDS[facts.kind], "kind")
    yield from line("Numéro", facts.number, "number")
    yield from line("Date", wording.day(facts.date) if facts.date else "", "date")
    yield from line("Objet", facts.objet, "objet")
    yield from line("Résultat", sentence_case(result(facts)), "outcome")
    yield from line("Rapporteur ou signataire", facts.author, "author")
    yield from line("Présents", str(facts.presents) if facts.presents is not None else "", "presents")
    yield from line("Montants", " · ".join(wording.amount(value) for value in facts.amounts), "amounts")
    matiere = f"{facts.matiere} {matieres.get(facts.matiere, '')}".strip()
    yield from line("Matière", matiere, "matiere")
    visas = [*facts.visas[:_MOST_VISAS], *(["…"] if len(facts.visas) > _MOST_VISAS else [])]
    yield from line("Visas", "\n".join(visas), "visas")
    yield from line("Ce qu'il change", "\n".join(map(mention, facts.mentions)), "mentions")


def mention(made: Mention) -> str:
    """« abroge l'acte n° 2019-4 du 5 avril 2019 »."""
    number = f" n°{NBSP}{made.number}" if made.number else ""
    day = f" du {wording.day(made.date)}" if made.date else ""
    return f"{_DOES[made.verb]} l'acte{number}{day}"


def does(verb: Verb) -> str:
    """« abroge », « modifie »."""
    return _DOES[verb]


def confidence(piece: Piece) -> str:
    """« Reconnu comme acte, sûr : titre numéroté et vote »."""
    sure = "sûr" if piece.confidence >= SURE else "probable" if piece.confidence >= LIKELY else "à vérifier"
    taken = "Reconnu comme acte" if piece.facts.kind in ACT_KINDS else "N'est pas un acte"
    reason = f" : {piece.reason}" if piece.reason else ""
    return f"{taken}, {sure}{reason}"


def recognised(sure: float) -> str:
    """« Texte reconnu sur l'image à 83 % : vérifiez sur la page »."""
    return f"Texte reconnu sur l'image à {round(sure * 100)}{NBSP}% : vérifiez sur la page"


def sentence_case(text: str) -> str:
    """The first letter in capital."""
    return f"{text[:1].upper()}{text[1:]}"
