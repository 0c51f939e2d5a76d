"""A line or a few lines that keep themselves while the person types; pages that scroll; files to choose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QTextOption
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from secretaire.ui.parts.basics import Debounce, column, label, restyle
from secretaire.ui.style.tokens import LARGE, SMALL, TIGHT

SAVE_AFTER_MS = 700


class SavedField(QWidget):
    """Label, help, a line (or `lines`), and the sentence of what is wrong; `given` a little after the last key."""

    given = Signal(str)

    def __init__(self, libelle: str, aide: str = "", *, lines: int = 1, example: str = "") -> None:
        super().__init__()
        self._saved = ""
        self._libelle, self._aide = libelle, aide
        self.input: QLineEdit | Area = QLineEdit() if lines == 1 else Area(lines)
        self.input.setAccessibleName(libelle)
        self.input.setAccessibleDescription(aide)
        if example:
            self.input.setPlaceholderText(f"Exemple : {example}")
        self._fault = label("", "fault")
        self._fault.hide()
        self._later = Debounce(SAVE_AFTER_MS, self._give, self)
        self.input.textChanged.connect(lambda *_: self._typed())
        if isinstance(self.input, QLineEdit):
            self.input.editingFinished.connect(self.flush)
        else:
            self.input.left.connect(self.flush)
        title = label(libelle, "subtitle")
        title.setBuddy(self.input)
        layout = column(title, spacing=TIGHT - 1)
        if aide:
            layout.addWidget(label(aide, "muted"))
        layout.addWidget(self.input)
        layout.addWidget(self._fault)
        self.setLayout(layout)

    def text(self) -> str:
        shown = self.input
        return shown.text() if isinstance(shown, QLineEdit) else shown.toPlainText()

    def show_saved(self, text: str) -> None:
        """What is kept; what is being typed, or was refused, stays."""
        self._saved = text
        if text == self.text().strip():
            self.show_fault("")
        if not self._later.waiting and self._fault.isHidden() and text != self.text().strip():
            self._write(text)

    def restore(self, text: str) -> None:
        """What is kept replaces what is typed (another space, another type, an undo)."""
        self._later.drop()
        self._saved = text
        self.show_fault("")
        self._write(text)

    def show_fault(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        self.input.setProperty("invalid", "true" if sentence else "false")
        self.input.setAccessibleDescription(f"{sentence} {self._aide}".strip())
        restyle(self.input)

    @property
    def fault(self) -> str:
        return "" if self._fault.isHidden() else self._fault.text()

    def flush(self) -> None:
        """Keep now what waits to be kept."""
        self._later.flush()

    def _typed(self) -> None:
        if self.text().strip() == self._saved and self._fault.isHidden():
            self._later.drop()
        else:
            self._later.touch()

    def _give(self) -> None:
        text = self.text().strip()
        if text != self._saved or self.fault:
            self._saved = text
            self.given.emit(text)

    def _write(self, text: str) -> None:
        self.input.blockSignals(True)
        if isinstance(self.input, QLineEdit):
            self.input.setText(text)
            self.input.setCursorPosition(0)
        else:
            self.input.setPlainText(text)
        self.input.blockSignals(False)


class Area(QPlainTextEdit):
    """A few lines of text that Tab leaves."""

    left = Signal()

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 18)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def scrolling(layout: QLayout, *, width: int = 0) -> QScrollArea:
    """A page higher than the window; `width`: the most its lines are given, in pixels."""
    inside = QWidget()
    inside.setLayout(layout)
    if width:
        inside.setMaximumWidth(width)
    layout.setContentsMargins(LARGE, SMALL, LARGE, LARGE)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inside)
    return area


def row(*widgets: QWidget) -> QHBoxLayout:
    """Widgets side by side, at the left."""
    made = QHBoxLayout()
    made.setSpacing(SMALL)
    for widget in widgets:
        made.addWidget(widget)
    made.addStretch()
    return made


def ask_file(parent: QWidget, title: str, filters: str, then: Callable[[Path], object]) -> QFileDialog:
    """Choose a file that exists."""
    picked = QFileDialog(parent, title, str(Path.home()), filters)
    picked.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _open(picked, then)


def ask_target(parent: QWidget, title: str, name: str, filters: str, then: Callable[[Path], object]) -> QFileDialog:
    """Choose where to write a file."""
    picked = QFileDialog(parent, title, str(Path.home() / name), filters)
    picked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    picked.setDefaultSuffix(Path(name).suffix.lstrip("."))
    picked.selectFile(name)
    return _open(picked, then)


def ask_folder(parent: QWidget, title: str, then: Callable[[Path], object]) -> QFileDialog:
    """Choose a folder."""
    picked = QFileDialog(parent, title, str(Path.home()))
    picked.setFileMode(QFileDialog.FileMode.Directory)
    picked.setOption(QFileDialog.Option.ShowDirsOnly)
    return _open(picked, then)


def _open(picked: QFileDialog, then: Callable[[Path], object]) -> QFileDialog:
    picked.fileSelected.connect(lambda path: then(Path(path)))
    picked.finished.connect(picked.deleteLater)
    picked.open()
    return picked
