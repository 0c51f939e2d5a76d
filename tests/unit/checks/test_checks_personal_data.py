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
        ("M. Morel (27 avenue du Port 61200 Argentan) répond", Category.ADRESSE, "27 avenue du Port 61200 Argentan"),
        ("Mme Morel, née à Vire, le 1er août 1975, remplit", Category.NAISSANCE, "Vire, le 1er août 1975"),
        ("Mme Morel, tél. 02 33 44 55 66, a appelé", Category.TELEPHONE, "02 33 44 55 66"),
        ("compte de M. Morel : 30004 00003 12345678901 43", Category.BANQUE, "30004 00003 12345678901 43"),
        ("NIR 2 85 05 61 006 084 36", Category.SECURITE_SOCIALE, "2 85 05 61 006 084 36"),
        ("le véhicule immatriculé AB-123-CD est enlevé", Category.IMMATRICULATION, "AB-123-CD"),
        ("L'état de santé de Mme Morel l'empêche de conduire", Category.SANTE, "état de santé"),
        ("M. Morel, divorcé, demande un logement", Category.FAMILLE, "divorcé"),
        ("Le quotient familial de Mme Morel est de 412 €", Category.RESSOURCES, "quotient familial"),
        ("M. Morel, placé sous curatelle renforcée, demande", Category.SENSIBLE, "curatelle renforcée"),
        ("Emma Morel, âgée de 9 ans, a été élue", Category.MINEUR, "Emma Morel"),
        ("la haie de la parcelle AB 12 appartenant à M. Luc Morel", Category.PROPRIETAIRE, "Luc Morel"),
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
        "Objet : achat de la parcelle AB 12 appartenant à M. Luc Morel",
        "Le contrat de M. Morel, de la société Assur, couvre le congé de longue maladie",
        "M. Morel rappelle que la salle est accessible aux personnes en situation de handicap",
        "vente du tracteur immatriculé AB-123-CD",
        "le chien de M. Morel, né le 14 février 2025",
        "recrutement pour remplacer un agent en congé de maternité",
        "M. Morel, architecte, tél. 02 33 44 55 66",
        "Mme Marie Sous, conseillère, vit à Caen",
        "le Trésor public, IBAN FR76 3000 1000 0112 3456 7890 189",
    ],
)
def test_what_is_left(text: str) -> None:
    assert found(text) == []


def test_an_agent_is_named_in_no_individual_act_that_is_published() -> None:
    text = f"{ARRETE}Article 1 : Mme Garnier est classée au 5e échelon.\nLa maire, Mme Anne Delorme"
    assert found(text) == [(Category.AGENT, "Lucie Garnier"), (Category.AGENT, "Garnier")]


def test_an_agent_who_bears_the_name_of_the_maire_is_not_the_maire() -> None:
    text = f"{ARRETE}Article 1 : Mme Zoé Delorme est classée au 5e échelon. Mme Delorme signe."
    assert found(text, public=("Anne Delorme",))[1:] == [(Category.AGENT, "Zoé Delorme"), (Category.AGENT, "Delorme")]


def test_a_delegation_is_published_with_its_names() -> None:
    text = "ARRÊTÉ portant délégation de signature\nArticle 1 : Délégation est donnée à Mme Lucie Garnier, rédacteur."
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    ["une IFSE est versée à l'agent GARNIER Lucie.", "Lucie Garnier, adjointe technique, est promue."],
)
def test_a_name_without_a_civility(line: str) -> None:
    text = f"ARRÊTÉ portant avancement de grade\nArticle 1 : {line}"
    assert [words for category, words in found(text) if category is Category.AGENT] != []


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


def test_the_maire_and_those_given_the_floor_are_not_the_agent() -> None:
    text = (
        "Contrat de travail d'un agent\nMonsieur le Maire donne la parole à Madame Odile Perrigault.\n"
        "Monsieur Ferrand invite l'Assemblée à délibérer et propose Madame Lucie Garnier."
    )
    assert {words for category, words in found(text) if category is Category.AGENT} == {"Lucie Garnier"}
