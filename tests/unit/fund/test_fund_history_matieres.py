"""The matière of an act from its objet, and the files of rules that a person may edit."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from secretaire.errors import Code, UnreadableInput
from secretaire.fund.history.matieres import MatiereRules
from secretaire.fund.history.subjects import Likeness, SubjectRules, likeness
from secretaire.fund.history.words import Lexicon, stems
from secretaire.fund.pieces import Kind

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
MATIERES = RESOURCES / "fonds" / "matieres.yaml"
SUJETS = RESOURCES / "fonds" / "sujets.yaml"
RULES = MatiereRules.load(MATIERES)
SUBJECTS = SubjectRules.load(SUJETS)


@pytest.mark.parametrize(
    ("objet", "code"),
    [
        ("Demande de subvention au titre de la DETR pour les travaux de l'école", "7.5"),
        ("Travaux de l'école : DEMANDES DE SUBVENTIONS", "7.5"),
        ("Avenant n° 1 au marché de maîtrise d'œuvre de la salle", "1.6"),
        ("Avenant n° 1 au marché de travaux de la salle", "1.1"),
        ("Vente d'une parcelle communale", "3.2"),
        ("Délégations du conseil municipal au maire", "5.4"),
        ("Tarifs de la cantine", "7.1"),
    ],
)
def test_the_words_of_the_objet_give_the_matiere(objet: str, code: str) -> None:
    found = RULES.matiere_of(objet, Kind.DELIBERATION)
    assert found is not None
    assert found.code == code
    assert set(stems(found.words)) <= set(stems(objet))


@pytest.mark.parametrize("objet", ["", "Divers", "Questions diverses", "Vente d'un terrain et demande de subvention"])
def test_unsure_it_stays_empty(objet: str) -> None:
    assert RULES.matiere_of(objet, Kind.DELIBERATION) is None


def test_the_same_words_of_an_arrete_and_of_a_deliberation() -> None:
    objet = "Circulation et stationnement interdits rue Haute"
    found = RULES.matiere_of(objet, Kind.ARRETE)
    assert found is not None
    assert found.code == "6.1"
    assert RULES.matiere_of(objet, Kind.DELIBERATION) is None


def test_every_act_type_that_we_write_gets_its_own_matiere() -> None:
    wrong = []
    for file in sorted((RESOURCES / "types").glob("*.yaml")):
        kind = yaml.safe_load(file.read_text(encoding="utf-8"))
        found = RULES.matiere_of(kind["libelle"], Kind(kind["famille"]))
        if found and found.code != kind["matiere"]:
            wrong.append((file.name, found))
    assert wrong == []


def test_every_code_is_in_the_nomenclature() -> None:
    with (RESOURCES / "droit" / "nomenclature_actes.csv").open(encoding="utf-8") as file:
        known = {row["code"] for row in csv.DictReader(file, delimiter=";")}
    used = {rule["code"] for rule in yaml.safe_load(MATIERES.read_text(encoding="utf-8"))["regles"]}
    assert used <= known


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("regles: [", "ligne"),
        ("autre: []", "regles"),
        ("regles: [{code: '7.5', mot: [subvention]}]", "regles.0"),
        ("- liste", "le fichier"),
    ],
)
def test_a_wrong_file_is_said(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "matieres.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableInput) as error:
        MatiereRules.load(file)
    assert error.value.code is Code.RULES_FILE_INVALID
    assert error.value.data["fichier"] == "matieres.yaml"
    assert said in str(error.value.data["cause"])


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput):
        SubjectRules.load(tmp_path / "sujets.yaml")


def test_an_expression_bridges_a_few_words_only() -> None:
    lexicon = Lexicon([("délégation … maire", "large"), ("délégation de signature", "precis")])
    (found,) = lexicon.find(stems("Délégations consenties par le conseil municipal au maire"))
    assert (found.meaning, found.places) == ("large", (0, 4))
    assert list(lexicon.find(stems("délégation un deux trois quatre cinq six sept huit maire"))) == []
    assert [one.meaning for one in lexicon.find(stems("Délégation de signature du maire"))] == ["precis"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Tarifs de la cantine", "FIXATION DU TARIF DU RESTAURANT SCOLAIRE – ANNÉE 2024", Likeness.SAME),
        ("Tarif de la cantine", "Tarif de location de la salle", Likeness.DIFFERENT),
        ("Tarif de la cantine", "Marché de la cantine", Likeness.DIFFERENT),
        ("Tarifs des salles", "Tarif de la salle Bellevue", Likeness.BROADER),
        ("Tarif de la salle Bellevue", "Tarifs des salles", Likeness.NARROWER),
        ("Tarif assainissement Chanteloup", "Tarif assainissement Chantelup", Likeness.SAME),
        ("Indemnités de fonction des élus", "Indemnités du maire et des adjoints", Likeness.SAME),
        ("Taux d'imposition 2024", "Vote des taux des taxes directes locales", Likeness.SAME),
        ("Taux d'imposition 2024", "Taxe d'aménagement", Likeness.DIFFERENT),
        ("Délégations au maire", "Délégation de service public de l'eau", Likeness.DIFFERENT),
    ],
)
def test_how_a_subject_is_to_another(one: str, other: str, expected: Likeness) -> None:
    assert likeness(SUBJECTS.subject(one), SUBJECTS.subject(other)) is expected


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_two_objets_are_compared_both_ways(one: str, other: str) -> None:
    first, second = SUBJECTS.subject(one), SUBJECTS.subject(other)
    reverse = {Likeness.BROADER: Likeness.NARROWER, Likeness.NARROWER: Likeness.BROADER}
    found = likeness(first, second)
    assert likeness(second, first) is reverse.get(found, found)
    assert likeness(first, first) is Likeness.SAME
    RULES.matiere_of(one, Kind.DELIBERATION)
