"""What an act says of itself, in the words of the trade."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from secretaire.fund.pieces import ActFacts, Extent, Kind, Mention, Outcome, Piece, Verb, Vote
from secretaire.ui.places.fonds.document import fact_words

NBSP = "\u00a0"
FACTS = ActFacts(
    kind=Kind.DELIBERATION,
    date=date(2023, 4, 4),
    number="2023-12",
    objet="Tarifs du pigeonnier",
    matiere="7.10",
    outcome=Outcome.ADOPTED,
    vote=Vote(unanime=True),
    amounts=(Decimal(45), Decimal("12400.50")),
)


def piece(facts: ActFacts = FACTS, **rest: object) -> Piece:
    return replace(Piece(Extent(3, 0, 4, 120), facts, 0.95, "titre numéroté et vote"), **rest)


def test_the_summary_says_what_when_and_what_became_of_it() -> None:
    assert fact_words.summary(piece()) == (
        f"Délibération n°{NBSP}2023-12 · 4{NBSP}avril{NBSP}2023 · adoptée à l'unanimité · pages{NBSP}3 à{NBSP}4"
    )


def test_what_the_text_does_not_say_is_not_said() -> None:
    silent = piece(ActFacts(kind=Kind.AUTRE), extent=Extent(2, 0, 2, 9))
    assert fact_words.summary(silent) == f"Autre document · page{NBSP}2"
    assert [line.name for line in fact_words.lines(silent, {})] == ["Type"]


@pytest.mark.parametrize(
    ("vote", "outcome", "kind", "said"),
    [
        (Vote(9, 1, 2), Outcome.ADOPTED, Kind.DELIBERATION, "adoptée : 9_pour, 1_contre, 2_abstentions"),
        (Vote(3, 8, 0), Outcome.REJECTED, Kind.DELIBERATION, "rejetée : 3_pour, 8_contre, 0_abstentions"),
        (Vote(11, 0, 0, True), Outcome.ADOPTED, Kind.DELIBERATION, "adoptée à l'unanimité (11_pour)"),
        (Vote(abstentions=1), None, Kind.DELIBERATION, "vote : 1_abstention"),
        (Vote(unanime=True), None, Kind.DELIBERATION, "à l'unanimité"),
        (None, Outcome.POSTPONED, Kind.ARRETE, "ajourné"),
        (None, Outcome.NOTED, Kind.DELIBERATION, "le conseil a pris acte"),
        (None, None, Kind.DELIBERATION, ""),
    ],
)
def test_votes(vote: Vote | None, outcome: Outcome | None, kind: Kind, said: str) -> None:
    facts = ActFacts(kind=kind, vote=vote, outcome=outcome)
    assert fact_words.result(facts) == said.replace("_", NBSP)


def test_facts_are_named_and_those_she_set_are_told() -> None:
    lines = {
        line.name: line
        for line in fact_words.lines(piece(corrected=frozenset({"number", "author"})), {"7.10": "Divers"})
    }
    assert lines["Numéro"].corrected
    assert lines["Rapporteur ou signataire"].text == "(rien)"  # she emptied it
    assert not lines["Date"].corrected
    assert lines["Montants"].text == f"45{NBSP}€ · 12{NBSP}400,50{NBSP}€"
    assert lines["Matière"].text == "7.10 Divers"
    assert lines["Résultat"].text == "Adoptée à l'unanimité"


@pytest.mark.parametrize(("confidence", "word"), [(0.95, "sûr"), (0.9, "sûr"), (0.75, "probable"), (0.4, "à vérifier")])
def test_confidence_is_a_word_and_a_reason(confidence: float, word: str) -> None:
    said = fact_words.confidence(piece(confidence=confidence))
    assert said == f"Reconnu comme acte, {word} : titre numéroté et vote"


def test_what_is_around_acts_is_not_called_one() -> None:
    assert fact_words.confidence(piece(ActFacts(kind=Kind.PROCES_VERBAL))).startswith("N'est pas un acte")


def test_what_an_act_changes() -> None:
    made = Mention(Verb.REPEALS, "2019-4", date(2019, 4, 5), 1, 0, 10)
    assert fact_words.mention(made) == f"abroge l'acte n°{NBSP}2019-4 du 5{NBSP}avril{NBSP}2019"
    assert fact_words.mention(replace(made, number="", date=None, verb=Verb.EXTENDS)) == "proroge l'acte"
