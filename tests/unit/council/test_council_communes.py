from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from secretaire.council.communes import CommuneList, fold_name, load_communes

RESOURCES = Path(__file__).parents[3] / "resources"


@pytest.fixture(scope="module")
def communes() -> CommuneList:
    with gzip.open(RESOURCES / "communes" / "communes.csv.gz", "rb") as stream:
        return load_communes(stream)


def test_the_whole_list_is_read(communes: CommuneList) -> None:
    assert len(communes) == 34_969


def test_an_insee_code_names_one_commune(communes: CommuneList) -> None:
    (commune,) = communes.find("50502").exact
    assert commune.nom == "Saint-Lô"
    assert commune.siren == "215005026"
    assert commune.departement == "Manche"
    assert commune.tribunal == "Caen"
    assert commune.population > 10_000


@pytest.mark.parametrize("query", ["Saint-Lô", "saint lo", "SAINT LO", "St-Lô", " st lo "])
def test_case_accents_hyphens_and_saint_do_not_matter(communes: CommuneList, query: str) -> None:
    assert [c.code_insee for c in communes.find(query).exact] == ["50502"]


def test_homonyms_are_offered_not_guessed(communes: CommuneList) -> None:
    matches = communes.find("Aubigny")
    assert [c.code_insee for c in matches.exact] == ["03009", "14025", "79019", "80036"]
    assert matches.near == ()


@pytest.mark.parametrize("query", ["Aubigny (80)", "Aubigny (Somme)", "aubigny, somme", "Aubigny 80"])
def test_the_departement_picks_a_homonym(communes: CommuneList, query: str) -> None:
    assert [c.code_insee for c in communes.find(query).exact] == ["80036"]


def test_a_wrong_departement_still_offers_the_homonyms(communes: CommuneList) -> None:
    assert len(communes.find("Aubigny (33)").exact) == 4


@pytest.mark.parametrize(
    ("query", "near"), [("Mans", "Le Mans"), ("Montpelier", "Montpellier"), ("Putange", "Putanges-le-Lac")]
)
def test_a_name_slightly_wrong_gets_suggestions(communes: CommuneList, query: str, near: str) -> None:
    matches = communes.find(query)
    assert matches.exact == ()
    assert near in [c.nom for c in matches.near]
    assert len(matches.near) <= 8


@pytest.mark.parametrize("query", ["", "   ", "xzqwkj", "(", "l'"])
def test_nothing_is_found_for_nonsense(communes: CommuneList, query: str) -> None:
    matches = communes.find(query)
    assert (matches.exact, matches.near) == ((), ())


def test_liaison_and_postcodes_come_along(communes: CommuneList) -> None:
    (le_mans,) = communes.find("Le Mans").exact
    assert (le_mans.liaison, le_mans.liaison_departement) == (2, 3)
    assert le_mans.codes_postaux == ("72000", "72100")


def test_a_list_with_other_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="unexpected columns"):
        load_communes(io.BytesIO(b"a;b\n1;2\n"))


def test_folded_names() -> None:
    assert fold_name("L'Haÿ-les-Roses") == "l hay les roses"
    assert fold_name("Ste-Œuvre") == "sainte oeuvre"


def test_a_postal_code_offers_its_communes_beside_the_one_of_that_insee_code(communes: CommuneList) -> None:
    matches = communes.find("01400")
    assert [c.nom for c in matches.exact] == ["Seillonnaz"]
    assert len(matches.near) > 1
    assert all("01400" in c.codes_postaux for c in matches.near)
    assert communes.find("99999").near == ()


def test_the_first_letters_are_enough(communes: CommuneList) -> None:
    assert {c.nom for c in communes.find("Aubi").near} >= {"Aubiet", "Aubière"}
