"""What the maire decides by delegation, against the deliberation that gives it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from secretaire.acts.act import Paragraph, Role, Section
from secretaire.acts.act_type import Famille
from secretaire.acts.spans import Origin, OriginKind, Span
from secretaire.checks.delegations_given import Delegation, delegates, item_of, read_ceilings

if TYPE_CHECKING:
    from conftest import Case

GIVEN = Delegation(date(2026, 4, 2), "2026-008", {4: Decimal(25000), 8: None, 20: Decimal(50000)})
VISA = "Vu l'article L. 2122-22 du code général des collectivités territoriales,"


def decision(regular: Case, objet: str, text: str, visa: str = VISA) -> Case:
    """A decision of the maire, the council having delegated."""
    case = regular.with_type(famille=Famille.ARRETE).with_act(objet=objet, seance_id=None, act_date=date(2026, 12, 18))
    case = case.with_text(Role.VISAS, visa).with_text(Role.DISPOSITIF, text)
    return case.but(seance=None, vote=None, delegations=(GIVEN,))


def said(case: Case) -> set[str]:
    return {code for code in case.codes() if code.startswith("DELEGATION")}


def test_the_deliberation_is_named_and_the_council_told(regular: Case) -> None:
    case = decision(regular, "Attribution du marché de toiture", "Article 2 : Le marché est signé pour 24 000,00 € HT.")
    assert said(case) == {"DELEGATION_VISA", "DELEGATION_COMPTE_RENDU"}
    assert "n° 2026-008 du 2\u00a0avril\u00a02026" in case.findings("DELEGATION_VISA")[0].message
    named = case.with_text(Role.VISAS, "Vu la délibération du 2 avril 2026 portant délégation au maire,")
    reported = named.with_text(Role.DISPOSITIF, "Article 3 : Il en est rendu compte au conseil municipal.")
    assert said(reported) == set()


@pytest.mark.parametrize(
    ("amount", "told"), [("25 000,00 € HT", False), ("25 000,01 € HT", True), ("28 000 € TTC", False)]
)
def test_the_ceiling_is_kept(regular: Case, amount: str, told: bool) -> None:
    case = decision(regular, "Attribution du marché de toiture", f"Article 2 : Le marché est signé pour {amount}.")
    assert ("DELEGATION_PLAFOND" in said(case)) is told


def test_what_nobody_knows_is_said(regular: Case) -> None:
    case = decision(regular, "Assurances", "Article 2 : Le contrat est signé.")
    assert "DELEGATION_INCONNUE" in said(case.but(delegations=()))
    late = replace(GIVEN, day=date(2026, 12, 19))
    assert "DELEGATION_INCONNUE" in said(case.but(delegations=(late,)))


def test_a_delegation_ends_with_the_mandate(regular: Case) -> None:
    case = decision(regular, "Assurances", "Article 2 : Le contrat est signé.")
    former = replace(GIVEN, day=date(2025, 3, 2))
    assert "DELEGATION_ANCIENNE" in said(case.but(delegations=(former,)))


def test_other_arretes_and_other_delegations_are_left_alone(regular: Case) -> None:
    police = decision(regular, "Circulation", "Article 2 : La rue est fermée.", "Vu l'article L. 2213-1,")
    adjoint = decision(regular, "Délégation", "Article 2 : Mme BON reçoit délégation de fonctions pour l'urbanisme.")
    assert said(police) == said(adjoint) == set()


@pytest.mark.parametrize(
    ("objet", "told"),
    [("Concession de cimetière de Mme BON", True), ("Ligne de trésorerie", False), ("Tarifs de la cantine", False)],
)
def test_the_council_leaves_what_it_delegated(regular: Case, objet: str, told: bool) -> None:
    objects = Section(Role.OBJET, (Paragraph("objet.0", (Span(objet, Origin(OriginKind.MODELE_TYPE, "essai")),)),))
    case = regular.but(act=regular.context.act.with_section(objects), delegations=(GIVEN,)).with_act(objet=objet)
    assert bool(case.findings("DELEGATION_DONNEE")) is told


def test_a_deliberation_is_read_where_it_is_certain() -> None:
    text = (
        "Article 1 : le maire est chargé, pour la durée de son mandat :\n"
        "3° De procéder, dans la limite de 100 000 € par an, à la réalisation des emprunts ;\n"
        "4° De prendre toute décision concernant la passation des marchés et des accords-cadres d'un montant\n"
        "inférieur à 25 000 € HT, ou 40 000 € HT pour les travaux ;\n"
        "- 8) De prononcer la délivrance et la reprise des concessions dans les cimetières ;\n"
        "20 - De réaliser les lignes de trésorerie sur la base d'un montant maximum de 50 000 euros.\n"
    )
    assert read_ceilings(text) == {3: Decimal(100000), 4: None, 8: None, 20: Decimal(50000)}


@pytest.mark.parametrize(
    ("objet", "is_one"),
    [
        ("Délégations consenties au maire par le conseil municipal", True),
        ("Délégation d'attributions du conseil municipal à Madame le Maire", True),
        ("Délégations du conseil (L. 2122-22)", True),
        ("Délégation de fonctions à un adjoint au maire", False),
        ("Délégation de service public de l'eau", False),
    ],
)
def test_which_deliberation_delegates(objet: str, is_one: bool) -> None:
    assert delegates(objet) is is_one


def test_an_object_of_two_matters_has_no_item() -> None:
    assert item_of("Emprunt et ligne de trésorerie") is None
    assert item_of("Renouvellement du bail du logement") == 5
