"""What is kept of persons, line by line; what can go is asked twice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from secretaire.acts.wording import upper_first
from secretaire.desk.personal_data import Erasable, Kept
from secretaire.ui.parts.basics import button, column, frame, label
from secretaire.ui.places.reglages.fields import row
from secretaire.ui.style.tokens import MEDIUM, SMALL, TIGHT
from secretaire.ui.wording import NBSP, count

_NUMBER, _WORDS, _ERASE = range(3)


class DataList(QWidget):
    """The question comes under the line it is about; `erased` once the person has confirmed."""

    asked = Signal(object)  # the question, to be brought into view
    erased = Signal(object)  # Erasable

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: Kept | None = None
        self._lines, self._grid = QWidget(), QGridLayout()
        self.buttons: dict[Erasable, QPushButton] = {}
        self._question = label("")
        self.confirm = button("Effacer pour toujours", self._confirm)
        self._keep = button("Garder", self._close)
        asked = column(self._question, margin=MEDIUM)
        asked.addLayout(row(self.confirm, self._keep))
        self.asking = frame("card", asked)
        self.asking.setParent(self)
        self.asking.hide()
        self._layout = column(self._lines, spacing=SMALL)
        self.setLayout(self._layout)

    def show_data(self, kept: Sequence[Kept]) -> None:
        self._close()
        self.asking.setParent(self)  # the lines it stood among are made again
        made, grid = QWidget(), QGridLayout()
        self._grid = grid
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(SMALL)
        grid.setHorizontalSpacing(MEDIUM)
        grid.setColumnStretch(_WORDS, 1)
        self.buttons = {}
        for rank, line in enumerate(kept):
            grid.addWidget(label(str(line.count), "subtitle", wrap=False), 2 * rank, _NUMBER)
            words = QWidget()
            words.setLayout(column(label(line.what), label(f"{upper_first(line.how_long)}.", "muted"), spacing=TIGHT))
            grid.addWidget(words, 2 * rank, _WORDS)
            if line.gesture is not None:
                grid.addWidget(self._button(line, line.gesture, 2 * rank + 1), 2 * rank, _ERASE)
        made.setLayout(grid)
        self._layout.replaceWidget(self._lines, made)
        self._lines.deleteLater()
        self._lines = made

    def _button(self, line: Kept, gesture: Erasable, under: int) -> QPushButton:
        made = button(
            f"Effacer ({line.erasable})…" if line.erasable else "Rien à effacer", lambda: self._ask(line, under)
        )
        made.setAccessibleName(f"Effacer{NBSP}: {line.what}")
        made.setEnabled(bool(line.erasable))
        self.buttons[gesture] = made
        return made

    def _ask(self, line: Kept, under: int) -> None:
        """Ask in the row of that number."""
        self._asked = line
        self._grid.addWidget(self.asking, under, _WORDS, 1, 2)
        going = count(line.erasable or 0, "élément sera effacé", "éléments seront effacés")
        self._question.setText(
            f"{line.what}{NBSP}: {going} de ce poste, sans retour possible. Les sauvegardes déjà faites les gardent."
        )
        self.asking.show()
        self._keep.setFocus()
        self.asked.emit(self.asking)

    def _confirm(self) -> None:
        asked = self._asked
        self._close()
        if asked is not None and asked.gesture is not None:
            self.erased.emit(asked.gesture)

    def _close(self) -> None:
        self._asked = None
        self.asking.hide()
