"""The members of the council typed in a small table, the maire first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from secretaire.council.roster import Elu
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.style.tokens import LARGE, MEDIUM

_COLUMNS = (("civilite", "Civilité"), ("prenom", "Prénom"), ("nom", "Nom"), ("fonction", "Fonction"))
_CIVILITE = 0
_SEATS = 11  # of a commune of 100 to 499 inhabitants (CGCT L. 2121-2)
_MAIRE = "maire"
_CIVILITES = ("M.", "Mme")
_TOLD = (
    "Le maire d'abord, puis les adjoints et les conseillers dans l'ordre du tableau. La touche Tab va à la case suivante ; des "
    "lignes copiées d'un tableur se collent. Sans fonction, un élu est conseiller municipal."
)

Lines = tuple[tuple[int, Mapping[str, str]], ...]
"""Each line that names somebody, with its number from 1."""


class TypedRosterDialog(QDialog):
    """One line a member; a line without a name is not one. What was typed stays when the dialog is closed."""

    given = Signal(object)  # Lines

    def __init__(self, elus: Sequence[Elu], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Liste des élus")
        self.setModal(True)
        self.table = _RosterTable(self)
        self.fault = label("", "fault")
        self.keep_button = main_button("Enregistrer", self._give)
        buttons = QHBoxLayout()
        buttons.addWidget(button("Ajouter une ligne", self.table.add_line, icon_name="plus"))
        buttons.addStretch()
        buttons.addWidget(button("Fermer", self.reject))
        buttons.addWidget(self.keep_button)
        layout = column(label("Liste des élus", "subtitle"), label(_TOLD, "muted"), margin=LARGE, spacing=MEDIUM)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.fault)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.resize(760, 560)
        for elu in elus:
            self.table.add_line(elu.civilite, elu.prenom, elu.nom, elu.fonction)
        if not elus:
            self.table.add_line(fonction=_MAIRE)
        while self.table.rowCount() < _SEATS:
            self.table.add_line()
        self.table.setCurrentCell(0, _CIVILITE)
        self.table.setFocus()

    def rows(self) -> Lines:
        """The lines that name somebody, with their numbers from 1."""
        lines = ((number + 1, self.table.line(number)) for number in range(self.table.rowCount()))
        return tuple((number, line) for number, line in lines if line["nom"] or line["prenom"])

    def refuse(self, sentence: str) -> None:
        """The list could not be kept: the sentence says why, what was typed stays."""
        self.fault.setText(sentence)

    def _give(self) -> None:
        self.fault.setText("")
        self.given.emit(self.rows())


class _RosterTable(QTableWidget):
    """Typed from cell to cell, or pasted from a spreadsheet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, len(_COLUMNS), parent)
        self.setAccessibleName("Élus, un par ligne")
        self.setHorizontalHeaderLabels([title for _, title in _COLUMNS])
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_CIVILITE, QHeaderView.ResizeMode.ResizeToContents)
        self.setItemDelegateForColumn(_CIVILITE, _CiviliteDelegate(self))

    def add_line(self, civilite: str = "", prenom: str = "", nom: str = "", fonction: str = "") -> None:
        number = self.rowCount()
        self.insertRow(number)
        for place, text in enumerate((civilite, prenom, nom, fonction)):
            self.setItem(number, place, QTableWidgetItem(text))

    def line(self, number: int) -> dict[str, str]:
        """What a line says."""
        cells = (self.model().index(number, place).data() for place in range(len(_COLUMNS)))
        return {name: str(cell).strip() for (name, _), cell in zip(_COLUMNS, cells, strict=True)}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste the cells of a spreadsheet, from the current one on."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().text())
            return
        super().keyPressEvent(event)

    def _paste(self, text: str) -> None:
        top, left = max(0, self.currentRow()), max(0, self.currentColumn())
        for down, line in enumerate(text.splitlines()):
            if top + down == self.rowCount():
                self.add_line()
            for across, cell in enumerate(line.split("\t")[: len(_COLUMNS) - left]):
                self.model().setData(self.model().index(top + down, left + across), cell.strip())


class _CiviliteDelegate(QStyledItemDelegate):
    """« M. » or « Mme », chosen by its first letters."""

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = QComboBox(parent)
        editor.addItems(["", *_CIVILITES])
        editor.setAccessibleName("Civilité")
        return editor

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data()))
