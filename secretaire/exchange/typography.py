"""Typography of a printed act. Every rule keeps the length of the text, so that origins stay aligned."""

from __future__ import annotations

import re

from secretaire.acts.wording import MONTHS, NBSP, typography

# What XML 1.0 forbids, with the control characters and bidirectional marks that could disguise a text.
_FORBIDDEN = re.compile(
    "[^\t\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]"
)

_LINE_BREAKS = re.compile(r"[\r\n\v\f\u0085\u2028\u2029]+")

_MONTHS = "|".join(MONTHS)

# Every alternative matches one space that must not end a line, beyond what act types already bind.
_GLUE = re.compile(
    rf"(?<=\d) (?=(?:{_MONTHS})\b)|(?<=\b1er) (?=(?:{_MONTHS})\b)"
    r"|(?<=N°) (?=\S)"
    r"|(?<=\bMme) |(?<=\bMmes) "
    r"|(?<=\b[Aa]rticle) (?=\d)"
)


def printable(text: str) -> str:
    """The text without what XML refuses; a line break, which a span should not hold, becomes a space."""
    return _FORBIDDEN.sub("", _LINE_BREAKS.sub(" ", text))


def bind(text: str) -> str:
    """The text, typed by a person or not, with non-breaking spaces where a line must not end.

    Narrow ones are written as common ones: not every font of an office suite has their glyph.
    """
    return _GLUE.sub(NBSP, typography(text.replace("\u202f", NBSP).replace("\u2009", NBSP)))
