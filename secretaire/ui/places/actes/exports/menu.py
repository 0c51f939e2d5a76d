"""« Exporter »: one button, and what may leave of the act shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from secretaire.acts.act import Act
from secretaire.acts.act_type import ActType, Famille
from secretaire.desk.exporting import FINAL_STATES
from secretaire.exchange.copies import Copy
from secretaire.ui.parts.basics import restyle

COPIES = {
    Copy.PROJET: "Projet (Word, PDF, OpenDocument)",
    Copy.DEFINITIF: "Document définitif",
    Copy.EXTRAIT: "Extrait du registre",
}
_SEANCE = "Exporter la séance"
_SENDING = "Dossier de transmission au préfet"
_PUBLISHABLE = "Copie publiable, données masquées"


class ExportButton(QPushButton):
    """What cannot leave yet says why in its own words: a tip would be missed from the keyboard."""

    copy_asked = Signal(object)  # Copy
    publishable_asked = Signal()
    checks_asked = Signal()
    sending_asked = Signal()
    seance_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Exporter", parent)
        self.setAccessibleName("Exporter")
        self.setAutoDefault(False)
        self._seance: int | None = None
        self._entries = QMenu(self)
        self._entries.setAccessibleName("Exporter")
        self.copies = {copy: QAction(self) for copy in Copy}
        for copy, action in self.copies.items():
            self._entries.addAction(action)
            action.triggered.connect(lambda _=False, c=copy: self.copy_asked.emit(c))
        self.publishable = QAction(self)
        self.publishable.triggered.connect(lambda _=False: self.publishable_asked.emit())
        self.checks = QAction("Fiche de contrôle…", self)
        self.checks.triggered.connect(lambda _=False: self.checks_asked.emit())
        self.sending = QAction(self)
        self.sending.triggered.connect(lambda _=False: self.sending_asked.emit())
        self._entries.addActions([self.publishable, self.sending, self.checks])
        self._entries.addSeparator()
        self.seance = QAction(self)
        self._entries.addAction(self.seance)
        self.seance.triggered.connect(lambda _=False: self._ask_seance())
        self.setMenu(self._entries)

    def show_act(self, act: Act, kind: ActType) -> None:
        final = act.state in FINAL_STATES
        for copy, action in self.copies.items():
            free = final or copy is Copy.PROJET
            action.setText(f"{COPIES[copy]}…" if free else f"{COPIES[copy]} : quand l'acte sera approuvé")
            action.setEnabled(free)
        self.publishable.setText(f"{_PUBLISHABLE}…" if final else f"{_PUBLISHABLE} : quand l'acte sera approuvé")
        self.publishable.setEnabled(final)
        self.sending.setVisible(kind.transmissible)
        self.sending.setText(f"{_SENDING}…" if final else f"{_SENDING} : quand l'acte sera approuvé")
        self.sending.setEnabled(final)
        self._seance = act.seance_id
        self.seance.setVisible(kind.famille is Famille.DELIBERATION)
        self.seance.setText(f"{_SEANCE}…" if act.seance_id else f"{_SEANCE} : l'acte n'est rattaché à aucune séance")
        self.seance.setEnabled(act.seance_id is not None)
        self.setProperty("main", "true" if final else "false")
        restyle(self)

    def _ask_seance(self) -> None:
        if self._seance is not None:
            self.seance_asked.emit(self._seance)
