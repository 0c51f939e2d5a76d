"""Marks: a passage and words found on a page whose text is written otherwise, and nothing found that is not there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.fund.pictures.boxes import Rect, WordBox, WordBoxes
from secretaire.fund.pictures.marks import PageText, find_marks, recognised_text

WIDTH, HEIGHT = 0.01, 0.02


def page_of(text: str) -> PageText:
    """Lines of letters of one width: the place of a letter tells its column and its line."""

    def place(position: int) -> Rect | None:
        if text[position] in "\r\n":
            return None
        start = text.rfind("\n", 0, position) + 1
        return Rect((position - start) * WIDTH, text.count("\n", 0, position) * HEIGHT, WIDTH, HEIGHT)

    return PageText(text, place)


def at(rect: Rect) -> tuple[int, int, int]:
    """Line, first column, column after the last."""
    return round(rect.top / HEIGHT), round(rect.left / WIDTH), round(rect.right / WIDTH)


def found(page: str, passage: str, *words: str) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
    marks = find_marks(page_of(page), passage, words)
    return [at(rect) for rect in marks.passage], [at(rect) for rect in marks.words]


PAGE = "Vu le code général\r\nLe conseil décide :\r\nde fixer le tarif à 12 400 €\r\nLe tarif sera revu."


def test_the_lines_of_the_passage_then_its_words() -> None:
    passage, words = found(PAGE, "de fixer le tarif à 12 400 €", "tarif")
    assert passage == [(2, 0, 26)]  # the sign of the euro is no letter
    assert words == [(2, 12, 17)]  # and not the one of the next line


def test_a_passage_over_several_lines_has_one_mark_for_each() -> None:
    assert found(PAGE, "Le conseil décide :\nde fixer")[0] == [(1, 0, 17), (2, 0, 8)]


def test_without_a_passage_the_words_are_marked_on_the_whole_page() -> None:
    assert found(PAGE, "", "tarif") == ([], [(2, 12, 17), (3, 3, 8)])


def test_words_are_marked_on_the_whole_page_when_the_passage_is_not_there() -> None:
    assert found(PAGE, "La séance est levée par monsieur le maire", "tarif") == ([], [(2, 12, 17), (3, 3, 8)])


@pytest.mark.parametrize("word", ["TARIF", "tarif ", "« tarif »"])
def test_case_spaces_and_signs_do_not_matter(word: str) -> None:
    assert found(PAGE, "", word)[1] == [(2, 12, 17), (3, 3, 8)]


def test_a_word_is_a_whole_word() -> None:
    assert found("partie de l'art, arts, ART.", "", "art")[1] == [(0, 12, 15), (0, 23, 26)]


def test_a_figure_with_its_spaces_and_several_words_are_found_as_one() -> None:
    assert found(PAGE, "", "12 400")[1] == [(2, 20, 26)]
    assert found("la salle\ndes fêtes", "", "Salle des fetes")[1] == [(0, 3, 8), (1, 0, 9)]


def test_a_word_cut_at_the_end_of_a_line_is_marked_on_both() -> None:
    page = "la présente délibé-\nration est adoptée"
    passage, words = found(page, "la présente délibération est adoptée", "délibération")
    assert passage == [(0, 0, 18), (1, 0, 18)]
    assert words == [(0, 12, 18), (1, 0, 6)]


def test_ligatures_and_joined_letters_are_the_same_text() -> None:
    assert found("un oﬃcier, le cœur", "un officier, le coeur", "officier", "coeur") == (
        [(0, 0, 18)],
        [(0, 3, 9), (0, 14, 18)],
    )


def test_a_reader_that_cuts_words_or_loses_letters_is_forgiven() -> None:
    page = "Le conseil munic ipal, après en avoir délibéré, approuve la convention"
    text = "Le conseil municipal, apres en avoir delibere, aprouve la convention"
    assert found(page, text)[0] == [(0, 0, 70)]


def test_a_passage_longer_than_what_the_page_shows_marks_what_there_is() -> None:
    page = "de fixer le tarif de la salle"
    assert found(page, "Le conseil décide de fixer le tarif de la salle polyvalente")[0] == [(0, 0, 29)]


def test_columns_far_apart_are_marked_apart() -> None:
    assert found("Recettes" + " " * 20 + "Dépenses", "Recettes Dépenses")[0] == [(0, 0, 8), (0, 28, 36)]


def test_an_empty_page_has_no_mark() -> None:
    assert found("", "quelque chose", "chose") == ([], [])
    assert found(PAGE, "", "", "…") == ([], [])


@given(st.text(max_size=80), st.text(max_size=80), st.lists(st.text(max_size=8), max_size=3))
def test_any_text_is_accepted_and_every_mark_is_on_the_page(page: str, passage: str, words: list[str]) -> None:
    marks = find_marks(page_of(page.replace("\n", " ")), passage, words)
    for rect in marks.passage + marks.words:
        assert rect.width > 0
        assert rect.left >= 0
        assert rect.right <= len(page) * WIDTH + 1e-9


def boxes() -> WordBoxes:
    words = (WordBox("Délibération", Rect(0.1, 0.2, 0.24, 0.02)), WordBox("n°", Rect(0.36, 0.2, 0.04, 0.02)))
    return WordBoxes(90, (*words, WordBox("12", Rect(0.42, 0.2, 0.04, 0.02))))


def test_the_words_recognised_on_a_scan_are_marked_where_they_are() -> None:
    marks = find_marks(recognised_text(boxes()), "Délibération n° 12", ["deliberation"])
    (line,), (word,) = marks.passage, marks.words
    assert (line.left, line.top, line.right) == pytest.approx((0.1, 0.2, 0.46))
    assert (word.left, word.right) == pytest.approx((0.1, 0.34))


def test_words_and_places_are_kept_and_given_back() -> None:
    assert WordBoxes.unpack(boxes().pack()) == boxes()
    assert boxes().pack().isascii()


@given(st.lists(st.tuples(st.text(min_size=1), *[st.integers(0, 10_000)] * 4)))
def test_any_words_survive_the_packing(words: list[tuple[str, int, int, int, int]]) -> None:
    kept = WordBoxes(0, tuple(WordBox(text, Rect(*(side / 10_000 for side in sides))) for text, *sides in words))
    assert WordBoxes.unpack(kept.pack()) == kept


@pytest.mark.parametrize("packed", ["", "rien", "é", WordBoxes().pack()[:-1]])
def test_what_was_not_packed_is_refused(packed: str) -> None:
    with pytest.raises(ValueError, match="not word boxes"):
        WordBoxes.unpack(packed)
