"""The acts, by state, those that wait for a decision first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from secretaire.acts.act import State
from secretaire.desk.writing import ActLine
from secretaire.ui.parts.basics import button, column, label
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.style.tokens import MEDIUM
from secretaire.ui.wording import STATES, changed, count

_ID = Qt.ItemDataRole.UserRole
_ORDER = (
    State.SOUMIS,
    State.A_REPRENDRE,
    State.RELU,
    State.BROUILLON,
    State.APPROUVE,
    State.ADOPTE,
    State.PUBLIE,
    State.REFUSE,
)
_TINTS = {
    State.SOUMIS: "warning",
    State.A_REPRENDRE: "blocking",
    State.REFUSE: "blocking",
    State.APPROUVE: "fine",
    State.ADOPTE: "fine",
    State.PUBLIE: "fine",
}


class ActsList(QWidget):
    """A filter by state with the counts, words, and the list."""

    chosen = Signal(str)  # id of the act
    register_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ActLine, ...] = ()
        self.state = QComboBox()
        self.state.setAccessibleName("État des actes")
        self.state.activated.connect(lambda _: self._fill())
        self.words = QLineEdit()
        self.words.setAccessibleName("Filtrer les actes")
        self.words.setPlaceholderText("Filtrer : objet, numéro…")
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(lambda _: self._fill())
        self.list = QListWidget()
        self.list.setAccessibleName("Actes")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.currentItemChanged.connect(self._choose)
        self._none = label("", "muted")
        self.register = button(
            "Registre…", self.register_asked.emit, tip="Le registre d'une année, à imprimer et signer"
        )
        self.head = QHBoxLayout()
        self.head.addWidget(label("Actes", "title"), 1)
        self.head.addWidget(self.register)
        layout = column(margin=MEDIUM)
        layout.addLayout(self.head)
        self.under_head = column(spacing=0)
        layout.addLayout(self.under_head)
        for widget in (self.state, self.words, self._none, self.list):
            layout.addWidget(widget)
        self.setLayout(layout)

    def show_lines(self, lines: tuple[ActLine, ...], selected: str) -> None:
        self._lines = tuple(sorted(lines, key=lambda x: _ORDER.index(x.state)))
        kept = self.state.currentData()
        self.state.clear()
        self.state.addItem(f"Tous les actes ({len(lines)})", "")
        for state in _ORDER:
            number = sum(x.state is state for x in lines)
            if number:
                self.state.addItem(f"{STATES[state]} ({number})", state.value)
        self.state.setCurrentIndex(max(0, self.state.findData(kept)))
        self._fill(selected)

    def first_waiting(self) -> str:
        """The first act of the list that waits for a decision; empty when none does."""
        return next((str(line.id) for line in self._lines if line.state is State.SOUMIS), "")

    def select(self, act_id: str) -> None:
        """Show an act in the list, whatever the filters were."""
        self.state.setCurrentIndex(0)
        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)
        self._fill(act_id)

    def _fill(self, selected: str | None = None) -> None:
        wanted = selected if selected is not None else self._current()
        state, words = self.state.currentData(), self.words.text().casefold().split()
        self.list.blockSignals(True)
        self.list.clear()
        for line in self._lines:
            spoken = f"{line.objet} {line.numero} {line.libelle}".casefold()
            if (state and line.state.value != state) or not all(word in spoken for word in words):
                continue
            item = QListWidgetItem()
            number = f"n° {line.numero} · " if line.numero else ""
            under = f"{STATES[line.state]} · {number}{changed(line.updated)}"
            set_two_lines(item, line.objet or line.libelle, under, tint=_TINTS.get(line.state, ""))
            item.setData(_ID, line.id)
            self.list.addItem(item)
            if line.id == wanted:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        shown = self.list.count()
        self.list.setVisible(shown > 0)
        if not self._lines:
            self._none.setText("Aucun acte pour l'instant. Commencez dans Rédiger (Ctrl+2).")
        elif not shown:
            self._none.setText("Aucun acte ne répond à ce filtre.")
        else:
            waiting = sum(line.state is State.SOUMIS for line in self._lines)
            self._none.setText(count(shown, "acte", "actes") + (f", {waiting} à relire" if waiting else ""))
        if selected is None and self._current() != wanted:
            self.chosen.emit(self._current())

    def _current(self) -> str:
        row = self.list.currentRow()
        return str(self.list.item(row).data(_ID)) if row >= 0 else ""

    def _choose(self, item: QListWidgetItem | None, _former: object) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_ID)))
