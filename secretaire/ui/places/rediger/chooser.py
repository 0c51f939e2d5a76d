"""« Que voulez-vous rédiger ? »: a few words, the types that answer, the projects under way."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from secretaire.acts.act_type import Famille
from secretaire.desk.choosing import Shelf
from secretaire.desk.writing import ActLine
from secretaire.drafting.choosing import Choice
from secretaire.ui.parts.basics import Debounce, column, label, main_button
from secretaire.ui.parts.rows import TwoLineDelegate, set_heading, set_two_lines
from secretaire.ui.style.tokens import LARGE, SMALL
from secretaire.ui.wording import STATES, changed

_FAMILIES = {Famille.DELIBERATION: "Délibération du conseil municipal", Famille.ARRETE: "Arrêté du maire"}
_ID = Qt.ItemDataRole.UserRole
_REASONS = 3  # words told under a title; more would be noise
_PAGE = 8  # rows
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE}


class Chooser(QWidget):
    """The first screen of Rédiger."""

    words_typed = Signal(str)
    type_chosen = Signal(str)
    act_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setAccessibleName("Que voulez-vous rédiger ?")
        self.words.setPlaceholderText("Quelques mots : « subv toiture », « fermer la route », « tarifs salle »…")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumHeight(self.words.fontMetrics().height() + 20)
        self._later = Debounce(120, lambda: self.words_typed.emit(self.words.text()), self)
        self.words.textChanged.connect(lambda _: self._later.touch())
        self.words.installEventFilter(self)
        self.words.returnPressed.connect(self._take)
        self.types = QListWidget()
        self.types.setAccessibleName("Types d'actes")
        self.types.setItemDelegate(TwoLineDelegate(self.types))
        self.types.itemActivated.connect(lambda item: self.type_chosen.emit(str(item.data(_ID))))
        self._none = label("", "muted")
        self._none.hide()
        self._start = main_button("Commencer", self._take, tip="Entrée")
        self.projects = QListWidget()
        self.projects.setAccessibleName("Projets en cours")
        self.projects.setItemDelegate(TwoLineDelegate(self.projects))
        self.projects.itemActivated.connect(self._open)
        self.projects.itemClicked.connect(self._open)
        self._no_project = label("Aucun projet en cours. Choisissez un type d'acte pour commencer.", "muted")

        left = column(label("Que voulez-vous rédiger ?", "title"), self.words, self._none, self.types, spacing=SMALL)
        bottom = QHBoxLayout()
        bottom.addWidget(label("↑ ↓ pour choisir, Entrée pour commencer", "muted", wrap=False))
        bottom.addStretch()
        bottom.addWidget(self._start)
        left.addLayout(bottom)
        right = column(label("Projets en cours", "subtitle"), self._no_project, self.projects, spacing=SMALL)
        right.setStretch(2, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        layout.setSpacing(LARGE * 2)
        layout.addLayout(left, 3)
        layout.addLayout(right, 2)

    def show_types(self, shelves: tuple[Shelf, ...]) -> None:
        self.types.clear()
        for shelf in shelves:
            if shelf.titre:
                heading = QListWidgetItem()
                set_heading(heading, shelf.titre)
                self.types.addItem(heading)
            for choice in shelf.choices:
                item = QListWidgetItem()
                set_two_lines(item, choice.kind.libelle, "" if shelf.tells_famille else _under(choice))
                item.setData(_ID, choice.kind.id)
                self.types.addItem(item)
        self.types.scrollToTop()
        places = self._places()
        if places:
            self.types.setCurrentRow(places[0])
        typed = self.words.text().strip()
        self._none.setText(
            f"Aucun type d'acte ne répond à « {typed} ». Essayez un autre mot, ou effacez pour tout voir."
        )
        self._none.setVisible(not places and bool(typed))
        self._start.setEnabled(bool(places))

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
        self.words.setFocus()
        self.words.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↑, ↓ and the page keys move in the list without leaving the words."""
        if watched is self.words and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            places = self._places()
            if step is not None and places:
                at = bisect_left(places, self.types.currentRow()) + step
                self.types.setCurrentRow(places[min(max(at, 0), len(places) - 1)])
                return True
        return super().eventFilter(watched, event)

    def _places(self) -> list[int]:
        """The rows that can be taken; the others are headings."""
        return [row for row in range(self.types.count()) if self.types.item(row).data(_ID)]

    def _take(self) -> None:
        self._later.flush()
        item = self.types.currentItem()
        if item is not None:
            self.type_chosen.emit(str(item.data(_ID)))

    def _open(self, item: QListWidgetItem) -> None:
        self.act_chosen.emit(str(item.data(_ID)))


def _under(choice: Choice) -> str:
    """Who decides, and what of the type answers when its title does not say it."""
    famille = _FAMILIES[choice.kind.famille]
    why = ", ".join(f"« {mot} »" for mot in choice.why[:_REASONS])
    return f"{famille} · {why}" if why else famille
