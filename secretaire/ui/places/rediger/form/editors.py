"""Editors of single values: text, long text, date, person, choice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QTextOption
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from secretaire.acts import wording
from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import Champ, FieldType
from secretaire.acts.fields import parse_period
from secretaire.ui.parts.basics import label
from secretaire.ui.parts.calendar import calendar_button, date_button
from secretaire.ui.parts.completion import Completer

_LINES = 4
PLACEHOLDER_CHARACTERS = 22
"""A longer example is written above the field, where it is read whole."""


class UndoGoesToTheAct(QObject):
    """Lets Ctrl+Z and Ctrl+Y reach the act: one undo for the form, the page and the assistant."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and (
            event.matches(QKeySequence.StandardKey.Undo)  # type: ignore[attr-defined]
            or event.matches(QKeySequence.StandardKey.Redo)  # type: ignore[attr-defined]
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class Editor(QWidget):
    """The editor of one field. `changed` at every keystroke, `left` when the person goes on."""

    changed = Signal()
    left = Signal()

    def value(self) -> FieldInput:
        raise NotImplementedError

    def set_value(self, value: FieldInput) -> None:
        raise NotImplementedError

    def inputs(self) -> list[QWidget]:
        """The widgets that take the focus."""
        raise NotImplementedError

    def mark(self, *, invalid: bool) -> None:
        """Outline the input of a wrong value."""
        for widget in self.inputs():
            if (widget.property("invalid") == "true") != invalid:
                widget.setProperty("invalid", "true" if invalid else "false")
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    def name(self, text: str, description: str) -> None:
        """Names for screen readers."""
        for widget in self.inputs():
            widget.setAccessibleName(text)
            widget.setAccessibleDescription(description)


class LineEditor(Editor):
    """One line of text, with the unit after it and a calendar for a date."""

    def __init__(self, champ: Champ, people: Sequence[str] = ()) -> None:
        super().__init__()
        self.line = QLineEdit()
        if champ.exemple and len(champ.exemple) <= PLACEHOLDER_CHARACTERS:
            self.line.setPlaceholderText(f"Exemple : {champ.exemple}")
        self.line.textEdited.connect(self.changed)
        self.line.editingFinished.connect(self.left)
        self._undo = UndoGoesToTheAct(self)
        self.line.installEventFilter(self._undo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        unit = champ.unite or {FieldType.MONTANT: "€", FieldType.POURCENTAGE: "%"}.get(champ.type, "")
        if unit:
            layout.addWidget(label(unit, "muted", wrap=False))
        if champ.type is FieldType.DATE:
            layout.addWidget(date_button(self.line, f"Choisir la date : {champ.libelle}", self._picked))
        if champ.type is FieldType.PERIODE:
            first, last = f"Premier jour : {champ.libelle}", f"Dernier jour : {champ.libelle}"
            layout.addWidget(calendar_button(first, lambda: self._bounds()[0], lambda day: self._write_bound(0, day)))
            layout.addWidget(calendar_button(last, lambda: self._bounds()[1], lambda day: self._write_bound(1, day)))
        if people:
            self.propose(people)

    def propose(self, people: Sequence[str]) -> None:
        """Complete from these names; any other name can be typed."""
        completer = Completer(self.line, Qt.MatchFlag.MatchContains)
        completer.propose(people)
        completer.activated.connect(self._picked)
        self.line.setCompleter(completer)

    def _picked(self, *_: object) -> None:
        self.changed.emit()
        self.left.emit()

    def _bounds(self) -> tuple[date, date]:
        return parse_period(self.line.text())

    def _write_bound(self, which: int, day: date) -> None:
        """Choosing one day keeps the other, unless the period would end before it begins."""
        try:
            bounds = list(self._bounds())
        except ValueError:
            bounds = [day, day]
        bounds[which] = day
        if bounds[0] > bounds[1]:
            bounds[1 - which] = day
        self.line.setText(wording.fold_spaces(wording.period(*bounds)))
        self._picked()

    def value(self) -> FieldInput:
        return self.line.text()

    def set_value(self, value: FieldInput) -> None:
        if isinstance(value, str) and value != self.line.text():
            self.line.setText(value)
            self.line.setCursorPosition(0)  # the beginning of a long value is what tells it

    def inputs(self) -> list[QWidget]:
        return [self.line]


class LongEditor(Editor):
    """Several lines of text; grows a little with what is typed."""

    def __init__(self, champ: Champ) -> None:
        super().__init__()
        self.area = _Area()
        self.area.setPlaceholderText(f"Exemple : {champ.exemple}" if champ.exemple else "")
        self.area.textChanged.connect(self.changed)
        self.area.left.connect(self.left)
        self._undo = UndoGoesToTheAct(self)
        self.area.installEventFilter(self._undo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)

    def value(self) -> FieldInput:
        return self.area.toPlainText()

    def set_value(self, value: FieldInput) -> None:
        if isinstance(value, str) and value != self.area.toPlainText():
            self.area.blockSignals(True)
            self.area.setPlainText(value)
            self.area.blockSignals(False)

    def inputs(self) -> list[QWidget]:
        return [self.area]


class _Area(QPlainTextEdit):
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 18)

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.left.emit()


class ChoiceEditor(Editor):
    """One of a few options."""

    def __init__(self, champ: Champ) -> None:
        super().__init__()
        self.combo = QComboBox()
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(12)
        self.combo.addItem("À choisir…" if champ.obligatoire else "Sans objet", "")
        for option in champ.options:
            self.combo.addItem(option, option)
            self.combo.setItemData(self.combo.count() - 1, option, Qt.ItemDataRole.ToolTipRole)
        self.combo.activated.connect(self._picked)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._wheel = _NoWheel(self)
        self.combo.installEventFilter(self._wheel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.combo)

    def _picked(self, *_: object) -> None:
        self.changed.emit()
        self.left.emit()

    def value(self) -> FieldInput:
        return str(self.combo.currentData() or "")

    def set_value(self, value: FieldInput) -> None:
        index = self.combo.findData(value)
        self.combo.setCurrentIndex(max(0, index))

    def inputs(self) -> list[QWidget]:
        return [self.combo]


class _NoWheel(QObject):
    """The wheel scrolls the form, it does not change a choice by accident."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)
