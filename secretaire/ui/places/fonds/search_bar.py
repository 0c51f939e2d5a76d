"""The words looked for, and what limits the search: kind of document, dates."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from secretaire.acts.fields import parse_date
from secretaire.fund.search import Filters
from secretaire.ui.parts.basics import Debounce, column, label
from secretaire.ui.parts.results import KINDS
from secretaire.ui.style.tokens import SMALL

TYPING_MS = 160


class SearchBar(QWidget):
    """`asked` a little after each keystroke."""

    asked = Signal(str, object)  # words, Filters
    down = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setAccessibleName("Chercher dans les documents")
        self.words.setPlaceholderText(
            "Chercher un acte, un sujet : « réfection toiture école », « tarif salle »… (Ctrl+K)"
        )
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumHeight(self.words.fontMetrics().height() + 16)
        self.words.installEventFilter(self)
        self.kind = QComboBox()
        self.kind.setAccessibleName("Type de document")
        self.kind.addItem("Tous les documents", None)
        for kind, word in KINDS.items():
            self.kind.addItem(word, kind)
        self.since = _date_line("Depuis le", "depuis 01/01/2020")
        self.until = _date_line("Jusqu'au", "jusqu'au 31/12/2024")
        self._fault = label("", "fault")
        self._fault.hide()
        self._later = Debounce(TYPING_MS, self.ask, self)
        self.words.textChanged.connect(lambda _: self._later.touch())
        self.kind.activated.connect(lambda _: self.ask())
        for line in (self.since, self.until):
            line.editingFinished.connect(self.ask)
        filters = QHBoxLayout()
        filters.setSpacing(SMALL)
        filters.addWidget(self.kind)
        filters.addWidget(self.since)
        filters.addWidget(self.until)
        filters.addStretch()
        layout = column(self.words)
        layout.addLayout(filters)
        layout.addWidget(self._fault)
        self.setLayout(layout)

    def ask(self) -> None:
        """Search now."""
        self._later.drop()
        try:
            filters = Filters(self.kind.currentData(), _day(self.since), _day(self.until))
        except ValueError as error:
            self._fault.setText(f"{str(error)[:1].upper()}{str(error)[1:]}.")
            self._fault.show()
            return
        self._fault.hide()
        self.asked.emit(self.words.text(), filters)

    def focus(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.words and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.down.emit()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.ask()
                return True
            if event.key() == Qt.Key.Key_Escape and self.words.text():
                self.words.clear()
                return True
        return super().eventFilter(watched, event)


def _date_line(name: str, example: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(example)
    made.setToolTip(name)
    made.setFixedWidth(made.fontMetrics().horizontalAdvance(example) + 28)
    return made


def _day(line: QLineEdit) -> date | None:
    return parse_date(line.text()) if line.text().strip() else None
