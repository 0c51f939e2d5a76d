"""An answer brought back: what it says, what is refused and why, before anything is merged."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from secretaire.acts.life import Step
from secretaire.acts.wording import day, de
from secretaire.desk.parapheur_answers import Line, Received
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.style.tokens import LARGE, SMALL
from secretaire.ui.wording import count, window_sentence

_SIZE = (760, 560)
_SAID = {None: "Pas de décision", Step.APPROUVER: "Approuver", Step.REPRENDRE: "À reprendre", Step.REFUSER: "Refuser"}


class AnswerDialog(QDialog):
    """Stays open while the code is wrong; then shows what became of each line."""

    merge_asked = Signal(str)  # the code, empty when none is needed

    def __init__(self, received: Received, *, code_needed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Enregistrer une réponse rapportée")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        answer = received.file.answer
        self.title = label(f"Réponse {de(answer.by)}, du {day(answer.day)}", "title")
        self._about = label(f"À l'envoi du {day(received.sending.at.astimezone().date())}.", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName("Ce que dit la réponse")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.setWordWrap(True)
        self.fault = label("", "fault")
        self.code = QLineEdit()
        self.code.setEchoMode(QLineEdit.EchoMode.Password)
        self.code.setAccessibleName(f"Code {de(answer.by)}")
        self.code.setPlaceholderText(f"Code {de(answer.by)}, à taper de sa main")
        self.code.setVisible(code_needed)
        self.code.returnPressed.connect(self._merge)
        self.merge = main_button("Enregistrer cette réponse", self._merge)
        self.away = button("Annuler", self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.code, 1)
        buttons.addStretch()
        buttons.addWidget(self.away)
        buttons.addWidget(self.merge)
        layout = column(self.title, self._about, margin=LARGE, spacing=SMALL)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.fault)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self._show(received, done=False)
        self.merge.setVisible(received.useful)
        if not received.useful:
            self.away.setText("Fermer")
        self.say("")

    def show_merged(self, received: Received) -> None:
        """What became of each line."""
        self._show(received, done=True)
        self.say("")
        self.code.hide()
        self.merge.hide()
        self.away.setText("Fermer")
        self._about.setText("Ce qui a été enregistré est noté au journal.")

    def say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def _merge(self) -> None:
        self.merge_asked.emit(self.code.text())
        self.code.clear()

    def _show(self, received: Received, *, done: bool) -> None:
        self.list.clear()
        for line in received.lines:
            item = QListWidgetItem()
            set_two_lines(item, line.title, _said(line), note=_verdict(line, done=done), note_tint=_tint(line))
            self.list.addItem(item)


def _said(line: Line) -> str:
    reason = f" : « {line.answered.reason} »" if line.answered.reason else ""
    notes = len(line.answered.notes)
    remarks = f", {count(notes, 'remarque', 'remarques')}" if notes else ""
    return f"{_SAID[line.answered.decision]}{reason}{remarks}"


def _verdict(line: Line, *, done: bool) -> str:
    if line.fault is not None:
        return window_sentence(line.fault)
    return "Enregistré" if done else "Peut être enregistré"


def _tint(line: Line) -> str:
    return "fine" if line.fault is None else "blocking"
