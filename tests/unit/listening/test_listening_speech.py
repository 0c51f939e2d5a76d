"""Where people speak: whatever the detector says, the stretches can be heard whole, in order, and miss no speech."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from secretaire.listening.speech import FRAME, LONGEST, Stretch, stretches

RUNS = st.lists(st.tuples(st.sampled_from([0.0, 0.2, 0.4, 0.9]), st.integers(1, 400)), max_size=25)


def frames(*runs: tuple[float, float]) -> list[float]:
    """(probability, seconds) one after the other."""
    return [p for p, seconds in runs for _ in range(round(seconds / FRAME))]


@given(RUNS)
def test_stretches_are_in_order_fit_the_model_and_hold_all_that_is_surely_speech(runs: list[tuple[float, int]]) -> None:
    probabilities = [p for p, count in runs for _ in range(count)]
    seconds = len(probabilities) * FRAME
    found = stretches(probabilities, seconds)
    assert all(0 <= s.start < s.end <= seconds + 1e-9 and s.seconds <= LONGEST + 1e-9 for s in found)
    assert all(a.end <= b.start + 1e-9 for a, b in pairwise(found))
    rank = 0
    for p, count in runs:
        start, end = rank * FRAME, (rank + count) * FRAME
        rank += count
        if p == 0.9 and end - start > 0.3:
            middle = (start + end) / 2
            assert any(s.start <= middle <= s.end for s in found)


def test_nothing_is_heard_in_silence_nor_in_a_cough() -> None:
    assert stretches(frames((0.1, 30)), 30) == ()
    assert stretches(frames((0.1, 5), (0.9, 0.2), (0.1, 5)), 10.2) == ()


def test_two_sentences_close_to_each_other_are_heard_together_and_a_long_silence_is_not() -> None:
    near = stretches(frames((0.9, 4), (0.1, 2), (0.9, 4)), 10)
    assert len(near) == 1
    far = stretches(frames((0.9, 4), (0.1, 60), (0.9, 4)), 68)
    assert [round(s.seconds, 1) for s in far] == [4.3, 4.3]  # the beginning and the end of the recording have no margin


def test_a_speech_without_a_breath_is_cut() -> None:
    found = stretches(frames((0.9, 100)), 100)
    assert len(found) == 4
    assert found[0].start == 0
    assert found[-1] == Stretch(found[-2].end, found[-1].end)
