"""« Préparer un parapheur »: which acts leave."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from secretaire.acts.act import State
from secretaire.desk.writing import ActLine
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.style.tokens import LARGE, SMALL, TIGHT
from secretaire.ui.wording import STATES

_SIZE = (640, 560)
_TOLD = (
    "Un seul fichier, à copier sur une clé USB : les actes, leurs pièces, leurs contrôles et leur historique. Il s'ouvre "
    "sur n'importe quel poste, sans connexion. Les actes soumis attendent une décision ; les autres sont à lire seulement."
)
_READ = frozenset({State.BROUILLON, State.A_REPRENDRE, State.RELU, State.SOUMIS})
_ID = Qt.ItemDataRole.UserRole


class SendDialog(QDialog):
    """The acts that wait are ticked."""

    asked = Signal(object)  # tuple of ids

    def __init__(self, lines: tuple[ActLine, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Préparer un parapheur")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.list = QListWidget()
        self.list.setAccessibleName("Actes à envoyer")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(TIGHT)
        for line in sorted((x for x in lines if x.state in _READ), key=lambda x: x.state is not State.SOUMIS):
            number = f"n° {line.numero} · " if line.numero else ""
            item = QListWidgetItem(f"{line.objet or line.libelle}\n{number}{STATES[line.state]}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if line.state is State.SOUMIS else Qt.CheckState.Unchecked)
            item.setData(_ID, str(line.id))
            self.list.addItem(item)
        self.write = main_button("Choisir où enregistrer…", self._ask)
        self.list.itemChanged.connect(lambda _: self.write.setEnabled(bool(self._chosen())))
        self.write.setEnabled(bool(self._chosen()))
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.write)
        layout = column(label("Préparer un parapheur", "title"), label(_TOLD, "muted"), margin=LARGE, spacing=SMALL)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.write.setDefault(True)

    def _chosen(self) -> tuple[str, ...]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(str(item.data(_ID)) for item in items if item.checkState() is Qt.CheckState.Checked)

    def _ask(self) -> None:
        self.asked.emit(self._chosen())
        self.accept()
