"""Spans to Word runs: typography, the bold opening words of a paragraph, the highlight of blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from secretaire.acts.spans import Span, ValueKind
from secretaire.acts.wording import NBSP
from secretaire.exchange.docx_styles import NAMES
from secretaire.exchange.papier.look import Part
from secretaire.exchange.typography import bind, printable

_OPENING = {
    NAMES[Part.VISA]: re.compile(r"vu\b", re.IGNORECASE),
    NAMES[Part.CONSIDERANT]: re.compile(r"considérant\b", re.IGNORECASE),
    NAMES[Part.ARTICLE]: re.compile(r"article\s+\w+(?:\s+\w+)?\s*[:.–—-]", re.IGNORECASE),
}
_OF_NAMES = NAMES[Part.COMPOSITION]
_INNER_HYPHEN = re.compile(r"(?<=\d)-(?=\d)")
_RAISED = re.compile(r"(?<=\b1)(?:er|re)\b|(?<=\d)e\b")  # « 1er juillet », « 2e adjoint »


def write_runs(paragraph: WordParagraph, spans: Sequence[Span], *, highlight_blanks: bool) -> None:
    """Write the spans in the paragraph, whose style says which opening words are bold.

    As few runs as possible: a secretary who edits the file meets no seam inside a sentence.
    """
    style = (paragraph.style.name or "") if paragraph.style else ""
    texts = [_whole(span) if style == _OF_NAMES else printable(span.text) for span in spans]
    line = bind("".join(texts))
    opening = _OPENING.get(style)
    found = opening.match(line) if opening else None
    bold = range(found.end() if found else 0)
    blank = [span.blank and highlight_blanks for span, text in zip(spans, texts, strict=True) for _ in text]
    raised = {position for match in _RAISED.finditer(line) for position in range(*match.span())}
    look = [(i in bold, blank[i], i in raised) for i in range(len(line))]
    for (is_bold, is_blank, is_raised), positions in groupby(range(len(line)), look.__getitem__):
        run = add_run(paragraph, "".join(line[i] for i in positions))
        if is_bold:
            run.bold = True
        if is_raised:
            run.font.superscript = True
        if is_blank:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _whole(span: Span) -> str:
    """In a list of names, no line ends inside one."""
    text = printable(span.text)
    return text.replace(" ", NBSP) if span.value and span.value.kind is ValueKind.PERSONNE else text


def add_run(paragraph: WordParagraph, text: str) -> Run:
    """A run where no line ends at the hyphen of « L. 2121-29 »: the one of Word, read back as a plain one."""
    run = paragraph.add_run()
    for index, part in enumerate(_INNER_HYPHEN.split(text)):
        if index:
            run._r.append(OxmlElement("w:noBreakHyphen"))
        run.add_text(part)
    return run


def cells(spans: Iterable[Span]) -> list[list[Span]]:
    """The cells of a table row, which tabs separate."""
    row: list[list[Span]] = [[]]
    for span in spans:
        first, *others = span.text.split("\t")
        row[-1].append(replace(span, text=first))
        row.extend([replace(span, text=other)] for other in others)
    return row
