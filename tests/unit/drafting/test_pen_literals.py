"""The facts nobody may change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts.spans import ValueKind
from secretaire.drafting.pen.literals import canonical_figure, literals


@pytest.mark.parametrize(
    ("text", "kind", "canonical"),
    [
        ("un devis de 38 900,00 € HT", ValueKind.MONTANT, "38900"),
        ("un devis de 38\u202f900,50\u00a0€", ValueKind.MONTANT, "38900.5"),
        ("une hausse de 4,5 %", ValueKind.POURCENTAGE, "4.5"),
        ("le 1er juillet 2026", ValueKind.DATE, "2026-07-01"),
        ("le 3 février", ValueKind.DATE, "--02-03"),
        ("à 8 h 30", ValueKind.HEURE, "08:30"),
        ("la parcelle ZC 14", ValueKind.REFERENCE, "ZC14"),
        ("l'article L. 2121-29 du code", ValueKind.REFERENCE, "L. 2121-29"),
        ("l'article L2121-29 du code", ValueKind.REFERENCE, "L. 2121-29"),
        ("la loi n° 2000-321", ValueKind.REFERENCE, "loin2000-321"),
        ("l'avis de Madame Le Guen", ValueKind.PERSONNE, "Le Guen"),
        ("12 chaises", ValueKind.NOMBRE, "12"),
    ],
)
def test_a_fact_is_found_with_its_value(text: str, kind: ValueKind, canonical: str) -> None:
    [fact] = literals(text)
    assert (fact.kind, fact.canonical) == (kind, canonical)
    assert text[fact.start : fact.end] == fact.text


def test_a_year_after_a_word_in_capital_is_no_parcel() -> None:
    assert [f.kind for f in literals("En 2024, rien")] == [ValueKind.NOMBRE]


@given(st.text(max_size=80))
def test_facts_are_in_order_and_never_overlap(text: str) -> None:
    position = 0
    for fact in literals(text):
        assert position <= fact.start < fact.end
        position = fact.end


@given(st.integers(0, 10**9))
def test_grouping_does_not_change_a_figure(number: int) -> None:
    assert canonical_figure(f"{number:,}".replace(",", " ")) == str(number)
