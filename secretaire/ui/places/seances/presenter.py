"""What Séances holds: the list of the meetings, the one at work, the point under discussion, each change saved at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, Signal

from secretaire.acts.act import Act
from secretaire.council.course import Course
from secretaire.desk import convocations, meeting, seances
from secretaire.desk.office import Office
from secretaire.errors import SecretaireError
from secretaire.ui.places.seances.view import MeetingView, read_view
from secretaire.ui.session import Session
from secretaire.ui.wording import window_sentence

Gesture = Callable[[Course, Collection[int]], Course]


class SeancesPresenter(QObject):
    """Reads and changes meetings; a refused gesture changes nothing and is said in one sentence."""

    listed = Signal(object)  # tuple[Seance, ...]
    opened = Signal(object)  # MeetingView: another meeting
    changed = Signal(object)  # MeetingView: the same one, changed
    turned = Signal(object)  # id of the point under discussion, or None
    refused = Signal(str)
    closed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: MeetingView | None = None
        self._point: int | None = None
        self._active = False
        self._writes = 0  # asked and not answered yet
        session.opened.connect(self._another_space)
        session.seances_changed.connect(self._others_changed)
        session.roster_changed.connect(self._others_changed)
        session.act_changed.connect(self._act_changed)

    @property
    def view(self) -> MeetingView | None:
        """The meeting at work, as last read."""
        return self._view

    @property
    def point(self) -> int | None:
        """The id of the point under discussion."""
        return self._point

    @property
    def settled(self) -> bool:
        """No change is under way: what is read is what was last asked."""
        return self._writes == 0

    @property
    def now(self) -> dt.time:
        """The hour of this PC, to the minute."""
        return dt.datetime.now().astimezone().time().replace(second=0, microsecond=0)

    def set_active(self, active: bool) -> None:
        """Only a visible place reads again what the others change."""
        self._active = active
        if active:
            self.refresh()

    def refresh(self) -> None:
        """Read again the list, and the meeting at work."""
        if not self._session.is_open:
            return
        office = self._session.office
        self._session.tasks.query(lambda: seances.list_seances(office), self.listed.emit, key="seances.liste")
        if self._view is not None:
            self._read(self._view.course.seance.id)

    def create(self, day: dt.date, heure: dt.time | None, lieu: str) -> None:
        """A new meeting, then at work on it."""
        office = self._session.office

        self._session.tasks.change(
            lambda: seances.create_seance(office, day, heure, lieu, None).id,
            self.open,
            lambda _error, text: self.refused.emit(text),
        )

    def reconvene(self, day: dt.date, heure: dt.time | None) -> None:
        """A second convocation of the meeting at work, then at work on it."""
        if self._view is None:
            return
        office, who, first = self._session.office, self._session.author, self._view.course.seance.id
        self._session.tasks.change(
            lambda: convocations.reconvene(office, first, day, heure, who).id,
            self.open,
            lambda _error, text: self.refused.emit(text),
        )

    def open(self, seance_id: int) -> None:
        """Work on that meeting."""
        self._view = None
        self._point = None
        self._read(seance_id)

    def close(self) -> None:
        """Back to the list."""
        self._view = None
        self._point = None
        self.closed.emit()
        self.refresh()

    def turn_to(self, point_id: int | None) -> None:
        """Put that point under discussion."""
        if point_id != self._point:
            self._point = point_id
            self.turned.emit(point_id)

    def step(self, by: int) -> None:
        """The point `by` places further, if there is one."""
        if self._view is None or not self._view.course.points:
            return
        ids = [p.id for p in self._view.course.points]
        rank = ids.index(self._point) + by if self._point in ids else 0
        if 0 <= rank < len(ids):
            self.turn_to(ids[rank])

    def apply(self, gesture: Gesture) -> None:
        """Change the meeting and save it at once."""
        office, who = self._session.office, self._session.author
        self._write(lambda seance_id: meeting.change(office, seance_id, gesture, who))

    def undo(self) -> None:
        """Take back the last change of the meeting."""
        office, who = self._session.office, self._session.author
        self._write(lambda seance_id: meeting.undo(office, seance_id, who))

    def why_not(self, gesture: Gesture) -> str:
        """Why this gesture would be refused; nothing when it would not. Nothing is changed."""
        if self._view is None:
            return ""
        try:
            gesture(self._view.course, self._view.en_exercice)
        except SecretaireError as error:
            return window_sentence(error)
        return ""

    def _write(self, work: Callable[[int], Course]) -> None:
        if self._view is None:
            return
        office, seance_id = self._session.office, self._view.course.seance.id

        self._writes += 1

        def done(view: MeetingView) -> None:
            self._writes -= 1
            self._keep(view)

        def failed(_error: SecretaireError | None, text: str) -> None:
            self._writes -= 1
            self.refused.emit(text)

        self._session.tasks.change(lambda: read_view(office, work(seance_id)), done, failed)

    def _read(self, seance_id: int) -> None:
        office = self._session.office

        def work() -> MeetingView:
            return _whole(office, seance_id)

        self._session.tasks.query(work, self._keep, lambda _error, text: self.refused.emit(text), key="seances.seance")

    def _keep(self, view: MeetingView) -> None:
        former, self._view = self._view, view
        if former is None or former.course.seance.id != view.course.seance.id:
            self._point = view.at
            self.opened.emit(view)
            return
        if self._point not in {p.id for p in view.course.points}:
            self._point = view.at
        self.changed.emit(view)
        for act_id, draft in view.drafts.items():
            known = former.drafts.get(act_id)
            if known is not None and known.act.version != draft.act.version:
                self._session.publish(draft.act)

    def _another_space(self) -> None:
        self._writes = 0  # what was asked in the former space is not answered any more
        self.close()

    def _others_changed(self) -> None:
        if self._active:
            self.refresh()

    def _act_changed(self, act: Act) -> None:
        known = self._view.drafts.get(act.id) if self._view else None
        if self._active and (known is None or known.act.version != act.version):
            self.refresh()


def _whole(office: Office, seance_id: int) -> MeetingView:
    return read_view(office, meeting.course_of(office, seance_id))
