"""What was just done, and the way to the file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from secretaire.ui.parts.basics import button, label, restyle
from secretaire.ui.places.actes.exports.presenter import Written
from secretaire.ui.style.tokens import MEDIUM, SMALL


class DoneStrip(QWidget):
    """One sentence; « Ouvrir le fichier » and « Ouvrir le dossier » when a file was written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: Path | None = None
        self._folder: Path | None = None
        self._text = label("")
        self._text.setAccessibleName("Ce qui vient d'être fait")
        self.open_file = button("Ouvrir le fichier", lambda: _open(self._file), icon_name="external-link")
        self.open_folder = button("Ouvrir le dossier", lambda: _open(self._folder), icon_name="folder")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MEDIUM, SMALL, MEDIUM, 0)
        layout.setSpacing(SMALL)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.open_file)
        layout.addWidget(self.open_folder)
        self.clear()

    @property
    def text(self) -> str:
        return self._text.text()

    def clear(self) -> None:
        self.say("")

    def say(self, sentence: str) -> None:
        """It is done."""
        self._show(sentence, "fine")

    def say_written(self, written: Written) -> None:
        """A document left."""
        self._show(written.sentence, "fine", written.file, written.folder)

    def say_fault(self, sentence: str) -> None:
        """It was not done, and why."""
        self._show(sentence, "fault")

    def _show(self, sentence: str, kind: str, file: Path | None = None, folder: Path | None = None) -> None:
        self._file, self._folder = file, folder
        self._text.setText(sentence)
        self._text.setProperty("kind", kind)
        restyle(self._text)
        self.open_file.setVisible(file is not None)
        self.open_folder.setVisible(folder is not None)
        self.setVisible(bool(sentence))


def _open(path: Path | None) -> None:
    if path is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
