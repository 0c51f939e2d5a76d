"""A few words, and under them the lines that answer, in sections: everything by the keyboard."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from secretaire.acts.act_type import Famille
from secretaire.desk.choosing import Shelf
from secretaire.drafting.choosing import Choice
from secretaire.ui.parts.basics import Debounce, column, label
from secretaire.ui.parts.rows import TwoLineDelegate, set_heading, set_two_lines
from secretaire.ui.style.tokens import SMALL

_FAMILIES = {Famille.DELIBERATION: "Délibération du conseil municipal", Famille.ARRETE: "Arrêté du maire"}
_KEY = Qt.ItemDataRole.UserRole
_REASONS = 3  # words told under a title; more would be noise
_PAGE = 8  # rows
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE}

Key = str | int
"""What a line stands for: the id of a type, the number of a piece of the fund."""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading; none when it is empty.

    Attributes:
        lines: key, title, and what is said under it.
    """

    title: str
    lines: tuple[tuple[Key, str, str], ...]


class TypePicker(QWidget):
    """The arrows move in the list without leaving the words; Enter takes the line under the eyes."""

    words_typed = Signal(str)
    taken = Signal(object)  # Key

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setAccessibleName(name)
        self.words.setPlaceholderText(placeholder)
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumHeight(self.words.fontMetrics().height() + 20)
        self._later = Debounce(120, lambda: self.words_typed.emit(self.words.text()), self)
        self.words.textChanged.connect(lambda _: self._later.touch())
        self.words.installEventFilter(self)
        self.words.returnPressed.connect(self.take)
        self.list = QListWidget()
        self.list.setAccessibleName("Types d'actes")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.itemActivated.connect(self._take)
        self.none = label("", "muted")
        self.none.hide()
        self.setLayout(column(self.words, self.none, self.list, spacing=SMALL))

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Replace the lines; the first that can be taken is current."""
        self.list.clear()
        self.add_sections(sections)
        self.list.scrollToTop()
        if not self.places:
            typed = self.words.text().strip()
            self.none.setText(
                f"Aucun type d'acte ne répond à « {typed} ». Essayez un autre mot, ou effacez pour tout voir."
            )
            self.none.setVisible(bool(typed))
        else:
            self.none.hide()

    def add_sections(self, sections: Sequence[Section]) -> None:
        """Add lines at the end; the current one stays."""
        for section in sections:
            if section.title:
                heading = QListWidgetItem()
                set_heading(heading, section.title)
                self.list.addItem(heading)
            for key, title, under in section.lines:
                item = QListWidgetItem()
                set_two_lines(item, title, under)
                item.setData(_KEY, key)
                self.list.addItem(item)
        if self.list.currentRow() < 0 and self.places:
            self.list.setCurrentRow(self.places[0])

    @property
    def places(self) -> list[int]:
        """The rows that can be taken; the others are headings."""
        return [row for row in range(self.list.count()) if self.list.item(row).data(_KEY)]

    def focus(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def take(self) -> None:
        """Take the current line, for the words as they are now."""
        self._later.flush()
        item = self.list.currentItem()
        if item is not None:
            self._take(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↑, ↓ and the page keys move in the list without leaving the words."""
        if watched is self.words and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            places = self.places
            if step is not None and places:
                at = bisect_left(places, self.list.currentRow()) + step
                self.list.setCurrentRow(places[min(max(at, 0), len(places) - 1)])
                return True
        return super().eventFilter(watched, event)

    def _take(self, item: QListWidgetItem) -> None:
        if key := item.data(_KEY):
            self.taken.emit(key)


def sections_of(shelves: Sequence[Shelf]) -> tuple[Section, ...]:
    """Shelves of act types, as lines."""
    return tuple(
        Section(
            shelf.titre,
            tuple((c.kind.id, c.kind.libelle, "" if shelf.tells_famille else _under(c)) for c in shelf.choices),
        )
        for shelf in shelves
    )


def decider_of(famille: Famille) -> str:
    """« Délibération du conseil municipal »."""
    return _FAMILIES[famille]


def _under(choice: Choice) -> str:
    """Who decides, and what of the type answers when its title does not say it."""
    famille = _FAMILIES[choice.kind.famille]
    why = ", ".join(f"« {mot} »" for mot in choice.why[:_REASONS])
    return f"{famille} · {why}" if why else famille
