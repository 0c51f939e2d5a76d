"""The same words, however they are written, are the same terms; different words are not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.fund.finding.analyzer import STOP_WORDS, Finder, count, stem, terms
from secretaire.fund.folding import fold, fold_word

ROOT = Path(__file__).parents[3]
TOKENS = [
    "l'école",
    "L. 2121-29",
    "R*123-4",
    "12 400,50 €",
    "n° 2015-991",
    "13/09/2021",
    "D.E.T.R.",
    "aujourd'hui",
    "a1",
    "x",
    "œuvre",
    "İ",
]


def stems(text: str) -> list[str]:
    return [term.stem for term in terms(text)]


@pytest.mark.parametrize(
    "spellings",
    [
        ("délibération", "délibérations", "deliberation", "DÉLIBÉRATIONS", "Deliberations"),
        ("arrêté", "arrêtés", "arrêtée", "arrete", "ARRÊTÉ"),
        ("communal", "communale", "communaux", "communales"),
        ("travail", "travaux"),
        ("bail", "baux"),
        ("réseau", "réseaux", "reseau"),
        ("école", "écoles", "ecole", "l'école", "l’école", "d’école"),
        ("élu", "élus", "élue", "élues", "elus"),
        ("cimetière", "cimetières", "cimetiere"),
        ("marché", "marchés", "marche"),
        ("rénover", "rénovation", "rénovées"),
        ("année", "années", "annee"),
        ("fête", "fêtes", "FETES"),
        ("cœur", "coeur", "CŒUR"),
        ("DETR", "D.E.T.R.", "detr"),
        ("tarif", "tarifs"),
        ("loyer", "loyers"),
        ("général", "générale", "généraux"),
    ],
)
def test_one_word_one_stem(spellings: tuple[str, ...]) -> None:
    assert len({tuple(stems(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("commune", "commission"),
        ("police", "politique"),
        ("loyer", "loi"),
        ("régie", "région"),
        ("vote", "votre"),
        ("service", "servitude"),
        ("budget", "but"),
        ("poste", "postal"),
        ("L. 2121-29", "R. 2121-29"),
        ("12 400,50 €", "12 400,00 €"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert stems(one) != stems(other)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("L. 2121-29", "l2121-29"),
        ("L.2121-29", "l2121-29"),
        ("L 2121-29", "l2121-29"),
        ("l2121-29", "l2121-29"),
        ("L.\u00a02121-29", "l2121-29"),
        ("L.2241 -1", "l2241-1"),
        ("L.\n2121-29", "l2121-29"),
        ("R. 2333-87-1", "r2333-87-1"),
        ("R*123-4", "r123-4"),
        ("D. 1411-5", "d1411-5"),
        ("n° 2015-991", "2015-991"),
        ("n°2015-991", "2015-991"),
        ("no 2015-991", "2015-991"),
        ("2016/46", "2016-46"),
        ("12 400,00 €", "12400"),
        ("12\u202f400,00 €", "12400"),
        ("12.400,00", "12400"),
        ("12400", "12400"),
        ("12 400", "12400"),
        ("445 217 843,00", "445217843"),
        ("13/09/2021", "13-09-2021"),
    ],
)
def test_references_and_amounts_have_one_form(text: str, term: str) -> None:
    assert stems(text) == [term]


def test_an_article_is_also_found_by_its_bare_number_and_an_amount_by_its_euros() -> None:
    assert [term.aliases for term in terms("L. 2121-29 et 1 250,40 €")] == [("2121-29",), ("1250",)]


def test_article_in_a_sentence() -> None:
    text = "Vu les articles L. 2121-29, R.2334-19 et suivants du code"
    assert "l2121-29" in stems(text)
    assert "r2334-19" in stems(text)


def test_two_amounts_side_by_side_in_a_table_do_not_merge() -> None:
    assert stems("61528 +11 000,00") == ["61528", "11000"]


def test_elision_and_stop_words_go_but_not_negations() -> None:
    assert stems("jusqu’au jour où l'on n'a plus qu'à se taire") == [stem("jour"), stem("taire")]
    for word in ("non", "sans", "pas", "ni", "contre", "sauf", "aucun"):
        assert word not in STOP_WORDS
    for word in ("le", "la", "les", "des", "du", "au", "ne"):
        assert word in STOP_WORDS


def test_stop_words_are_written_as_the_analyzer_compares_them() -> None:
    assert {fold_word(word) for word in STOP_WORDS} == STOP_WORDS


@given(st.text(max_size=200))
def test_offsets_point_at_the_words(text: str) -> None:
    position = 0
    for term in terms(text):
        assert position <= term.start < term.end <= len(text)
        position = term.end


@given(st.text(max_size=100))
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=300) | st.lists(st.sampled_from(TOKENS)).map(" ".join))
def test_counting_and_reading_agree(text: str) -> None:
    text = text.lower()
    counted = count(text)
    read = list(terms(text))
    assert counted.words == Counter(term.word for term in read)
    assert counted.terms == Counter(name for term in read for name in (term.stem, *term.aliases))


@given(st.lists(st.sampled_from([*TOKENS, "travaux", "écoles", "été", "baux"])).map(" ".join), st.sampled_from(TOKENS))
def test_the_words_that_mean_something_are_found_where_they_are(text: str, wanted: str) -> None:
    names = {name for term in terms(wanted) for name in (term.stem, *term.aliases)}
    finder = Finder(names, lambda form: form if names & {form.stem, *form.aliases} else None)
    expected = [(term.start, term.end) for term in terms(text) if names & {term.stem, *term.aliases}]
    assert [(start, end) for start, end, _ in finder.find(text)] == expected


def test_a_word_begins_as_its_stem() -> None:
    words = {
        word for path in sorted((ROOT / "resources").rglob("*.yaml")) for word in count(path.read_text("utf-8")).words
    }
    assert len(words) > 1000
    for word in words:
        if word.isalpha():
            assert stem(word)[:2] == word[:2]
