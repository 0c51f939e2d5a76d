"""Passages hold every word once, in order, and stay near two hundred words."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from secretaire.fund.finding.passages import passages

PARAGRAPH = st.lists(st.sampled_from(["mot", "conseil.", "école ;", "12"]), min_size=1, max_size=700).map(" ".join)


@given(st.lists(PARAGRAPH, max_size=6).map("\n\n".join))
def test_every_word_is_in_one_passage(text: str) -> None:
    spans = passages(text)
    assert [word for span in spans for word in text[span.start : span.end].split()] == text.split()
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(st.lists(PARAGRAPH, max_size=6).map("\n\n".join))
def test_no_passage_is_longer_than_the_limit(text: str) -> None:
    assert all(0 < len(text[span.start : span.end].split()) <= 250 for span in passages(text))


def test_a_passage_ends_where_a_paragraph_ends() -> None:
    text = "\n\n".join(" ".join(["mot"] * 60) for _ in range(7))
    assert [len(text[span.start : span.end].split()) for span in passages(text)] == [180, 180, 60]
    assert all(text[span.end : span.end + 2] in ("\n\n", "") for span in passages(text))


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence() -> None:
    text = " ".join(["mot"] * 180 + ["fin."] + ["suite"] * 200)
    assert text[: passages(text)[0].end].endswith("fin.")


def test_nothing_gives_nothing() -> None:
    assert passages("") == []
    assert passages(" \n\n \n") == []
