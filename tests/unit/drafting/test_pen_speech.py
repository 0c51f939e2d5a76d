"""Who says what is read by code."""

from __future__ import annotations

from pathlib import Path

from secretaire.drafting.pen.normalise import Abbreviations
from secretaire.drafting.pen.speech import utterances

ABBREVIATIONS = Abbreviations.load(Path(__file__).resolve().parents[3] / "resources" / "plume")


def said(*notes: str, task: str = "debat") -> list[tuple[str, str]]:
    return [(u.opening, u.statement) for u in utterances(ABBREVIATIONS, task, notes)]


def test_a_question_and_the_answer_of_another_are_two_sentences() -> None:
    assert said("mme tournier : orange participe ? maire : 18 % du génie civil") == [
        ("Madame Tournier demande", "orange participe"),
        ("Le maire répond", "18 % du génie civil"),
    ]


def test_an_answer_without_speaker_stays_impersonal() -> None:
    assert said("m. rey : maison en quel état -> toit à refaire") == [
        ("Monsieur Rey indique", "maison en quel état : toit à refaire"),
    ]
    assert said("exonérer abris ? oui à 50 %") == [
        ("Il est demandé", "exonérer abris"),
        ("Il est répondu", "oui à 50 %"),
    ]


def test_a_statement_is_an_indication_even_after_another_one() -> None:
    assert said("maire : salle ouverte", "m. le guen (acca) : battue déplacée") == [
        ("Le maire indique", "salle ouverte"),
        ("Monsieur Le Guen (ACCA) indique", "battue déplacée"),
    ]


def test_a_colon_after_something_else_is_no_speaker() -> None:
    assert said("zone 30 : 9 favorables") == [("", "zone 30 : 9 favorables")]


def test_in_a_considerant_the_speaker_is_quoted() -> None:
    assert said("m. long : durée excessive", task="considerants") == [
        ("Considérant que, selon Monsieur Long,", "durée excessive")
    ]


def test_two_remarks_on_one_line_are_two_sentences() -> None:
    assert [s for _, s in said("mme weber contre / m. tardieu : panneaux au sol")] == [
        "Madame Weber contre",
        "panneaux au sol",
    ]
