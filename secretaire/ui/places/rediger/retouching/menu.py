"""The menu *Retoucher*: the sentence that would be written again, and how."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from secretaire.desk.reworking import RETOUCHES
from secretaire.ui.parts.piece_words import shortened

_SHOWN = 45  # characters of the sentence: what tells it from its neighbours


class RetouchMenu(QMenu):
    """Greyed, with the reason in its first line, when nothing can be asked."""

    chosen = Signal(object)  # Retouch

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Retoucher", parent)
        self.head = self.addAction("")
        self.head.setEnabled(False)
        self.addSeparator()
        self.choices: list[QAction] = []
        for retouch in RETOUCHES:
            entry = self.addAction(retouch.libelle)
            entry.triggered.connect(lambda _=False, chosen=retouch: self.chosen.emit(chosen))
            self.choices.append(entry)

    def offer(self, sentence: str) -> None:
        """What can be asked, for this sentence."""
        self._show(f"« {shortened(sentence, _SHOWN)} »", enabled=True)

    def grey(self, reason: str) -> None:
        """Nothing can be asked."""
        self._show(f"{reason[:1].upper()}{reason[1:]}", enabled=False)

    def _show(self, head: str, *, enabled: bool) -> None:
        self.head.setText(head.replace("&", "&&"))
        for entry in self.choices:
            entry.setEnabled(enabled)
