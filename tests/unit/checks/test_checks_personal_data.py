"""What is masked before publication, and what never is."""

from __future__ import annotations

import pytest

from secretaire.checks.personal_data import Category, Matter, personal_data

ARRETE = "ARRÊTÉ portant avancement d'échelon d'un agent\nVu la demande de Mme Lucie Garnier, adjointe technique,\n"


def found(text: str, matter: Matter | None = None, public: tuple[str, ...] = ()) -> list[tuple[Category, str]]:
    data = personal_data(text, matter, public)
    assert all(text[d.start : d.end] == d.text for d in data)
    return [(d.category, d.text) for d in data]


@pytest.mark.parametrize(
    ("text", "category", "words"),
    [
        ("M. Paul Morel, demeurant 12 rue des Lilas, 14000 Caen, propriétaire", Category.ADRESSE, "12 rue des Lilas, 14000 Caen"),
        ("Mme Morel, domiciliée au 3 bis chemin du Moulin.", Category.ADRESSE, "3 bis chemin du Moulin"),
        ("née le 12 mars 1980 à Falaise", Category.NAISSANCE, "12 mars 1980 à Falaise"),
        ("joindre le 06 12 34 56 78", Category.TELEPHONE, "06 12 34 56 78"),
        ("téléphone du domicile : 02 31 00 00 00", Category.TELEPHONE, "02 31 00 00 00"),
        ("paul.morel@orange.fr", Category.COURRIEL, "paul.morel@orange.fr"),
        ("M. Morel, placé en congé de longue maladie", Category.SANTE, "congé de longue maladie"),
        ("l'enfant Zoé Morel est inscrite", Category.MINEUR, "Zoé Morel"),
    ],
)  # fmt: skip
def test_what_is_masked(text: str, category: Category, words: str) -> None:
    assert found(text) == [(category, words)]


@pytest.mark.parametrize(
    "text",
    [
        "la société Bâti Sud, domiciliée 4 rue du Port, 14000 Caen",
        "Maître Leroy, notaire, demeurant 2 place du Marché",
        "l'association, domiciliée 1 rue de la Mairie",
        "la mairie, 1 place de l'Église, téléphone 02 31 00 00 00, mairie.aubigny@orange.fr",
        "M. Jean Besnard, premier adjoint, est désigné délégué au syndicat",
        "M. Paul Morel demande l'achat de la parcelle ZC 14",
        "le contrat couvre le congé de longue maladie et l'accident de service",
        "le Trésor public, IBAN FR76 3000 1000 0112 3456 7890 189",
    ],
)
def test_what_is_left(text: str) -> None:
    assert found(text) == []


def test_an_agent_is_named_in_no_individual_act_that_is_published() -> None:
    text = f"{ARRETE}Article 1 : Mme Garnier est classée au 5e échelon.\nLa maire, Mme Anne Delorme"
    assert found(text) == [(Category.AGENT, "Lucie Garnier"), (Category.AGENT, "Garnier")]


def test_members_of_the_council_are_named_even_there() -> None:
    text = f"{ARRETE}Article 2 : Mme Anne Delorme est chargée de l'exécution."
    assert (Category.AGENT, "Anne Delorme") in found(text)
    assert (Category.AGENT, "Anne Delorme") not in found(text, public=("Anne Delorme",))


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Objet : admission en non-valeur\nM. Luc Perrin reste devoir 120 €.", Category.DEBITEUR),
        ("Objet : attribution d'un secours\nUne aide de 80 € est versée à M. Luc Perrin.", Category.AIDE_SOCIALE),
    ],
)
def test_debts_and_help(text: str, category: Category) -> None:
    assert found(text) == [(category, "Luc Perrin")]


def test_the_type_of_an_act_of_ours_decides() -> None:
    text = "M. Luc Perrin est autorisé à détenir un chien."
    assert found(text) == []
    assert found(text, Matter.PARTICULIER) == [(Category.PARTICULIER, "Luc Perrin")]
