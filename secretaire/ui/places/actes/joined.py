"""« Pièces »: the files joined to the act, and those its type expects."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from secretaire.desk.joining import ActFiles
from secretaire.ui.parts.basics import button, column, label
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.style.tokens import SMALL

_TOLD = "Une copie de chaque fichier est gardée dans l'espace de la commune. Les pièces sont approuvées avec l'acte."
_FINAL = "L'acte est approuvé : ses pièces ne changent plus. Pour les changer, renvoyez-le d'abord à reprendre."
_ALTERED = "La copie manque ou a changé : joignez de nouveau le fichier"


class JoinedPane(QWidget):
    """The list, its gestures, and under it what the type expects."""

    join_asked = Signal(Path)
    take_asked = Signal(int)  # rank, from 1
    open_asked = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = ActFiles((), ())
        self._final = False
        self._folder = ""
        self._told = label(_TOLD, "muted")
        self.list = QListWidget()
        self.list.setAccessibleName("Fichiers joints à l'acte")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.currentRowChanged.connect(lambda _: self._enable())
        self.list.itemActivated.connect(lambda _: self._open())
        self.join = button("Joindre un fichier…", self._ask, icon_name="plus")
        self.open = button("Ouvrir", self._open)
        self.take = button("Retirer", self._take, tip="La copie reste dans l'espace, pour les versions qui l'avaient")
        self._none = label("Aucun fichier n'est joint à cet acte.", "muted")
        self.expected = label("", "muted")
        gestures = QHBoxLayout()
        for gesture in (self.join, self.open, self.take):
            gestures.addWidget(gesture)
        gestures.addStretch()
        inside = column(self._told, margin=SMALL)
        inside.addLayout(gestures)
        inside.addWidget(self._none)
        inside.addWidget(self.list, 1)
        inside.addWidget(self.expected)
        inside.addStretch()
        self.setLayout(inside)

    def show_files(self, files: ActFiles, *, final: bool) -> None:
        """What is joined to the act shown; a final act no longer changes."""
        row = self.list.currentRow()
        self.list.clear()  # while the former files still answer for its rows
        self._files, self._final = files, final
        for file in files.joined:
            item = QListWidgetItem()
            under = "Copie gardée dans l'espace" if file.intact else ""
            set_two_lines(item, file.piece.nom, under, note="" if file.intact else _ALTERED)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(row, 0), len(files.joined) - 1))
        self.list.setVisible(bool(files.joined))
        self._none.setVisible(not files.joined)
        self._told.setText(_FINAL if final else _TOLD)
        lines = "\n".join(f"\u2022 {text}" for text in files.expected)
        self.expected.setText(f"Attendues pour ce type d'acte :\n{lines}" if lines else "")
        self.expected.setVisible(bool(lines))
        self._enable()

    def _enable(self) -> None:
        chosen = self.list.currentRow() >= 0
        self.join.setEnabled(not self._final)
        self.take.setEnabled(chosen and not self._final)
        self.open.setEnabled(chosen and self._files.joined[self.list.currentRow()].path.exists())

    def _ask(self) -> None:
        asking = QFileDialog(self, "Joindre un fichier à l'acte", self._folder)
        asking.setFileMode(QFileDialog.FileMode.ExistingFile)
        asking.fileSelected.connect(self._chosen)
        asking.finished.connect(asking.deleteLater)
        asking.open()

    def _chosen(self, path: str) -> None:
        self._folder = str(Path(path).parent)
        self.join_asked.emit(Path(path))

    def _open(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self.open_asked.emit(self._files.joined[row].path)

    def _take(self) -> None:
        self.take_asked.emit(self.list.currentRow() + 1)
