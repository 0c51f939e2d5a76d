"""Write an act into a text document: one block per paragraph, every span with its origin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from secretaire.acts.act import Act, Paragraph, Role
from secretaire.acts.spans import OriginKind, Span
from secretaire.ui.parts.page.looks import ARTICLE_WORD, Look, is_table_row, look_of
from secretaire.ui.parts.page.places import BLANK, KIND, ROLE, SOURCE, TABLE, blocks_of
from secretaire.ui.style.sheet import page_font
from secretaire.ui.style.tokens import Palette

_CELL_GAP = 14.0
_SMALLEST = 0.7  # of the size of the page: under it, a table is not read
_EDGE = 4.0  # a figure that touches the margin goes to the next line


class ActWriter:
    """Fills a document with an act, for one palette, scale and choice of showing origins."""

    def __init__(self, palette: Palette, *, scale: float, origins: bool, width: float) -> None:
        self._palette = palette
        self._scale = scale
        self._origins = origins
        self._width = width

    def write(self, document: QTextDocument, act: Act, open_roles: frozenset[Role]) -> None:
        """Replace the content of the document. `open_roles` keep an empty line where a person can type."""
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        first = True
        for role in Role:
            paragraphs = act.section(role).visible
            if not paragraphs and role in open_roles:
                paragraphs = (Paragraph("", ()),)
            tabs = self._tab_stops(role, paragraphs)
            fit = self._fit(paragraphs)
            in_table = False
            for paragraph in paragraphs:
                look = look_of(role, paragraph)
                row = is_table_row(role, paragraph)
                if row:
                    look = replace(look, size=look.size * fit)
                if row and not in_table:
                    look = replace(look, bold=True, before=4)
                elif in_table and not row:
                    look = replace(look, before=look.before + 6)
                in_table = row
                if first:
                    cursor.setBlockFormat(self._block(role, look, paragraph, tabs))
                    first = False
                else:
                    cursor.insertBlock(self._block(role, look, paragraph, tabs))
                cursor.setBlockCharFormat(self._plain(look))
                for text, chars in self._pieces(look, paragraph):
                    cursor.insertText(text, chars)
        cursor.endEditBlock()

    def refresh(self, document: QTextDocument, act: Act) -> None:
        """Give the words already on the sheet the origins they have in the act."""
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for role in Role:
            lines = (block for block in blocks_of(document, role) if block.text().strip())
            fit = self._fit(act.section(role).visible)
            in_table = False
            for block, paragraph in zip(lines, act.section(role).visible, strict=False):
                look = look_of(role, paragraph)
                row = is_table_row(role, paragraph)
                if row:
                    look = replace(look, size=look.size * fit)
                if row and not in_table:
                    look = replace(look, bold=True)
                in_table = row
                position = block.position()
                for text, chars in self._pieces(look, paragraph):
                    cursor.setPosition(position)
                    position += len(text)
                    cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
                    if cursor.charFormat() != chars:
                        cursor.setCharFormat(chars)
        cursor.endEditBlock()

    def _block(self, role: Role, look: Look, paragraph: Paragraph, tabs: list[QTextOption.Tab]) -> QTextBlockFormat:
        block = QTextBlockFormat()
        block.setProperty(ROLE, role.value)
        block.setAlignment(look.align)
        block.setTopMargin(look.before * self._scale)
        block.setBottomMargin(look.after * self._scale)
        block.setLineHeight(112, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if "\t" in paragraph.text:
            block.setTabPositions(tabs)
        if is_table_row(role, paragraph):
            block.setProperty(TABLE, True)
        return block

    def _plain(self, look: Look) -> QTextCharFormat:
        font = page_font(self._scale * look.size)
        font.setBold(look.bold)
        chars = QTextCharFormat()
        chars.setFont(font)
        chars.setForeground(QBrush(QColor(self._palette.paper_muted if look.muted else self._palette.ink)))
        return chars

    def _pieces(self, look: Look, paragraph: Paragraph) -> Iterator[tuple[str, QTextCharFormat]]:
        bold_until = _article_head(paragraph.text)
        position = 0
        for span in paragraph.spans:
            chars = self._of(span, look)
            head = span.text[: max(0, bold_until - position)]
            if head:
                strong = QTextCharFormat(chars)
                strong.setFontWeight(QFont.Weight.Bold)
                yield head, strong
            if len(head) < len(span.text):
                yield span.text[len(head) :], chars
            position += len(span.text)

    def _of(self, span: Span, look: Look) -> QTextCharFormat:
        chars = self._plain(look)
        chars.setProperty(KIND, span.origin.kind.value)
        chars.setProperty(SOURCE, span.origin.source)
        if span.blank:
            chars.setProperty(BLANK, span.origin.source)
            chars.setBackground(QBrush(QColor(self._palette.blank)))
            chars.setForeground(QBrush(QColor(self._palette.ink)))
            chars.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        elif self._origins and span.origin.kind is not OriginKind.MODELE_TYPE:
            chars.setBackground(QBrush(QColor(self._palette.origins[span.origin.kind])))
            chars.setForeground(QBrush(QColor(self._palette.ink)))
        return chars

    def _tab_stops(self, role: Role, paragraphs: tuple[Paragraph, ...]) -> list[QTextOption.Tab]:
        """Columns as wide as their widest cell, figures aligned to the right; two signatures face each other."""
        if role is Role.SIGNATURES:
            return [QTextOption.Tab(self._width * 0.55, QTextOption.TabType.LeftTab)]
        rows = [p.text.split("\t") for p in paragraphs if "\t" in p.text]
        if not rows:
            return []
        room = self._width - _EDGE
        widths = self._widths(rows)
        columns = len(widths)
        widths = [width * min(1.0, room / sum(widths)) for width in widths]
        numeric = [_numeric([row[i] for row in rows if i < len(row)]) for i in range(columns)]
        spare = max(0.0, room - sum(widths))
        widths[0] += spare
        stops: list[QTextOption.Tab] = []
        left = 0.0
        for i in range(1, columns):
            left += widths[i - 1]
            if numeric[i]:
                kind, where = QTextOption.TabType.RightTab, left + widths[i]
            else:
                kind, where = QTextOption.TabType.LeftTab, left + (_CELL_GAP if i == 1 and not spare else 0.0)
            stops.append(QTextOption.Tab(min(where, room), kind))
        return stops

    def _fit(self, paragraphs: tuple[Paragraph, ...]) -> float:
        """How much smaller the rows of a table are written so that its widest line holds on one."""
        rows = [p.text.split("\t") for p in paragraphs if "\t" in p.text]
        wanted = sum(self._widths(rows))
        return max(_SMALLEST, min(1.0, (self._width - _EDGE) / wanted)) if wanted else 1.0

    def _widths(self, rows: list[list[str]]) -> list[float]:
        """What each column takes at the full size of the page."""
        font = page_font(self._scale)
        font.setBold(True)  # the heading of a table is bold: the widest a cell can be
        metrics = QFontMetricsF(font)
        return [
            max(metrics.horizontalAdvance(row[i]) for row in rows if i < len(row)) + _CELL_GAP
            for i in range(max(map(len, rows), default=0))
        ]


def _article_head(text: str) -> int:
    """How many characters of « Article 1 : » to set in bold."""
    if not text.startswith(ARTICLE_WORD):
        return 0
    colon = text.find(":")
    return colon + 1 if 0 < colon < 20 else 0


def _numeric(cells: list[str]) -> bool:
    figures = [c for c in cells[1:] if c.strip()]
    return bool(figures) and all(c.strip()[0] in "0123456789-+" for c in figures)
