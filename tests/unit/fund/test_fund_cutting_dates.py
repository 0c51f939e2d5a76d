"""The dates that acts write are read; what is not sure stays empty."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from secretaire.fund.cutting.dates import arrete_date, seance_date

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'an deux mille vingt et un, le 13 septembre", date(2021, 9, 13)),
        ("L’an deux mil vingt et un, le 1 3 septembre, à vingt heures", date(2021, 9, 13)),
        ("L’an deux mil dix neuf, le huit avril à vingt heures", date(2019, 4, 8)),
        ("L'an deux mil vingt-deux et le lundi vingt-six septembre", date(2022, 9, 26)),
        ("L'AN DEUX MILLE VINGT, LE PREMIER FÉVRIER", date(2020, 2, 1)),
        ("L'an 2023, le 1er mars", date(2023, 3, 1)),
        ("L'an mil neuf cent quatre-vingt-dix-huit, le trois mai", date(1998, 5, 3)),
        ("Séance du lundi 26 septembre 2022", date(2022, 9, 26)),
        ("SEANCE DU 8 AVRIL 2019", date(2019, 4, 8)),
        ("Séance publique du\nlundi 4 février 2013", date(2013, 2, 4)),
        ("Conseil municipal du 12/03/2024", date(2024, 3, 12)),
        ("Délibération n° 2023-12 du 4 avril 2023\nObjet : tarifs", date(2023, 4, 4)),
        ("Réunion du Conseil Municipal – 5 octobre 2023", date(2023, 10, 5)),
        ("L'an deux mille vingt et un, le 31 février", None),
        ("Séance du 12 mars 2024. Le compte rendu de la séance du 3 février 2024 est adopté.", None),
        ("La facture du 3 mai 2021 est payée.", None),
        ("", None),
    ],
)
def test_date_of_a_seance(text: str, expected: date | None) -> None:
    assert seance_date(text) == expected


def test_the_opening_formula_prevails_over_the_dates_quoted() -> None:
    text = "L'an deux mil vingt et un, le 13 septembre\n\nLe compte rendu de la séance du 12 juillet 2021 est adopté."
    assert seance_date(text) == date(2021, 9, 13)


def test_a_title_prevails_over_the_former_seance_settled_below() -> None:
    text = "PROCÈS-VERBAL DE LA SÉANCE\nDU CONSEIL MUNICIPAL DU VENDREDI 5 AVRIL 2024\n"
    below = "Le procès-verbal de la séance du 8 décembre 2023 est arrêté."
    assert seance_date(text + below) == date(2024, 4, 5)
    assert seance_date(text.lower() + below) == date(2024, 4, 5)
    assert seance_date(text.lower() + "La séance du 8 décembre 2023 a été reportée.") is None


def test_date_of_an_arrete_is_its_heading_or_its_signature() -> None:
    assert arrete_date("ARRÊTÉ N° 2024-3 du 12 mars 2024 portant…") == date(2024, 3, 12)
    assert arrete_date("ARRÊTÉ\nVu la loi du 3 mai 2010\nFait à Saint-Rémy, le 2 avril 2024") == date(2024, 4, 2)
    assert arrete_date("ARRÊTÉ\nVu la loi du 3 mai 2010") is None


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from(["mille", "mil"]))
def test_every_date_written_in_words_is_read(day: date, mille: str) -> None:
    year = num2words(day.year, lang="fr").replace("mille", mille)
    written = f"L'an {year}, le {num2words(day.day, lang='fr')} {MONTHS[day.month - 1]} à vingt heures"
    assert seance_date(written) == day
