"""« Copie publiable »: what should be masked before an act is put on line; she chooses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from secretaire.acts.wording import upper_first
from secretaire.desk.publishing import MaskProposal
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.style.tokens import LARGE, MEDIUM
from secretaire.ui.wording import count

_SIZE = (620, 480)
_NOTHING = "Aucune donnée personnelle à masquer n'a été trouvée. Relisez l'acte avant de le mettre en ligne."
_CHOOSE = (
    "Ce qui est coché sera remplacé par « [donnée masquée] » dans la copie, partout où c'est écrit. "
    "L'acte lui-même ne change pas. Relisez la copie avant de la mettre en ligne."
)


class MasksDialog(QDialog):
    """Everything found is ticked; what she unticks stays readable."""

    asked = Signal(object)  # the MaskProposal chosen

    def __init__(self, found: Sequence[MaskProposal], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = found
        self.setWindowTitle("Copie publiable")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.list = QListWidget()
        self.list.setAccessibleName("Données à masquer")
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for mask in found:
            times = f", {len(mask.places)} fois" if len(mask.places) > 1 else ""
            item = QListWidgetItem(
                f"{mask.words} ({mask.category.value}{times} · {mask.category.reference})\n"
                f"« … {mask.context} … »\n{upper_first(mask.why)}"
            )
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setVisible(bool(found))
        self.write = main_button("Choisir où enregistrer…", self._ask)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.write)
        title = count(len(found), "donnée à masquer", "données à masquer") if found else "Rien à masquer"
        said = label(_CHOOSE if found else _NOTHING, "muted")
        layout = column(label(title, "title"), said, self.list, margin=LARGE, spacing=MEDIUM)
        layout.setStretch(2, 1)
        layout.addLayout(buttons)
        self.setLayout(layout)
        if not found:
            self.resize(_SIZE[0], self.sizeHint().height())

    @property
    def chosen(self) -> tuple[MaskProposal, ...]:
        """What is ticked."""
        ticked = (self.list.item(row).checkState() is Qt.CheckState.Checked for row in range(self.list.count()))
        return tuple(mask for mask, on in zip(self._found, ticked, strict=True) if on)

    def _ask(self) -> None:
        self.asked.emit(self.chosen)
        self.accept()
