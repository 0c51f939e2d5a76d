"""The form made from the fields of an act type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import ActType, Champ, FieldType
from secretaire.acts.fields import read_field
from secretaire.acts.form_values import FormValues
from secretaire.desk.reusing import Offer, Reuse
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
from secretaire.ui.places.rediger.reuse.strip import OfferStrip
from secretaire.ui.places.rediger.reuse.words import summary
from secretaire.ui.style.tokens import MEDIUM, TIGHT

SAVE_AFTER_MS = 500


class FieldRow(QWidget):
    """Label, help, editor, the sentence of what is wrong, and what an old act said."""

    given = Signal(str, object)  # name, FieldInput: correct, ready to save
    taken = Signal(str)  # name: the value of the old act
    set_aside = Signal(str)
    passage_asked = Signal(str)  # source of the value of the old act

    def __init__(self, champ: Champ, people: Sequence[str]) -> None:
        super().__init__()
        self.champ = champ
        self.editor = make_editor(champ, people)
        self._saved: FieldInput = ""
        self._strip: OfferStrip | None = None
        self._later = Debounce(SAVE_AFTER_MS, self._give, self)
        text = champ.libelle if champ.obligatoire else f"{champ.libelle} (facultatif)"
        self._label = label(text, "subtitle")
        self._label.setBuddy(self.editor.inputs()[0])
        self._fault = QLabel()
        self._fault.setProperty("kind", "fault")
        self._fault.setWordWrap(True)
        self._fault.hide()
        self._noted: QLabel | None = None
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

    def show_noted(self, *, noted: bool) -> None:
        """Whether the value is the one the meeting noted."""
        if noted and self._noted is None:
            self._noted = label("Noté en séance", "fine")
            self.layout().addWidget(self._noted)  # type: ignore[union-attr]
        if self._noted is not None:
            self._noted.setVisible(noted)

    def offer(self, old: str, offer: Offer) -> None:
        """What the old act said for this field, and what became of it."""
        if self._strip is None:
            self._strip = strip = OfferStrip(old, offer)
            self.layout().addWidget(strip)  # type: ignore[union-attr]
            strip.taken.connect(self.take)
            strip.set_aside.connect(lambda: self.set_aside.emit(self.champ.nom))
            strip.passage_asked.connect(self.passage_asked)
            strip.left.connect(self.focus)
        else:
            self._strip.show_offer(offer)

    def take(self) -> None:
        """Take the value of the old act, if there is one; what was being typed gives way."""
        if self._strip is not None:
            self._later.drop()
            self._show_fault("")
            self.taken.emit(self.champ.nom)

    @property
    def strip(self) -> OfferStrip | None:
        return self._strip

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
    taken = Signal(str)  # name: the value of the old act
    set_aside = Signal(str)
    passage_asked = Signal(str)
    summed_up = Signal(str)  # what became of the old act, in one line; empty without one

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reuse: Reuse | None = None
        self._kind: ActType | None = None
        self._rows: dict[str, FieldRow] = {}
        self._to_make: list[Champ] = []
        self._people: Sequence[str] = ()
        self._fields: Mapping[str, FieldInput] = {}
        self._noted: frozenset[str] = frozenset()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(MEDIUM)
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._make_next)

    def build(self, kind: ActType, people: Sequence[str], reuse: Reuse | None = None) -> None:
        """The rows of a type, empty, with what an old act offers."""
        for row in self._rows.values():
            row.blockSignals(True)  # losing the focus, it would give its value to the next act
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._kind, self._reuse = kind, reuse
        self._rows, self._fields, self._people, self._noted = {}, {}, people, frozenset()
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

    def show_noted(self, names: frozenset[str]) -> None:
        """The fields whose value is the one the meeting noted."""
        self._noted = names
        for name, row in self._rows.items():
            row.show_noted(noted=name in names)

    def show_reuse(self, reuse: Reuse) -> None:
        """What the person did with each value of the old act."""
        self._reuse = reuse
        for row in self._rows.values():
            self._offer(row)
        self._sum_up()

    def take_focused(self) -> None:
        """Take the value of the old act for the field that has the keyboard."""
        focused = QApplication.focusWidget()
        for row in self._rows.values():
            if focused is not None and row.isAncestorOf(focused):
                row.take()

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
        row.taken.connect(self.taken)
        row.set_aside.connect(self.set_aside)
        row.passage_asked.connect(self.passage_asked)
        row.restore(self._fields.get(champ.nom, ""))
        row.show_noted(noted=champ.nom in self._noted)
        self._offer(row)  # now: the Tab key follows the order of creation
        self._rows[champ.nom] = row
        self._layout.addWidget(row)
        self._show_asked()

    def _show_asked(self) -> None:
        """Hide the fields that do not apply, as the others are filled; what was typed in them is kept."""
        values = self._values()
        if values is not None:
            for name, row in self._rows.items():
                row.setVisible(values.asked(name))
        self._sum_up()

    def _values(self) -> FormValues | None:
        try:
            return FormValues(self._kind, self._fields) if self._kind else None
        except UnreadableInput:
            return None

    def _offer(self, row: FieldRow) -> None:
        if self._reuse is not None:
            offer = next((o for o in self._reuse.offers if o.champ.nom == row.champ.nom), None)
            if offer is not None:
                row.offer(self._reuse.label, offer)

    def _sum_up(self) -> None:
        if self._reuse is None or self._to_make:
            self.summed_up.emit("")
            return
        values = self._values()
        self.summed_up.emit(summary(self._reuse, values.asked if values else lambda _: True))


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
