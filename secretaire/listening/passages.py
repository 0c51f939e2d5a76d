"""What was heard, as text: passages in time, and how far each can be trusted.

A model of this size invents names, figures, sometimes whole sentences: what shows that it does is told here, not hidden.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log


class Trust(StrEnum):
    """How far a passage can be trusted; even `ENTENDU` is to be read again."""

    ENTENDU = "entendu"
    INCERTAIN = "incertain"
    NON_COMPRIS = "non_compris"  # somebody spoke; what the model wrote is not kept


@dataclass(frozen=True, slots=True)
class Word:
    """A word with what surrounds it, and the probability that the model gave it, from 0 to 1."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A few seconds of speech.

    Attributes:
        start, end: seconds from the beginning of the recording.
        doubtful: the words the model was not sure of, as (first, end) characters of `text`.
    """

    start: float
    end: float
    text: str
    trust: Trust
    doubtful: tuple[tuple[int, int], ...] = ()


DOUBTFUL = 0.5
"""A word less probable than this is shown as uncertain; see `tests/benchmarks/transcription_figures.py`."""

_UNCERTAIN = 0.6
_NOT_UNDERSTOOD = 0.25
_COMPRESSION = 2.4  # above it a text repeats itself: the figure of Whisper's own decoding
_CHARACTERS_A_SECOND = 30.0  # twice a fast speaker
_REPEATED = re.compile(r"\b(\w+(?:\W+\w+){0,7})(?:\W+\1\b){3,}", re.IGNORECASE)

# What the films it learnt from say over silence and music.
_RECITED = re.compile(
    r"sous[- ]titr|amara\.org|merci d'avoir (?:regardé|visionné)|abonnez[- ]vous|n'oubliez pas de vous abonner"
    r"|radio[- ]canada|transcription par",
    re.IGNORECASE,
)


def passage(start: float, end: float, words: Sequence[Word], silence: float) -> Passage | None:
    """What is kept of a segment; None when nothing was said.

    Args:
        start, end: seconds from the beginning of the recording.
        silence: probability that nobody spoke, as the model judges the whole stretch.
    """
    text = "".join(word.text for word in words)
    if not text.strip():
        return None
    sureness = exp(sum(log(max(w.probability, 1e-6)) for w in words) / len(words))
    if repeats(text) or _RECITED.search(text) or sureness < _NOT_UNDERSTOOD:
        return Passage(start, end, "", Trust.NON_COMPRIS)
    rushed = len(text) > _CHARACTERS_A_SECOND * max(end - start, 0.5)
    uncertain = sureness < _UNCERTAIN or rushed or silence > _UNCERTAIN
    marked = _marked(words)
    margin = len(text) - len(text.lstrip())
    text = text.strip()
    doubtful = tuple((max(0, a - margin), min(len(text), b - margin)) for a, b in marked)
    return Passage(start, end, text, Trust.INCERTAIN if uncertain else Trust.ENTENDU, doubtful)


def repeats(text: str) -> bool:
    """Does the text say the same thing over and over, as a model does that is lost?"""
    data = text.encode()
    return bool(_REPEATED.search(text)) or len(data) / len(zlib.compress(data)) > _COMPRESSION


def _marked(words: Sequence[Word]) -> list[tuple[int, int]]:
    """The words that are doubtful, without the space before them; neighbours together."""
    marks: list[tuple[int, int]] = []
    at = 0
    for word in words:
        end = at + len(word.text)
        if word.probability < DOUBTFUL and word.text.strip():
            start = end - len(word.text.lstrip())
            if marks and start - marks[-1][1] <= 1:
                marks[-1] = (marks[-1][0], end)
            else:
                marks.append((start, end))
        at = end
    return marks


# where each point begins


@dataclass(frozen=True, slots=True)
class Marker:
    """The secretary says when a point begins. `start`: seconds from the beginning of the recording."""

    point: int
    start: float


def point_at(markers: Sequence[Marker], second: float) -> int | None:
    """The point under discussion at a time: the last one begun; None before the first marker."""
    begun = [m for m in sorted(markers, key=lambda m: m.start) if m.start <= second]
    return begun[-1].point if begun else None
