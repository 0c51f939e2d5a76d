"""What Accueil holds: read together, read again when something changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from secretaire.desk import (
    assistant_offer,
    convocations,
    deadlines,
    models,
    overnight,
    radar,
    seances,
    setting_up,
    writing,
)
from secretaire.desk.convocations import Convocation
from secretaire.desk.deadlines import Line
from secretaire.desk.office import Office
from secretaire.desk.overnight import Task
from secretaire.desk.radar import Reminder
from secretaire.desk.setting_up import Step
from secretaire.desk.writing import ActLine
from secretaire.store.echeances import Sort
from secretaire.ui.session import Session
from secretaire.ui.tasks import Failed


@dataclass(frozen=True, slots=True)
class Home:
    """Everything shown.

    Attributes:
        lines: late first, then the coming ones.
        meeting: the next one, today's included; None when none is planned.
        prepared: the drafts prepared ahead for that meeting.
        documents: how many documents were read: without them, nothing is known of the former years.
        steps: what remains of the setting up.
    """

    today: date
    lines: tuple[Line, ...]
    reminders: tuple[Reminder, ...]
    projects: tuple[ActLine, ...]
    meeting: Convocation | None
    prepared: tuple[Task, ...]
    documents: int
    steps: tuple[Step, ...]


class AccueilPresenter(QObject):
    """Reads the home screen and carries its gestures."""

    shown = Signal(object)  # Home
    offered = Signal(object)  # Offer: what this PC can do with an assistant
    year_shown = Signal(int, object)  # year, tuple[Line, ...]
    calendar_written = Signal(object)  # Path
    refused = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._active = False
        self._year = 0
        self._reading = False
        for changed in (
            session.act_changed,
            session.roster_changed,
            session.seances_changed,
            session.fund_changed,
            session.assistant_changed,
        ):
            changed.connect(self._changed)

    def set_active(self, active: bool) -> None:
        """Only a visible place reads again."""
        self._active = active
        if active:
            self.refresh()

    def refresh(self) -> None:
        if not self._session.is_open:
            return
        office = self._session.office
        self._session.tasks.query(lambda: _read(office), self._show, self._failed, key="accueil")
        if self._year:
            self.show_year(self._year)

    def set_reading(self, reading: bool) -> None:
        """The documents of the commune begin or end being read: its folder is chosen, or may have been."""
        self._reading = reading
        self._changed()

    def show_year(self, year: int) -> None:
        """Read every échéance of a year; 0 when nobody looks at a year any more."""
        self._year = year
        if year:
            office = self._session.office

            def done(lines: tuple[Line, ...]) -> None:
                self.year_shown.emit(year, lines)

            self._session.tasks.query(
                lambda: deadlines.board(office, year, office.today()), done, self._failed, key="accueil.annee"
            )

    def note(self, key: str, sort: Sort | None) -> None:
        """The person says what became of an échéance."""
        office, author = self._session.office, self._session.author
        self._session.tasks.change(
            lambda: deadlines.note(office, key, sort, author), lambda _: self.refresh(), self._failed
        )

    def put_off(self, step: Step) -> None:
        """Say no more of a step of the setting up for some days."""
        office = self._session.office
        self._session.tasks.change(lambda: setting_up.put_off(office, step), lambda _: self.refresh(), self._failed)

    def refuse_assistant(self) -> None:
        """Work without the assistant on this PC."""
        self._session.tasks.change(models.set_aside, lambda _: self._session.assistant_changed.emit(), self._failed)

    def write_calendar(self, lines: tuple[Line, ...], target: Path) -> None:
        """Write these échéances for a calendar program."""
        office = self._session.office
        self._session.tasks.change(
            lambda: deadlines.write_calendar(office, lines, target),
            lambda _: self.calendar_written.emit(target),
            self._failed,
        )

    def write(self, reminder: Reminder) -> None:
        """Open the draft, or start again from the last act on the subject."""
        if reminder.draft:
            self._session.write_act.emit(reminder.draft)
        elif reminder.piece is not None:
            self._session.redo_piece.emit(reminder.piece)
        elif reminder.former_act:
            self._session.redo_act.emit(reminder.former_act)

    @property
    def _failed(self) -> Failed:
        return lambda _error, text: self.refused.emit(text)

    def _changed(self, *_what: object) -> None:
        if self._active:
            self.refresh()

    def _show(self, home: Home) -> None:
        if self._reading:
            home = replace(home, steps=tuple(step for step in home.steps if step is not Step.DOCUMENTS))
        self.shown.emit(home)
        if Step.ASSISTANT in home.steps:
            self._session.tasks.query(assistant_offer.offer, self.offered.emit, self._failed, key="accueil.assistant")


def _read(office: Office) -> Home:
    today = office.today()
    coming = [s for s in seances.list_seances(office) if s.date >= today]
    first = min(coming, key=lambda s: (s.date, s.id), default=None)
    return Home(
        today=today,
        lines=deadlines.pressing(office, today),
        reminders=radar.reminders(office, today),
        projects=writing.list_acts(office),
        meeting=convocations.convocation_of(office, first.id) if first else None,
        prepared=overnight.queue(office, first.id) if first else (),
        documents=office.fund.document_count(),
        steps=setting_up.remaining(office),
    )
