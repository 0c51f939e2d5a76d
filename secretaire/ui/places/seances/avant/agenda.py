"""The ordre du jour before the meeting: its points in order, and the one chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from secretaire.ui.parts.basics import button, column, icon_tool, label
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.places.seances.words import NATURES, Names
from secretaire.ui.style.tokens import SMALL, TIGHT
from secretaire.ui.wording import STATES

_ID = Qt.ItemDataRole.UserRole


class _Points(QListWidget):
    """Rows that are dragged, or moved with Ctrl+↑ and Ctrl+↓; the list follows the meeting, not the mouse."""

    moved = Signal(int, int)  # id of the point, rank
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(TwoLineDelegate(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.currentRow()
        target = self.indexAt(event.position().toPoint())
        rank = target.row() if target.isValid() else self.count() - 1
        if target.isValid():
            under = self.dropIndicatorPosition() is QAbstractItemView.DropIndicatorPosition.BelowItem
            rank += 1 if under else 0
            rank -= 1 if rank > row else 0
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if rank != row:
            self.moved.emit(int(self.item(row).data(_ID)), rank)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentRow()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if control and by and 0 <= row + by < self.count():
            self.moved.emit(int(self.item(row).data(_ID)), row + by)
        elif event.key() == Qt.Key.Key_Delete and row >= 0:
            self.removed.emit(int(self.item(row).data(_ID)))
        elif not (control and by):
            super().keyPressEvent(event)


class AgendaPanel(QWidget):
    """The points, and a line to add one."""

    chosen = Signal(int)
    moved = Signal(int, int)  # id of the point, rank
    removed = Signal(int)
    added = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.list = _Points()
        self.list.setAccessibleName("Ordre du jour")
        self.list.setToolTip("Glissez un point pour le déplacer, ou Ctrl+↑ et Ctrl+↓ ; Suppr le retire")
        self.list.currentItemChanged.connect(self._choose)
        self.list.moved.connect(self.moved)
        self.list.removed.connect(self.removed)
        self.line = QLineEdit()
        self.line.setPlaceholderText("Ajouter un point : « tarifs de la salle », puis Entrée")
        self.line.setAccessibleName("Ajouter un point")
        self.line.returnPressed.connect(self._add)
        self.add = button("Ajouter", self._add)
        self.up = icon_tool("Monter le point", "arrow-up", lambda: self._move(-1))
        self.down = icon_tool("Descendre le point", "arrow-down", lambda: self._move(1))
        self.remove = icon_tool("Retirer le point", "trash-2", self._remove)
        self.empty = label("", "muted")
        head = QHBoxLayout()
        head.addWidget(label("Ordre du jour", "subtitle"), 1)
        for tool in (self.up, self.down, self.remove):
            head.addWidget(tool)
        foot = QHBoxLayout()
        foot.setSpacing(TIGHT)
        foot.addWidget(self.line, 1)
        foot.addWidget(self.add)
        layout = column(margin=SMALL, spacing=SMALL)
        layout.addLayout(head)
        layout.addWidget(self.empty)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.setLayout(layout)
        self._showing = False

    def show_view(self, view: MeetingView, current: int | None) -> None:
        self._showing = True
        points, names = view.course.points, Names(view.members)
        while self.list.count() > len(points):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(points):
            self.list.addItem(QListWidgetItem())
        for rank, point in enumerate(points):
            item = self.list.item(rank)
            draft = view.draft(point.id)
            parts = [NATURES[point.nature]]
            if point.rapporteur is not None:
                parts.append(f"rapporteur : {names.of(point.rapporteur)}")
            if draft is not None:
                numbered = f"n° {draft.act.numero}, " if draft.act.numero else ""
                parts.append(f"projet {numbered}{STATES[draft.act.state].lower()}")
            set_two_lines(item, f"{rank + 1}. {point.objet}", " · ".join(parts))
            item.setData(_ID, point.id)
            if point.id == current:
                self.list.setCurrentRow(rank)
        self.empty.setText("" if points else "Écrivez ci-dessous le premier point.")
        self.empty.setVisible(not points)
        for tool in (self.up, self.down, self.remove):
            tool.setEnabled(bool(points))
        self._showing = False

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._showing:
            self.chosen.emit(int(item.data(_ID)))

    def _add(self) -> None:
        objet = self.line.text().strip()
        if objet:
            self.added.emit(objet)

    def added_one(self, objets: Sequence[str]) -> None:
        """The line is emptied once its point is on the agenda: a refusal loses nothing."""
        if self.line.text().strip() in objets:
            self.line.clear()

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + by < self.list.count():
            self.moved.emit(int(self.list.item(row).data(_ID)), row + by)

    def _remove(self) -> None:
        if self.list.currentRow() >= 0:
            self.removed.emit(int(self.list.currentItem().data(_ID)))
