"""The code of a person: chosen, changed, done without, or forgotten."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from secretaire.council.persons import Person
from secretaire.ui.parts.basics import button, column, label
from secretaire.ui.places.reglages.fields import row
from secretaire.ui.style.tokens import SMALL

_HELP = (
    "De 4 à 12 chiffres, ou un mot. Il sera demandé à chacune de ses décisions. Personne ne peut le retrouver, "
    "ni ici ni dans les fichiers\u00a0: oublié, il se retire, et le journal dit par qui et pourquoi."
)
_WIDTH = 180
_DIFFERENT = "Les deux codes tapés ne sont pas les mêmes."
_NO_REASON = "Écrivez en quelques mots pourquoi le code est retiré."


class CodeCard(QWidget):
    """The fields are emptied as soon as they are sent."""

    chosen = Signal(object, str, str)  # Person, new code, former code
    removed = Signal(object, str)  # Person, former code
    forgotten = Signal(object, str)  # Person, reason
    faulted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person: Person | None = None
        self._title = label("Code", "subtitle")
        self.former, self.new, self.again = _hidden("Code actuel"), _hidden("Nouveau code"), _hidden("Encore une fois")
        self._former_row = QWidget()
        former = row(label("Code actuel", wrap=False), self.former)
        former.setContentsMargins(0, 0, 0, 0)
        self._former_row.setLayout(former)
        self.choose = button("Choisir ce code", self._choose)
        self.remove = button("Ne plus avoir de code", self._remove)
        self.forget = button("Code oublié…", self.ask_reason)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Pourquoi le code est retiré")
        self.reason.setPlaceholderText("Pourquoi, en quelques mots ; le maire le verra au journal")
        self.reason.returnPressed.connect(self._forget)
        self._confirm = button("Retirer le code oublié", self._forget)
        self._reason_row = QWidget()
        inside = row(self.reason, self._confirm)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setStretch(0, 1)
        self._reason_row.setLayout(inside)
        layout = column(self._title, label(_HELP, "muted"), self._former_row, spacing=SMALL)
        layout.addLayout(row(label("Nouveau code", wrap=False), self.new, label("encore", wrap=False), self.again))
        layout.addLayout(row(self.choose, self.remove, self.forget))
        layout.addWidget(self._reason_row)
        self.setLayout(layout)

    def show_person(self, person: Person) -> None:
        self._person = person
        self._title.setText("Code" if person.has_code else "Code (aucun pour l'instant)")
        for shown in (self._former_row, self.remove, self.forget):
            shown.setVisible(person.has_code)
        self._reason_row.hide()
        self.reason.clear()
        self._empty()

    def _choose(self) -> None:
        new, again, former = self.new.text(), self.again.text(), self.former.text()
        self._empty()
        if new != again:
            self.faulted.emit(_DIFFERENT)
            return
        self.chosen.emit(self._person, new, former)

    def _remove(self) -> None:
        former = self.former.text()
        self._empty()
        self.removed.emit(self._person, former)

    def ask_reason(self) -> None:
        """Why a code that nobody can type is removed."""
        self._reason_row.show()
        self.reason.setFocus()

    def _forget(self) -> None:
        if not self.reason.text().strip():
            self.faulted.emit(_NO_REASON)
            self.reason.setFocus()
            return
        self.forgotten.emit(self._person, self.reason.text())

    def _empty(self) -> None:
        for field in (self.former, self.new, self.again):
            field.clear()


def _hidden(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setAccessibleName(name)
    made.setMaximumWidth(_WIDTH)
    return made
