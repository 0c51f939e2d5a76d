"""From the characters of a piece back to those of its pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secretaire.fund.finding.piece_text import piece_text, stretches
from secretaire.fund.pieces import Extent
from secretaire.fund.reading.reading import Page

PAGES = st.lists(st.text("ab é\n", max_size=40), min_size=1, max_size=4)


@given(PAGES, st.data())
def test_a_passage_is_the_same_characters_on_its_page(texts: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(texts[0])))
    end = data.draw(st.integers(start if len(texts) == 1 else 0, len(texts[-1])))
    text = piece_text(Extent(1, start, len(texts), end), [Page(n, x) for n, x in enumerate(texts, start=1)])
    for part in text.within(0, len(text.text)):
        passage = text.passage(part.start, part.end)
        page = texts[passage.page - 1]
        assert page[passage.span.start : passage.span.end] == text.text[part.start : part.end]


@given(st.text("ab \n", max_size=30_000))
def test_stretches_hold_every_character_and_cut_no_word(text: str) -> None:
    cut = stretches(text)
    assert "".join(text[span.start : span.end] for span in cut) == text
    assert [word for span in cut for word in text[span.start : span.end].split()] == text.split()


def test_a_page_without_text_is_left_out() -> None:
    text = piece_text(Extent(1, 2, 3, 4), [Page(1, "ab cd"), Page(3, "ef gh")])
    assert text.text == "\u0020cd\nef g"
    assert text.passage(4, 6).page == 3
