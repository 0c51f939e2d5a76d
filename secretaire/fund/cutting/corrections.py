"""Provisional."""

from __future__ import annotations

from collections.abc import Sequence

from secretaire.fund.folding import fold
from secretaire.fund.piece_table import text_of
from secretaire.fund.pieces import Extent, Piece
from secretaire.fund.reading import Page
from secretaire.store.corrections import Correction


def first_words(pages: Sequence[Page], extent: Extent) -> str:
    """Key of a correction."""
    text = text_of(extent, {page.number: page.text for page in pages})
    return "".join(c for c in fold(text[:400]) if c.isalnum())[:60]


def fact_from_text(name: str, value: str) -> object:
    """Provisional."""
    return value


def corrected(pieces: Sequence[Piece], pages: Sequence[Page], corrections: Sequence[Correction]) -> list[Piece]:
    """Provisional."""
    return list(pieces)
