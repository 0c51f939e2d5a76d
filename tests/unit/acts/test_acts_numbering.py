"""Numbers of acts follow each other, in the writing of the commune, and suit transmission."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts.act_type import Famille
from secretaire.acts.numbering import (
    USUAL,
    Scheme,
    correction_number,
    missing_numbers,
    next_number,
    transmission_number,
)

DAY = date(2026, 3, 18)
SCHEMES = [
    "{annee}-{rang:3}",
    "A{annee}-{rang:3}",
    "{annee}/{mois}/{rang:2}",
    "{rang}-{annee}",
    "{an}{mois}{jour}-{rang:2}",
    "D {annee}.{rang:2}",
]


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{annee}-{rang:3}", "2026-014"),
        ("{annee}/{mois}/{rang:2}", "2026/03/14"),
        ("{rang}-{annee}", "14-2026"),
        ("A{annee}-{rang:3}", "A2026-014"),
        ("{an}{mois}{jour}/{rang}", "260318/14"),
    ],
)
def test_a_scheme_writes_its_numbers(pattern: str, number: str) -> None:
    assert Scheme(pattern).write(DAY, 14) == number


@given(st.sampled_from(SCHEMES), st.dates(date(2020, 1, 1), date(2090, 12, 31)), st.integers(1, 999))
def test_a_number_is_read_back(pattern: str, day: date, rank: int) -> None:
    scheme = Scheme(pattern)
    number = scheme.read(scheme.write(day, rank))
    assert number is not None
    assert (number.series, number.rank, number.year) == (scheme.series(day), rank, day.year)
    assert scheme.rewrite(number) == scheme.write(day, rank)


@pytest.mark.parametrize("text", ["2026-014", "2026/14", "2026 - 14", "2026-14", "2026_014"])
def test_other_hands_separate_otherwise(text: str) -> None:
    scheme = USUAL[Famille.DELIBERATION]
    number = scheme.read(text)
    assert number is not None
    assert scheme.rewrite(number) == "2026-014"


@pytest.mark.parametrize("text", ["A2026-014", "2026-0", "2026-014-2", "14", "", "2026"])
def test_a_number_of_another_scheme_is_not_read(text: str) -> None:
    assert USUAL[Famille.DELIBERATION].read(text) is None


@given(st.sampled_from(SCHEMES), st.lists(st.integers(1, 900), max_size=30))
def test_the_next_number_is_new_and_follows_the_highest(pattern: str, ranks: list[int]) -> None:
    scheme = Scheme(pattern)
    taken = [scheme.write(DAY, rank) for rank in ranks]
    assert next_number(scheme, DAY, taken) == scheme.write(DAY, max(ranks, default=0) + 1)


def test_a_series_ends_with_what_its_number_names() -> None:
    monthly = Scheme("{annee}/{mois}/{rang:2}")
    assert next_number(monthly, date(2026, 4, 1), ["2026/03/07"]) == "2026/04/01"
    yearly = USUAL[Famille.ARRETE]
    assert next_number(yearly, DAY, ["2026-041", "A2026-003", "A2025-009", "A2026-002 bis"]) == "A2026-004"


@given(st.sampled_from(SCHEMES), st.sets(st.integers(1, 60), min_size=1))
def test_a_missing_number_lies_between_two_others_and_is_not_taken(pattern: str, ranks: set[int]) -> None:
    scheme = Scheme(pattern)
    taken = [scheme.write(DAY, rank) for rank in ranks]
    missing = missing_numbers(scheme, DAY.year, taken)
    assert set(missing).isdisjoint(taken)
    assert len(missing) + len(ranks) == max(ranks) - min(ranks) + 1
    assert missing_numbers(scheme, DAY.year + 1, taken) == ()


def test_a_correction_takes_the_first_free_repeat() -> None:
    assert correction_number("2026-014", []) == "2026-014 bis"
    assert correction_number("2026-014", ["2026-014 bis"]) == "2026-014 ter"
    assert correction_number("2026-014 bis", ["2026-014  BIS"]) == "2026-014 ter"
    number = USUAL[Famille.DELIBERATION].read("2026-014 bis")
    assert number is not None
    assert number.repeat == "bis"


@pytest.mark.parametrize(
    ("numero", "sent"),
    [("2026-014", "2026_014"), ("A2026-014 bis", "A2026_014_BIS"), ("n° 2026/03/02", "N_2026_03_02"), ("é-1", "E_1")],
)
def test_a_number_becomes_what_transmission_accepts(numero: str, sent: str) -> None:
    assert transmission_number(numero) == sent


@given(st.sampled_from(SCHEMES), st.dates(date(2020, 1, 1), date(2090, 12, 31)), st.integers(1, 999))
def test_every_number_of_a_scheme_can_be_sent_even_corrected(pattern: str, day: date, rank: int) -> None:
    sent = transmission_number(correction_number(Scheme(pattern).write(day, rank), []))
    assert re.fullmatch(r"[A-Z0-9_]{1,15}", sent)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "{annee}",
        "{rang}",
        "{annee}-{rang}-{rang}",
        "{annee}-{rang",
        "{annee}-{nom}-{rang}",
        "DELIBERATION {annee}-{rang:3}",
    ],
)
def test_a_pattern_that_gives_no_number_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Scheme(pattern)
