"""The points of the ordre du jour with their state, the one under discussion chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from secretaire.council.course import Sort
from secretaire.ui.parts.basics import button, column, label
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.places.seances.words import accepted, result_line
from secretaire.ui.style.tokens import SMALL, TIGHT

_ID = Qt.ItemDataRole.UserRole


class PointsPanel(QWidget):
    """The ordre du jour as the meeting goes."""

    chosen = Signal(int)
    add_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName("Points de l'ordre du jour")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.currentItemChanged.connect(self._choose)
        self.progress = label("", "muted")
        self.add = button("Ajouter un point", self.add_asked.emit, icon_name="plus")
        layout = column(label("Ordre du jour", "subtitle"), self.progress, margin=SMALL, spacing=TIGHT)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.add)
        self.setLayout(layout)
        self._showing = False

    def show_view(self, view: MeetingView, current: int | None) -> None:
        self._showing = True
        points = view.course.points
        while self.list.count() > len(points):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(points):
            self.list.addItem(QListWidgetItem())
        opened = view.course.ouverture is not None
        for rank, point in enumerate(points):
            item = self.list.item(rank)
            said = result_line(view, point.id)
            tint = _tint(view, point.id)
            if not said and opened and not view.rooms[point.id].quorum_reached:
                said, tint = "Quorum non atteint", "blocking"
            added = "ajouté en séance" if point.ajoute else ""
            set_two_lines(item, f"{rank + 1}. {point.objet}", added, note=said, note_tint=tint)
            item.setData(_ID, point.id)
        done = sum(view.passage(p.id).sort is not None for p in points)
        self.progress.setText(f"{done} sur {len(points)}" if points else "Aucun point : ajoutez-en un.")
        self.select(current)
        self._showing = False

    def select(self, point_id: int | None) -> None:
        """Choose the line of that point, silently."""
        former, self._showing = self._showing, True
        for rank in range(self.list.count()):
            if self.list.item(rank).data(_ID) == point_id:
                self.list.setCurrentRow(rank)
                self.list.scrollToItem(self.list.item(rank))
        self._showing = former

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._showing:
            self.chosen.emit(int(item.data(_ID)))


def _tint(view: MeetingView, point_id: int) -> str:
    sort = view.passage(point_id).sort
    if sort in {Sort.REPORTE, Sort.RETIRE, Sort.SANS_QUORUM}:
        return "warning"
    if sort is None or sort is Sort.SANS_VOTE:
        return "muted"
    return "blocking" if accepted(view, point_id) is False else "fine"
