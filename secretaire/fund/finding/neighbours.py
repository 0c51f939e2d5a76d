"""Which words follow each other in a text, in a few bytes: what lets an exact phrase be looked for in few texts. Pure.

Each pair of neighbours sets one of 4096 bits. A text whose bits lack a pair of the phrase does not hold it; one that has
them all may hold it, and is then read. A phrase that runs from one entry of a piece to the next lacks one pair in both.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

SIGNATURE_BYTES = 512
_BITS = SIGNATURE_BYTES * 8
_UNUSED_BITS = np.uint32(32 - (_BITS - 1).bit_length())
_MIX = np.uint32(0x9E3779B1)

_SPELT_OUT = {"œ": "oe", "æ": "ae"} | dict.fromkeys("’‘«»“”–—…·•", " ")
_BLANKS = str.maketrans(dict.fromkeys(string.punctuation, " "))


def squeezed(text: str) -> str:
    """The words of a text as phrases are compared: no accent, no case, no punctuation, one space between them."""
    text = text.lower()
    for character, spelt in _SPELT_OUT.items():
        text = text.replace(character, spelt)
    folded = unicodedata.normalize("NFKD", text)
    return " ".join(folded.encode("ascii", "ignore").decode("ascii").translate(_BLANKS).split())


def signature(text: str) -> bytes:
    """The bits of the neighbours of a text."""
    bits = np.zeros(_BITS, dtype=np.uint8)
    bits[_pairs(text)] = 1
    return np.packbits(bits).tobytes()


def may_hold(signatures: Sequence[NDArray[np.uint8]], phrase: str, whole: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which texts, given in several tables, may hold a phrase; of a text that is not the `whole` of a piece, its end."""
    missing = np.zeros(len(whole), dtype=np.uint16)
    pairs = set(_pairs(phrase).tolist())
    for bit in pairs:
        missing += np.concatenate([(table[:, bit // 8] >> (7 - bit % 8)) & 1 == 0 for table in signatures])
    # cut in two, the phrase loses one pair, and at least half of the others are on one side
    return missing <= np.where(whole, 0, len(pairs) - len(pairs) // 2)


def _pairs(text: str) -> NDArray[np.uint32]:
    """The bit of each pair of neighbours."""
    words = squeezed(text).split()
    numbers = np.fromiter(map(_number, words), np.uint32, len(words))
    return ((numbers[:-1] * _MIX) ^ numbers[1:]) * _MIX >> _UNUSED_BITS


@lru_cache(maxsize=100_000)
def _number(word: str) -> int:
    return crc32(word.encode("ascii"))
