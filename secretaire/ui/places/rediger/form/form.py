"""The form made from the fields of an act type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import ActType, Champ, FieldType
from secretaire.acts.fields import read_field
from secretaire.acts.form_values import FormValues
from secretaire.errors import UnreadableInput
from secretaire.ui.parts.basics import Debounce, label
from secretaire.ui.places.rediger.form.editors import (
    PLACEHOLDER_CHARACTERS,
    ChoiceEditor,
    Editor,
    LineEditor,
    LongEditor,
)
from secretaire.ui.places.rediger.form.table import TableEditor
from secretaire.ui.style.tokens import MEDIUM, TIGHT

SAVE_AFTER_MS = 500


class FieldRow(QWidget):
    """Label, help, editor, and the sentence of what is wrong."""

    given = Signal(str, object)  # name, FieldInput: correct, ready to save

    def __init__(self, champ: Champ, people: Sequence[str]) -> None:
        super().__init__()
        self.champ = champ
        self.editor = make_editor(champ, people)
        self._saved: FieldInput = ""
        self._later = Debounce(SAVE_AFTER_MS, self._give, self)
        text = champ.libelle if champ.obligatoire else f"{champ.libelle} (facultatif)"
        self._label = label(text, "subtitle")
        self._label.setBuddy(self.editor.inputs()[0])
        self._fault = QLabel()
        self._fault.setProperty("kind", "fault")
        self._fault.setWordWrap(True)
        self._fault.hide()
        self.editor.name(champ.libelle, champ.aide)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TIGHT - 1)
        layout.addWidget(self._label)
        if champ.aide:
            layout.addWidget(label(champ.aide, "muted"))
        if example := _example(champ):
            layout.addWidget(label(f"Exemple : {example}", "muted"))
        layout.addWidget(self.editor)
        layout.addWidget(self._fault)
        self.editor.changed.connect(self._later.touch)
        self.editor.left.connect(self._leave)

    def show_saved(self, value: FieldInput) -> None:
        """The value of the act; what is being typed, or is wrong, is kept."""
        self._saved = value
        if not self._later.waiting and self._fault.isHidden():
            self.editor.set_value(value)

    def restore(self, value: FieldInput) -> None:
        """Undo or another act: the value of the act replaces what is typed."""
        self._later.drop()
        self._saved = value
        self._show_fault("")
        self.editor.set_value(value)

    def show_fault(self, cause: str) -> None:
        self._show_fault(cause)

    @property
    def fault(self) -> str:
        return "" if self._fault.isHidden() else self._fault.text()

    def flush(self) -> None:
        self._later.flush()

    def focus(self) -> None:
        self.editor.inputs()[0].setFocus()

    def _leave(self) -> None:
        self._later.drop()
        self._give()

    def _give(self) -> None:
        value = self.editor.value()
        try:
            read_field(self.champ, value)
        except UnreadableInput as error:
            self._show_fault(str(error.data.get("cause", "")))
            return
        self._show_fault("")
        if (value or "") != (self._saved or ""):  # an empty table is an empty field
            self._saved = value
            self.given.emit(self.champ.nom, value)

    def _show_fault(self, cause: str) -> None:
        text = f"{cause[:1].upper()}{cause[1:]}." if cause else ""
        self._fault.setText(text)
        self._fault.setVisible(bool(text))
        self.editor.mark(invalid=bool(text))
        # a screen reader says it with the field
        self.editor.name(self.champ.libelle, f"{text} {self.champ.aide}".strip())


class Form(QWidget):
    """Every field of an act type, in its order.

    Rows are made one per turn of the UI thread: a long form never holds the keyboard. `row` makes at once
    those that are asked for.
    """

    given = Signal(str, object)  # name, FieldInput

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: ActType | None = None
        self._rows: dict[str, FieldRow] = {}
        self._to_make: list[Champ] = []
        self._people: Sequence[str] = ()
        self._fields: Mapping[str, FieldInput] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(MEDIUM)
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._make_next)

    def build(self, kind: ActType, people: Sequence[str]) -> None:
        """The rows of a type, empty."""
        for row in self._rows.values():
            row.blockSignals(True)  # losing the focus, it would give its value to the next act
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._kind = kind
        self._rows, self._fields, self._people = {}, {}, people
        self._to_make = list(kind.champs)
        self._make_next()
        self._turn.start()

    def show_saved(self, fields: Mapping[str, FieldInput]) -> None:
        self._fields = fields
        for name, row in self._rows.items():
            row.show_saved(fields.get(name, ""))
        self._show_asked()

    def restore(self, fields: Mapping[str, FieldInput]) -> None:
        self._fields = fields
        for name, row in self._rows.items():
            row.restore(fields.get(name, ""))
        self._show_asked()

    def show_fault(self, name: str, cause: str) -> None:
        row = self.row(name)
        if row is not None:
            row.show_fault(cause)

    def flush(self) -> None:
        for row in self._rows.values():
            row.flush()

    def row(self, name: str) -> FieldRow | None:
        """The row of a field, made now if it was still to come."""
        while name not in self._rows and self._to_make:
            self._make_next()
        return self._rows.get(name)

    def focus(self) -> None:
        """Go to the first field."""
        if self._rows:
            next(iter(self._rows.values())).focus()

    @property
    def complete(self) -> bool:
        """Every row is there."""
        return not self._to_make

    def _make_next(self) -> None:
        if not self._to_make:
            self._turn.stop()
            return
        champ = self._to_make.pop(0)
        row = FieldRow(champ, self._people)
        row.given.connect(self.given)
        row.restore(self._fields.get(champ.nom, ""))
        self._rows[champ.nom] = row
        self._layout.addWidget(row)
        self._show_asked()

    def _show_asked(self) -> None:
        """Hide the fields that do not apply, as the others are filled; what was typed in them is kept."""
        try:
            values = FormValues(self._kind, self._fields) if self._kind else None
        except UnreadableInput:
            return
        for name, row in self._rows.items():
            row.setVisible(values is None or values.asked(name))


def _example(champ: Champ) -> str:
    """The example, where the editor has no room to show it: a long one, or the first row of a table."""
    if champ.lignes:
        return " · ".join(text for text in champ.lignes[0].values() if text)
    shown_inside = len(champ.exemple) <= PLACEHOLDER_CHARACTERS or champ.type is FieldType.TEXTE_LONG
    return "" if shown_inside else champ.exemple


def make_editor(champ: Champ, people: Sequence[str]) -> Editor:
    """The editor of a field, by its type."""
    if champ.type is FieldType.TABLEAU:
        return TableEditor(champ)
    if champ.type is FieldType.TEXTE_LONG:
        return LongEditor(champ)
    if champ.type is FieldType.CHOIX:
        return ChoiceEditor(champ)
    return LineEditor(champ, people if champ.type is FieldType.PERSONNE else ())
