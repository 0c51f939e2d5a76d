"""A phrase that is in a text is never ruled out; one that is not nearly always is."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from secretaire.fund.finding.neighbours import SIGNATURE_BYTES, may_hold, signature, squeezed

WORDS = st.lists(
    st.sampled_from(["le", "conseil", "vote", "la", "voirie", "l'été", "12", "d’une", "œuvre", "—", "fin"]),
    min_size=2,
    max_size=30,
)


def passes(texts: list[str], phrase: str, whole: bool) -> list[bool]:
    table = np.frombuffer(b"".join(map(signature, texts)), np.uint8).reshape(-1, SIGNATURE_BYTES)
    return list(may_hold([table], phrase, np.full(len(texts), whole)))


@given(WORDS, st.data())
def test_what_is_there_passes(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert passes([" ".join(words)], " ".join(words[start:end]), whole=True) == [True]


@given(WORDS, st.data())
def test_a_phrase_cut_in_two_passes_on_one_side(words: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(words) - 1))
    assert any(passes([" ".join(words[:cut]), " ".join(words[cut:])], " ".join(words), whole=False))


def test_what_is_not_there_does_not_pass() -> None:
    assert passes(["le code général des collectivités territoriales"], "code des collectivités", whole=True) == [False]


def test_accents_case_and_punctuation_do_not_count() -> None:
    assert squeezed("L’ÉCOLE, « œuvre » n° 3 !") == squeezed("l'ecole oeuvre n° 3")
