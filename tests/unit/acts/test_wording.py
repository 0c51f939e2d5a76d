"""French as acts write it."""

from __future__ import annotations

import csv
import gzip
import re
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts import wording
from secretaire.acts.wording import NBSP, fold_spaces

COMMUNES = Path(__file__).resolve().parents[3] / "resources" / "communes" / "communes.csv.gz"


def communes() -> list[tuple[str, int, str, int]]:
    with gzip.open(COMMUNES, "rt", encoding="utf-8") as lines:
        return [
            (row["nom"], int(row["liaison"] or 0), row["departement"], int(row["liaison_departement"] or 0))
            for row in csv.DictReader(lines, delimiter=";")
        ]


def test_every_commune_takes_its_article_and_its_elision() -> None:
    rows = communes()
    assert len(rows) > 34_900
    for nom, liaison, _, _ in rows:
        de, a = wording.de_commune(nom, liaison), wording.a_commune(nom)
        for text in (de, a):
            assert not re.search(r"\b(de|à) Les? |  |d' ", text), text
            assert text.endswith(nom.removeprefix("Les ").removeprefix("Le ")), text
        vowel = re.match(r"[AEIOUÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ]", nom)
        assert de.startswith("d'") == (liaison in (1, 6) or (liaison == 0 and vowel is not None)), de
        if liaison == 1:
            assert vowel or nom[0] in "HY", de


@pytest.mark.parametrize(
    ("nom", "liaison", "de", "a"),
    [
        ("Aubigny", 1, "d'Aubigny", "à Aubigny"),
        ("Le Mans", 2, "du Mans", "au Mans"),
        ("La Rochelle", 3, "de La Rochelle", "à La Rochelle"),
        ("Les Andelys", 4, "des Andelys", "aux Andelys"),
        ("L'Abergement", 5, "de L'Abergement", "à L'Abergement"),
        ("Aux Marais", 6, "d'Aux Marais", "à Aux Marais"),
        ("Los Masos", 8, "de Los Masos", "à Los Masos"),
        ("Tours", 0, "de Tours", "à Tours"),
    ],
)
def test_a_commune_after_de_and_a(nom: str, liaison: int, de: str, a: str) -> None:
    assert wording.de_commune(nom, liaison) == de
    assert wording.a_commune(nom) == a


def test_every_departement_takes_its_article() -> None:
    written = {wording.de_departement(nom, liaison) for _, _, nom, liaison in communes()}
    assert {"de l'Orne", "du Calvados", "de la Manche", "des Landes", "d'Eure-et-Loir", "de La Réunion"} <= written
    assert not any(re.search(r"\bde (le|les|l'[^AEÉHIOUY])", text) for text in written)


@pytest.mark.parametrize(
    ("text", "de", "a"),
    [
        ("réfection de la toiture", "de réfection de la toiture", "à réfection de la toiture"),
        ("installation", "d'installation", "à installation"),
        ("le Fonds vert", "du Fonds vert", "au Fonds vert"),
        ("les riverains", "des riverains", "aux riverains"),
        ("l'entreprise Durand", "de l'entreprise Durand", "à l'entreprise Durand"),
        ("hangar", "de hangar", "à hangar"),
        ("habitation", "d'habitation", "à habitation"),
        ("Yvetot", "d'Yvetot", "à Yvetot"),
        ("yourte", "de yourte", "à yourte"),
        ("12 arbres", "de 12 arbres", "à 12 arbres"),
        ("", "de ", "à "),
    ],
)
def test_a_text_after_de_and_a(text: str, de: str, a: str) -> None:
    assert wording.de(text) == de
    assert wording.a(text) == a


def test_dates_and_hours() -> None:
    assert fold_spaces(wording.day(date(2026, 7, 1))) == "1er juillet 2026"
    assert fold_spaces(wording.weekday(date(2026, 12, 18))) == "vendredi 18 décembre 2026"
    assert wording.year_in_words(date(2026, 1, 1)) == "deux mille vingt-six"
    assert wording.day_in_words(date(2026, 7, 1)) == "premier juillet"
    assert wording.day_in_words(date(2026, 12, 21)) == "vingt et un décembre"
    assert fold_spaces(wording.hour(time(20, 30))) == "20 heures 30"
    assert fold_spaces(wording.hour(time(1, 5))) == "1 heure 05"


def test_figures() -> None:
    assert wording.amount(Decimal("12400")) == f"12{NBSP}400{NBSP}€"
    assert wording.amount(Decimal("1200400.5")) == f"1{NBSP}200{NBSP}400,50{NBSP}€"
    assert wording.amount(Decimal("-500")) == f"\u2212500{NBSP}€"
    assert wording.percentage(Decimal("37.50")) == f"37,5{NBSP}%"
    assert wording.number(Decimal("2026")) == "2026"
    assert wording.number(Decimal("12400")) == f"12{NBSP}400"
    assert [wording.ordinal(1), wording.ordinal(1, feminine=True), wording.ordinal(2)] == ["1er", "1re", "2e"]


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_an_amount_never_breaks_at_the_end_of_a_line(value: Decimal) -> None:
    text = wording.amount(value)
    assert not re.search(r"[ \u202f-]", text)
    assert text.endswith(f"{NBSP}€")


def test_an_enumeration_ends_with_and() -> None:
    assert wording.enumeration([]) == ""
    assert wording.enumeration(["a"]) == "a"
    assert wording.enumeration(["a", "b", "c"]) == "a, b et c"


@pytest.mark.parametrize(
    ("lieu", "written"),
    [
        ("mairie", "à la mairie"),
        ("La salle des fêtes", "dans la salle des fêtes"),
        ("l'école", "à l'école"),
        ("Dans la salle du conseil", "dans la salle du conseil"),
        ("foyer rural", "au foyer rural"),
        ("Les Tilleuls", "(lieu : Les Tilleuls)"),
        ("la mairie, salle du conseil", "à la mairie, salle du conseil"),
    ],
)
def test_where_the_council_meets(lieu: str, written: str) -> None:
    assert fold_spaces(wording.at_place(lieu)) == written


def test_a_first_letter_goes_down_unless_it_is_an_acronym() -> None:
    assert wording.lower_first("Réfection") == "réfection"
    assert wording.lower_first("ZA des Prés") == "ZA des Prés"
    assert wording.lower_first("À la mairie") == "À la mairie"


@given(st.text(alphabet="aL.n°« »:;!?,0123456789 €%M"))
def test_typography_changes_spaces_only_and_once(text: str) -> None:
    printed = wording.typography(text)
    assert fold_spaces(printed) == fold_spaces(text)
    assert wording.typography(printed) == printed


def test_typography_binds_what_must_stay_together() -> None:
    assert wording.typography("Vu : l'article L. 2121-29, n° 3, « a », 23 000 € !") == (
        f"Vu{NBSP}: l'article L.{NBSP}2121-29, n°{NBSP}3, «{NBSP}a{NBSP}», 23{NBSP}000{NBSP}€{NBSP}!"
    )
