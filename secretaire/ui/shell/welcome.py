"""The first screen, before any commune is open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.style.tokens import LARGE, MEDIUM


class Welcome(QWidget):
    """Says what the application does, and offers the ways to begin."""

    new_asked = Signal()
    open_asked = Signal()
    restore_asked = Signal()
    demo_asked = Signal()
    parapheur_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self.fault = label("", "fault")
        self.first = main_button("Créer l'espace de ma commune", self.new_asked.emit)
        layout = column(margin=LARGE * 3, spacing=MEDIUM)
        layout.addStretch(1)
        layout.addWidget(label("Bienvenue", "title"))
        layout.addWidget(
            label(
                "Secrétaire vous aide à rédiger les délibérations et les arrêtés : il retrouve ce que la commune a déjà "
                "écrit, compose l'acte avec vos champs, et vérifie avant la signature."
            )
        )
        layout.addWidget(label("Tout reste sur ce poste. Rien ne part sur Internet.", "muted"))
        layout.addSpacing(MEDIUM)
        ways = QHBoxLayout()
        ways.addWidget(self.first)
        ways.addWidget(button("Ouvrir un espace existant…", self.open_asked.emit))
        ways.addWidget(button("Restaurer une sauvegarde…", self.restore_asked.emit))
        ways.addStretch()
        layout.addLayout(ways)
        reading = QHBoxLayout()
        reading.addWidget(button("Essayer avec une commune fictive", self.demo_asked.emit))
        reading.addWidget(button("Relire un parapheur apporté par la mairie…", self.parapheur_asked.emit))
        reading.addStretch()
        layout.addLayout(reading)
        layout.addWidget(self.fault)
        layout.addStretch(2)
        layout.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(layout)
