"""What is kept of what the model wrote: inventions are not, doubts are shown; a passage belongs to the last point begun."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.listening.passages import Marker, Trust, Word, passage, point_at, repeats

SAID = "Le conseil vote la subvention de huit cents euros."


def words(text: str, *probabilities: float) -> list[Word]:
    pieces = [f" {w}" for w in text.split()]
    given_ = [*probabilities, *[0.9] * (len(pieces) - len(probabilities))]
    return [Word(piece, p) for piece, p in zip(pieces, given_, strict=True)]


def test_a_clear_sentence_is_kept_as_it_is() -> None:
    kept = passage(10, 14, words(SAID), silence=0.01)
    assert kept is not None
    assert (kept.text, kept.trust, kept.doubtful) == (SAID, Trust.ENTENDU, ())


def test_the_words_that_are_not_sure_are_shown_neighbours_together() -> None:
    kept = passage(10, 14, words(SAID, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.2, 0.3, 0.9), silence=0.01)
    assert kept is not None
    assert [kept.text[a:b] for a, b in kept.doubtful] == ["huit cents"]
    assert kept.trust is Trust.ENTENDU


@pytest.mark.parametrize(("start", "end", "sure", "silence"), [(0, 4, 0.5, 0.0), (0, 0.6, 0.9, 0.0), (0, 4, 0.9, 0.8)])
def test_weak_rushed_or_over_silence_it_is_uncertain(start: float, end: float, sure: float, silence: float) -> None:
    kept = passage(start, end, words(SAID, *[sure] * 9), silence)
    assert kept is not None
    assert kept.trust is Trust.INCERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "Sous-titres réalisés par la communauté d'Amara.org",
        "Merci d'avoir regardé cette vidéo !",
        "je ne sais pas je ne sais pas je ne sais pas je ne sais pas",
        "oui oui oui oui oui oui",
    ],
)
def test_what_the_model_recites_or_repeats_is_not_kept(text: str) -> None:
    kept = passage(0, 5, words(text), silence=0.0)
    assert kept is not None
    assert (kept.trust, kept.text) == (Trust.NON_COMPRIS, "")


def test_what_it_guesses_word_after_word_is_not_kept() -> None:
    kept = passage(0, 5, words(SAID, *[0.1] * 9), silence=0.0)
    assert kept is not None
    assert (kept.trust, kept.text) == (Trust.NON_COMPRIS, "")


def test_nothing_said_is_nothing() -> None:
    assert passage(0, 5, [Word(" ", 0.9)], silence=0.9) is None


@pytest.mark.parametrize(
    "text", ["Oui, oui, très bien, merci.", SAID, "Pour, pour, pour : la délibération est adoptée."]
)
def test_people_repeat_themselves_a_little(text: str) -> None:
    assert not repeats(text)


@given(st.lists(st.tuples(st.integers(1, 9), st.floats(0, 9000)), max_size=9), st.floats(0, 9000))
def test_a_passage_belongs_to_the_last_point_begun(marks: list[tuple[int, float]], second: float) -> None:
    markers = [Marker(*m) for m in marks]
    found = point_at(markers, second)
    begun = [m for m in markers if m.start <= second]
    if not begun:
        assert found is None
    else:
        latest = max(m.start for m in begun)
        assert found in {m.point for m in begun if m.start == latest}
