"""What comes back each year at the same season."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from secretaire.desk.office import fund_rules
from secretaire.fund.history.recurring import Recurrence, Subjects, Taken, recurring
from secretaire.fund.pieces import Kind

ON = date(2026, 11, 22)
LATE = timedelta(days=45)


@pytest.fixture(scope="module")
def subjects() -> Subjects:
    return Subjects(fund_rules().subjects)


def taken(day: date, objet: str, kind: Kind = Kind.DELIBERATION) -> Taken:
    return Taken(f"piece:{day:%Y%m%d}", kind, day, f"{day.year}-001", objet)


def found(subjects: Subjects, *acts: Taken) -> tuple[Recurrence, ...]:
    return recurring(acts, subjects, ON)


def test_an_act_of_each_april_is_expected_in_april_even_after_a_late_year(subjects: Subjects) -> None:
    days = (date(2023, 4, 7), date(2024, 4, 5), date(2025, 4, 4), date(2026, 5, 29))
    (one,) = found(subjects, *(taken(day, f"Subventions aux associations – Année {day.year}") for day in days))
    assert [t.day.year for t in one.taken] == [2026, 2025, 2024, 2023]
    assert one.last.day == date(2026, 5, 29)
    assert one.expected(ON, LATE) in {date(2027, 4, day) for day in range(1, 10)}


def test_what_was_missed_is_still_expected_for_some_weeks(subjects: Subjects) -> None:
    (one,) = found(subjects, *(taken(date(year, 10, 20), f"Tarifs de la salle {year}") for year in (2023, 2024, 2025)))
    assert one.expected(ON, LATE) == date(2026, 10, 20)
    assert one.expected(ON, timedelta(days=20)) == date(2027, 10, 20)


def test_a_season_may_go_past_the_end_of_december(subjects: Subjects) -> None:
    days = (date(2024, 12, 28), date(2026, 1, 8))
    (one,) = found(subjects, *(taken(day, "Dépenses d'investissement avant le vote du budget") for day in days))
    assert len(one.taken) == 2
    assert date(2026, 12, 20) <= one.expected(ON, LATE) <= date(2027, 1, 10)


def test_what_has_no_season_or_no_habit_is_left_out(subjects: Subjects) -> None:
    all_year = [taken(date(year, month, 3), "Vente d'une parcelle") for year in (2024, 2025) for month in (1, 4, 7, 10)]
    once = taken(date(2026, 4, 3), "Choix du mode de publicité des actes")
    lost = [taken(date(year, 4, 3), "Tarifs de la bibliothèque") for year in (2022, 2023, 2024)]
    assert found(subjects, *all_year, once, *lost) == ()


def test_an_arrete_and_a_deliberation_are_two_habits(subjects: Subjects) -> None:
    acts = [taken(date(2024, 8, 12), "Fête patronale", Kind.ARRETE), taken(date(2025, 8, 11), "Fête patronale")]
    assert found(subjects, *acts) == ()
    (one,) = found(subjects, *acts, taken(date(2025, 8, 10), "Fête patronale – Circulation", Kind.ARRETE))
    assert {t.kind for t in one.taken} == {Kind.ARRETE}
