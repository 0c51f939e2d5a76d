"""Where people speak in a recording, cut in stretches that the model hears whole.

What is silent is never given to the model: it would invent words there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FRAME = 512 / 16_000
"""Seconds judged at a time by the detector."""

LONGEST = 28.0
"""Seconds of a stretch: the model hears thirty."""

_SPEAKING = 0.5
_STILL_SPEAKING = 0.35  # below the first one, so that a breath does not cut a sentence
_BREATH = 0.6  # seconds of silence within one utterance
_SHORTEST = 0.25  # a door, a cough
_MARGIN = 0.3  # kept around what is said: the first consonant is often judged silent


@dataclass(frozen=True, slots=True)
class Stretch:
    """Seconds from the beginning of the recording."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start


def stretches(probabilities: Iterable[float], seconds: float) -> tuple[Stretch, ...]:
    """The stretches of a recording, in order, none longer than `LONGEST`, none overlapping another.

    Args:
        probabilities: that someone speaks, for each `FRAME`.
        seconds: length of the recording.
    """
    found: list[Stretch] = []
    for said in _utterances(probabilities):
        start = max(said.start - _MARGIN, found[-1].end if found else 0.0)
        end = min(said.end + _MARGIN, seconds)
        if found and end - found[-1].start <= LONGEST:
            found[-1] = Stretch(found[-1].start, end)
        else:
            found.extend(_cut(Stretch(start, end)))
    return tuple(found)


def _utterances(probabilities: Iterable[float]) -> Iterator[Stretch]:
    start: float | None = None
    last = 0.0
    for rank, probability in enumerate(probabilities):
        at = rank * FRAME
        if probability >= (_SPEAKING if start is None else _STILL_SPEAKING):
            start = at if start is None else start
            last = at + FRAME
        elif start is not None and at - last >= _BREATH:
            if last - start >= _SHORTEST:
                yield Stretch(start, last)
            start = None
    if start is not None and last - start >= _SHORTEST:
        yield Stretch(start, last)


def _cut(whole: Stretch) -> Iterator[Stretch]:
    """Someone who speaks without a breath is cut in equal parts."""
    parts = max(1, -int(-whole.seconds // LONGEST))
    for part in range(parts):
        yield Stretch(whole.start + whole.seconds * part / parts, whole.start + whole.seconds * (part + 1) / parts)
