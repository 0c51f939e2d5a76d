"""What is delegated: matters of the nomenclature and act types, ticked in one list that a few words shorten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from secretaire.council.persons import Delegation
from secretaire.ui.parts.basics import column, label
from secretaire.ui.places.reglages.fields import row
from secretaire.ui.style.tokens import TIGHT

_KEY = Qt.ItemDataRole.UserRole
_HEIGHT = 168
_ARRETE = 420


class DelegationPicker(QWidget):
    """What is ticked comes first when a delegation is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matters: Sequence[tuple[str, str]] = ()
        self._types: Sequence[tuple[str, str]] = ()
        self.words = QLineEdit()
        self.words.setAccessibleName("Chercher une matière ou un type d'acte")
        self.words.setPlaceholderText("Chercher : voirie, état civil, débit de boissons…")
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._shorten)
        self.list = QListWidget()
        self.list.setAccessibleName("Ce qui est délégué")
        self.list.setFixedHeight(_HEIGHT)
        self.arrete = QLineEdit()
        self.arrete.setAccessibleName("Arrêté de délégation")
        self.arrete.setMinimumWidth(_ARRETE)
        self.arrete.setPlaceholderText("par exemple : n° 2026-012 du 28 mars 2026")
        layout = column(label("Ce qui est délégué", "subtitle"), self.words, self.list, spacing=TIGHT)
        layout.addLayout(row(label("Arrêté de délégation", wrap=False), self.arrete))
        self.setLayout(layout)

    def offer(self, matters: Sequence[tuple[str, str]], types: Sequence[tuple[str, str]]) -> None:
        """What may be delegated: codes and ids, with their words."""
        self._matters, self._types = matters, types

    def show_delegation(self, given: Delegation) -> None:
        self.words.clear()
        self.arrete.setText(given.arrete)
        rows = [
            *((("matiere", code), f"{code}  {libelle}", code in given.matieres) for code, libelle in self._matters),
            *((("type", key), f"Type d'acte : {libelle}", key in given.types) for key, libelle in self._types),
        ]
        self.list.clear()
        for key, words, ticked in sorted(rows, key=lambda one: not one[2]):
            item = QListWidgetItem(words)
            item.setData(_KEY, key)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)

    def delegation(self) -> Delegation:
        """What is ticked and written."""
        return Delegation(tuple(self._ticked("matiere")), tuple(self._ticked("type")), self.arrete.text().strip())

    def _ticked(self, kind: str) -> Iterator[str]:
        for number in range(self.list.count()):
            item = self.list.item(number)
            what, key = item.data(_KEY)
            if what == kind and item.checkState() is Qt.CheckState.Checked:
                yield str(key)

    def _shorten(self, typed: str) -> None:
        words = typed.casefold().split()
        for number in range(self.list.count()):
            item = self.list.item(number)
            item.setHidden(not all(word in item.text().casefold() for word in words))
