"""What an act says of itself is found; what it does not say stays empty."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from secretaire.fund.act_dates import arrete_date, seance_date
from secretaire.fund.act_facts import ActFacts, Kind, facts_of

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

DELIBERATION = """EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
DU CONSEIL MUNICIPAL

Délibération n° 2024-015
Objet : Demande de subvention au titre de la DETR
pour la rénovation de l'école

L'an deux mille vingt-quatre, le douze mars à vingt heures, le conseil municipal s'est réuni.

Vu la délibération n° 2020-003 du 5 juin 2020,

Le conseil municipal, après en avoir délibéré, à l'unanimité,
DÉCIDE
"""


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


def test_a_title_in_capitals_prevails_over_the_former_seance_settled_below() -> None:
    text = "PROCÈS-VERBAL DE LA SÉANCE\nDU CONSEIL MUNICIPAL DU VENDREDI 5 AVRIL 2024\n"
    below = "Le procès-verbal de la séance du 8 décembre 2023 est arrêté."
    assert seance_date(text + below) == date(2024, 4, 5)
    assert seance_date(text.lower() + below) is None


def test_date_of_an_arrete_is_its_heading_or_its_signature() -> None:
    assert arrete_date("ARRÊTÉ N° 2024-3 du 12 mars 2024 portant…") == date(2024, 3, 12)
    assert arrete_date("ARRÊTÉ\nVu la loi du 3 mai 2010\nFait à Saint-Rémy, le 2 avril 2024") == date(2024, 4, 2)
    assert arrete_date("ARRÊTÉ\nVu la loi du 3 mai 2010") is None


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from(["mille", "mil"]))
def test_every_date_written_in_words_is_read(day: date, mille: str) -> None:
    year = num2words(day.year, lang="fr").replace("mille", mille)
    written = f"L'an {year}, le {num2words(day.day, lang='fr')} {MONTHS[day.month - 1]} à vingt heures"
    assert seance_date(written) == day


def test_a_deliberation_tells_everything() -> None:
    assert facts_of(DELIBERATION, "scan0001") == ActFacts(
        Kind.DELIBERATION,
        date(2024, 3, 12),
        "2024-015",
        "Demande de subvention au titre de la DETR pour la rénovation de l'école",
    )


def test_an_arrete_tells_everything() -> None:
    text = (
        "COMMUNE DE SAINT-RÉMY\n\nARRÊTÉ MUNICIPAL N° 2024/12\n\nportant réglementation temporaire de la circulation\n\n"
        "Le maire,\nVu le code de la route,\nARRÊTE\n\nFait à Saint-Rémy, le 2 avril 2024"
    )
    assert facts_of(text, "") == ActFacts(
        Kind.ARRETE, date(2024, 4, 2), "2024/12", "portant réglementation temporaire de la circulation"
    )


def test_the_title_above_the_reporter_is_the_objet() -> None:
    text = (
        "Extrait du registre des\ndélibérations du conseil\nn° 2013 / 3\n\nAbsents :\nNéant\n\nCréation d'un conseil\n"
        "des jeunes\n\nMme DURAND rapporte :\n\nLa commune souhaite…"
    )
    facts = facts_of(text, "")
    assert (facts.number, facts.objet) == ("2013/3", "Création d'un conseil des jeunes")


def test_minutes_and_registers_of_many_acts_have_neither_number_nor_objet() -> None:
    register = DELIBERATION + DELIBERATION.replace("2024-015", "2024-016")
    assert facts_of(register, "") == ActFacts(Kind.DELIBERATION, date(2024, 3, 12))
    minutes = "PROCÈS-VERBAL\nSéance du 12 mars 2024\n\nObjet : tarifs\n"
    assert facts_of(minutes, "") == ActFacts(Kind.PROCES_VERBAL, date(2024, 3, 12))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Procès-verbal de la réunion du conseil municipal", "", Kind.PROCES_VERBAL),
        ("COMPTE RENDU DE LA SÉANCE", "", Kind.COMPTE_RENDU),
        ("SEANCE DU 8 AVRIL 2019\nDELIBERATIONS\n", "", Kind.DELIBERATION),
        ("ARRÊTÉ DU MAIRE", "deliberation-3", Kind.ARRETE),
        ("Séance du 3 mai 2021", "pv-du-3-mai-2021", Kind.PROCES_VERBAL),
        ("Séance du 3 mai 2021", "compte-rendu-du-3-mai", Kind.COMPTE_RENDU),
        ("Séance du 3 mai 2021", "cpvt", Kind.AUTRE),
        ("Le compte rendu de la séance du conseil est adopté.", "", Kind.AUTRE),
        ("Madame, Monsieur, le maire arrête la liste.", "courrier", Kind.AUTRE),
        ("", "", Kind.AUTRE),
    ],
)
def test_kind(text: str, name: str, kind: Kind) -> None:
    assert facts_of(text, name).kind is kind


def test_two_numbers_are_as_good_as_none() -> None:
    text = "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nDélibération n° 12\nDélibération n° 13\n"
    assert facts_of(text, "").number == ""


@given(st.text(max_size=400), st.text(max_size=30))
def test_any_text_gives_facts(text: str, name: str) -> None:
    facts = facts_of(text, name)
    assert len(facts.objet) <= 400
