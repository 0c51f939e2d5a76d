"""A long work shown in its place on a page of Réglages."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from secretaire.ui.parts.basics import button, column, label
from secretaire.ui.places.reglages.fields import row
from secretaire.ui.style.tokens import SMALL
from secretaire.ui.tasks import Progress
from secretaire.ui.wording import time_left


class WorkStrip(QWidget):
    """A long work in its place: what it does, how far, what remains, and the button that stops it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = label("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Avancement")
        self.interrupted = button("Interrompre", self._stopping)
        layout = column(self.text, self.bar, spacing=SMALL)
        layout.addLayout(row(self.interrupted))
        self.setLayout(layout)
        self.hide()

    def begin(self) -> None:
        self.text.setText("Un instant…")
        self.bar.setRange(0, 0)
        self.interrupted.setEnabled(True)
        self.show()

    def show_progress(self, now: Progress) -> None:
        words = f"{now.label} {now.done}/{now.total}"
        left = time_left(now.seconds_left)
        if self.interrupted.isEnabled():
            said = f"{words}, {left}" if left else words
            self.text.setText(f"{said[:1].upper()}{said[1:]}")
        self.bar.setRange(0, max(now.total, 1))
        self.bar.setValue(now.done)

    def _stopping(self) -> None:
        self.text.setText("Interruption…")
        self.interrupted.setEnabled(False)
