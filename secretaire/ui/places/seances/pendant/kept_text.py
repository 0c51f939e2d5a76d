"""A text kept a moment after the last key, with the councillors' names completed as they are typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from secretaire.ui.parts.basics import Debounce
from secretaire.ui.parts.completion import Completer

_DELAY_MS = 600
_LEAST_LETTERS = 2


class KeptText(QPlainTextEdit):
    """The text of one point. `kept` says the point and its text. Ctrl+Z undoes the typing, then the meeting."""

    kept = Signal(int, str)

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._point: int | None = None
        self._stored = ""
        self._later = Debounce(_DELAY_MS, self._keep, self)
        self._completer = Completer(self, Qt.MatchFlag.MatchStartsWith)
        self._completer.setWidget(self)
        self._popup = self._completer.popup_list
        self._popup.clicked.connect(lambda index: self._complete(str(index.data())))
        self.textChanged.connect(self._typed)
        self._showing = False

    @property
    def waiting(self) -> bool:
        """Something typed is not asked to be saved yet."""
        return self._later.waiting

    def propose(self, names: Sequence[str]) -> None:
        """The words completed from their first letters."""
        self._completer.propose(sorted(set(names)))

    def show_text(self, point: int, text: str) -> None:
        """What is stored for that point; what is being typed, or could not be saved, is never replaced by older words."""
        same = point == self._point
        if same and (self.waiting or text == self._stored):
            return
        self.flush()
        self._point, self._stored = point, text
        if text != self.toPlainText():
            self._showing = True
            self.setPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.End)
            self._showing = False

    def flush(self) -> None:
        """Ask now for what is waiting to be saved."""
        self._later.flush()

    def _typed(self) -> None:
        if self._showing:
            return
        self._later.touch()
        word = self._word().selectedText()
        self._completer.setCompletionPrefix(word)
        popup = self._popup
        if len(word) < _LEAST_LETTERS or not self._completer.completionCount() or not self.hasFocus():
            popup.hide()
            return
        if self._completer.currentCompletion().casefold() == word.casefold():
            popup.hide()
            return
        popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
        box = self.cursorRect()
        box.setWidth(popup.sizeHintForColumn(0) + 40)
        self._completer.complete(box)

    def _word(self) -> QTextCursor:
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfWord, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _complete(self, name: str) -> None:
        cursor = self._word()
        cursor.insertText(name)
        self.setTextCursor(cursor)

    def _keep(self) -> None:
        if self._point is not None:
            self.kept.emit(self._point, self.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._popup
        if popup.isVisible() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            self._complete(str(popup.currentIndex().data() or self._completer.currentCompletion()))
            popup.hide()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        undo = event.type() is QEvent.Type.ShortcutOverride and event.matches(  # type: ignore[attr-defined]
            QKeySequence.StandardKey.Undo
        )
        if undo and not self.document().isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)
