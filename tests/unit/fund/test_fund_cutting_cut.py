"""Documents are cut into their acts; what is no act is never made one; no character is lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.fund.cutting.cut import cut
from secretaire.fund.pieces import Kind, Outcome, Piece, Verb, Vote
from secretaire.fund.reading.reading import Page

MINUTES = """COMMUNE DE SAINT-RÉMY
SÉANCE DU 6 OCTOBRE 2017

L'an deux mil dix sept, le six octobre, à vingt heures trente, les membres du conseil municipal se sont réunis.
Présents : 12

Le conseil municipal, à l'unanimité, accepte d'inscrire à l'ordre du jour le sujet suivant.
Le compte rendu de la séance du 25 septembre 2017 est adopté à l'unanimité.

1. CONVENTION D'OCCUPATION DE LA SALLE DES FÊTES PAR LE COLLÈGE

Monsieur le Maire donne la parole à Madame Annick DURAND, adjointe.

Madame DURAND rappelle que le conseil municipal a approuvé en 2016 la mise à disposition de la salle.

1. Cuisine 40,00
2. Grande salle 120,00

Après en avoir délibéré, le conseil municipal, à l'unanimité :
• Accepte les termes de la convention.

2. TARIFS DU CAMPING

Après en avoir délibéré, le conseil municipal, 9 voix pour, 2 voix contre et une abstention ;
• Fixe le prix de l'emplacement à 8,50 €.
"""
MINUTES_END = """Saint-Rémy, séance du 6 octobre 2017

3. INFORMATION SUR LA FIBRE

Monsieur le Maire informe l'assemblée de l'avancement des travaux.

4. ÉLECTION DU PREMIER ADJOINT

Monsieur le Maire rappelle le départ de l'adjoint.

4-1 DÉTERMINATION DU NOMBRE D'ADJOINTS

Le conseil municipal décide, à l'unanimité, de fixer à un le nombre d'adjoints.

4-2 ÉLECTION DE L'ADJOINT

Monsieur Paul MARTIN a été élu premier adjoint.

5. QUESTIONS DIVERSES

a) TRAVAUX DE LA TOITURE DE LA SALLE DES FÊTES

Après en avoir délibéré, le conseil municipal, à l'unanimité, retient le devis de 1 200 €.
Cette délibération annule et remplace la délibération n° 16/2017 du 28 février 2017.

b) ACHAT D'UNE TONDEUSE POUR LES SERVICES

Monsieur le Maire montre trois devis.

DÉLIBÉRATIONS

1. CONVENTION D'OCCUPATION DE LA SALLE DES FÊTES PAR LE COLLÈGE
2. TARIFS DU CAMPING
"""
REGISTER = """SÉANCE DU 30 JANVIER 2023

L'an deux mil vingt-trois, le trente janvier, le conseil municipal s'est réuni.

20230130 1 Acquisition d'un terrain,
Rapporteur Mme Macé

Après en avoir délibéré, le conseil municipal, à l'unanimité ou non des membres présents :
✓ Approuve l'acquisition pour 68 798,28€.

20230130 2 Virement de crédits
(pas de délibération, voir compte rendu)

2023013003 Remise gracieuse au club,

Le conseil municipal, après en avoir délibéré, n'adopte pas la proposition, 3 voix pour et 9 voix contre.

Questions diverses :

Mme Petit demande l'élagage du tilleul.

La séance est levée à 22 heures.
"""
EXTRACT = """EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
DU CONSEIL MUNICIPAL

Délibération n° 2024-015
Objet : Demande de subvention au titre de la DETR
pour la rénovation de l'école

L'an deux mille vingt-quatre, le douze mars à vingt heures, le conseil municipal s'est réuni.

7.5 Subventions

Vu la délibération n° 2020-003 du 5 juin 2020,

1. Le projet est urgent.
2. Le conseil municipal, après en avoir délibéré, à l'unanimité,

DÉCIDE de demander 12 500,50 € à l'État.

Le Maire, Jean MARTIN
"""
ARRETE = """COMMUNE DE SAINT-RÉMY

ARRÊTÉ MUNICIPAL N° 2024/12

portant réglementation temporaire de la circulation

Le maire,
Vu le code de la route,

ARRÊTE

Article 1 : La rue du Four est fermée.

Fait à Saint-Rémy, le 2 avril 2024
Le Maire,
Jean MARTIN
"""


def pages(*texts: str) -> list[Page]:
    return [Page(number, text) for number, text in enumerate(texts, start=1)]


def acts(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.is_act]


def titles(*texts: str, name: str = "") -> list[tuple[str, str]]:
    return [(piece.facts.number, piece.facts.objet) for piece in acts(cut(pages(*texts), name))]


def test_minutes_are_cut_into_their_acts() -> None:
    assert titles(MINUTES, MINUTES_END) == [
        ("1", "CONVENTION D'OCCUPATION DE LA SALLE DES FÊTES PAR LE COLLÈGE"),
        ("2", "TARIFS DU CAMPING"),
        ("4-1", "DÉTERMINATION DU NOMBRE D'ADJOINTS"),
        ("4-2", "ÉLECTION DE L'ADJOINT"),
        ("5a", "TRAVAUX DE LA TOITURE DE LA SALLE DES FÊTES"),
    ]


def test_each_act_of_minutes_has_the_facts_it_states() -> None:
    first, second, _third, _fourth, fifth = acts(cut(pages(MINUTES, MINUTES_END), ""))
    assert {piece.facts.date for piece in (first, second, fifth)} == {date(2017, 10, 6)}
    assert first.facts.presents == 12
    assert first.facts.author == "Madame Annick DURAND"
    assert first.facts.vote == Vote(unanime=True)
    assert second.facts.vote == Vote(9, 2, 1)
    assert second.facts.amounts == (Decimal("8.50"),)
    (mention,) = fifth.facts.mentions
    assert (mention.verb, mention.number, mention.date) == (Verb.REPLACES, "16/2017", date(2017, 2, 28))
    assert mention.page == 2
    assert MINUTES_END[mention.start : mention.end].startswith("annule et remplace")
    assert MINUTES_END[mention.start : mention.end].endswith("28 février 2017")


def test_an_act_ends_where_the_next_matter_begins() -> None:
    second = acts(cut(pages(MINUTES, MINUTES_END), ""))[1]
    assert (second.extent.first_page, second.extent.last_page) == (1, 1)
    assert MINUTES[second.extent.start :].startswith("2. TARIFS DU CAMPING")


def test_what_is_around_the_acts_is_minutes() -> None:
    around = [piece for piece in cut(pages(MINUTES, MINUTES_END), "") if not piece.is_act]
    assert {piece.facts.kind for piece in around} == {Kind.COMPTE_RENDU}
    assert all(piece.facts.date == date(2017, 10, 6) and not piece.facts.objet for piece in around)
    assert all(piece.reason for piece in around)


def test_a_register_number_is_the_number_of_the_act() -> None:
    found = acts(cut(pages(REGISTER), ""))
    assert [(piece.facts.number, piece.facts.objet) for piece in found] == [
        ("20230130 1", "Acquisition d'un terrain"),
        ("2023013003", "Remise gracieuse au club"),
    ]
    bought, refused = (piece.facts for piece in found)
    assert bought.vote is None  # « à l'unanimité ou non »: words of a model that nobody filled
    assert bought.author == "Mme Macé"
    assert (refused.vote, refused.outcome) == (Vote(3, 9), Outcome.REJECTED)


def test_an_extract_is_one_piece_whatever_its_lists() -> None:
    (piece,) = cut(pages(EXTRACT), "scan0001")
    facts = piece.facts
    assert (facts.kind, facts.date, facts.number) == (Kind.DELIBERATION, date(2024, 3, 12), "2024-015")
    assert facts.objet == "Demande de subvention au titre de la DETR pour la rénovation de l'école"
    assert (facts.matiere, facts.author) == ("7.5", "Le Maire, Jean MARTIN")
    assert facts.visas == ("Vu la délibération n° 2020-003 du 5 juin 2020",)
    assert facts.mentions == ()  # a visa only reads the earlier act
    assert facts.amounts == (Decimal("12500.50"),)
    assert (facts.vote, facts.outcome) == (Vote(unanime=True), Outcome.ADOPTED)


def test_a_register_of_extracts_is_one_piece_for_each() -> None:
    second = EXTRACT.replace("2024-015", "2024-016").replace("douze mars", "neuf avril")
    found = cut(pages(EXTRACT, "Annexe : plan de financement", second), "")
    assert [(p.extent.first_page, p.extent.last_page, p.facts.number, p.facts.date) for p in found] == [
        (1, 2, "2024-015", date(2024, 3, 12)),
        (3, 3, "2024-016", date(2024, 4, 9)),
    ]


def test_arretes_are_cut_at_their_headings_letterhead_included() -> None:
    first, second = cut(pages(ARRETE, ARRETE.replace("2024/12", "2024/13")), "")
    assert first.facts.kind is Kind.ARRETE
    assert (first.facts.number, second.facts.number) == ("2024/12", "2024/13")
    assert (first.facts.date, first.facts.author) == (date(2024, 4, 2), "Le Maire, Jean MARTIN")
    assert first.facts.objet == "portant réglementation temporaire de la circulation"
    assert (second.extent.first_page, second.extent.start) == (2, 0)


def test_rows_of_a_table_of_deliberations_are_one_piece_each() -> None:
    rows = [
        f"Délibération n° 2023-{number} du 4 avril 2023\n\nCollectivité : Saint-Rémy\n\nObjet : Tarifs {number}\n\n"
        "Matière : 7.1 Décisions budgétaires\n\nRapporteur : Mme Durand\n\nMembres en exercice : 15\n\nVotants : 11\n\n"
        "Vote : Pour : 10 – Contre : 0 – Abstentions : 1"
        for number in (12, 13, 14)
    ]
    found = cut(pages(*rows), "deliberations.csv")
    assert [(piece.extent.first_page, piece.facts.number, piece.facts.objet) for piece in found] == [
        (1, "2023-12", "Tarifs 12"),
        (2, "2023-13", "Tarifs 13"),
        (3, "2023-14", "Tarifs 14"),
    ]
    facts = found[0].facts
    assert (facts.date, facts.matiere, facts.vote) == (date(2023, 4, 4), "7.1", Vote(10, 0, 1))
    assert facts.author == "Mme Durand"


def test_acts_with_their_own_heading_inside_minutes() -> None:
    text = (
        "PROCÈS-VERBAL\nSéance du 12 mars 2024\n\nLe procès-verbal de la séance du 3 février 2024 est adopté.\n\n"
        "Délibération n° 2024-10 : Tarifs de la cantine\n\nLe maire expose les tarifs, inchangés depuis deux ans.\n"
        "Après en avoir délibéré, le conseil municipal, à l'unanimité, fixe le repas à 3,50 €.\n\n"
        "Délibération n° 2024-11 : Voirie\n\nLe devis est incomplet.\n"
        "Après en avoir délibéré, le conseil municipal décide d'ajourner ce dossier.\n\n"
        "Questions diverses\n\nMme Petit demande l'élagage du tilleul.\n"
    )
    around, cantine, voirie, diverse = cut(pages(text), "")
    assert [piece.facts.kind for piece in (around, diverse)] == [Kind.PROCES_VERBAL] * 2
    assert (cantine.facts.number, cantine.facts.objet) == ("2024-10", "Tarifs de la cantine")
    assert (voirie.facts.number, voirie.facts.outcome) == ("2024-11", Outcome.POSTPONED)
    assert cantine.facts.date == date(2024, 3, 12)


def test_roman_numbers_and_objets_head_matters_too() -> None:
    text = (
        "COMPTE RENDU\nSéance du 8 avril 2022\n\nI - Budget primitif\nLe conseil municipal approuve le budget.\n\n"
        "II - Subvention au club\nLe conseil municipal décide à l'unanimité de verser 200 euros.\n\n"
        "III - Informations\nLe marché a lieu samedi.\n"
    )
    assert titles(text) == [("I", "Budget primitif"), ("II", "Subvention au club")]
    text = (
        "SÉANCE DU 3 MAI 2021\n\nObjet : Tarifs de la salle\nAprès en avoir délibéré, le conseil fixe le tarif.\n\n"
        "Objet : Recrutement\nAprès en avoir délibéré, le conseil crée un poste.\n"
    )
    assert titles(text) == [("", "Tarifs de la salle"), ("", "Recrutement")]


def test_the_agenda_is_not_taken_for_the_matters() -> None:
    text = (
        "Procès-verbal de la réunion du conseil municipal – 15 novembre 2023\n\nOrdre du jour :\n\n"
        "1. Avancement du projet de halle\n\n2. Marché du samedi\n\n3. Questions diverses\n\nDéroulement :\n\n"
        "• Point 1 – Halle :\nLe maire présente les plans.\nDécision : Lancer le permis de construire.\n\n"
        "• Point 2 – Marché du samedi :\nLes élus débattent.\nDécision : Adopter le plan.\n\n"
        "• Point 3 – Questions diverses :\nPlusieurs élus parlent de la voirie.\n"
    )
    assert titles(text) == [("1", "Halle"), ("2", "Marché du samedi")]


def test_titles_in_capitals_without_number() -> None:
    text = (
        "COMMUNE DE SAINT-RÉMY\nSéance du 5 janvier 2016\n\nINDEMNITÉS DE FONCTION DU MAIRE\n\n"
        "Considérant qu'il appartient au conseil municipal de fixer les indemnités.\n\n"
        "TOTAL DES DÉPENSES\n\nAprès en avoir délibéré, le conseil municipal fixe l'indemnité.\n\n"
        "CONSEILLERS DÉLÉGUÉS DE LA COMMUNE\n\nLe maire peut déléguer par arrêté une partie de ses fonctions.\n"
    )
    assert titles(text) == [("", "INDEMNITÉS DE FONCTION DU MAIRE")]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Procès-verbal de la réunion du conseil municipal", "", Kind.PROCES_VERBAL),
        ("COMPTE RENDU DE LA SÉANCE", "", Kind.COMPTE_RENDU),
        ("Séance du 3 mai 2021", "pv-du-3-mai-2021", Kind.PROCES_VERBAL),
        ("Séance du 3 mai 2021", "compte-rendu-du-3-mai", Kind.COMPTE_RENDU),
        ("Séance du 3 mai 2021", "cpvt", Kind.AUTRE),
        ("Le compte rendu de la séance du conseil est adopté.", "", Kind.AUTRE),
        ("Madame, Monsieur, le maire arrête la liste.", "courrier", Kind.AUTRE),
        ("SÉANCE DU 8 AVRIL 2019\nDÉLIBÉRATIONS\n1. Tarifs\n2. Voirie", "deliberations", Kind.AUTRE),
        ("Liste des délibérations\nDélibération n° 1 : Tarifs\nDélibération n° 2 : Voirie", "", Kind.AUTRE),
        ("Monsieur,\n\n1. Réparez la rue.\n2. Le conseil municipal décide à l'unanimité de tout.", "", Kind.AUTRE),
        ("PROCÈS-VERBAL\n\n1. Approbation du compte rendu\nLe conseil, à l'unanimité, adopte.", "", Kind.PROCES_VERBAL),
        ("", "délibération", Kind.AUTRE),
    ],
)
def test_what_decides_nothing_holds_no_act(text: str, name: str, kind: Kind) -> None:
    (piece,) = cut(pages(text), name)
    assert (piece.facts.kind, piece.facts.number, piece.facts.vote) == (kind, "", None)


def test_the_file_name_gives_neither_date_nor_number() -> None:
    (piece,) = cut(
        pages(EXTRACT.replace("L'an deux mille vingt-quatre, le douze mars", "Un soir")), "2024-03-12-n-7.pdf"
    )
    assert (piece.facts.date, piece.facts.number) == (None, "2024-015")


def test_two_numbers_are_as_good_as_none() -> None:
    text = "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nDélibération n° 12\nDélibération n° 13\nLe conseil adopte."
    (piece,) = cut(pages(text), "")
    assert piece.facts.number == ""


def test_no_page_no_piece() -> None:
    assert cut([], "vide.pdf") == []


LINES = st.sampled_from(
    [line for text in (MINUTES, MINUTES_END, REGISTER, EXTRACT, ARRETE) for line in text.split("\n")]
    + ["", "1.", "12", "2019-06-01 TITRE DE L'ACTE", "a) Titre", "— 3 —", "L'an deux mil vingt, le trois mai", "1" * 50]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(LINES, max_size=40).map("\n".join))


@given(st.lists(TEXTS, min_size=1, max_size=6), st.text(max_size=20))
def test_pieces_hold_all_the_text_in_order(texts: list[str], name: str) -> None:
    document = [Page(3 * number, text) for number, text in enumerate(texts, start=1)]  # pages without text are left out
    pieces = cut(document, name)
    by_number = {page.number: page.text for page in document}
    places = [
        (number, character)
        for piece in pieces
        for number, text in by_number.items()
        if piece.extent.first_page <= number <= piece.extent.last_page
        for character in range(
            piece.extent.start if number == piece.extent.first_page else 0,
            piece.extent.end if number == piece.extent.last_page else len(text),
        )
    ]
    assert places == [(page.number, character) for page in document for character in range(len(page.text))]
    assert all(0 <= piece.confidence <= 1 and piece.reason for piece in pieces)
    assert all(mention.end <= len(by_number[mention.page]) for piece in pieces for mention in piece.facts.mentions)


HOSTILE = [
    "1. ",
    "1.\n",
    "a) TITRE LONG\n",
    "délibéré ",
    "conseil municipal ",
    "à l'unanimité ",
    "vu ",
    "\n\n",
    "9 9 ",
    "l'an deux mil ",
    "n° 1 ",
    "2019-01-01 ",
    "modifie la délibération ",
    "objet : ",
    "presents : ",
    "A",
    "€ 1 000 ",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_text_that_repeats_itself_is_cut(unit: str) -> None:
    size = 200_000
    (first, *_rest) = cut(pages("Séance du 3 mai 2021\n" + unit * (size // len(unit))), "")
    assert first.extent.start == 0
