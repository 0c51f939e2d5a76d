"""The meetings: the next first, then those that were held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from secretaire.council.seance import Seance
from secretaire.ui.parts.basics import EmptyState, column, frame, label, main_button
from secretaire.ui.parts.meeting_words import meeting_name
from secretaire.ui.parts.rows import TwoLineDelegate, set_heading, set_two_lines
from secretaire.ui.style.tokens import LARGE, MEDIUM
from secretaire.ui.wording import count

_ID = Qt.ItemDataRole.UserRole


class MeetingsList(QWidget):
    """Choose a meeting, or create one."""

    chosen = Signal(int)
    create_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName("Séances du conseil")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self.new = main_button("Créer une séance", self.create_asked.emit)
        head = QHBoxLayout()
        head.addWidget(label("Séances du conseil municipal", "title"), 1)
        head.addWidget(self.new)
        self.first = main_button("Créer une séance", self.create_asked.emit)
        empty = EmptyState(
            "Aucune séance",
            "Une séance réunit l'ordre du jour, la convocation, les présents, les votes et le procès-verbal.",
            self.first,
        )
        inside = column(margin=LARGE, spacing=MEDIUM)
        inside.addLayout(head)
        inside.addWidget(self.list, 1)
        page = QWidget()
        page.setLayout(inside)
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())  # while the list is read
        self._stack.addWidget(page)
        self._stack.addWidget(empty)
        self.setLayout(column(frame("panel", column(self._stack))))

    def show_meetings(self, meetings: Sequence[Seance], today: date) -> None:
        kept = self.list.currentItem().data(_ID) if self.list.currentRow() >= 0 else None
        coming = sorted((m for m in meetings if m.date >= today), key=lambda m: m.date)
        held = sorted((m for m in meetings if m.date < today), key=lambda m: m.date, reverse=True)
        self.list.clear()
        for title, those in (("À venir", coming), ("Tenues", held)):
            if those:
                heading = QListWidgetItem()
                set_heading(heading, title)
                self.list.addItem(heading)
            for meeting in those:
                item = QListWidgetItem()
                set_two_lines(item, meeting_name(meeting), _under(meeting, today), note=_note(meeting, today))
                item.setData(_ID, meeting.id)
                self.list.addItem(item)
                if meeting.id == kept:
                    self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and self.list.count() > 1:
            self.list.setCurrentRow(1)
        self._stack.setCurrentIndex(1 if meetings else 2)

    def focus(self) -> None:
        (self.list if self.list.count() else self.first).setFocus()

    def _choose(self, item: QListWidgetItem) -> None:
        if item.data(_ID) is not None:
            self.chosen.emit(int(item.data(_ID)))


def _under(meeting: Seance, today: date) -> str:
    parts = [meeting.lieu] if meeting.lieu else []
    if meeting.presents:
        parts.append(count(len(meeting.presents), "présent", "présents"))
    elif meeting.date < today:
        parts.append("présence non relevée")
    return " · ".join(parts)


def _note(meeting: Seance, today: date) -> str:
    if meeting.date == today:
        return "Aujourd'hui"
    if meeting.date > today and meeting.convocation is None:
        return "Convocation à envoyer"
    return ""
