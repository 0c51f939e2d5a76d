"""The French of an act: spelling, agreement, what the hand or the keyboard leaves behind. Few remarks, nearly all right."""

from __future__ import annotations

from collections.abc import Iterator

from secretaire.checks.finding import Finding
from secretaire.checks.language.agreement import agreement
from secretaire.checks.language.leftovers import leftovers
from secretaire.checks.language.marks import marks
from secretaire.checks.language.slips import slips
from secretaire.checks.language.spelling import NO_LEXICON, Lexicon, spelling

__all__ = ["NO_LEXICON", "Lexicon", "language"]


def language(text: str, lexicon: Lexicon = NO_LEXICON) -> Iterator[Finding]:
    """Every remark on the French of a text. Without a lexicon, words are not judged."""
    yield from leftovers(text)
    yield from marks(text)
    yield from slips(text)
    yield from agreement(text, lexicon)
    yield from spelling(text, lexicon)
