"""Contrast of the two themes (WCAG 2.2: 4.5 for text, 3 for what must be seen)."""

from __future__ import annotations

import pytest

from secretaire.ui.style.tokens import DARK, LIGHT, Palette, contrast

THEMES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["clair", "sombre"])

ON_SCREEN = ("ground", "surface", "raised", "accent_soft")
WORDS = ("text", "muted", "blocking", "warning", "fine")


@THEMES
@pytest.mark.parametrize("word", WORDS)
def test_words_are_read_on_every_ground(palette: Palette, word: str) -> None:
    for ground in ON_SCREEN:
        assert contrast(getattr(palette, word), getattr(palette, ground)) >= 4.5, ground


@THEMES
@pytest.mark.parametrize(
    ("word", "ground"),
    [
        ("on_accent", "accent"),
        ("on_accent", "focus"),
        ("on_rail", "rail"),
        ("on_rail", "rail_selected"),
        ("ink", "paper"),
        ("paper_muted", "paper"),
        ("ink", "blank"),
        ("on_mark", "mark"),
        ("on_added", "added"),
        ("on_removed", "removed"),
    ],
)
def test_words_are_read_on_their_own_ground(palette: Palette, word: str, ground: str) -> None:
    assert contrast(getattr(palette, word), getattr(palette, ground)) >= 4.5


@THEMES
def test_every_origin_is_read_on_paper(palette: Palette) -> None:
    assert min(contrast(palette.ink, tint) for tint in palette.origins.values()) >= 4.5
    assert len(set(palette.origins.values())) == len(palette.origins)


@THEMES
def test_fields_and_focus_are_seen(palette: Palette) -> None:
    for ground in ("surface", "ground"):
        assert contrast(palette.edge, getattr(palette, ground)) >= 3
        assert contrast(palette.focus, getattr(palette, ground)) >= 3


def test_contrast_of_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
