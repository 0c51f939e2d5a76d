"""An act as a Word document: the printed copy, its origins inside, « PROJET » until it is approved."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from secretaire.acts.act import Act, Paragraph, Role, Section
from secretaire.acts.act_type import ActType
from secretaire.acts.spans import Span
from secretaire.council.commune import Commune
from secretaire.exchange import docx_styles as styles
from secretaire.exchange.atomic import write_atomically
from secretaire.exchange.docx_furniture import add_footer, mark_as_draft, set_properties
from secretaire.exchange.docx_tables import add_counts, add_signatures, add_table
from secretaire.exchange.docx_text import cells, write_runs
from secretaire.exchange.papier.papier import PLAIN_PAPIER, Papier
from secretaire.exchange.provenance import Approval, embed

__all__ = ["Approval", "write_act"]

_BY_ROLE = {
    Role.ENTETE: styles.HEADING,
    Role.COMPOSITION: styles.BODY,
    Role.OBJET: styles.OBJECT,
    Role.VISAS: styles.VISA,
    Role.CONSIDERANTS: styles.CONSIDERANT,
    Role.EXPOSE: styles.BODY,
    Role.VOTE: styles.VOTE,
    Role.DISPOSITIF: styles.ARTICLE,
    Role.CLOTURE: styles.CLOSING,
    Role.SIGNATURES: styles.SIGNATURE,
    Role.MENTIONS: styles.MENTION,
}

# Paragraphs that do not look like the rest of their part, by the start of their key.
_BY_KEY = {
    "entete.republique": styles.REPUBLIC,
    "entete.commune": styles.COMMUNE,
    "entete.titre": styles.TITLE,
    "entete.seance": styles.MEETING,
    "entete.numero": styles.NUMBER,
    "vote.annonce": styles.ANNOUNCE,
}
_COUNTS = "composition.effectifs"
_AFTER_TABLE = Pt(12)


class _Shape(Enum):
    """How a paragraph of the act becomes Word."""

    TEXT = auto()
    COUNTS = auto()
    TABLE = auto()
    SIGNATURES = auto()


def write_act(
    act: Act,
    act_type: ActType,
    commune: Commune,
    target: Path,
    approval: Approval | None = None,
    papier: Papier = PLAIN_PAPIER,
) -> None:
    """Write the act: a copy to sign if it is approved, else a « PROJET » where blanks are highlighted.

    Raises:
        EnvironmentFault: the target cannot be written.
    """
    document = styles.blank_act()
    set_properties(document, act, act_type, commune, approval)
    add_footer(document, act, act_type, commune)
    if approval is None:
        mark_as_draft(document)
    for section in act.sections:
        _write_section(document, section, highlight_blanks=approval is None)
    if _follows_table(document):
        document.add_paragraph()  # Word wants one after a last table
    embed(document, act, approval)
    content = BytesIO()
    document.save(content)
    write_atomically(target, content.getvalue())


def _write_section(document: Document, section: Section, *, highlight_blanks: bool) -> None:
    for shape, group in groupby(section.visible, lambda paragraph: _shape(section.role, paragraph)):
        lines = list(group)
        match shape:
            case _Shape.TEXT:
                for line in lines:
                    _write_paragraph(document, section.role, line, highlight_blanks=highlight_blanks)
            case _Shape.COUNTS:
                _separate_tables(document)
                add_counts(document, lines, highlight_blanks=highlight_blanks)
            case _Shape.TABLE:
                _keep_with_next(document)
                _separate_tables(document)
                add_table(document, lines, highlight_blanks=highlight_blanks)
            case _Shape.SIGNATURES:
                _keep_with_next(document)
                _separate_tables(document)
                add_signatures(document, _signers(lines), highlight_blanks=highlight_blanks)


def _write_paragraph(document: Document, role: Role, line: Paragraph, *, highlight_blanks: bool) -> None:
    if role is Role.CLOTURE:
        _keep_with_next(document)  # the signatures carry the end of the text with them to the next page
    follows_table = _follows_table(document)
    paragraph = document.add_paragraph(style=document.styles[_style(role, line.key)])
    if follows_table:
        paragraph.paragraph_format.space_before = _AFTER_TABLE
    write_runs(paragraph, line.spans, highlight_blanks=highlight_blanks)


def _shape(role: Role, paragraph: Paragraph) -> _Shape:
    if role is Role.SIGNATURES and paragraph.key.startswith("signature."):
        return _Shape.SIGNATURES
    if paragraph.key.startswith(_COUNTS):
        return _Shape.COUNTS
    return _Shape.TABLE if "\t" in paragraph.text else _Shape.TEXT


def _style(role: Role, key: str) -> str:
    return next((style for start, style in _BY_KEY.items() if key.startswith(start)), _BY_ROLE[role])


def _signers(lines: Sequence[Paragraph]) -> list[list[list[Span]]]:
    """For each person who signs (« signature.maire… »), the lines that bear title and name."""
    return [
        [part for line in group for part in cells(line.spans)]
        for _, group in groupby(lines, lambda line: line.key.split(".")[:2])
    ]


def _last_block(document: Document) -> Any:
    return next(document.element.body.iterchildren(qn("w:p"), qn("w:tbl"), reversed=True), None)


def _follows_table(document: Document) -> bool:
    block = _last_block(document)
    return block is not None and block.tag == qn("w:tbl")


def _separate_tables(document: Document) -> None:
    """Two tables in a row would become one in Word."""
    if _follows_table(document):
        document.add_paragraph()


def _keep_with_next(document: Document) -> None:
    """Keep the end of what is written (a paragraph, or the last row of a table) with what follows."""
    block = _last_block(document)
    if block is None:
        return
    for paragraph in [block] if block.tag == qn("w:p") else block.tr_lst[-1].iter(qn("w:p")):
        WordParagraph(paragraph, document.element.body).paragraph_format.keep_with_next = True
