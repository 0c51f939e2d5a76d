"""« Pendant »: the points on the left, the one under discussion in the middle, the roll on the right."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QStackedWidget, QVBoxLayout, QWidget

from secretaire.council import happenings
from secretaire.council.agenda import Nature, Point
from secretaire.desk.convocations import lacked_quorum
from secretaire.ui.parts.basics import EmptyState, button, column, frame, label, main_button
from secretaire.ui.places.seances.creation import CreationDialog
from secretaire.ui.places.seances.pendant.circumstances import CircumstancesMenu
from secretaire.ui.places.seances.pendant.opening import OpeningPanel
from secretaire.ui.places.seances.pendant.point import PointPanel
from secretaire.ui.places.seances.pendant.points import PointsPanel
from secretaire.ui.places.seances.pendant.roll import RollPanel
from secretaire.ui.places.seances.presenter import SeancesPresenter
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.places.seances.words import hour
from secretaire.ui.style.tokens import MEDIUM, SMALL, TIGHT

_TICK_MS = 1000


class PendantPage(QWidget):
    """The screen of the hall: everything by keyboard, large targets."""

    write_asked = Signal(str)
    after_asked = Signal()

    def __init__(self, presenter: SeancesPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.points = PointsPanel()
        self.opening = OpeningPanel(presenter)
        self.point = PointPanel(presenter)
        self.roll = RollPanel(presenter)
        self.empty = EmptyState("Aucun point à l'ordre du jour", "Ajoutez-en un, ici à gauche ou dans « Avant ».")
        self.clock = label("", "heading", wrap=False)
        self.clock.setAccessibleName("Heure")
        self.times = label("", "muted")
        self.lift = button("Lever la séance", self._lift)
        self.resume = button("Reprendre la séance", self._resume)
        self.again = button(
            "Convoquer à nouveau…", self._ask_again, tip="Seconde convocation, sans condition de quorum"
        )
        self.circumstances = CircumstancesMenu(presenter)
        self.creation: CreationDialog | None = None
        self.after = main_button("Passer à « Après »", self.after_asked.emit)
        self.asking: QInputDialog | None = None
        self._centre = QStackedWidget()
        for widget in (self.opening, self.point, self.empty):
            self._centre.addWidget(widget)
        self._lay_out()
        self._keys()
        self.points.chosen.connect(presenter.turn_to)
        self.points.add_asked.connect(self._ask_point)
        self.point.write_asked.connect(self.write_asked)
        self._ticking = QTimer(self, interval=_TICK_MS)
        self._ticking.timeout.connect(self._tick)

    def _lay_out(self) -> None:
        clock = QHBoxLayout()
        clock.setContentsMargins(SMALL, SMALL, SMALL, 0)
        clock.setSpacing(SMALL)
        clock.addWidget(self.clock)
        clock.addWidget(self.times, 1)
        points = QVBoxLayout()
        points.setContentsMargins(0, 0, 0, 0)
        points.setSpacing(0)
        points.addLayout(clock)
        points.addWidget(self.points, 1)
        foot = column(self.circumstances, self.lift, self.resume, self.again, self.after, spacing=TIGHT)
        foot.setContentsMargins(SMALL, 0, SMALL, SMALL)
        points.addLayout(foot)
        left, middle, side = (
            frame("panel", points),
            frame("panel", column(self._centre)),
            frame("panel", column(self.roll)),
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MEDIUM - TIGHT)
        layout.addWidget(left)
        layout.addWidget(middle, 1)
        layout.addWidget(side)
        self._left, self._side = left, side

    def _keys(self) -> None:
        for keys, action in (
            ("F3", self._waive),
            ("F4", self._nominate),
            ("F5", self._main),
            ("F6", self._names),
            ("F7", self._count),
            ("F8", lambda: self.point.notes.setFocus()),
            ("F9", lambda: self.roll.list.setFocus()),
            ("Ctrl+PgUp", lambda: self._presenter.step(-1)),
            ("Ctrl+PgDown", lambda: self._presenter.step(1)),
        ):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WindowShortcut)
            made.activated.connect(action)

    def arrive(self) -> None:
        """The clock goes."""
        self._tick()
        self._ticking.start()
        (self.roll.list if self._centre.currentWidget() is self.opening else self.points.list).setFocus()

    def leave(self) -> None:
        """Everything typed is kept."""
        self._ticking.stop()
        self.point.flush()

    def show_view(self, view: MeetingView) -> None:
        course, point = view.course, self._presenter.point
        self.points.show_view(view, point)
        self.roll.show_view(view)
        said = []
        if course.ouverture is not None:
            said.append(f"ouverte à {hour(course.ouverture)}")
        if course.levee is not None:
            said.append(f"levée à {hour(course.levee)}")
        self.times.setText(", ".join(said))
        self.lift.setVisible(course.ouverture is not None and course.levee is None)
        self.resume.setVisible(course.levee is not None)
        self.after.setVisible(course.levee is not None)
        self.again.setVisible(course.levee is not None and lacked_quorum(course))
        self.circumstances.show_view(view, point)
        if course.ouverture is None:
            self.opening.show_view(view)
            self._centre.setCurrentWidget(self.opening)
        elif point is None:
            self._centre.setCurrentWidget(self.empty)
        else:
            self.point.show_view(view, point)
            self._centre.setCurrentWidget(self.point)

    def turn(self) -> None:
        """Another point comes under discussion: what was typed on the former is kept."""
        self.point.flush()
        if self._presenter.view is not None:
            self.show_view(self._presenter.view)

    def flush(self) -> None:
        self.point.flush()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        narrow = self.width() < 1100
        margins = 2 * SMALL + 2
        self._left.setFixedWidth(max(190 if narrow else 236, self.points.add.sizeHint().width() + margins))
        self._side.setFixedWidth(max(236 if narrow else 272, self.roll.everybody.sizeHint().width() + margins))

    def _main(self) -> None:
        if self._centre.currentWidget() is self.opening:
            self.opening.take()
        elif self._centre.currentWidget() is self.point:
            self.point.voting.take_main()

    def _waive(self) -> None:
        if self._centre.currentWidget() is self.point and self.point.voting.nomination.waive.isVisible():
            self.point.voting.nomination.waive.click()

    def _nominate(self) -> None:
        if self._centre.currentWidget() is self.point and self.point.voting.nomination.nominees.isVisible():
            self.point.voting.nomination.nominees.click()

    def _names(self) -> None:
        if self._centre.currentWidget() is self.point:
            self.point.voting.start_names()

    def _count(self) -> None:
        if self._centre.currentWidget() is self.point:
            self.point.voting.start_count()

    def _tick(self) -> None:
        now = datetime.now().astimezone().time()
        self.clock.setText(hour(now))
        self.roll.tick(now)

    def _lift(self) -> None:
        self.flush()
        at = self.roll.hour_given()
        if at is not None:
            self._presenter.apply(lambda c, e: happenings.close_meeting(c, e, at))

    def _resume(self) -> None:
        self._presenter.apply(happenings.reopen_meeting)

    def _ask_again(self) -> None:
        view = self._presenter.view
        if view is None:
            return
        dialog = CreationDialog(view.course.seance.heure, view.course.seance.lieu, self.window())
        dialog.setWindowTitle("Seconde convocation")
        dialog.keep.setText("Convoquer à nouveau")
        dialog.place.setReadOnly(True)
        dialog.kept.connect(lambda day, heure, _: self._presenter.reconvene(day, heure))
        dialog.finished.connect(dialog.deleteLater)
        self.creation = dialog
        dialog.open()

    def _ask_point(self) -> None:
        asking = QInputDialog(self.window())
        asking.setWindowTitle("Ajouter un point")
        asking.setLabelText("Objet du point, en une ligne")
        asking.setOkButtonText("Ajouter")
        asking.setCancelButtonText("Annuler")
        asking.textValueSelected.connect(self._add_point)
        asking.finished.connect(asking.deleteLater)
        self.asking = asking
        asking.open()

    def _add_point(self, objet: str) -> None:
        if objet.strip():
            point = Point(0, objet.strip(), Nature.DELIBERATION)
            self._presenter.apply(lambda c, e: happenings.add_point(c, e, point))
