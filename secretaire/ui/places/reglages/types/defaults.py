"""The value each field has when nothing is typed, as the commune wants it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QScrollArea, QVBoxLayout, QWidget

from secretaire.acts.act_type import Champ, FieldType
from secretaire.desk.act_types import TypeSheet
from secretaire.ui.parts.basics import column, label
from secretaire.ui.places.reglages.fields import SavedField, scrolling
from secretaire.ui.places.reglages.types.presenter import TypesPresenter
from secretaire.ui.style.tokens import MEDIUM, SMALL, TIGHT


class DefaultsForm(QWidget):
    """One line a field; empty: the shipped default, if there is one."""

    def __init__(self, presenter: TypesPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.fields: dict[str, SavedField | ChoiceField] = {}
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def open(self, sheet: TypeSheet) -> None:
        """The fields of another type."""
        self.fields = {}
        inside = column(
            label(
                "Ce que le formulaire propose déjà quand vous commencez un acte ; vous pouvez toujours le changer.",
                "muted",
            ),
            spacing=MEDIUM,
        )
        for champ in sheet.with_default:
            field = _field(champ)
            field.given.connect(lambda text, n=champ.nom: self._given(n, text))
            self.fields[champ.nom] = field
            inside.addWidget(field)
        if not self.fields:
            inside.addWidget(label("Aucun champ de ce type ne peut avoir de valeur par défaut.", "muted"))
        inside.addStretch()
        made = scrolling(inside)
        held = made.takeWidget()
        inside.setContentsMargins(0, SMALL, SMALL, SMALL)
        self._area.setWidget(held)
        made.deleteLater()
        self.show_sheet(sheet)

    def show_sheet(self, sheet: TypeSheet) -> None:
        for name, field in self.fields.items():
            field.show_saved(sheet.defaults.get(name, ""))

    def flush(self) -> None:
        for field in self.fields.values():
            field.flush()

    def _given(self, name: str, text: str) -> None:
        field = self.fields[name]
        self._presenter.change_default(name, text, field.show_fault)


class ChoiceField(QWidget):
    """One of the options of a field, or none."""

    given = Signal(str)

    def __init__(self, champ: Champ) -> None:
        super().__init__()
        self.combo = QComboBox()
        self.combo.setAccessibleName(champ.libelle)
        self.combo.addItem("Aucune valeur par défaut", "")
        for option in champ.options:
            self.combo.addItem(option, option)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(12)
        self.combo.activated.connect(lambda _: self.given.emit(str(self.combo.currentData())))
        title = label(champ.libelle, "subtitle")
        title.setBuddy(self.combo)
        self._fault = label("", "fault")
        self._fault.hide()
        self.setLayout(column(title, self.combo, self._fault, spacing=TIGHT - 1))

    def show_saved(self, text: str) -> None:
        self.combo.setCurrentIndex(max(0, self.combo.findData(text)))

    def show_fault(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))

    def flush(self) -> None:
        """A choice is kept when it is made."""


def _field(champ: Champ) -> SavedField | ChoiceField:
    if champ.type is FieldType.CHOIX:
        return ChoiceField(champ)
    shipped = f"Valeur livrée : {champ.defaut}." if champ.defaut else ""
    return SavedField(champ.libelle, shipped, example=champ.exemple)
