"""One person: their name, role, what is delegated to them, when they are away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from secretaire.acts.fields import parse_date
from secretaire.council.persons import Absence, Delegation, Person, Role
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.places.reglages.fields import row
from secretaire.ui.places.reglages.personnes.delegation_picker import DelegationPicker
from secretaire.ui.places.reglages.personnes.presenter import People
from secretaire.ui.style.tokens import SMALL

ROLES = {
    Role.SECRETAIRE: "Secrétaire : écrit et soumet, ne décide jamais",
    Role.MAIRE: "Maire : décide de tout",
    Role.ADJOINT: "Adjoint ou conseiller délégué : décide dans sa délégation",
    Role.LECTEUR: "Lecteur : lit et remarque",
}
_FIELD = 300
_DAY = 130
_NOT_A_DAY = "Une date d'absence n'est pas comprise : écrivez 18/12/2026."
_NO_BEGINNING = "Écrivez le premier jour d'absence."


class PersonForm(QWidget):
    """Nothing is kept before « Enregistrer »: a delegation half ticked gives nothing."""

    added = Signal(str, object, object, str)  # name, Role, Delegation, code of the maire
    changed = Signal(object, str)  # Person, code of the maire
    retired = Signal(object, str)
    closed = Signal()
    faulted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person: Person | None = None
        self.title = label("", "heading")
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.name.setAccessibleName("Nom")
        self.name.setMinimumWidth(_FIELD)
        self.role = QComboBox()
        self.role.setAccessibleName("Rôle")
        for role, words in ROLES.items():
            self.role.addItem(words, role.value)
        self.role.currentIndexChanged.connect(lambda _: self._fit())
        self.picker = DelegationPicker()
        self.away = QCheckBox("Absent ou empêché")
        self.away.toggled.connect(lambda _: self._fit())
        self.first, self.last = _day("Premier jour d'absence"), _day("Dernier jour d'absence")
        self._days = QWidget()
        days = row(label("du", wrap=False), self.first, label("au", wrap=False), self.last)
        days.insertWidget(4, label("(vide : retour non connu)", "muted", wrap=False))
        days.setContentsMargins(0, 0, 0, 0)
        self._days.setLayout(days)
        self.maire_code = QLineEdit()
        self.maire_code.setEchoMode(QLineEdit.EchoMode.Password)
        self.maire_code.setAccessibleName("Code du maire")
        self.maire_code.setMaximumWidth(_DAY)
        self._maire_label = label("Code du maire", wrap=False)
        self.keep = main_button("Enregistrer", self._keep)
        self.retire = button("Retirer de la liste", self._retire)
        layout = column(self.title, spacing=SMALL)
        layout.addLayout(row(self.name, self.role))
        layout.addWidget(self.picker)
        layout.addLayout(row(self.away, self._days))
        layout.addLayout(row(self._maire_label, self.maire_code))
        layout.addLayout(row(self.keep, button("Fermer", self.closed.emit), self.retire))
        self.setLayout(layout)

    def show_person(self, person: Person | None, people: People) -> None:
        """A person to change; None for one to list."""
        self._person = person
        self.title.setText(person.nom if person else "Inscrire une personne")
        self.name.clear()
        self.name.addItems(list(people.council))
        self.name.setCurrentText(person.nom if person else "")
        role = person.role if person else Role.MAIRE if not people.listed else Role.ADJOINT
        self.role.setCurrentIndex(self.role.findData(role.value))
        self.picker.offer(people.matters, people.types)
        self.picker.show_delegation(person.delegation if person else Delegation())
        away = person.absence if person else None
        self.away.setChecked(away is not None)
        self.first.setText(f"{away.debut:%d/%m/%Y}" if away else "")
        self.last.setText(f"{away.fin:%d/%m/%Y}" if away and away.fin else "")
        self.maire_code.clear()
        for shown in (self.maire_code, self._maire_label):
            shown.setVisible(people.maire_code)
        self.retire.setVisible(person is not None)
        self._fit()
        (self.name if person is None else self.role).setFocus()

    def _fit(self) -> None:
        """Only what the role has a use for."""
        role = Role(self.role.currentData())
        self.picker.setVisible(role is Role.ADJOINT)
        deciding = role in {Role.MAIRE, Role.ADJOINT} and self._person is not None
        self.away.setVisible(deciding)
        self._days.setVisible(deciding and self.away.isChecked())

    def _keep(self) -> None:
        role, name, code = Role(self.role.currentData()), self.name.currentText().strip(), self._code()
        given = self.picker.delegation() if role is Role.ADJOINT else Delegation()
        if self._person is None:
            self.added.emit(name, role, given, code)
            return
        try:
            absence = self._absence()
        except ValueError as error:
            self.faulted.emit(str(error))
            return
        self.changed.emit(replace(self._person, nom=name, role=role, delegation=given, absence=absence), code)

    def _retire(self) -> None:
        self.retired.emit(self._person, self._code())

    def _code(self) -> str:
        code = self.maire_code.text()
        self.maire_code.clear()
        return code

    def _absence(self) -> Absence | None:
        """The days away. Raises ValueError with a sentence for the person."""
        if not self.away.isChecked() or not self.away.isVisibleTo(self):
            return None
        first = _parsed(self.first)
        if first is None:
            raise ValueError(_NO_BEGINNING)
        return Absence(first, _parsed(self.last))


def _day(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText("18/12/2026")
    made.setMaximumWidth(_DAY)
    return made


def _parsed(field: QLineEdit) -> date | None:
    text = field.text().strip()
    if not text:
        return None
    try:
        return parse_date(text)
    except ValueError as error:
        raise ValueError(_NOT_A_DAY) from error
