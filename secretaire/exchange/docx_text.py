"""Spans to Word runs: typography, the bold opening words of a paragraph, the highlight of blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from docx.enum.text import WD_COLOR_INDEX
from docx.text.paragraph import Paragraph as WordParagraph

from secretaire.acts.spans import Span
from secretaire.exchange.docx_styles import ARTICLE, CONSIDERANT, VISA
from secretaire.exchange.typography import bind, printable

_OPENING = {
    VISA: re.compile(r"vu\b", re.IGNORECASE),
    CONSIDERANT: re.compile(r"considérant\b", re.IGNORECASE),
    ARTICLE: re.compile(r"article\s+\w+(?:\s+\w+)?\s*[:.–—-]", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    bold: bool
    blank: bool


def write_runs(paragraph: WordParagraph, spans: Sequence[Span], *, highlight_blanks: bool) -> None:
    """Write the spans in the paragraph, whose style says which opening words are bold."""
    texts = [printable(span.text) for span in spans]
    line = bind("".join(texts))
    opening = _OPENING.get(paragraph.style.name or "") if paragraph.style else None
    found = opening.match(line) if opening else None
    bold_until = found.end() if found else 0
    pieces: list[_Piece] = []
    start = 0
    for span, text in zip(spans, texts, strict=True):
        end = start + len(text)
        cut = min(max(start, bold_until), end)
        blank = span.blank and highlight_blanks
        pieces += [_Piece(line[start:cut], bold=True, blank=blank), _Piece(line[cut:end], bold=False, blank=blank)]
        start = end
    for piece in _merged(pieces):
        run = paragraph.add_run(piece.text)
        run.bold = piece.bold or None
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW if piece.blank else None


def cells(spans: Iterable[Span]) -> list[list[Span]]:
    """The cells of a table row, which tabs separate."""
    row: list[list[Span]] = [[]]
    for span in spans:
        first, *others = span.text.split("\t")
        row[-1].append(replace(span, text=first))
        row.extend([replace(span, text=other)] for other in others)
    return row


def _merged(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Fewer runs: a secretary who edits the file meets no seam inside a sentence."""
    merged: list[_Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if merged and (merged[-1].bold, merged[-1].blank) == (piece.bold, piece.blank):
            merged[-1] = replace(piece, text=merged[-1].text + piece.text)
        else:
            merged.append(piece)
    return merged
