"""The text of a page of a document, with the passage found marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from secretaire.ui.style.sheet import current_palette, page_font


class PassageView(QTextBrowser):
    """Read-only; brings the first mark into view. The passage has a quieter ground than the words found in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName("Texte du document")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(14)
        self._marks: tuple[tuple[int, int], ...] = ()
        self._passage: tuple[int, int] | None = None

    def show_text(
        self, text: str, marks: Sequence[tuple[int, int]] = (), passage: tuple[int, int] | None = None
    ) -> None:
        """Show a text; `marks` and `passage` are characters [start, end) of it."""
        self.document().setDefaultFont(page_font())  # the font of the widget is that of the style sheet
        self.setPlainText(text)
        self._marks = tuple(marks)
        self._passage = passage
        self.redraw()
        seen = self._marks or ((passage,) if passage else ())
        cursor = self.textCursor()
        cursor.setPosition(min(seen[0][0], len(text)) if seen else 0)
        self.setTextCursor(cursor)
        if seen:
            # the passage is read with what surrounds it, not at the very edge
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect().top() - self.viewport().height() // 4)

    def redraw(self) -> None:
        """Mark again, in the colours of the theme."""
        palette = current_palette()
        selections = []
        if self._passage is not None:
            ground = QTextCharFormat()
            ground.setBackground(QColor(palette.accent_soft))
            selections.append(self._selection(*self._passage, ground))
        chars = QTextCharFormat()
        chars.setBackground(QColor(palette.mark))
        chars.setForeground(QColor(palette.on_mark))
        selections += [self._selection(start, end, chars) for start, end in self._marks]
        self.setExtraSelections(selections)

    def _selection(self, start: int, end: int, chars: QTextCharFormat) -> QTextEdit.ExtraSelection:
        last = self.document().characterCount() - 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = chars
        return selection
