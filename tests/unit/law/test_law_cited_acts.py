from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.law.cited_acts import Nature, find_cited_acts

D, A = Nature.DELIBERATION, Nature.ARRETE


def found(text: str) -> list[tuple[Nature, str, date | None]]:
    return [(a.nature, a.number, a.date) for a in find_cited_acts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vu la délibération n° 2024-12 du 3 juin 2024,", [(D, "2024-12", date(2024, 6, 3))]),
        ("Vu la délibération n°2024/012 en date du 1er juin 2024 ;", [(D, "2024/012", date(2024, 6, 1))]),
        ("la délibération du conseil municipal n° D24-007 du 3/06/2024", [(D, "D24-007", date(2024, 6, 3))]),
        ("la délibération du conseil municipal en date du 3 juin 2024", [(D, "", date(2024, 6, 3))]),
        ("Vu la délibération 12 du", []),
        ("par délibération n° 12 bis du 03.06.24", [(D, "12 bis", date(2024, 6, 3))]),
        ("Vu l'arrêté préfectoral n° DDT-2024-15 du 3 août 2024,", [(A, "DDT-2024-15", date(2024, 8, 3))]),
        ("Vu l'arrêté du 3 janvier 2005 relatif aux concessions", [(A, "", date(2005, 1, 3))]),
        ("Vu l'arrêté ministériel du 24 novembre 1967", [(A, "", date(1967, 11, 24))]),
        ("la décision n° 2024-3 du maire", [(Nature.DECISION, "2024-3", None)]),
        ("la circulaire du 5 mars 2020", [(Nature.CIRCULAIRE, "", date(2020, 3, 5))]),
        ("Vu la délibération n° 4 du 31 février 2024", [(D, "4", None)]),
        ("la délibération ; le n° 12", []),
        ("Vu la délibération n° 2024-12.", [(D, "2024-12", None)]),
    ],
)
def test_acts_are_found_with_their_number_and_date(text: str, expected: list[tuple[Nature, str, date | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("la délibération n° 2024-12 du 3 juin 2024", False),
        ("la délibération du conseil municipal du 3 juin 2024", False),
        ("la délibération du conseil communautaire du 3 juin 2024", True),
        ("l'arrêté préfectoral du 3 juin 2024", True),
        ("l'arrêté interministériel du 3 juin 2024", True),
        ("l'arrêté du maire n° 12 du 3 juin 2024", False),
    ],
)
def test_whose_act_it_is(text: str, other: bool) -> None:
    (act,) = find_cited_acts(text)
    assert act.of_another is other


@given(st.text(alphabet="délibérationarrêtén° du 3juin2024-/.,\n", max_size=200))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    acts = find_cited_acts(text)
    assert all(0 <= a.start < a.end <= len(text) for a in acts)
    assert all(one.end <= other.start for one, other in pairwise(acts))


def test_the_heading_of_a_register_cites_no_act() -> None:
    assert not find_cited_acts("DÉLIBÉRATIONS DU CONSEIL MUNICIPAL\nSéance du 20 novembre 2026")
    assert find_cited_acts("Vu les délibérations du conseil municipal du 20 novembre 2024")
