"""« Rédiger un projet » for a point: the type of the act, from the words of the point."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from secretaire.acts.act_type import Famille
from secretaire.desk.choosing import Shelf
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.parts.type_picker import TypePicker, sections_of
from secretaire.ui.style.tokens import LARGE, SMALL

_SIZE = (620, 480)


class PointTypeDialog(QDialog):
    """The type that answers best is current: Enter is enough when it is right."""

    words_typed = Signal(str)
    chosen = Signal(str)  # type

    def __init__(self, objet: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Rédiger un projet")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.picker = TypePicker("Type d'acte", "Quelques mots : « tarifs », « convention »…")
        self.start = main_button("Commencer", self.picker.take, tip="Entrée")
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.start)
        layout = column(
            label(objet, "title"),
            label(
                "Le projet est attaché à ce point. Les valeurs du dernier acte sur le sujet y sont proposées.", "muted"
            ),
            self.picker,
            margin=LARGE,
            spacing=SMALL,
        )
        layout.setStretch(2, 1)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.picker.words_typed.connect(self.words_typed)
        self.picker.taken.connect(self._choose)
        self.picker.words.setText(objet)
        self.picker.focus()

    def show_types(self, shelves: tuple[Shelf, ...]) -> None:
        """Those the council may take: it takes no arrêté."""
        kept = (replace(s, choices=tuple(c for c in s.choices if _of_council(c.kind.famille))) for s in shelves)
        self.picker.show_sections(sections_of([shelf for shelf in kept if shelf.choices]))
        self.start.setEnabled(bool(self.picker.places))

    def _choose(self, key: object) -> None:
        self.chosen.emit(str(key))
        self.accept()


def _of_council(famille: Famille) -> bool:
    return famille is Famille.DELIBERATION
