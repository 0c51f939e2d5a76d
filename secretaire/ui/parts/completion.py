"""What completes a field, dressed as the window of the field: the list that Qt opens belongs to none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QListView, QWidget


class Completer(QCompleter):
    """Proposes words to a field, whatever their case; `popup_list` is the list on screen."""

    def __init__(self, field: QWidget, match: Qt.MatchFlag) -> None:
        super().__init__(field)
        self._words = QStringListModel(self)
        self.setModel(self._words)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(match)
        self.popup_list = QListView()
        self.setPopup(self.popup_list)
        self._dresser = _Dresser(field, self.popup_list, self)

    def propose(self, words: Sequence[str]) -> None:
        """The words it completes with from now on."""
        self._words.setStringList(list(words))


class _Dresser(QObject):
    """Gives the list the style sheet of the window, the theme of that moment: when the field is reached, since Qt measures
    the list before it shows it."""

    def __init__(self, field: QWidget, popup: QListView, parent: QObject) -> None:
        super().__init__(parent)
        self._field, self._popup = field, popup
        field.installEventFilter(self)
        popup.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.Show}:
            sheet = self._field.window().styleSheet()
            if sheet != self._popup.styleSheet():
                self._popup.setStyleSheet(sheet)
        return False
