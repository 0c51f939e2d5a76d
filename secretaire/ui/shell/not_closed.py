"""The window was closed and the vault is not: why, and what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.places.reglages.fields import row
from secretaire.ui.style.tokens import LARGE, MEDIUM


class NotClosedDialog(QDialog):
    """Try again once what prevents it is mended, or leave the work in clear on this PC, whole."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Le coffre n'est pas fermé")
        self.setModal(True)
        self.fault = label(sentence, "fault")
        self.again = main_button("Fermer le coffre", self.accept)
        self.leave = button("Quitter en laissant le travail en clair", self.accept)
        layout = column(
            label("Le coffre n'est pas fermé", "subtitle"),
            self.fault,
            label(
                "Rien n'est perdu. Tant qu'il n'est pas fermé, qui a ce poste peut lire l'espace ; la prochaine ouverture reprendra "
                "ce travail."
            ),
            margin=LARGE,
            spacing=MEDIUM,
        )
        layout.addStretch()
        layout.addLayout(row(self.again, self.leave))
        self.setLayout(layout)
        self.resize(560, self.sizeHint().height())
