"""Above a meeting: its name, its three steps, undo, and what was refused."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from secretaire.council.seance import Seance
from secretaire.ui.parts.basics import column, label, tool
from secretaire.ui.parts.meeting_words import meeting_name
from secretaire.ui.style.tokens import SMALL, TIGHT


class Step(IntEnum):
    """The three times of a meeting."""

    AVANT = 0
    PENDANT = 1
    APRES = 2


_WORDS = {Step.AVANT: "Avant", Step.PENDANT: "Pendant", Step.APRES: "Après"}


class MeetingHeader(QWidget):
    """Where the person is, and the way back."""

    back_asked = Signal()
    undo_asked = Signal()
    step_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.back = tool("Séances", self.back_asked.emit, icon_name="arrow-left", tip="Toutes les séances")
        self.name = label("", "heading")
        self.undo = tool(
            "Annuler", self.undo_asked.emit, icon_name="undo-2", tip="Revenir en arrière d'un geste (Ctrl+Z)"
        )
        self.fault = label("", "fault")
        self.fault.setAccessibleName("Refus")
        self.fault.hide()
        self._steps = QButtonGroup(self)
        self._steps.setExclusive(True)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self.back)
        row.addWidget(self.name, 1)
        for step, words in _WORDS.items():
            made = QToolButton()
            made.setCheckable(True)
            made.setText(words)
            made.setAccessibleName(words)
            made.setToolTip(f"{words} la séance (Alt+{step + 1})")
            made.setMinimumWidth(92)
            self._steps.addButton(made, int(step))
            row.addWidget(made)
        row.addWidget(self.undo)
        layout = column(spacing=TIGHT)
        layout.addLayout(row)
        layout.addWidget(self.fault)
        self.setLayout(layout)
        self._steps.idClicked.connect(self.step_asked)

    def step_button(self, step: Step) -> QToolButton:
        """The button of a step."""
        made = self._steps.button(int(step))
        if not isinstance(made, QToolButton):
            raise LookupError(step)
        return made

    def show_meeting(self, seance: Seance, *, undoable: bool) -> None:
        self.name.setText(meeting_name(seance))
        self.undo.setEnabled(undoable)

    def show_step(self, step: Step) -> None:
        self.step_button(step).setChecked(True)

    def refuse(self, sentence: str) -> None:
        """Why the last gesture was refused; nothing: it was not."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
