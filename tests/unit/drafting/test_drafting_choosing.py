"""How typed words find an act type: properties of the ranking, and the requests of a town hall."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts.act_type import ActType, Famille
from secretaire.drafting.act_types.catalogue import TypesCatalogue
from secretaire.drafting.choosing import BadMeaning, Chooser, expression, parse_meanings, stem, words

ROOT = Path(__file__).resolve().parents[3]
TYPES = ROOT / "resources" / "types"
REQUESTS = ROOT / "tests" / "benchmarks" / "choosing_requests.csv"
MEASURED = 20  # requests about types that exist, from which a share means something
FOUND = 0.95  # of the requests, among the first three


def kind(type_id: str, libelle: str, *mots: str, famille: Famille = Famille.DELIBERATION, aide: str = "") -> ActType:
    return ActType.model_validate(
        {
            "id": type_id,
            "famille": famille,
            "libelle": libelle,
            "mots": mots,
            "matiere": "7.5",
            "nature_actes": "DE",
            "transmissible": True,
            "objet": "{sujet:accord|Objet|Objets}",
            "champs": [{"nom": "sujet", "libelle": "Sujet", "type": "texte", "aide": aide}],
            "visas": [],
            "articles": [{"texte": "{sujet}"}],
            "droit_au": "2026-11",
        }
    )


SUBVENTION = kind("subvention", "Demande de subvention", "toiture", "école", "réfection")
ECOLE = kind("fermeture", "Fermeture d'une école", "chaudière en panne", famille=Famille.ARRETE)
ELAGAGE = kind("elagage", "Mise en demeure d'élaguer", "branches", "haie", famille=Famille.ARRETE)
SALLE = kind("salle", "Location de la salle", "prix", aide="Les associations de l'école sont exonérées.")
EMPRUNT = kind("emprunt", "Souscription d'un emprunt", "prêt", "banque")
ALL = (SUBVENTION, ECOLE, ELAGAGE, SALLE, EMPRUNT)
MEANINGS = parse_meanings(
    [
        "subv = subvention",
        "femme de ménage = salle  # elle la nettoie",
        "interdire = arrêté",
        "CLR, clair = chaudière école",
    ]
)


def found(query: str) -> list[str]:
    return [choice.kind.id for choice in Chooser(ALL, MEANINGS).choose(query)]


def test_the_title_counts_more_than_the_words_and_the_words_more_than_the_helps() -> None:
    assert found("école") == ["fermeture", "subvention"]  # the help of the room is far behind
    assert found("associations") == ["salle"]


def test_a_word_that_few_types_say_counts_more() -> None:
    assert found("école branches")[0] == "elagage"


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("ECOLE FERMÉE", "fermeture"),
        ("les ecoles qu'on ferme", "fermeture"),
        ("élagage", "elagage"),
        ("Prets", "emprunt"),
        ("subv", "subvention"),
        ("sub", "subvention"),
        ("refecton", "subvention"),  # a letter forgotten
        ("chuadiere", "fermeture"),  # two letters swapped
        ("supcription", "emprunt"),
        ("la femme de menage", "salle"),
        ("interdire les haies", "elagage"),
        ("clr", "fermeture"),
        ("claire", "fermeture"),
    ],
)
def test_the_ways_to_say_it(query: str, best: str) -> None:
    assert found(query)[0] == best


def test_a_verb_of_the_maire_prefers_his_arretes() -> None:
    assert set(found("interdire")) == {"elagage", "fermeture"}


def test_what_answers_outside_the_title_is_told() -> None:
    best, *_ = Chooser(ALL, MEANINGS).choose("subv toiture ecole")
    assert best.kind is SUBVENTION
    assert best.why == ("toiture", "école")


@pytest.mark.parametrize("query", ["xylophone", "12", "zz", "…", ""])
def test_nothing_answers_what_nobody_says(query: str) -> None:
    assert found(query) == []


def test_a_word_of_one_letter_is_a_beginning() -> None:
    assert found("b")[0] in {"elagage", "emprunt"}


@given(st.text(max_size=60))
def test_any_text_can_be_typed(query: str) -> None:
    answers = found(query)
    assert len(answers) == len(set(answers))
    assert answers == found(query)


@given(st.sampled_from(["toiture", "haie", "banque", "salle", "chaudière"]), st.text(max_size=30))
def test_a_word_more_never_empties_the_answer(known: str, more: str) -> None:
    assert found(f"{known} {more}")
    assert found(f"{more} {known}")


@given(st.sampled_from(ALL), st.data())
def test_while_a_word_of_its_title_is_typed_a_type_stays_in_view(wanted: ActType, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(words(wanted.libelle)))
    typed = word[: data.draw(st.integers(1, len(word)))]
    assert wanted.id in found(typed)


@given(st.lists(st.sampled_from(["Écoles", "toitures", "réfection", "HAIES", "prêt", "fermeture"]), min_size=1))
def test_accents_case_and_plurals_change_nothing(typed: list[str]) -> None:
    plain = [word.lower().replace("é", "e").replace("ê", "e").removesuffix("s") for word in typed]
    assert found(" ".join(typed)) == found(" ".join(plain))


def test_stems_join_the_forms_of_a_word() -> None:
    for forms in (
        "fermer fermée fermés fermeture fermetures",
        "élaguer élagage élagué",
        "numérotage numérotation numéroter",
        "numéros numéro",
        "emploi emplois",
        "bureau bureaux",
        "communal communaux communales",
        "loyer loyers",
    ):
        assert len({expression(form) for form in forms.split()}) == 1, forms
    assert stem("dm") == "dm"
    assert stem("1607") == "1607"


def test_empty_words_are_kept_when_there_is_no_other() -> None:
    assert words("de la vente d'un bœuf") == ["vente", "boeuf"]
    assert words("de la") == ["de", "la"]


def test_meanings_add_up_and_remarks_are_left() -> None:
    meanings = parse_meanings(["# sigles", "", "CR, c. rendu = procès-verbal", "cr = compte rendu, réunion"])
    assert meanings[("cr",)] == [expression("procès-verbal"), expression("compte rendu"), expression("réunion")]


@pytest.mark.parametrize("line", ["subv", "subv =", "= subvention", "subv = , ", "!, a = b"])
def test_a_line_that_means_nothing_is_named(line: str) -> None:
    with pytest.raises(BadMeaning) as caught:
        parse_meanings(["# sigles", line])
    assert caught.value.line == 2


def test_the_commune_has_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "mots.txt").write_text("le grand bal = tarifs salle\nsubv = associations\n", encoding="utf-8")
    catalogue = TypesCatalogue.load(TYPES, tmp_path)
    assert catalogue.suggest("grand bal")[0].id == "tarifs_salle"
    assert catalogue.suggest("subv")[0].id == "subventions_associations"


def test_a_wrong_line_of_the_commune_is_said(tmp_path: Path) -> None:
    (tmp_path / "mots.txt").write_text("# les nôtres\nle grand bal\n", encoding="utf-8")
    (refused,) = TypesCatalogue.load(TYPES, tmp_path).refused
    assert (refused.name, refused.faults[0].line) == ("mots.txt", 2)
    (tmp_path / "mots.txt").write_bytes(b"f\xeate = manifestation")
    (refused,) = TypesCatalogue.load(TYPES, tmp_path).refused
    assert "UTF-8" in refused.faults[0].cause


def test_the_requests_of_a_town_hall_find_their_type_among_the_first_three(catalogue: TypesCatalogue) -> None:
    with REQUESTS.open(encoding="utf-8", newline="") as file:
        rows = [(row["demande"], row["types_attendus"].split("|")) for row in csv.DictReader(file, delimiter=";")]
    asked = [(demande, wanted) for demande, wanted in rows if any(catalogue.find(type_id) for type_id in wanted)]
    assert len(asked) >= MEASURED
    missed = [
        demande for demande, wanted in asked if not {kind.id for kind in catalogue.suggest(demande)[:3]} & set(wanted)
    ]
    assert len(missed) <= (1 - FOUND) * len(asked), missed
