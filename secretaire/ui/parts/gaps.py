"""The numbers that no act bears, and the line to write why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from secretaire.desk.numbering import Gap
from secretaire.ui.parts.basics import button, column, label
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.style.tokens import SMALL

_LIST_HEIGHT = 150  # some three numbers: what stands below is never far
_NUMERO = Qt.ItemDataRole.UserRole
_GAPS_HELP = (
    "Ces numéros ne sont portés par aucun acte d'ici ni du fonds. Si l'acte existe sur papier, ajoutez-le au fonds ; "
    "sinon, écrivez pourquoi."
)


class GapsPane(QWidget):
    """The numbers that no act bears, and one line to write why; a reason is never erased: the journal keeps it."""

    explained = Signal(str, str)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(f"{title} : numéros sans acte")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.setFixedHeight(_LIST_HEIGHT)
        self.list.currentItemChanged.connect(lambda *_: self._turn())
        self._reason_of = label("", "subtitle")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Exemple : projet retiré de l'ordre du jour")
        self.reason.returnPressed.connect(self._give)
        self._reason_of.setBuddy(self.reason)
        self.write = button("Écrire le motif", self._give)
        self.fault = label("", "fault")
        self.fault.hide()
        self._entry = QWidget()
        entry = QHBoxLayout()
        entry.addWidget(self.reason, 1)
        entry.addWidget(self.write)
        inside = column(self._reason_of, spacing=SMALL)
        inside.addLayout(entry)
        inside.addWidget(self.fault)
        self._entry.setLayout(inside)
        self.setLayout(column(label(_GAPS_HELP, "muted"), self.list, self._entry, spacing=SMALL))

    def numero(self) -> str:
        """The number chosen; empty when there is none, or its reason is written."""
        row = self.list.currentRow()
        return str(self.list.item(row).data(_NUMERO)) if row >= 0 else ""

    def show_gaps(self, gaps: tuple[Gap, ...]) -> None:
        """The list again; the number chosen stays so until its reason is written, then the next one without is."""
        kept = self.numero()
        self.list.blockSignals(True)
        self.list.clear()
        for gap in gaps:
            item = QListWidgetItem()
            said = f"{gap.reason} (écrit par {gap.who})" if gap.reason else ""
            set_two_lines(item, gap.numero, said, note="" if gap.reason else "motif à écrire")
            item.setData(_NUMERO, "" if gap.reason else gap.numero)
            self.list.addItem(item)
        open_rows = [row for row, gap in enumerate(gaps) if not gap.reason]
        chosen = next((row for row in open_rows if gaps[row].numero == kept), next(iter(open_rows), -1))
        self.list.setCurrentRow(chosen)
        self.list.blockSignals(False)
        self.setVisible(bool(gaps))
        if kept and kept != self.numero():
            self.reason.clear()
        self._turn()

    def show_refusal(self, numero: str, sentence: str) -> None:
        if numero == self.numero():
            self.fault.setText(sentence)
            self.fault.setVisible(bool(sentence))

    def _turn(self) -> None:
        numero = self.numero()
        self._entry.setVisible(bool(numero))
        self._reason_of.setText(f"Pourquoi aucun acte ne porte le numéro {numero}")
        self.reason.setAccessibleName(self._reason_of.text())
        self.write.setAccessibleName(f"Écrire le motif du numéro {numero}")
        self.fault.hide()

    def _give(self) -> None:
        self.explained.emit(self.numero(), self.reason.text().strip())
