"""An extract shows the words asked for, highlighted where they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secretaire.fund.finding.analyzer import stem, terms
from secretaire.fund.finding.extracts import EXTRACT_CHARS, extract, words_to_light


def test_words_are_highlighted_under_any_form() -> None:
    cut = extract(
        "Le conseil vote les subventions pour l’École.", words_to_light(frozenset({stem("subvention"), stem("ecole")}))
    )
    assert [cut.text[span.start : span.end] for span in cut.highlights] == ["subventions", "École"]


def test_the_richest_window_is_chosen() -> None:
    text = "école " + "rien " * 200 + "La subvention pour les travaux de l'école est demandée."
    cut = extract(text, words_to_light(frozenset(map(stem, ("subvention", "travaux", "ecole")))))
    assert "subvention pour les travaux" in cut.text
    assert len(cut.highlights) == 3


def test_an_article_is_highlighted_by_its_bare_number() -> None:
    cut = extract("Vu l'article L. 2121-29 du code", words_to_light(frozenset({"2121-29"})))
    assert [cut.text[span.start : span.end] for span in cut.highlights] == ["L. 2121-29"]


@given(st.text(alphabet="ab é.\n", max_size=900), st.frozensets(st.sampled_from(["a", "ab", "ba", "b"])))
def test_an_extract_is_a_cut_of_the_text(text: str, stems: frozenset[str]) -> None:
    cut = extract(text, words_to_light(stems))
    assert text[cut.start : cut.start + len(cut.text)] == cut.text
    assert len(cut.text) <= EXTRACT_CHARS + 1
    for span in cut.highlights:
        assert next(terms(cut.text[span.start : span.end])).stem in stems
