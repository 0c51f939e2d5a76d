"""The words of the fund as they are written: what a word being typed, or mistyped, is compared to. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

_MAX_ENDINGS = 25
_MAX_CORRECTIONS = 3
_TWO_TYPOS_CHARS = 8
_AFTER_ALL = "\U0010ffff"


class Vocabulary:
    """Bare spellings, and in how many entries each is.

    Args:
        parts: sorted words with their counts; a word may be in several parts.
    """

    def __init__(self, parts: Sequence[tuple[list[str], NDArray[np.uint32]]]) -> None:
        self._parts = parts

    def count(self, word: str) -> int:
        """In how many entries a word is written so."""
        total = 0
        for words, counts in self._parts:
            place = bisect_left(words, word)
            if place < len(words) and words[place] == word:
                total += int(counts[place])
        return total

    def beginning(self, prefix: str) -> list[str]:
        """The commonest words that begin so."""
        found: Counter[str] = Counter()
        for words, counts in self._parts:
            start, end = bisect_left(words, prefix), bisect_left(words, prefix + _AFTER_ALL)
            order = np.argsort(counts[start:end])[::-1][: 4 * _MAX_ENDINGS] + start
            for place in order.tolist():
                found[words[place]] += int(counts[place])
        return _commonest(found, _MAX_ENDINGS)

    def near(self, word: str) -> list[str]:
        """The commonest words one letter away (missing, added, changed, or two exchanged), else two for a long word.

        The first letter is taken to be right.
        """
        allowed = 2 if len(word) >= _TWO_TYPOS_CHARS else 1
        found: list[tuple[int, str, int]] = []
        for words, counts in self._parts:
            start, end = bisect_left(words, word[0]), bisect_left(words, word[0] + _AFTER_ALL)
            close = process.extract(word, words[start:end], scorer=OSA.distance, score_cutoff=allowed, limit=None)
            found += [
                (int(distance), near, int(counts[start + place])) for near, distance, place in close if near != word
            ]
        for _, group in groupby(sorted(found), key=lambda item: item[0]):
            total: Counter[str] = Counter()
            for _, near, number in group:
                total[near] += number
            return _commonest(total, _MAX_CORRECTIONS)
        return []


def _commonest(found: Counter[str], limit: int) -> list[str]:
    return sorted(found, key=lambda word: (-found[word], word))[:limit]
