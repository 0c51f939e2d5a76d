"""A new meeting: its day, its hour, its place."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from secretaire.acts import wording
from secretaire.acts.fields import parse_date, parse_time
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.parts.calendar import date_button
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL


class CreationDialog(QDialog):
    """Nothing is created before « Créer la séance »."""

    kept = Signal(object, object, str)  # date, time | None, lieu

    def __init__(self, usual_hour: time | None, usual_place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Créer une séance")
        self.setModal(True)
        self.day, self.hour, self.place = QLineEdit(), QLineEdit(), QLineEdit(usual_place)
        self.day.setPlaceholderText("Exemple : 18/12/2026")
        self.hour.setPlaceholderText("Exemple : 20h30")
        if usual_hour is not None:
            self.hour.setText(f"{usual_hour.hour}h{usual_hour.minute:02d}")
        for line, name in ((self.day, "Date de la séance"), (self.hour, "Heure"), (self.place, "Lieu")):
            line.setAccessibleName(name)
        self.weekday = label("", "muted")
        self.fault = label("", "fault")
        self.day.textChanged.connect(lambda _: self._read_day())
        days = QWidget()
        row = QHBoxLayout(days)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.day)
        row.addWidget(date_button(self.day, "Choisir la date de la séance", lambda: None))
        form = QFormLayout()
        form.setVerticalSpacing(SMALL)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow("Date", days)
        form.addRow("", self.weekday)
        form.addRow("Heure", self.hour)
        form.addRow("Lieu", self.place)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        self.keep = main_button("Créer la séance", self._keep)
        self.keep.setDefault(True)
        buttons.addWidget(self.keep)
        layout = column(margin=LARGE, spacing=MEDIUM)
        layout.addLayout(form)
        layout.addWidget(self.fault)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.setMinimumWidth(460)

    def _read_day(self) -> None:
        """« vendredi 18 décembre 2026 »: a wrong day is seen at once."""
        try:
            self.weekday.setText(wording.weekday(parse_date(self.day.text())))
        except ValueError:
            self.weekday.setText("")

    def _keep(self) -> None:
        try:
            day = parse_date(self.day.text())
        except ValueError as fault:
            self._refuse(f"Date : {fault}.", self.day)
            return
        try:
            at = parse_time(self.hour.text()) if self.hour.text().strip() else None
        except ValueError as fault:
            self._refuse(f"Heure : {fault}.", self.hour)
            return
        self.kept.emit(day, at, self.place.text().strip())
        self.accept()

    def _refuse(self, why: str, line: QLineEdit) -> None:
        self.fault.setText(why)
        line.setFocus()
