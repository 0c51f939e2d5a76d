"""The days of the convocation (the five worked meetings) and the échéances of the law."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.council.calendar import (
    Echeance,
    after_installation,
    after_meeting,
    after_minutes,
    is_renewal,
    of_year,
    safe_day,
)
from secretaire.council.clear_days import Delai
from secretaire.council.convocation import Regularite, calendrier, delai_of, francs
from secretaire.council.public_holidays import is_ouvre

DAYS = st.dates(date(2020, 1, 10), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("seance", "limite", "conseille", "note", "urgence", "raison"),
    [
        (date(2026, 12, 18), (12, 14), (12, 14), (12, 12), (12, 16), "lundi 14 décembre 2026 : 3 jours francs"),
        (date(2026, 12, 28), (12, 24), (12, 24), (12, 22), (12, 26), "jeudi 24 décembre 2026 : 3 jours francs"),
        (date(2027, 1, 5), (1, 1), (12, 31), (12, 30), (1, 2), "jeudi 31 décembre 2026 : le vendredi 1er janvier 2027"),
        (date(2027, 4, 8), (4, 4), (4, 2), (4, 2), (4, 6), "vendredi 2 avril 2027 : le dimanche 4 avril 2027 est la"),
        (date(2027, 5, 10), (5, 6), (5, 5), (5, 4), (5, 7), "mercredi 5 mai 2027 : le jeudi 6 mai 2027 est la limite"),
    ],
)
def test_worked_meetings(
    seance: date,
    limite: tuple[int, int],
    conseille: tuple[int, int],
    note: tuple[int, int],
    urgence: tuple[int, int],
    raison: str,
) -> None:
    jours = calendrier(seance, Delai.ORDINAIRE)
    assert (jours.limite.month, jours.limite.day) == limite
    assert (jours.conseille.month, jours.conseille.day) == conseille
    assert jours.raison.replace("\u00a0", " ").startswith(raison)
    five = calendrier(seance, Delai.NOTE_DE_SYNTHESE)
    assert (five.limite.month, five.limite.day) == note
    assert (jours.urgence.month, jours.urgence.day) == urgence


def test_the_reason_names_a_holiday_and_a_sunday() -> None:
    assert calendrier(date(2027, 5, 10), Delai.ORDINAIRE).raison.endswith("est la limite, jour férié")
    assert calendrier(date(2027, 4, 8), Delai.ORDINAIRE).raison.endswith("est la limite, personne ne travaille")


def test_urgency_may_use_a_holiday_that_nobody_proposes() -> None:
    assert calendrier(date(2027, 5, 10), Delai.ORDINAIRE).judged(date(2027, 5, 8)) is Regularite.URGENCE


def test_three_days_before_is_too_late() -> None:
    jours = calendrier(date(2026, 12, 18), Delai.ORDINAIRE)
    assert jours.judged(date(2026, 12, 15)) is Regularite.URGENCE
    assert francs(date(2026, 12, 15), date(2026, 12, 18)) == 2


@given(DAYS, st.sampled_from([Delai.ORDINAIRE, Delai.NOTE_DE_SYNTHESE]), st.sampled_from(["", "67", "971"]))
def test_the_safe_day_is_in_time_and_a_day_of_work(seance: date, delai: Delai, departement: str) -> None:
    jours = calendrier(seance, delai, departement)
    assert jours.conseille <= jours.limite
    assert is_ouvre(jours.conseille, departement)
    assert jours.judged(jours.conseille) is Regularite.REGULIERE
    assert jours.judged(jours.limite + timedelta(days=1)) is Regularite.URGENCE
    assert jours.judged(jours.urgence) is not Regularite.TARDIVE
    assert jours.judged(seance - timedelta(days=1)) is Regularite.TARDIVE


def test_a_new_council_is_convoked_three_days_before_everywhere() -> None:
    assert delai_of(9_000, installation=True) is Delai.ORDINAIRE
    assert delai_of(9_000, installation=False) is Delai.NOTE_DE_SYNTHESE


def _days(echeances: tuple[Echeance, ...]) -> dict[str, date]:
    return {e.key.split(":")[0]: e.jour for e in echeances}


def test_the_year_of_the_law() -> None:
    days = _days(of_year(2027, 800))
    assert days["budget"] == days["taux"] == date(2027, 4, 15)
    assert days["budget-transmis"] == date(2027, 4, 30)
    assert days["compte"] == date(2027, 6, 30)
    assert days["compte-transmis"] == date(2027, 7, 15)
    assert days["fiscal"] == date(2027, 10, 1)
    assert days["ajustements"] == date(2027, 1, 21)
    assert _days(of_year(2032, 800))["budget"] == date(2032, 4, 30), "the year of an election"
    assert _days(of_year(2032, 800))["budget-transmis"] == date(2032, 5, 15)
    assert "ccas" not in _days(of_year(2027, 1_500))
    assert [year for year in range(2014, 2033) if is_renewal(year)] == [2014, 2020, 2026, 2032]


@given(st.integers(2020, 2060), st.sampled_from(["", "57", "974"]))
def test_each_safe_day_is_worked_and_in_time(year: int, departement: str) -> None:
    echeances = of_year(year, 800)
    assert len({e.key for e in echeances}) == len(echeances)
    for echeance in echeances:
        day = safe_day(echeance, departement)
        assert is_ouvre(day, departement)
        assert echeance.dernier - timedelta(days=6) <= day <= echeance.dernier <= echeance.jour


def test_what_follows_a_meeting_and_an_election() -> None:
    assert _days(after_meeting(3, date(2026, 11, 20))) == {
        "liste": date(2026, 11, 27),
        "transmission": date(2026, 12, 5),
    }
    assert after_minutes(3, date(2026, 11, 20), date(2026, 12, 18)).jour == date(2026, 12, 25)
    small, large = (_days(after_installation(date(2026, 3, 20), number)) for number in (999, 1_000))
    assert small["ccid"] == date(2026, 5, 20)
    assert small["indemnites"] == date(2026, 6, 20)
    assert "reglement" not in small
    assert large["reglement"] == date(2026, 9, 20)
