"""The text of a page of a document, with the passage found marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from secretaire.ui.style.sheet import current_palette, page_font


class PassageView(QTextBrowser):
    """Read-only; brings the first mark into view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName("Texte du document")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(14)
        self._marks: tuple[tuple[int, int], ...] = ()

    def show_text(self, text: str, marks: Sequence[tuple[int, int]] = ()) -> None:
        """Show a text; `marks` are characters [start, end) of it."""
        self.document().setDefaultFont(page_font())  # the font of the widget is that of the style sheet
        self.setPlainText(text)
        self._marks = tuple(marks)
        self.redraw()
        cursor = self.textCursor()
        cursor.setPosition(marks[0][0] if marks else 0)
        self.setTextCursor(cursor)
        if marks:
            # the passage is read with what surrounds it, not at the very edge
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect().top() - self.viewport().height() // 4)

    def redraw(self) -> None:
        """Mark again, in the colours of the theme."""
        palette = current_palette()
        chars = QTextCharFormat()
        chars.setBackground(QColor(palette.mark))
        chars.setForeground(QColor(palette.on_mark))
        selections = []
        for start, end in self._marks:
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection = QTextEdit.ExtraSelection()
            selection.cursor = cursor
            selection.format = chars
            selections.append(selection)
        self.setExtraSelections(selections)
