"""Noting the day of something."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from secretaire.acts.fields import parse_date
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.parts.calendar import date_button
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL

_WIDTH = 520


class DayDialog(QDialog):
    """Nothing is noted before the button; `law`: why the day matters."""

    kept = Signal(object)  # date

    def __init__(self, title: str, law: str, name: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.day = QLineEdit(f"{today:%d/%m/%Y}")
        self.day.setAccessibleName(name)
        self.fault = label("", "fault")
        days = QWidget()
        line = QHBoxLayout(days)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SMALL)
        line.addWidget(self.day)
        line.addWidget(date_button(self.day, f"Choisir : {name.lower()}", lambda: None))
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(name, days)
        self.keep = main_button("Noter", self._keep)
        self.keep.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.keep)
        said = label(law, "muted")
        said.setMinimumHeight(said.heightForWidth(_WIDTH - 2 * LARGE))  # a dialog does not ask wrapped words for it
        layout = column(said, margin=LARGE, spacing=MEDIUM)
        layout.addLayout(form)
        layout.addWidget(self.fault)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.setMinimumWidth(_WIDTH)

    def _keep(self) -> None:
        try:
            day = parse_date(self.day.text())
        except ValueError as fault:
            self.fault.setText(f"Date : {fault}.")
            self.day.setFocus()
            return
        self.kept.emit(day)
        self.accept()
