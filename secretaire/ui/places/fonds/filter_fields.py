"""The parts of the filters: lines with their name and what is wrong, lists of choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from secretaire.ui.parts.basics import column, label, restyle
from secretaire.ui.style.tokens import TIGHT

NOT_APPLIED = "Ce filtre n'est pas appliqué."


class Field(QWidget):
    """One or two lines to type in, their name above, what is wrong below."""

    def __init__(self, name: str, *lines: QWidget, chars: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named = label(name, "muted", wrap=False)
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        for line in lines:
            row.addWidget(line)
            if not line.accessibleName():
                line.setAccessibleName(name)
        self.fault = label("", "fault")
        self.fault.hide()
        layout = column(named, spacing=2)
        layout.addLayout(row)
        layout.addWidget(self.fault)
        layout.addStretch()
        self.setLayout(layout)
        self._lines = lines
        self.setFixedWidth(max(self.fontMetrics().averageCharWidth() * chars + 24, named.sizeHint().width()))

    def say(self, faults: Mapping[QWidget, str]) -> None:
        """Show what is wrong with its lines, or that nothing is."""
        mine = {line: faults.get(line, "") for line in self._lines}
        text = " ".join(dict.fromkeys(filter(None, mine.values())))
        self.fault.setText(f"{text} {NOT_APPLIED}" if text else "")
        self.fault.setVisible(bool(text))
        for line, fault in mine.items():
            mark_line(line, fault)


def mark_line(line: QWidget, fault: str) -> None:
    """Show, and say to screen readers, that a line is wrong; or no longer."""
    line.setProperty("invalid", "true" if fault else "false")
    line.setAccessibleDescription(fault)
    restyle(line)


def make_combo(name: str, *items: tuple[str, object]) -> QComboBox:
    """A list of choices: words and what they stand for."""
    made = QComboBox()
    made.setAccessibleName(name)
    for words, data in items:
        made.addItem(words, data)
    return made


def refill_combo(combo: QComboBox, items: Sequence[tuple[str, object]]) -> None:
    """Other choices after the first one; what was chosen stays chosen, even when the fund no longer holds it."""
    kept = (combo.currentText(), combo.currentData())
    chosen = combo.currentIndex() > 0
    combo.blockSignals(True)
    while combo.count() > 1:
        combo.removeItem(1)
    for words, data in items if not chosen or kept in items else [kept, *items]:
        combo.addItem(words, data)
    combo.setCurrentIndex(combo.findData(kept[1]) if chosen else 0)
    combo.blockSignals(False)


def make_line(name: str, example: str) -> QLineEdit:
    """A line to type in, with an example."""
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(example)
    return made
