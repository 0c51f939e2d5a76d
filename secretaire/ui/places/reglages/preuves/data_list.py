"""What is kept of persons, line by line; what can go is asked twice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from secretaire.desk.personal_data import Erasable, Kept
from secretaire.ui.parts.basics import button, column, frame, label
from secretaire.ui.places.reglages.fields import row
from secretaire.ui.style.tokens import MEDIUM, SMALL, TIGHT
from secretaire.ui.wording import NBSP

_NUMBER, _WORDS, _ERASE = range(3)


class DataList(QWidget):
    """`erased` once the person has confirmed."""

    erased = Signal(object)  # Erasable

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: Kept | None = None
        self._lines = QWidget()
        self.buttons: dict[Erasable, QPushButton] = {}
        self._question = label("")
        self.confirm = button("Effacer pour toujours", self._confirm)
        self._keep = button("Garder", self._close)
        asked = column(self._question, margin=MEDIUM)
        asked.addLayout(row(self.confirm, self._keep))
        self.asking = frame("card", asked)
        self.asking.hide()
        self._layout = column(self._lines, self.asking, spacing=SMALL)
        self.setLayout(self._layout)

    def show_data(self, kept: Sequence[Kept]) -> None:
        made, grid = QWidget(), QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(SMALL)
        grid.setHorizontalSpacing(MEDIUM)
        grid.setColumnStretch(_WORDS, 1)
        self.buttons = {}
        for rank, line in enumerate(kept):
            grid.addWidget(label(str(line.count), "subtitle", wrap=False), rank, _NUMBER)
            words = QWidget()
            words.setLayout(
                column(label(line.what), label(f"{line.where}. Gardés {line.how_long}.", "muted"), spacing=TIGHT)
            )
            grid.addWidget(words, rank, _WORDS)
            if line.gesture is not None:
                grid.addWidget(self._button(line, line.gesture), rank, _ERASE)
        made.setLayout(grid)
        self._layout.replaceWidget(self._lines, made)
        self._lines.deleteLater()
        self._lines = made
        self._close()

    def _button(self, line: Kept, gesture: Erasable) -> QPushButton:
        made = button(f"Effacer ({line.erasable})…" if line.erasable else "Rien à effacer", lambda: self._ask(line))
        made.setAccessibleName(f"Effacer{NBSP}: {line.what}")
        made.setEnabled(bool(line.erasable))
        self.buttons[gesture] = made
        return made

    def _ask(self, line: Kept) -> None:
        self._asked = line
        self._question.setText(
            f"{line.what}{NBSP}: {line.erasable} seront effacés de ce poste, sans retour possible. Les sauvegardes déjà faites "
            "les gardent."
        )
        self.asking.show()
        self._keep.setFocus()

    def _confirm(self) -> None:
        asked = self._asked
        self._close()
        if asked is not None and asked.gesture is not None:
            self.erased.emit(asked.gesture)

    def _close(self) -> None:
        self._asked = None
        self.asking.hide()
