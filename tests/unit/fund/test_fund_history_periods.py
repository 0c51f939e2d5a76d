"""From when to when an act says it applies."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts import wording
from secretaire.fund.history.periods import Period, period_of

DECIDES = "Exposé du maire.\nAprès en avoir délibéré, le conseil municipal "


def year(value: int) -> Period:
    return Period(date(value, 1, 1), date(value, 12, 31))


@pytest.mark.parametrize(
    ("objet", "expected"),
    [
        ("Tarifs 2024 du camping", year(2024)),
        ("TARIFS DES CIMETIÈRES – ANNÉE 2021", year(2021)),
        ("Tarif de l'eau, exercice 2016", year(2016)),
        ("Tarifs de la cantine, année scolaire 2023-2024", Period(date(2023, 9, 1), date(2024, 8, 31))),
        ("Tarifs au 1er janvier 2024", Period()),
        ("Tarifs à compter du 1er janvier 2024", Period(date(2024, 1, 1))),
        ("Tarifs à partir de 2024", Period(date(2024, 1, 1))),
        ("Tarifs : annule et remplace la délibération du 12 avril 2016", Period()),
        ("Tarifs : annule et remplace la délibération n° 2016-44", Period()),
        ("Tarifs 2023 et 2024", Period()),
        ("Tarifs de la salle", Period()),
    ],
)
def test_the_objet_says_when(objet: str, expected: Period) -> None:
    assert period_of(objet, "") == expected


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("fixe les tarifs pour l'année 2022.", year(2022)),
        ("fixe les tarifs au titre de l’exercice 2022.", year(2022)),
        ("fixe les tarifs à compter du 1er septembre 2022.", Period(date(2022, 9, 1))),
        ("les fixe jusqu'au 30 juin 2023.", Period(None, date(2023, 6, 30))),
        ("les fixe du 01/07/2023 au 31/08/2023.", Period(date(2023, 7, 1), date(2023, 8, 31))),
        (
            "dit qu'ils s'appliquent à compter du 1er mars 2022 pour une durée de trois ans.",
            Period(date(2022, 3, 1), date(2025, 2, 28)),
        ),
        ("dit que les uns valent à compter du 1er mars 2022, les autres à compter du 1er mai 2022.", Period()),
        ("les fixe à compter du 1er mars 2022 et jusqu'au 30 juin 2021.", Period()),
        ("fixe les tarifs.", Period()),
        ("fixe les tarifs à compter du 31 février 2022.", Period()),
    ],
)
def test_the_decision_says_when(decision: str, expected: Period) -> None:
    assert period_of("Tarifs", DECIDES + decision) == expected


def test_the_text_announces_the_first_day_but_not_the_last() -> None:
    text = "Les tarifs applicables au 1er janvier 2018 sont proposés. Ceux de l'année 2017 étaient bas."
    assert period_of("Tarifs", text) == Period(date(2018, 1, 1))


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_any_day_is_read(day: date) -> None:
    assert period_of("Tarifs", f"{DECIDES}les fixe à compter du {wording.day(day)}.").first == day
    assert period_of("Tarifs", f"{DECIDES}les fixe à compter du {day:%d/%m/%Y}.").first == day


@given(st.text(max_size=200), st.text(max_size=400))
def test_any_text_is_read_without_fault(objet: str, text: str) -> None:
    period = period_of(objet, text)
    assert period.first is None or period.last is None or period.first <= period.last
