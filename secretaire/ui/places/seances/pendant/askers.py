"""Who asks for a public or a secret ballot (CGCT L. 2121-21)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from secretaire.council.votes import Scrutin
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.places.seances.words import SCRUTINS
from secretaire.ui.style.tokens import LARGE, MEDIUM

_TEXTS = {
    Scrutin.PUBLIC: "Le scrutin public est de droit si le quart des membres présents le demande : cochez leurs noms.",
    Scrutin.SECRET: "Le scrutin secret est de droit si le tiers des membres présents le demande : cochez leurs noms. "
    "Pour une nomination ou une présentation, ne cochez personne.",
}


class AskersDialog(QDialog):
    """Tick who asks; Space ticks, Enter keeps."""

    kept = Signal(object, object)  # Scrutin, tuple[int, ...]

    def __init__(self, scrutin: Scrutin, presents: Sequence[tuple[int, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(SCRUTINS[scrutin])
        self.setModal(True)
        self._scrutin = scrutin
        self.list = QListWidget()
        self.list.setAccessibleName("Membres présents qui le demandent")
        for elu, name in presents:
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, elu)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.keep = main_button(f"Voter au {SCRUTINS[scrutin].lower()}", self._keep)
        self.keep.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.keep)
        layout = column(label(_TEXTS[scrutin]), margin=LARGE, spacing=MEDIUM)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.resize(420, 480)

    def tick(self, elu: int) -> None:
        """Tick a member."""
        for rank in range(self.list.count()):
            if self.list.item(rank).data(Qt.ItemDataRole.UserRole) == elu:
                self.list.item(rank).setCheckState(Qt.CheckState.Checked)

    def _keep(self) -> None:
        items = [self.list.item(rank) for rank in range(self.list.count())]
        chosen = tuple(int(i.data(Qt.ItemDataRole.UserRole)) for i in items if i.checkState() is Qt.CheckState.Checked)
        self.kept.emit(self._scrutin, chosen)
        self.accept()
