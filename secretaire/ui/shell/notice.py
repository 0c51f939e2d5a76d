"""One sentence above the places, that does not stop the work."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from secretaire.ui.parts.basics import icon_tool, label
from secretaire.ui.style.tokens import MEDIUM, SMALL

SHOWN_MS = 20_000


class NoticeBar(QFrame):
    """Shows the last sentence; goes away by itself, or with its button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.text = label("")
        self.text.setAccessibleName("Message")
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MEDIUM, SMALL, SMALL, SMALL)
        layout.addWidget(self.text, 1)
        layout.addWidget(icon_tool("Fermer ce message", "x", self.hide))
        self.hide()

    def say(self, sentence: str) -> None:
        self.text.setText(sentence)
        self.show()
        self._timer.start()
