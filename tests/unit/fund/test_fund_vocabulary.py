"""Words being typed, and words mistyped."""

from __future__ import annotations

import numpy as np
import pytest

from secretaire.fund.finding.vocabulary import Vocabulary

FIRST = {"association": 9, "associes": 1, "cantine": 3, "circulation": 2, "cave": 1}
SECOND = {"cantine": 4, "canton": 9}


def part(counts: dict[str, int]) -> tuple[list[str], np.typing.NDArray[np.uint32]]:
    words = sorted(counts)
    return words, np.array([counts[word] for word in words], np.uint32)


WORDS = Vocabulary([part(FIRST), part(SECOND)])


def test_a_word_of_several_parts_counts_in_all() -> None:
    assert [WORDS.count(word) for word in ("cantine", "canton", "caverne")] == [7, 9, 0]


def test_the_commonest_endings_come_first() -> None:
    assert WORDS.beginning("cant") == ["canton", "cantine"]
    assert WORDS.beginning("z") == []


@pytest.mark.parametrize(
    ("mistyped", "first"),
    [("catnine", "cantine"), ("cantne", "cantine"), ("canttine", "cantine"), ("cirulcation", "circulation")],
)
def test_one_letter_missing_added_changed_or_exchanged(mistyped: str, first: str) -> None:
    assert WORDS.near(mistyped)[0] == first


def test_a_short_word_is_not_guessed_far() -> None:
    assert WORDS.near("cxvx") == []
    assert Vocabulary([]).near("cantine") == []
