"""« Convocations »: one file to print, or one each to send."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QFormLayout, QHBoxLayout, QRadioButton, QWidget

from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.places.actes.exports.formats import format_list, picked
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL


class LettersDialog(QDialog):
    """How the letters are written."""

    asked = Signal(object, bool)  # Suffix, one file each?

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Convocations")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.one = QRadioButton("Un seul fichier, à imprimer")
        self.each = QRadioButton("Un fichier par élu, dans un nouveau dossier")
        files = QButtonGroup(self)
        how = column(spacing=SMALL)
        for radio in (self.one, self.each):
            files.addButton(radio)
            how.addWidget(radio)
        self.one.setChecked(True)
        self.formats = format_list()
        self.write = main_button("Choisir où enregistrer…", self._ask)
        choices = QFormLayout()
        choices.setVerticalSpacing(MEDIUM)
        choices.addRow("Fichiers", how)
        choices.addRow("Format", self.formats)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.write)
        layout = column(
            label("Convocations, une lettre par élu", "title"),
            label("Chaque lettre porte l'ordre du jour et un pouvoir à détacher.", "muted"),
            margin=LARGE,
            spacing=MEDIUM,
        )
        layout.addLayout(choices)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.write.setDefault(True)
        self.write.setFocus()

    def _ask(self) -> None:
        self.asked.emit(picked(self.formats), self.each.isChecked())
        self.accept()
