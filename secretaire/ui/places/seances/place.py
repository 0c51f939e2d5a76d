"""The place *Séances*: the list of the meetings, and one meeting before, during and after."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from secretaire.council.seance import Seance
from secretaire.ui.parts.basics import column
from secretaire.ui.places.seances.apres.page import ApresPage
from secretaire.ui.places.seances.avant.page import AvantPage
from secretaire.ui.places.seances.creation import CreationDialog
from secretaire.ui.places.seances.header import MeetingHeader, Step
from secretaire.ui.places.seances.listing import MeetingsList
from secretaire.ui.places.seances.pendant.page import PendantPage
from secretaire.ui.places.seances.presenter import SeancesPresenter
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import MEDIUM, SMALL


class SeancesPlace(QWidget):
    """The list, or the meeting at work with its three steps."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self._session = session
        self._meetings: tuple[Seance, ...] = ()
        self._drafts_of: int | None = None  # the meeting being opened for its drafts
        self.creation: CreationDialog | None = None
        self.presenter = SeancesPresenter(session, self)
        self.meetings = MeetingsList()
        self.header = MeetingHeader()
        self.avant = AvantPage(session, self.presenter)
        self.pendant = PendantPage(self.presenter)
        self.apres = ApresPage(session)
        self._pages: tuple[AvantPage | PendantPage | ApresPage, ...] = (self.avant, self.pendant, self.apres)
        self._steps = QStackedWidget()
        for page in self._pages:
            self._steps.addWidget(page)
        inside = column(self.header, spacing=SMALL)
        inside.addWidget(self._steps, 1)
        meeting = QWidget()
        meeting.setLayout(inside)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.meetings)
        self._stack.addWidget(meeting)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        layout.addWidget(self._stack)
        self._connect()

    def _connect(self) -> None:
        presenter, header = self.presenter, self.header
        presenter.listed.connect(self._show_list)
        presenter.opened.connect(self._open)
        presenter.changed.connect(self._show)
        presenter.turned.connect(lambda _: self.pendant.turn())
        presenter.refused.connect(self._refused)
        presenter.closed.connect(self._close)
        self.meetings.chosen.connect(presenter.open)
        self.meetings.create_asked.connect(self.ask_creation)
        header.back_asked.connect(self._back)
        header.undo_asked.connect(self.undo)
        header.step_asked.connect(lambda step: self.show_step(Step(step)))
        self.apres.act_asked.connect(self._session.show_act)
        self.apres.notes_changed.connect(presenter.refresh)
        self.pendant.write_asked.connect(self._session.write_act)
        self.pendant.after_asked.connect(lambda: self.show_step(Step.APRES))
        self._session.leaving.connect(self.flush)
        for keys, action in (("Ctrl+Z", self.undo), *((f"Alt+{s + 1}", lambda s=s: self.show_step(s)) for s in Step)):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WindowShortcut)
            made.activated.connect(action)

    @property
    def step(self) -> Step:
        """The step on screen."""
        return Step(self._steps.currentIndex())

    @property
    def at_work(self) -> bool:
        """A meeting is on screen, not the list."""
        return self._stack.currentIndex() == 1

    def arrive(self) -> None:
        self.presenter.set_active(True)
        if self.at_work:
            self._pages[self.step].arrive()
        else:
            self.meetings.focus()

    def leave(self) -> None:
        self.flush()
        for page in self._pages:
            page.leave()
        self.presenter.set_active(False)

    def redraw(self) -> None:
        for view in (self.meetings.list, self.pendant.points.list, self.pendant.roll.list, self.avant.agenda.list):
            view.viewport().update()

    def flush(self) -> None:
        """Everything typed is asked to be saved."""
        for page in self._pages:
            page.flush()

    def undo(self) -> None:
        """Take back the last gesture of the meeting; what is being typed is kept first."""
        if self.at_work:
            self.flush()
            self.presenter.undo()

    def show_step(self, step: Step) -> None:
        """Before, during or after."""
        if not self.at_work:
            return
        self._pages[self.step].leave()
        self._steps.setCurrentIndex(int(step))
        self.header.show_step(step)
        if self.presenter.view is not None:
            self._pages[step].show_view(self.presenter.view)
        self._pages[step].arrive()

    def open_drafts(self, seance_id: int) -> None:
        """Work on that meeting; before it is held, on the drafts prepared for it."""
        self._drafts_of = seance_id
        self.presenter.open(seance_id)

    def ask_creation(self) -> None:
        """Open the window of a new meeting."""
        last = max(self._meetings, key=lambda m: m.date, default=None)
        place = self._session.office.commune.lieu_seance or (last.lieu if last else "")
        dialog = CreationDialog(last.heure if last else None, place, self.window())
        self.creation = dialog
        dialog.kept.connect(self.presenter.create)
        dialog.finished.connect(self._drop)
        dialog.open()

    def _drop(self) -> None:
        if self.creation is not None:
            self.creation.deleteLater()
            self.creation = None

    def _show_list(self, meetings: tuple[Seance, ...]) -> None:
        self._meetings = meetings
        self.meetings.show_meetings(meetings, _today())

    def _open(self, view: MeetingView) -> None:
        self.header.refuse("")
        self._stack.setCurrentIndex(1)
        course, today = view.course, _today()
        if course.levee is not None or course.seance.date < today:
            step = Step.APRES
        else:
            started = course.ouverture is not None or course.seance.date == today
            step = Step.PENDANT if started else Step.AVANT
        if step is Step.AVANT and self._drafts_of == course.seance.id:
            self.avant.tabs.setCurrentWidget(self.avant.night)
        self._drafts_of = None
        self._show(view)
        self.show_step(step)

    def _show(self, view: MeetingView) -> None:
        self.header.refuse("")
        self.header.show_meeting(view.course.seance, undoable=view.undoable)
        self._pages[self.step].show_view(view)

    def _refused(self, sentence: str) -> None:
        self.header.refuse(sentence)
        if self.at_work and self.presenter.view is not None and self.presenter.settled:
            self._pages[self.step].show_view(self.presenter.view)
        if not self.at_work:
            self._session.told.emit(sentence)

    def _back(self) -> None:
        self._pages[self.step].leave()
        self.presenter.close()

    def _close(self) -> None:
        self._stack.setCurrentIndex(0)
        if self.isVisible():
            self.meetings.focus()


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day of this PC
