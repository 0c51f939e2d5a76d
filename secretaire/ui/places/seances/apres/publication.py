"""Publishing the settled procès-verbal: when, and how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from secretaire.acts.fields import parse_date
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.parts.calendar import date_button
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL

_LAW = (
    "Dans la semaine qui suit la séance où il est arrêté : en ligne si la commune a un site, "
    "et sur papier à la disposition du public (CGCT, art. L. 2121-15)."
)


class PublicationDialog(QDialog):
    """Nothing is noted before « Publié »."""

    kept = Signal(object, str)  # date, mode

    def __init__(self, today: date, modes: Sequence[str], usual: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Publier le procès-verbal")
        self.setModal(True)
        self.day = QLineEdit(f"{today:%d/%m/%Y}")
        self.day.setAccessibleName("Date de publication")
        self.mode = QComboBox()
        self.mode.setEditable(True)
        self.mode.addItems(list(modes))
        self.mode.setCurrentText(usual)
        self.mode.setAccessibleName("Mode de publication")
        self.fault = label("", "fault")
        days = QWidget()
        row = QHBoxLayout(days)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.day)
        row.addWidget(date_button(self.day, "Choisir la date de publication", lambda: None))
        form = QFormLayout()
        form.setVerticalSpacing(SMALL)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow("Publié le", days)
        form.addRow("Comment", self.mode)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        self.keep = main_button("Publié", self._keep)
        self.keep.setDefault(True)
        buttons.addWidget(self.keep)
        layout = column(label(_LAW, "muted"), margin=LARGE, spacing=MEDIUM)
        layout.addLayout(form)
        layout.addWidget(self.fault)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.setMinimumWidth(560)

    def _keep(self) -> None:
        try:
            day = parse_date(self.day.text())
        except ValueError as fault:
            self._refuse(f"Date : {fault}.", self.day)
            return
        mode = self.mode.currentText().strip()
        if not mode:
            self._refuse("Dites comment le procès-verbal est publié.", self.mode)
            return
        self.kept.emit(day, mode)
        self.accept()

    def _refuse(self, why: str, field: QWidget) -> None:
        self.fault.setText(why)
        field.setFocus()
