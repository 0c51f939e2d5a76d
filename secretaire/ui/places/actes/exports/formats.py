"""Word, PDF or OpenDocument: the lists, and the names of files that follow them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from secretaire.ui.places.actes.exports.presenter import Suffix

_FORMATS = {Suffix.WORD: "Document Word", Suffix.PDF: "Document PDF", Suffix.ODT: "Document OpenDocument (LibreOffice)"}
_FILTERS = {f"{_FORMATS[suffix]} (*{suffix.value})": suffix for suffix in Suffix}


def format_list() -> QComboBox:
    """The formats, Word first."""
    made = QComboBox()
    made.setAccessibleName("Format")
    for suffix, words in _FORMATS.items():
        made.addItem(words, suffix.value)
    return made


def picked(formats: QComboBox) -> Suffix:
    """The format chosen in that list."""
    return Suffix(formats.currentData())


def ask_file(parent: QWidget, title: str, target: Path, then: Callable[[Path], None]) -> None:
    """Ask where to write a file; its suffix says which format is offered first, and follows the one chosen."""
    asking = _dialog(parent, title, target.parent)
    asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asking.setNameFilters(list(_FILTERS))
    first = next(words for words, suffix in _FILTERS.items() if suffix.value == target.suffix)
    asking.selectNameFilter(first)
    asking.setDefaultSuffix(target.suffix)
    asking.filterSelected.connect(lambda chosen: _take_suffix(asking, _FILTERS[chosen]))
    asking.selectFile(target.name)
    asking.fileSelected.connect(lambda path: then(Path(path)))
    asking.open()


def ask_folder(parent: QWidget, title: str, folder: Path, then: Callable[[Path], None]) -> None:
    """Ask in which folder to write."""
    asking = _dialog(parent, title, folder)
    asking.setFileMode(QFileDialog.FileMode.Directory)
    asking.setOption(QFileDialog.Option.ShowDirsOnly)
    asking.fileSelected.connect(lambda path: then(Path(path)))
    asking.open()


def _dialog(parent: QWidget, title: str, folder: Path) -> QFileDialog:
    asking = QFileDialog(parent, title, str(folder))
    asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return asking


def _take_suffix(asking: QFileDialog, suffix: Suffix) -> None:
    """The name follows the kind of document chosen."""
    asking.setDefaultSuffix(suffix.value)
    for path in asking.selectedFiles():
        asking.selectFile(Path(path).with_suffix(suffix.value).name)
