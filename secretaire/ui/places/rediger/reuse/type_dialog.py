"""« Refaire cet acte »: the type of the new act, recognised or chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from secretaire.desk.choosing import Shelf
from secretaire.drafting.reuse.recognition import Recognised
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.parts.type_picker import Section, TypePicker, decider_of, sections_of
from secretaire.ui.places.rediger.reuse.presenter import Recognition
from secretaire.ui.style.tokens import LARGE, SMALL

_SIZE = (620, 520)


class TypeDialog(QDialog):
    """The recognised type is current: Enter is enough when it is right."""

    words_typed = Signal(str)
    chosen = Signal(str)  # type

    def __init__(self, recognition: Recognition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recognition = recognition
        self.setWindowTitle("Refaire cet acte")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.picker = TypePicker("Autre type d'acte", "Autre type : quelques mots…")
        self.start = main_button("Commencer", self.picker.take, tip="Entrée")
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.start)
        read = recognition.read
        layout = column(
            label(f"Refaire {read.label}", "title"),
            label(read.old.objet, "subtitle"),
            label(
                "Le nouvel acte part de champs vides. Sous chaque champ, ce que disait l'ancien acte vous est "
                "proposé : rien n'est repris sans vous.",
                "muted",
            ),
            self.picker,
            margin=LARGE,
            spacing=SMALL,
        )
        layout.setStretch(3, 1)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.picker.words_typed.connect(self._find)
        self.picker.taken.connect(self._choose)
        self._browse()
        self.picker.focus()

    def show_types(self, shelves: tuple[Shelf, ...]) -> None:
        """The types that answer the typed words."""
        if self.picker.words.text().strip():
            self.picker.show_sections(sections_of(shelves))
            self.start.setEnabled(bool(self.picker.places))

    def _find(self, words: str) -> None:
        if words.strip():
            self.words_typed.emit(words)
        else:
            self._browse()

    def _browse(self) -> None:
        """Those recognised, then all the others."""
        found = self._recognition.types
        title = "Reconnu" if found else "Type non reconnu : choisissez-le"
        first = Section(title, tuple((r.kind.id, r.kind.libelle, _why(r)) for r in found))
        self.picker.show_sections((first, *sections_of(self._recognition.shelves)))
        self.start.setEnabled(bool(self.picker.places))

    def _choose(self, key: object) -> None:
        self.chosen.emit(str(key))
        self.accept()


def _why(found: Recognised) -> str:
    return f"{decider_of(found.kind.famille)} · {found.because}"
