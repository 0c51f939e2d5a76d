"""Which type an old act is of."""

from __future__ import annotations

from functools import cache

import pytest
from act_type_cases import TYPES, after_meeting, commune, examples, kind, roster

from secretaire.acts.act_type import Famille
from secretaire.drafting.compose.composition import compose
from secretaire.drafting.reuse.old_act import OldAct
from secretaire.drafting.reuse.recognition import Recogniser

KINDS = sorted(path.stem for path in TYPES.glob("*.yaml"))


@cache
def recogniser() -> Recogniser:
    return Recogniser([kind(name) for name in KINDS])


def first(old: OldAct) -> str:
    found = recogniser().recognise(old)
    return found[0].kind.id if found else ""


def test_acts_of_ours_are_of_their_type() -> None:
    missed = []
    for name in KINDS:
        made = compose(kind(name), examples(kind(name)), after_meeting(kind(name), roster(), commune()))
        text = "\n".join(section.text for section in made.sections)
        if first(OldAct(text, made.objet, kind(name).famille)) != name:
            missed.append(name)
    assert len(missed) <= 3, missed


@pytest.mark.parametrize(
    ("objet", "text", "expected"),
    [
        (
            "DECISION MODIFICATIVE N° 2 – BUDGET COMMUNAL",
            "Il convient de voter des crédits supplémentaires, article 2151. Le conseil accepte la décision modificative.",
            "decision_modificative",
        ),
        (
            "Affectation du résultat de l'exercice 2021",
            "Statuant sur l'affectation du résultat de fonctionnement, constatant un excédent de fonctionnement de 12 000 €.",
            "affectation_resultat",
        ),
        (
            "VENTE D'UN TERRAIN COMMUNAL",
            "Le conseil décide de vendre la parcelle cadastrée section ZB n° 14 au prix de 4 000 €.",
            "vente_parcelle",
        ),
        (
            "Approbation du compte de gestion 2020",
            "Le receveur a repris les écritures ; le conseil approuve le compte de gestion et le compte administratif.",
            "cfu_compte_administratif",
        ),
    ],
)
def test_acts_in_other_words(objet: str, text: str, expected: str) -> None:
    assert first(OldAct(text, objet, Famille.DELIBERATION)) == expected


@pytest.mark.parametrize(
    ("objet", "text", "expected"),
    [
        (
            "Agence locale des lavoirs et fontaines Désignation du représentant de la Ville au conseil d'administration",
            "L'agence étudie les lavoirs. Il est proposé au conseil de désigner Mme Aubépine.",
            "designation_delegues",
        ),
        (
            "Parc du Lavoir – emprise Société des Tuiles",
            "La société est restée propriétaire d'une emprise à prendre dans les parcelles AB 12 et AB 14, par un géomètre, "
            "à l'euro symbolique, devant notaire.\nIl est demandé au conseil municipal :\n"
            "- d'acquérir une emprise de terrain de 90 m² environ ;\n- de confier la rédaction de l'acte au notaire.",
            "acquisition_parcelle",
        ),
        (
            "Aménagement des rives de l'étang – eaux usées",
            "Trois entreprises ont répondu à la consultation ; le maître d'œuvre présente l'analyse des offres, lot par lot, "
            "selon les critères du marché de travaux.\nAprès en avoir délibéré, le conseil municipal ;\n\n"
            "• Considérant le classement des entreprises.\n"
            "• Retient pour le lot n° 1 l'offre de l'entreprise Bétoncourt, pour un montant de 12 000 € HT.",
            "marche_travaux_attribution",
        ),
    ],
)
def test_the_matter_is_said_after_the_place_or_only_in_what_is_decided(objet: str, text: str, expected: str) -> None:
    assert first(OldAct(text, objet, Famille.DELIBERATION)) == expected


@pytest.mark.parametrize(
    ("objet", "text"),
    [
        ("", ""),
        (
            "Quartier des Lavoirs – copropriété – subvention",
            "Le conseil décide :\n- de demander à Monsieur le Maire un rapport sur les façades ;\n- de remercier.",
        ),
        (
            "Remplacement de la cuve",
            "Le conseil, après en avoir délibéré :\n- retient la date du 12 mai pour la visite ;\n- remercie l'école.",
        ),
        (
            "Recette de la teurgoule",
            "Faire chauffer le lait, ajouter le riz et la cannelle, laisser cuire cinq heures.",
        ),
        ("Achat d'un dictionnaire", "Le conseil décide d'offrir un dictionnaire à chaque élève entrant au collège."),
    ],
)
def test_nothing_near_is_nothing_said(objet: str, text: str) -> None:
    assert first(OldAct(text, objet, Famille.DELIBERATION)) == ""


def test_it_says_why_and_the_best_comes_first() -> None:
    old = OldAct(
        "Vu l'article L. 2241-1 du CGCT. Le conseil décide de vendre la parcelle cadastrée ZC 12 au prix de 1 500 €.",
        "Vente de la parcelle ZC 12",
        Famille.DELIBERATION,
    )
    found = recogniser().recognise(old)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert all(0 < each.score <= 1 for each in found)
    assert "vente" in found[0].because
    assert "L. 2241-1" in found[0].because


def test_an_arrete_is_rather_of_a_type_of_arrete() -> None:
    text = "Le maire arrête : la circulation est interdite rue du Bourg pendant les travaux, une déviation est mise en place."
    old = OldAct(text, "Réglementation temporaire de la circulation", Famille.ARRETE)
    found = recogniser().recognise(old)
    assert found
    assert found[0].kind.famille is Famille.ARRETE
