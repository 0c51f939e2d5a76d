"""« Que voulez-vous rédiger ? »: a few words, the types and the old acts that answer, the projects under way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from secretaire.desk.choosing import Shelf
from secretaire.desk.writing import ActLine
from secretaire.fund.finding.results import Result
from secretaire.ui.parts.basics import column, label, main_button
from secretaire.ui.parts.results import facts_of, title_of
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.parts.type_picker import Key, Section, TypePicker, sections_of
from secretaire.ui.style.tokens import LARGE, SMALL
from secretaire.ui.wording import STATES, changed

_ID = Qt.ItemDataRole.UserRole
OLD_ACTS = "Anciens actes, à refaire"


class Chooser(QWidget):
    """The first screen of Rédiger."""

    type_chosen = Signal(str)
    old_act_chosen = Signal(int)  # piece
    act_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picker = TypePicker(
            "Que voulez-vous rédiger ?",
            "Quelques mots : « subv toiture », « fermer la route », « tarifs salle »…",
        )
        self.words, self.types, self.none = self.picker.words, self.picker.list, self.picker.none
        self.start = main_button("Commencer", self.picker.take, tip="Entrée")
        self.picker.taken.connect(self._take)
        self.projects = QListWidget()
        self.projects.setAccessibleName("Projets en cours")
        self.projects.setItemDelegate(TwoLineDelegate(self.projects))
        self.projects.itemActivated.connect(self._open)
        self.projects.itemClicked.connect(self._open)
        self._no_project = label("Aucun projet en cours. Choisissez un type d'acte pour commencer.", "muted")

        left = column(label("Que voulez-vous rédiger ?", "title"), self.picker, spacing=SMALL)
        left.setStretch(1, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(label("↑ ↓ pour choisir, Entrée pour commencer", "muted", wrap=False))
        bottom.addStretch()
        bottom.addWidget(self.start)
        left.addLayout(bottom)
        right = column(label("Projets en cours", "subtitle"), self._no_project, self.projects, spacing=SMALL)
        right.setStretch(2, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        layout.setSpacing(LARGE * 2)
        layout.addLayout(left, 3)
        layout.addLayout(right, 2)

    def show_types(self, shelves: tuple[Shelf, ...]) -> None:
        """The types that answer; the old acts come after them."""
        self.picker.show_sections(sections_of(shelves))
        self.start.setEnabled(bool(self.picker.places))

    def show_old_acts(self, results: tuple[Result, ...]) -> None:
        """The old acts that answer the same words, under the types."""
        if results:
            lines = tuple((r.piece, title_of(r), facts_of(r)) for r in results)
            self.picker.add_sections((Section(OLD_ACTS, lines),))
            self.start.setEnabled(True)

    def show_projects(self, lines: tuple[ActLine, ...]) -> None:
        self.projects.clear()
        for line in lines:
            item = QListWidgetItem()
            where = f"{STATES[line.state]} · {changed(line.updated)}"
            set_two_lines(item, line.objet or line.libelle, where)
            item.setData(_ID, line.id)
            self.projects.addItem(item)
        self._no_project.setVisible(not lines)

    def focus(self) -> None:
        self.picker.focus()

    def _take(self, key: Key) -> None:
        if isinstance(key, int):
            self.old_act_chosen.emit(key)
        else:
            self.type_chosen.emit(key)

    def _open(self, item: QListWidgetItem) -> None:
        self.act_chosen.emit(str(item.data(_ID)))
