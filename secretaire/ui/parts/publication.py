"""Noting that something was published: when, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from secretaire.acts.fields import parse_date
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.parts.calendar import date_button
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL

ACTS_LAW = (
    "Publié, affiché ou notifié, l'acte devient exécutoire, une fois transmis s'il doit l'être ; le délai de recours court "
    "de ce jour (CGCT, art. L. 2131-1)."
)
_WIDTH = 560


@dataclass(frozen=True, slots=True)
class Published:
    """What is published, and the rule of it; `modes`: the usual ways, `usual`: the likeliest."""

    title: str
    law: str
    modes: Sequence[str]
    usual: str


class PublicationDialog(QDialog):
    """Nothing is noted before « Publié »."""

    kept = Signal(object, str)  # date, mode

    def __init__(self, said: Published, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(said.title)
        self.setModal(True)
        self.day = QLineEdit(f"{today:%d/%m/%Y}")
        self.day.setAccessibleName("Date de publication")
        self.mode = QComboBox()
        self.mode.setEditable(True)
        self.mode.addItems(list(said.modes))
        self.mode.setCurrentText(said.usual)
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
        law = label(said.law, "muted")
        law.setMinimumHeight(law.heightForWidth(_WIDTH - 2 * LARGE))  # a dialog does not ask wrapped words for it
        layout = column(law, margin=LARGE, spacing=MEDIUM)
        layout.addLayout(form)
        layout.addWidget(self.fault)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.setMinimumWidth(_WIDTH)

    def _keep(self) -> None:
        try:
            day = parse_date(self.day.text())
        except ValueError as fault:
            self._refuse(f"Date : {fault}.", self.day)
            return
        mode = self.mode.currentText().strip()
        if not mode:
            self._refuse("Dites comment : en ligne, affiché, sur papier, notifié…", self.mode)
            return
        self.kept.emit(day, mode)
        self.accept()

    def _refuse(self, why: str, field: QWidget) -> None:
        self.fault.setText(why)
        field.setFocus()
