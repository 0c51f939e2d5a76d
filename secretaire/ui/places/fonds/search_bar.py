"""The words looked for, and the three things to do with them: search, ask, follow a subject through time."""

from __future__ import annotations

from enum import IntEnum
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QWidget

from secretaire.fund.finding.results import Filters, Sort
from secretaire.ui.parts.basics import Debounce, column, tool
from secretaire.ui.places.fonds.filters import FilterBar
from secretaire.ui.style.tokens import SMALL

TYPING_MS = 160
SUBJECT_TYPING_MS = 400


class Look(IntEnum):
    """What is made of the words."""

    SEARCH = 0
    QUESTION = 1
    SUBJECT = 2


_WORDS = {
    Look.SEARCH: (
        "Chercher",
        "Les actes et les documents qui contiennent ces mots",
        "Chercher un acte, un sujet : réfection toiture école, « tarif de la salle »… (Ctrl+K)",
    ),
    Look.QUESTION: (
        "Question",
        "La réponse, avec le passage qui la donne",
        "Poser une question : Quel est le loyer du logement communal ? (Entrée)",
    ),
    Look.SUBJECT: (
        "Dans le temps",
        "Les actes sur un même sujet, du plus récent au plus ancien, et celui qui est en vigueur",
        "Suivre un sujet dans le temps : tarifs de la cantine, indemnités des élus…",
    ),
}


class SearchBar(QWidget):
    """Asks a little after each keystroke; a question, when it is finished."""

    asked = Signal(str, Filters, Sort)
    question_asked = Signal(str)
    subject_asked = Signal(str)
    looked = Signal(int)  # Look: the person wants another thing of the same words
    down = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumHeight(self.words.fontMetrics().height() + 16)
        self.words.installEventFilter(self)
        self.words.setToolTip("Entre guillemets, « … », les mots sont cherchés ensemble et dans cet ordre")
        self.filters = FilterBar()
        self._later = Debounce(TYPING_MS, self._typed, self)
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self.words, 1)
        for look, (name, tip, _) in _WORDS.items():
            made = tool(name, partial(self.look_at, look), tip=tip)
            made.setProperty("flat", "false")
            made.setCheckable(True)
            made.setMinimumHeight(self.words.minimumHeight())
            self._group.addButton(made, look)
            row.addWidget(made)
        layout = column()
        layout.addLayout(row)
        layout.addWidget(self.filters)
        self.setLayout(layout)
        self.words.textChanged.connect(lambda _: self._touch())
        self.filters.changed.connect(self.ask)
        self.show_look(Look.SEARCH)

    @property
    def look(self) -> Look:
        """What is made of the words now."""
        return Look(self._group.checkedId())

    @property
    def text(self) -> str:
        """The words, without the spaces around."""
        return self.words.text().strip()

    @property
    def is_question(self) -> bool:
        """The words end as a question does."""
        return self.text.endswith("?")

    def show_look(self, look: Look) -> None:
        """Be ready for this; nothing is asked."""
        self._group.button(look).setChecked(True)
        name, _, example = _WORDS[look]
        self.words.setPlaceholderText(example)
        self.words.setAccessibleName(f"{name} : les mots" if look is Look.SEARCH else example.partition(" :")[0])
        self.filters.setVisible(look is Look.SEARCH)

    def look_at(self, look: Look) -> None:
        """Do this with the words."""
        self.show_look(look)
        self.looked.emit(look)
        self.ask()
        self.words.setFocus()

    def ask(self) -> None:
        """Ask now."""
        self._later.drop()
        if self.look is Look.QUESTION:
            self.question_asked.emit(self.text)
        elif self.look is Look.SUBJECT:
            self.subject_asked.emit(self.text)
        else:
            self.asked.emit(self.words.text(), self.filters.read(), self.filters.order())

    def focus(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def _touch(self) -> None:
        self._later.touch(SUBJECT_TYPING_MS if self.look is not Look.SEARCH else TYPING_MS)

    def _typed(self) -> None:
        if self.look is not Look.QUESTION or self.is_question or not self.text:
            self.ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.words and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.down.emit()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if self.look is Look.SEARCH and self.is_question:
                    self.look_at(Look.QUESTION)
                else:
                    self.ask()
                return True
            if event.key() == Qt.Key.Key_Escape and self.words.text():
                self.words.clear()
                return True
        return super().eventFilter(watched, event)
