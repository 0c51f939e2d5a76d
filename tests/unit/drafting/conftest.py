"""An invented town hall, and what its secretary types for each act type."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from secretaire.acts.act import FieldInput
from secretaire.council.commune import Commune
from secretaire.council.roster import Elu, Roster
from secretaire.council.seance import Pouvoir, Seance, Vote
from secretaire.drafting.act_types.catalogue import TypesCatalogue
from secretaire.drafting.compose import Context

ROOT = Path(__file__).resolve().parents[3]

NAMES = [
    ("Mme", "Vautrin", "Claire", "maire"),
    ("M.", "Delaunoy", "Paul", "1er adjoint"),
    ("Mme", "Perrigault", "Odile", "2e adjointe"),
    ("M.", "Ferrand", "Luc", "conseiller municipal"),
    ("Mme", "Hamelet", "Inès", "conseillère municipale"),
    ("M.", "Roussin", "Yves", "conseiller municipal"),
    ("Mme", "Tabary", "Jeanne", "conseillère municipale"),
    ("M.", "Grivel", "Marc", "conseiller municipal"),
    ("Mme", "Ozanne", "Lucie", "conseillère municipale"),
    ("M.", "Bellier", "Hugo", "conseiller municipal"),
    ("Mme", "Castaing", "Nora", "conseillère municipale"),
]


@pytest.fixture(scope="session")
def catalogue() -> TypesCatalogue:
    return TypesCatalogue.load(ROOT / "resources" / "types")


@pytest.fixture
def before_meeting() -> Context:
    """Before the council meets: no seance, no vote."""
    commune = Commune(
        code_insee="61999",
        nom="Aubigny",
        liaison=1,
        siren="216109990",
        population=420,
        code_departement="61",
        departement="Orne",
        liaison_departement=5,
        arrondissement="Argentan",
        region="Normandie",
        epci="CC du Bocage",
        mode_publicite="voie électronique",
        site="www.aubigny.example",
        lieu_seance="mairie",
    )
    elus = tuple(Elu(i, *who, ordre=i) for i, who in enumerate(NAMES, start=1))
    return Context(commune, Roster(elus), None, None, None, "2026-012")


@pytest.fixture
def after_meeting(before_meeting: Context) -> Context:
    """Once the council has met and voted."""
    seance = Seance(
        id=3,
        date=date(2026, 12, 18),
        heure=time(20, 30),
        convocation=date(2026, 12, 11),
        presents=(1, 2, 3, 4, 5, 6, 7),
        excuses=(8, 10),
        pouvoirs=(Pouvoir(8, 2), Pouvoir(9, 3)),
        secretaire=3,
    )
    vote = Vote(pour=8, contre=0, abstentions=1, noms_abstentions=("M. Luc FERRAND",))
    return Context(before_meeting.commune, before_meeting.roster, seance, vote, seance.date, "2026-012")


@pytest.fixture
def typed() -> dict[str, dict[str, FieldInput]]:
    """Every field of every type, as a secretary types it."""
    return {
        "demande_subvention_etat": {
            "dispositif": "DETR",
            "dispositifs": "",
            "operation": "Réfection de la toiture de l'école",
            "contexte": "La toiture de l'école fuit depuis plusieurs hivers.\nL'école accueille 32 élèves.",
            "cout_ht": "42 500,00 €",
            "montant_demande": "17000",
            "taux": "",
            "autres_financements": [{"financeur": "Département de l'Orne", "montant": "8 500"}],
            "autofinancement": "",
            "calendrier": "Travaux de juillet à septembre 2027.",
            "exercice": "2027",
        },
        "tarifs_salle": {
            "salle": "le foyer rural",
            "date_effet": "01/01/2027",
            "contexte": "Le prix de l'énergie a augmenté",
            "grille": [
                {"usage": "Journée", "habitants": "120", "exterieurs": "200"},
                {"usage": "Vin d'honneur", "habitants": "60,50"},
            ],
            "caution": "500",
            "menage": "80",
            "gratuite": "Les assemblées générales des associations de la commune.",
        },
        "contrat_saisonnier": {
            "motif": "accroissement saisonnier",
            "nombre_emplois": "2",
            "grade_reference": "Adjoint technique territorial",
            "fonctions": "Entretien des espaces verts",
            "contexte": "Les congés d'été réduisent l'équipe",
            "duree": "Six semaines, à temps complet",
            "periode": "Du 1er juillet au 11 août 2027",
            "remuneration": "Indice du premier échelon du grade",
            "exercice": "2027",
        },
        "decision_modificative": {
            "numero": "2",
            "exercice": "2026",
            "budget": "principal",
            "contexte": "Le prix de l'énergie a augmenté.",
            "tableau_depenses": [
                {"section": "F", "compte": "011 / 60612", "libelle": "Énergie", "montant": "2 500"},
                {"section": "Fonctionnement", "compte": "65 / 6541", "libelle": "Créances", "montant": "-500"},
            ],
            "tableau_recettes": [{"section": "F", "compte": "73 / 7381", "libelle": "Taxe", "montant": "2000"}],
            "total": "",
        },
        "subventions_associations": {
            "exercice": "2027",
            "liste_subventions": [
                {"association": "Comité des fêtes", "objet": "Fête patronale", "montant": "600"},
                {"association": "Club des aînés", "objet": "Fonctionnement", "montant": "250,50"},
            ],
            "total": "",
            "contexte": "Les dossiers ont été examinés en commission.",
            "elus_deportes": "M. Paul DELAUNOY (comité des fêtes)",
        },
        "approbation_pv": {
            "date_seance_precedente": "16/10/2026",
            "nom_secretaire_seance_precedente": "Perrigault Odile",
            "rectifications": "au point 4, lire « douze voix ».",
        },
        "circulation_temporaire_travaux": {
            "demandeur": "l'entreprise Durand TP",
            "date_demande": "01/12/2026",
            "voies": "La rue de l'Église, entre la place et le lavoir",
            "nature_travaux": "Renouvellement du réseau d'eau potable",
            "date_debut": "04/01/2027",
            "date_fin": "15/01/2027",
            "mesures": "Circulation alternée par feux",
            "deviation": "Par la rue du Stade",
            "date_avis_gestionnaire": "03/12/2026",
            "responsable_signalisation": "la société Balisage",
            "brigade": "Argentan",
        },
        "debit_temporaire": {
            "association": "le comité des fêtes",
            "categorie": "association",
            "date_demande": "12/05/2027",
            "manifestation": "Fête patronale",
            "lieu": "Place de la Mairie",
            "date_debut": "12/06/2027",
            "date_fin": "13/06/2027",
            "horaires": "De 14 heures à 23 heures",
            "rang_annuel": "2",
            "brigade": "Argentan",
        },
    }
