"""From the table of Tesseract to the text of a page: lines, paragraphs, confidence, and what is no print left out."""

from __future__ import annotations

import pytest

from secretaire.fund.pictures.page_words import parse

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def table(*words: tuple[int, int, float, str], tall: bool = False) -> str:
    """Rows « paragraph, line, confidence, word », as Tesseract writes them, among those of blocks and lines."""
    size = "20\t90" if tall else "90\t20"
    rows = [
        f"5\t1\t1\t{par}\t{line}\t{n}\t{n * 100}\t50\t{size}\t{sure}\t{word}"
        for n, (par, line, sure, word) in enumerate(words)
    ]
    return "\n".join([HEAD, "4\t1\t1\t1\t1\t0\t0\t0\t900\t20\t-1\t", *rows, ""])


def test_words_lines_and_paragraphs() -> None:
    words = parse(
        table((1, 1, 96, "Le"), (1, 1, 90, "conseil"), (1, 2, 90, "décide"), (2, 1, 90, "Article")), 1000, 500
    )
    assert words.text() == "Le conseil\ndécide\n\nArticle"
    assert words.confidence == pytest.approx((96 * 2 + 90 * 20) / 22 / 100)
    (first, *_) = words.boxes(0).words
    assert (first.text, first.rect.top, first.rect.width) == ("Le", 0.1, 0.09)


def test_a_word_cut_at_the_end_of_a_line_is_made_whole() -> None:
    assert parse(table((1, 1, 90, "délibé-"), (1, 2, 90, "ration")), 100, 100).text() == "délibération"


def test_strokes_and_bullets_are_left_out_but_not_an_unsure_word() -> None:
    words = parse(
        table(
            (1, 1, 15, "v”_"), (1, 1, 92, "Approuve"), (1, 1, 5, "l'unanimité"), (1, 1, 95, "conseil,"), (1, 1, 90, "—")
        ),
        1,
        1,
    )
    assert words.legible().text() == "Approuve l'unanimité conseil, —"


def test_a_signature_under_the_text_is_left_out() -> None:
    words = parse(table((1, 1, 93, "Le"), (1, 1, 93, "maire"), (2, 1, 12, "JLSS"), (2, 1, 20, "en")), 1, 1)
    assert words.legible().text() == "Le maire"


def test_a_page_where_nothing_is_sure_has_no_text() -> None:
    photograph = parse(table((1, 1, 45, "LA"), (1, 2, 40, "FR"), (2, 1, 70, "dre"), (3, 1, 31, "arbres")), 1, 1)
    assert photograph.legible().words == ()
    assert photograph.legible().confidence == 0
    assert photograph.legible().text() == ""


def test_lines_that_go_down_the_page_are_seen() -> None:
    upright = ((1, 1, 90, "conseil"), (1, 1, 90, "municipal"))
    assert parse(table(*upright, tall=True), 1, 1).sideways()
    assert not parse(table(*upright), 1, 1).sideways()
    assert not parse("", 1, 1).sideways()


def test_blank_and_broken_rows_are_skipped() -> None:
    assert parse("\n".join([HEAD, "5\t1", table((1, 1, 95, " "))]), 1, 1).words == ()
