"""What is typed is words and phrases, never commands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.fund.finding.analyzer import stem
from secretaire.fund.finding.query import Phrase, Word, parse


def test_words_and_phrases() -> None:
    query = parse('subvention « salle des fêtes » "code général" école ')
    assert [word.spelling for word in query.words] == ["subvention", "ecole"]
    assert query.phrases == (
        Phrase((stem("salle"), stem("fetes")), "salle des fêtes"),
        Phrase((stem("code"), stem("general")), "code général"),
    )


def test_only_the_last_word_can_be_unfinished() -> None:
    assert [word.unfinished for word in parse("tarif cant").words] == [False, True]
    assert [word.unfinished for word in parse("tarif cant ").words] == [False, False]
    assert [word.unfinished for word in parse("tarif b").words] == [False, False]


def test_a_word_typed_twice_counts_once() -> None:
    assert parse("école écoles ").words == (Word("ecol", "ecoles"),)


@pytest.mark.parametrize("text", ["", " ", "le la les", "« »", '""', "?!", "« des »"])
def test_nothing_to_search(text: str) -> None:
    query = parse(text)
    assert (query.words, query.phrases) == ((), ())


@pytest.mark.parametrize("text", ["text:école", "école AND NOT", "(école", "école~2", "[a TO b]", "« école", "*"])
def test_the_language_of_the_index_means_nothing(text: str) -> None:
    assert parse(text).phrases == ()


@given(st.text())
def test_anything_can_be_typed(text: str) -> None:
    query = parse(text)
    assert len({word.stem for word in query.words}) == len(query.words)
