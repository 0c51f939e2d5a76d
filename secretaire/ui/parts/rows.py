"""Rows of lists on several lines: a title, a note that counts, a quieter line, sometimes a passage with words marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from secretaire.ui.style.sheet import current_palette
from secretaire.ui.style.tokens import LARGE, SMALL, TIGHT

UNDER = Qt.ItemDataRole.UserRole + 10
PASSAGE = Qt.ItemDataRole.UserRole + 11
MARKS = Qt.ItemDataRole.UserRole + 12
TINT = Qt.ItemDataRole.UserRole + 13  # name of a colour of the palette, for the line under
NOTE = Qt.ItemDataRole.UserRole + 14
NOTE_TINT = Qt.ItemDataRole.UserRole + 15
HEADING = Qt.ItemDataRole.UserRole + 16
_PASSAGE_LINES = 4

Index = QModelIndex | QPersistentModelIndex


def set_two_lines(
    item: QListWidgetItem,
    title: str,
    under: str,
    *,
    note: str = "",
    note_tint: str = "warning",
    passage: str = "",
    marks: Sequence[tuple[int, int]] = (),
    tint: str = "",
) -> None:
    """Fill an item; its text for screen readers says everything."""
    item.setText(title)
    item.setData(UNDER, under)
    item.setData(NOTE, note)
    item.setData(NOTE_TINT, note_tint)
    item.setData(PASSAGE, passage)
    item.setData(MARKS, [list(mark) for mark in marks])
    item.setData(TINT, tint)
    spoken = ". ".join(part for part in (title, note, under, passage) if part)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)


def set_heading(item: QListWidgetItem, title: str) -> None:
    """Fill an item that names those under it, and that nobody can take."""
    item.setText(title)
    item.setData(HEADING, True)
    item.setFlags(Qt.ItemFlag.NoItemFlags)


def height_of_rows(view: QListWidget, most: int) -> int:
    """Pixels that the first rows of a list take, its frame included, once its width is known."""
    rows = range(min(view.count(), most))
    return sum(view.sizeHintForRow(row) for row in rows) + 2 * view.frameWidth()


class TwoLineDelegate(QStyledItemDelegate):
    """Draws the rows: nothing is cut, a long title goes on the next line."""

    indent = 0  # kept free at the left of the texts, pixels

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        view.setResizeMode(QListWidget.ResizeMode.Adjust)
        view.setUniformItemSizes(False)
        view.setLayoutMode(QListWidget.LayoutMode.Batched)  # a long list never holds the keyboard
        view.setBatchSize(30)
        view.setWordWrap(True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = max(120, self._view.viewport().width() - 2)
        return QSize(width, round(self._lay_out(None, option, index, 0, 0, width)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette = current_palette()
        rect = option.rect
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(palette.accent_soft))
            painter.fillRect(rect.x(), rect.y(), 4, rect.height(), QColor(palette.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(palette.raised))
        painter.setPen(QColor(palette.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._lay_out(painter, option, index, rect.x(), rect.y(), rect.width())
        painter.restore()

    def _lay_out(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: Index, x: float, y: float, width: float
    ) -> float:
        """Draw (or only measure) the row; returns its height."""
        palette = current_palette()
        left = SMALL + TIGHT + self.indent
        inside = width - left - SMALL
        heading = bool(index.data(HEADING))
        top = y + (LARGE if heading else SMALL)
        base = QFont(option.font)
        strong = QFont(base)
        strong.setWeight(QFont.Weight.DemiBold)
        tint = index.data(TINT)
        parts = (
            (index.data(Qt.ItemDataRole.DisplayRole), strong, palette.muted if heading else palette.text, 0, ()),
            (index.data(NOTE), strong, getattr(palette, index.data(NOTE_TINT) or "text"), 0, ()),
            (index.data(UNDER), base, getattr(palette, tint) if tint else palette.muted, 0, ()),
            (index.data(PASSAGE), base, palette.text, _PASSAGE_LINES, index.data(MARKS) or ()),
        )
        for text, font, colour, most, marks in parts:
            if not text:
                continue
            layout = _layout(str(text), font, inside, colour, marks)
            lines = min(layout.lineCount(), most) if most else layout.lineCount()
            height = layout.lineAt(lines - 1).rect().bottom() if lines else 0.0
            if painter is not None:
                painter.save()
                painter.setClipRect(QRectF(x, top, width, height))
                layout.draw(painter, QRectF(x + left, top, inside, height).topLeft())
                painter.restore()
            top += height + 2
        return top + SMALL - 2 - y


def _layout(text: str, font: QFont, width: float, colour: str, marks: Sequence[Sequence[int]]) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    formats = [_range(0, len(text), _chars(colour, ""))]
    palette = current_palette()
    formats += [_range(start, end, _chars(palette.on_mark, palette.mark)) for start, end in marks]
    layout.setFormats(formats)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QRectF(0, y, 0, 0).topLeft())
        y += line.height()
    layout.endLayout()
    return layout


def _chars(colour: str, ground: str) -> QTextCharFormat:
    chars = QTextCharFormat()
    chars.setForeground(QColor(colour))
    if ground:
        chars.setBackground(QColor(ground))
    return chars


def _range(start: int, end: int, chars: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = start
    made.length = end - start
    made.format = chars
    return made
