"""Text taken from documents reads like the page."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.fund.reading.cleaning import clean


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("la délibé-\nration du conseil", "la délibération du conseil"),
        ("le vice-\nprésident", "le vice-président"),
        ("celui-\nci", "celui-ci"),
        ("Putanges-\nPont", "Putanges-Pont"),
        ("LA FORET-\nAUVRAY", "LA FORET-AUVRAY"),
        ("le sous-sol, puis l'arc-boutant et l'arc-\nboutant", "le sous-sol, puis l'arc-boutant et l'arc-boutant"),
        ("les 10-\n12 ans", "les 10-\n12 ans"),
        ("l’eﬀet de la modiﬁcation", "l’effet de la modification"),
        ("12\u00a0400,00\u202f€", "12 400,00 €"),
        ("sub\u00advention", "subvention"),
        ("e\u0301te\u0301", "été"),
        ("\uf0d8 Autorise", "• Autorise"),
        ("a\r\nb\x0bc\x00d", "a\nb\ncd"),
        ("  un   mot  \n\n\n\n  deux ", "un mot\n\ndeux"),
    ],
)
def test_cleaned(written: str, read: str) -> None:
    assert clean(written) == read


@given(st.text())
def test_cleaning_is_stable_and_composed(text: str) -> None:
    once = clean(text)
    assert unicodedata.is_normalized("NFC", once)
    assert "  " not in once
    assert "\n\n\n" not in once
    assert not any("\ud800" <= character <= "\udfff" for character in once)


@given(st.text(alphabet="abcéè -\n", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    assert [c for c in clean(text) if c.isalpha()] == [c for c in text if c.isalpha()]
