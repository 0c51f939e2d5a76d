"""References, wordings and personal data, in an act or in any text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretaire.acts.act import Role
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded
from secretaire.checks.run import check_plain_text
from secretaire.law.snapshot import Snapshot

if TYPE_CHECKING:
    from conftest import Case

TODAY = date(2026, 11, 22)


def checked(text: str, snapshot: Snapshot, on: date = TODAY) -> list[Finding]:
    findings = check_plain_text(text, snapshot, on)
    for finding in findings:
        assert text[finding.start : finding.end] == finding.extrait
        assert finding.role is None
    return list(findings)


# --- references ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "extract", "proposition"),
    [
        ("Vu l'article L. 2311-7 du CGCT,", "REFERENCE_REMPLACEE", "L. 2311-7", "L. 1612-25"),
        (
            "Vu l'article 3-3 de la loi n° 84-53 du 26 janvier 1984,",
            "REFERENCE_REMPLACEE",
            "article 3-3 de la loi n° 84-53 du 26 janvier 1984",
            "article L. 332-8 du code général de la fonction publique",
        ),
        ("Vu la loi n° 84-53 du 26 janvier 1984, et notamment son article 34,", "REFERENCE_REMPLACEE", "34", ""),
        ("Vu la loi n° 83-634 du 13 juillet 1983,", "REFERENCE_REMPLACEE", "loi n° 83-634 du 13 juillet 1983", ""),
        ("Vu le décret n° 85-565 du 30 mai 1985,", "REFERENCE_REMPLACEE", "décret n° 85-565 du 30 mai 1985", ""),
        ("Vu l'article L. 2223-22 du CGCT,", "REFERENCE_ABROGEE", "L. 2223-22", ""),
        ("Vu l'article L. 5217-10-6 du CGCT,", "REFERENCE_REMPLACEE", "L. 5217-10-6", ""),
        ("Vu l'article L. 2311-5 du CGCT,", "REFERENCE_A_CONTROLER", "L. 2311-5", ""),
        ("Vu l'article L. 9999-9 du CGCT,", "REFERENCE_INCONNUE", "L. 9999-9", ""),
        ("Vu l'article L. 2121-29,", "REFERENCE_INCONNUE", "L. 2121-29", ""),
    ],
)
def test_a_reference_is_judged(text: str, code: str, extract: str, proposition: str, snapshot: Snapshot) -> None:
    assert [(f.code, f.extrait, f.proposition) for f in checked(text, snapshot)] == [(code, extract, proposition)]


def test_no_reference_ever_blocks(snapshot: Snapshot) -> None:
    text = (
        "Vu les articles L. 2311-7, L. 2223-22, L. 2311-5 et L. 9999-9 du CGCT, vu la loi n° 84-53 du 26 janvier 1984"
    )
    assert {f.gravite for f in checked(text, snapshot)} == {Gravite.ALERTE, Gravite.INFO}


@pytest.mark.parametrize(
    "text",
    [
        "Vu le code général des collectivités territoriales, notamment ses articles L. 2121-29 et L. 2131-1,",
        "Vu la loi n° 2000-321 du 12 avril 2000, notamment son article 10,",
        "Vu l'article L. 2121-25 du CGCT, la liste est affichée.",
    ],
)
def test_a_good_reference_is_silent(text: str, snapshot: Snapshot) -> None:
    assert checked(text, snapshot) == []


def test_the_date_of_the_act_decides(snapshot: Snapshot) -> None:
    text = "Vu l'article L. 2311-7 du CGCT,"
    assert checked(text, snapshot, date(2024, 3, 1)) == []
    future = checked("Vu l'article L. 332-23 du code général de la fonction publique,", snapshot, date(2021, 3, 1))
    assert [f.code for f in future] == ["REFERENCE_FUTURE"]
    assert checked("Vu l'article 34 de la loi n° 84-53 du 26 janvier 1984,", snapshot, date(2021, 3, 1)) == []


def test_a_changed_rule_warns_only_when_the_text_keeps_the_old_one(snapshot: Snapshot) -> None:
    visa = "Vu l'article L. 3334-2 du code de la santé publique,"
    assert checked(visa, snapshot) == []
    (finding,) = checked(visa + "\nSeules les boissons du deuxième groupe sont servies.", snapshot)
    assert finding.code == "REFERENCE_CONTENU"
    assert "groupes 1 et 3" in finding.message


def test_the_old_rule_may_be_in_another_section(regular: Case) -> None:
    case = regular.with_text(Role.VISAS, "Vu le code de la santé publique, notamment son article L. 3334-2,")
    assert case.codes() == set()
    kept = case.with_text(Role.DISPOSITIF, "Article 2 : Les boissons du deuxième groupe sont admises.")
    assert [(f.code, f.role) for f in kept.findings()] == [("REFERENCE_CONTENU", Role.VISAS)]


def test_rules_of_larger_communes(regular: Case) -> None:
    from dataclasses import replace

    case = regular.with_text(Role.VISAS, "Vu le CGCT, notamment son article L. 2121-12,")
    assert "REFERENCE_SEUIL" in case.codes()
    larger = case.but(commune=replace(case.context.commune, population=4000))
    assert "REFERENCE_SEUIL" not in larger.codes()


# --- wordings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "extract", "proposition"),
    [
        ("Le compte rendu est affiché sous huitaine.", "compte rendu est affiché sous huitaine", ""),
        ("Approbation du compte-rendu de la séance du 3 juin.", "compte-rendu", "procès-verbal"),
        ("Suivent les signatures.", "Suivent les signatures", ""),
        ("Et ont signé les membres présents.", "ont signé les membres présents", ""),
        ("publié au recueil des actes administratifs", "recueil des actes administratifs", ""),
        ("Certifié exécutoire par le maire.", "Certifié exécutoire", ""),
        ("Le conseil municipal, ouï l'exposé du maire,", "ouï l'exposé", ""),
        ("Vu l'arrêté de péril du maire,", "arrêté de péril", ""),
        ("Vu l'avis du comité technique,", "comité technique", ""),
        ("le compte administratif de l'exercice 2026", "compte administratif", "compte financier unique"),
        ("selon l'instruction M14", "M14", "M57"),
        ("transmis au receveur municipal", "receveur municipal", ""),
        ("par acte d'huissier", "huissier", ""),
        ("au titre du fonds d'investissement pour les territoires", "fonds d'investissement pour les territoires", ""),
    ],
)
def test_a_wording_to_avoid_is_shown_exactly(text: str, extract: str, proposition: str, snapshot: Snapshot) -> None:
    assert [(f.code, f.extrait, f.proposition) for f in checked(text, snapshot)] == [("FORMULE", extract, proposition)]


@pytest.mark.parametrize(
    "text",
    [
        "Le maire rend compte des décisions prises par délégation.",
        "le compte rendu de la réunion de la commission des travaux",
        "la liste des délibérations est affichée sous une semaine",
        "Certifié exécutoire, transmis le 12 mars 2026 et publié le 13 mars 2026.",
        "le comité social territorial et les services techniques",
        "le compte administratif de l'exercice 2024",
        "la nomenclature M57, une salle de 14 m",
        "après avoir entendu l'exposé du maire",
        "adopté à l'unanimité",
        "adopté à l'unanimité des suffrages exprimés, 2 abstentions",
        "le conseil ayant renoncé à l'unanimité au scrutin secret, par 8 voix et 2 abstentions",
    ],
)
def test_a_good_wording_is_silent(text: str, snapshot: Snapshot) -> None:
    assert checked(text, snapshot) == []


def test_a_wording_was_right_in_its_time(snapshot: Snapshot) -> None:
    text = "Vu l'avis du comité technique ; le compte rendu de la séance est affiché sous huitaine."
    assert checked(text, snapshot, date(2019, 3, 1)) == []


def test_unanimity_with_abstentions(snapshot: Snapshot) -> None:
    (finding,) = checked("Adopté à l’unanimité, avec 2 abstentions.", snapshot)
    assert (finding.code, finding.extrait) == ("VOTE_UNANIMITE", "à l’unanimité")
    assert checked("Adopté à l'unanimité, 0 abstention.", snapshot) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la somme de deux mille cinq cents euros (2 500 €)", []),
        ("la somme de quatre-vingts euros (80,00 €)", []),
        ("la somme de mille deux cent trente et un euros (1 231 euros)", []),
        ("la somme de deux mille euros (2 500 €)", ["LETTRES_CHIFFRES"]),
        ("trois cents (350) euros", ["LETTRES_CHIFFRES"]),
        ("un montant en euros (2 500 €)", []),
    ],
)
def test_amounts_in_words_and_figures(text: str, expected: list[str], snapshot: Snapshot) -> None:
    assert [f.code for f in checked(text, snapshot)] == expected


# --- personal data ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "extract"),
    [
        ("n° 1 84 12 76 451 089 46", "1 84 12 76 451 089 46"),
        ("IBAN FR76 3000 6000 0112 3456 7890 189", "FR76 3000 6000 0112 3456 7890 189"),
        ("née le 12 mars 1980 à Caen", "12 mars 1980 à Caen"),
        ("joindre le 06 12 34 56 78", "06 12 34 56 78"),
        ("M. Durand, placé en congé de longue maladie", "congé de longue maladie"),
        ("une situation de surendettement", "surendettement"),
    ],
)
def test_personal_data_is_pointed_out(text: str, extract: str, snapshot: Snapshot) -> None:
    assert [(f.code, f.extrait) for f in checked(text, snapshot)] == [("DONNEE_PERSONNELLE", extract)]


@pytest.mark.parametrize(
    "text", ["mairie : 02 31 00 00 00", "le contrat couvre les congés de longue maladie", "12 400 €"]
)
def test_ordinary_facts_are_left_alone(text: str, snapshot: Snapshot) -> None:
    assert checked(text, snapshot) == []


# --- any text -----------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_text_can_be_checked(snapshot: Snapshot, text: str) -> None:
    checked(text, snapshot)
    assert len(folded(text)) == len(text)


def test_the_most_serious_comes_first(regular: Case) -> None:
    case = regular.with_seance(secretaire=None).with_text(Role.EXPOSE, "Vu l'avis du comité technique, L. 2121-29")
    assert [f.gravite for f in case.findings()] == [Gravite.BLOQUANT, Gravite.ALERTE, Gravite.INFO]
