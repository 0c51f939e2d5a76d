"""The editor of a table field: rows added and removed, the total of amounts kept up to date."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from secretaire.acts import wording
from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import Champ, Colonne, FieldType
from secretaire.acts.fields import parse_amount
from secretaire.ui.parts.basics import icon_tool, label, tool
from secretaire.ui.places.rediger.form.editors import Editor

_SHOWN_ROWS = 5


class TableEditor(Editor):
    """Rows of a table; an empty last row is always there to type in."""

    def __init__(self, champ: Champ) -> None:
        super().__init__()
        self._columns: tuple[Colonne, ...] = champ.colonnes
        self.grid = _Grid(1, len(self._columns))
        self.grid.setHorizontalHeaderLabels([c.libelle for c in self._columns])
        self.grid.verticalHeader().hide()
        header = self.grid.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(
            Qt.AlignmentFlag(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        )
        header.setMinimumHeight(self.grid.fontMetrics().lineSpacing() * 2 + 10)
        self.grid.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.grid.setMinimumWidth(120)
        self.grid.itemChanged.connect(self._edited)
        self.grid.left.connect(self.left)
        self.grid.remove_row.connect(self._remove)
        self._total = label("", "muted")
        self._total.setAccessibleName(f"Total : {champ.libelle}")
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(tool("Ajouter une ligne", self._add, icon_name="plus"))
        buttons.addWidget(icon_tool("Retirer la ligne choisie (Ctrl+Suppr)", "trash-2", self._remove))
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid)
        layout.addWidget(self._total)
        layout.addLayout(buttons)
        self._fill_row(0, {})
        self._fit()

    def value(self) -> FieldInput:
        rows = []
        for row in range(self.grid.rowCount()):
            cells = {c.nom: self._cell(row, i).strip() for i, c in enumerate(self._columns)}
            if any(cells.values()):
                rows.append(cells)
        return rows

    def set_value(self, value: FieldInput) -> None:
        rows = value if isinstance(value, list) else []
        if rows == self.value():
            self._sum()
            return
        self.grid.blockSignals(True)
        self.grid.setRowCount(0)
        for cells in [*rows, {}]:
            self.grid.insertRow(self.grid.rowCount())
            self._fill_row(self.grid.rowCount() - 1, cells)
        self.grid.blockSignals(False)
        self._sum()
        self._fit()

    def inputs(self) -> list[QWidget]:
        return [self.grid]

    def _cell(self, row: int, column: int) -> str:
        chooser = self.grid.cellWidget(row, column)
        if isinstance(chooser, QComboBox):
            return str(chooser.currentData() or "")
        item = self.grid.item(row, column)
        return item.text() if item else ""

    def _fill_row(self, row: int, cells: dict[str, str]) -> None:
        for i, column in enumerate(self._columns):
            text = cells.get(column.nom, "")
            if column.options:
                chooser = QComboBox()
                chooser.setAccessibleName(f"{column.libelle}, ligne {row + 1}")
                chooser.addItem("", "")
                for option in column.options:
                    chooser.addItem(option, option)
                chooser.setCurrentIndex(max(0, chooser.findData(text)))
                chooser.activated.connect(self._edited)
                self.grid.setCellWidget(row, i, chooser)
                continue
            item = QTableWidgetItem(text)
            if column.type in {FieldType.MONTANT, FieldType.NOMBRE}:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.grid.setItem(row, i, item)

    def _edited(self, *_: object) -> None:
        last = self.grid.rowCount() - 1
        if any(self._cell(last, i).strip() for i in range(len(self._columns))):
            self._append()
        self._sum()
        self.changed.emit()

    def _append(self) -> None:
        self.grid.blockSignals(True)
        self.grid.insertRow(self.grid.rowCount())
        self._fill_row(self.grid.rowCount() - 1, {})
        self.grid.blockSignals(False)
        self._fit()

    def _add(self) -> None:
        last = self.grid.rowCount() - 1
        self.grid.setCurrentCell(last, 0)
        self.grid.setFocus()
        first = self.grid.item(last, 0)
        if first is not None:
            self.grid.editItem(first)

    def _remove(self) -> None:
        row = self.grid.currentRow()
        if row < 0 or row == self.grid.rowCount() - 1:
            return
        self.grid.removeRow(row)
        self._fit()
        self._sum()
        self.changed.emit()
        self.left.emit()

    def _sum(self) -> None:
        parts = []
        for i, column in enumerate(self._columns):
            if column.type is not FieldType.MONTANT:
                continue
            texts = [self._cell(row, i).strip() for row in range(self.grid.rowCount())]
            total, unread = Decimal(0), 0
            for text in filter(None, texts):
                try:
                    total += parse_amount(text)
                except ValueError:
                    unread += 1
            if not any(texts):
                continue
            rest = f" ({wording.number(Decimal(unread))} montant illisible)" if unread else ""
            parts.append(f"{column.libelle}, total : {wording.amount(total)}{rest}")
        self._total.setText("\n".join(parts))
        self._total.setVisible(bool(parts))

    def _fit(self) -> None:
        shown = min(max(self.grid.rowCount(), 2), _SHOWN_ROWS)
        row = max(self.grid.rowHeight(0), self.grid.verticalHeader().defaultSectionSize())
        self.grid.setFixedHeight(self.grid.horizontalHeader().minimumHeight() + shown * row + 16)


class _Grid(QTableWidget):
    left = Signal()
    remove_row = Signal()

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__(rows, columns)
        self.setTabKeyNavigation(False)  # Tab leaves the table; the arrows and Enter move inside
        self.setEditTriggers(QTableWidget.EditTrigger.AllEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.remove_row.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.left.emit()
