"""A passphrase chosen: a box to tick, then the words typed twice."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from secretaire.ui.parts.basics import column, label


class NewPassphrase(QWidget):
    """Nothing is asked until the box is ticked."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.wanted = QCheckBox(words)
        self.phrase = secret_line("Nouvelle phrase secrète, douze signes au moins")
        self.again = secret_line("La même, encore une fois")
        self.mismatch = label("Les deux phrases ne sont pas les mêmes.", "fault")
        for hidden in (self.phrase, self.again, self.mismatch):
            hidden.hide()
        self.wanted.toggled.connect(self.phrase.setVisible)
        self.wanted.toggled.connect(self.again.setVisible)
        self.setLayout(column(self.wanted, self.phrase, self.again, self.mismatch))

    def text(self) -> str | None:
        """The passphrase; empty when none is wanted; None when it is not the same twice, which is said."""
        if not self.wanted.isChecked():
            return ""
        same = bool(self.phrase.text()) and self.phrase.text() == self.again.text()
        self.mismatch.setVisible(not same)
        return self.phrase.text() if same else None

    def forget(self) -> None:
        """No passphrase stays in the memory of a field."""
        for typed in (self.phrase, self.again):
            typed.clear()


def secret_line(words: str) -> QLineEdit:
    """A line whose signs are not shown."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setPlaceholderText(words)
    made.setAccessibleName(words)
    return made
