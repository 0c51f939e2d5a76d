"""The buttons of the next possible steps, and in whose name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from secretaire.acts.life import DECISIONS, NEEDS_REASON, Step
from secretaire.ui.parts.basics import button, column, frame, label, main_button
from secretaire.ui.places.actes.exports.menu import ExportButton
from secretaire.ui.style.tokens import SMALL
from secretaire.ui.wording import STEPS

_CODE_WIDTH = 140
_FORWARD = {Step.RELIRE, Step.SOUMETTRE, Step.APPROUVER}


class DecisionBar(QWidget):
    """A step that needs a reason opens a line for it, in place."""

    taken = Signal(object, str, str, str)  # Step, name, reason, code
    named = Signal(str)  # in whose name
    write_asked = Signal()
    name_given = Signal(str)  # the secretary's name, remembered

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pending: Step | None = None
        self._author = ""
        self._deciders: tuple[str, ...] = ()
        self._coded: frozenset[str] = frozenset()
        self._open_steps: tuple[Step, ...] = ()
        self.steps: dict[Step, QPushButton] = {}
        self._row = QHBoxLayout()
        self._row.setSpacing(SMALL)
        for step, word in STEPS.items():
            make = main_button if step in _FORWARD else button
            made = make(word, partial(self._press, step))
            self.steps[step] = made
            self._row.addWidget(made)
        self._row.addStretch()
        self.export = ExportButton()
        self.write = button("Modifier", self.write_asked.emit, icon_name="pen-line")
        for made in (self.write, self.export):
            self._row.addWidget(made)
        self.who = QComboBox()
        self.who.setEditable(True)
        self.who.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.who.setAccessibleName("En tant que")
        self.who.setMinimumContentsLength(26)
        self._who_label = label("En tant que", wrap=False)
        self._who_label.setBuddy(self.who)
        self.who.currentTextChanged.connect(self._name_changed)
        self.code = QLineEdit()
        self.code.setEchoMode(QLineEdit.EchoMode.Password)
        self.code.setAccessibleName("Code")
        self.code.setMaximumWidth(_CODE_WIDTH)
        self._code_label = label("Code", wrap=False)
        self._code_label.setBuddy(self.code)
        name = QHBoxLayout()
        name.setSpacing(SMALL)
        for widget in (self._who_label, self.who, self._code_label, self.code):
            name.addWidget(widget)
        name.addStretch()
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Motif")
        self.reason.setPlaceholderText("En une phrase : ce qui doit être repris, ou pourquoi l'acte est refusé")
        self.reason.returnPressed.connect(self._confirm)
        self._confirm_button = main_button("Confirmer", self._confirm)
        asked = QHBoxLayout()
        asked.addWidget(self.reason, 1)
        asked.addWidget(self._confirm_button)
        asked.addWidget(button("Annuler", self._cancel))
        self._reason_title = label("Motif", "subtitle")
        box = column(self._reason_title, margin=SMALL)
        box.addLayout(asked)
        self._reason_box = frame("seen", box)
        self._fault = label("", "fault")
        self._fault.setAccessibleName("Pourquoi c'est refusé")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        layout.addLayout(name)
        layout.addLayout(self._row)
        layout.addWidget(self._reason_box)
        layout.addWidget(self._fault)
        self.say("")
        self._cancel()

    def show_people(self, deciders: Sequence[str], author: str, coded: frozenset[str]) -> None:
        """Who may decide on the act, and the person at this PC; `coded`: those who have a code."""
        kept = self.who.currentText()
        self._deciders, self._author, self._coded = tuple(deciders), author, coded
        self.who.clear()
        self.who.addItems([*self._deciders, author])
        self.who.setCurrentText(kept or author)
        self._propose_a_name()

    def show_steps(self, steps: Sequence[Step]) -> None:
        for step, made in self.steps.items():
            made.setVisible(step in steps)
        self._open_steps = tuple(steps)
        self._cancel()
        self._propose_a_name()

    def ask_code(self) -> None:
        """The code of whoever acts is missing or wrong."""
        self._code_label.show()
        self.code.show()
        self.code.setFocus()

    def _propose_a_name(self) -> None:
        """Whoever may decide when a decision is due, the person at this PC otherwise; a name typed stays."""
        deciding = any(step in DECISIONS for step in self._open_steps)
        shown = self.who.currentText()
        if deciding and self._deciders and shown == self._author:
            self.who.setCurrentText(self._deciders[0])
        elif not deciding and Step.RELIRE in self._open_steps and shown in self._deciders:
            self.who.setCurrentText(self._author)

    def _name_changed(self, name: str) -> None:
        coded = name.strip() in self._coded
        self._code_label.setVisible(coded)
        self.code.setVisible(coded)
        self.code.clear()
        self.named.emit(name.strip())

    def say(self, sentence: str) -> None:
        """Why the step was refused."""
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))

    @property
    def fault(self) -> str:
        return self._fault.text()

    def _press(self, step: Step) -> None:
        self.say("")
        if step in NEEDS_REASON:
            self._pending = step
            self._reason_title.setText(f"{STEPS[step]} : motif")
            self._reason_box.show()
            self.reason.setFocus()
            return
        self._take(step, "")

    def _confirm(self) -> None:
        step, reason = self._pending, self.reason.text().strip()
        if step is None:
            return
        if not reason:
            self.say("Écrivez le motif en une phrase.")
            return
        self._take(step, reason)

    def _take(self, step: Step, reason: str) -> None:
        name = self.who.currentText().strip()
        if not name:
            self.say("Indiquez qui décide.")
            self.who.setFocus()
            return
        if step not in DECISIONS:
            self.name_given.emit(name)
        code = self.code.text()
        self.code.clear()  # typed again each time: the PC may be left open
        self.taken.emit(step, name, reason, code)

    def _cancel(self) -> None:
        self._pending = None
        self.reason.clear()
        self._reason_box.hide()
