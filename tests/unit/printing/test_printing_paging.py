"""Pages are cut where they may be: nothing lost, nothing alone, tables with their header."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secretaire.ui.printing.paging import Page, Slice, cut


def placed(pages: list[Page[str]]) -> list[list[str]]:
    return [[one.drawing for _, one in page.placed] for page in pages]


def test_what_holds_together_goes_to_the_next_page_together() -> None:
    slices = [Slice("texte", 60), Slice("Fait à", 20, glued=True), Slice("signatures", 40)]
    assert placed(cut(slices, lambda _: 100)) == [["texte"], ["Fait à", "signatures"]]


def test_space_above_is_dropped_at_the_top_of_a_page_only() -> None:
    pages = cut([Slice("a", 50, before=10), Slice("b", 30, before=10), Slice("c", 50, before=10)], lambda _: 100)
    assert [[at for at, _ in page.placed] for page in pages] == [[0, 60], [0]]


def test_a_table_that_goes_on_begins_again_with_its_header() -> None:
    header = Slice("en-tête", 10, glued=True)
    rows = [Slice(str(number), 30, repeated=(header,)) for number in range(4)]
    assert placed(cut([header, *rows], lambda _: 80)) == [["en-tête", "0", "1"], ["en-tête", "2", "3"]]


def test_the_first_page_may_have_less_room() -> None:
    assert placed(cut([Slice("a", 40), Slice("b", 40)], lambda rank: 50 if rank == 0 else 100)) == [["a"], ["b"]]


def test_what_no_page_can_hold_together_is_cut() -> None:
    slices = [Slice(str(number), 40, glued=True) for number in range(5)]
    assert placed(cut(slices, lambda _: 100)) == [["0", "1"], ["2", "3"], ["4"]]


SLICES = st.lists(
    st.builds(Slice, st.text(max_size=3), st.floats(1, 60), st.floats(0, 20), glued=st.booleans()), max_size=60
)


@given(SLICES)
def test_every_slice_is_drawn_once_in_order_and_within_its_page(slices: list[Slice[str]]) -> None:
    pages = cut(slices, lambda _: 100)
    assert [one for page in pages for _, one in page.placed] == slices
    for page in pages:
        bottoms = [0.0, *(at + one.height for at, one in page.placed)]
        assert all(at >= bottom for (at, _), bottom in zip(page.placed, bottoms, strict=False))
        assert bottoms[-1] <= 100.1
