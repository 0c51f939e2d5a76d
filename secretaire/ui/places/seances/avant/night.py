"""The drafts prepared ahead: asked in the evening, paused, taken up again, read in the morning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal

from secretaire.acts.act import Act
from secretaire.desk import assistant, choosing, meeting, overnight
from secretaire.desk.assistant import AssistantState
from secretaire.desk.office import Office
from secretaire.desk.overnight import Etat, Prepared, Step, Task
from secretaire.errors import SecretaireError
from secretaire.ui.session import Session
from secretaire.ui.tasks import Failed, LongTask, Progress

PREPARING = "préparation des projets"


@dataclass(frozen=True, slots=True)
class Row:
    """A point, and its draft when there is one."""

    task: Task
    prepared: Prepared | None


@dataclass(frozen=True, slots=True)
class NightView:
    """Where the drafts of a meeting are.

    Attributes:
        begun: the meeting is open, nothing is prepared any more.
        with_pen, without_pen: estimated time for what is left, in seconds; None: not known yet on this PC.
    """

    seance_id: int
    rows: tuple[Row, ...]
    begun: bool
    with_pen: float | None
    without_pen: float | None
    assistant: AssistantState

    @property
    def pending(self) -> tuple[Task, ...]:
        """What the next start takes up."""
        return tuple(row.task for row in self.rows if row.task.pending)

    @property
    def cut(self) -> bool:
        """One of them was left in the middle: by a pause, the end of the application or a power cut."""
        return any(row.task.etat is Etat.EN_COURS for row in self.rows)


@dataclass(frozen=True, slots=True)
class Running:
    """The work under way.

    Attributes:
        step: the last one told; None before the first.
        told: when it was told.
        stopping: a pause was asked; the text being written is given up.
    """

    seance_id: int
    step: Step | None
    told: datetime
    stopping: bool = False


class NightPresenter(QObject):
    """One meeting is prepared at a time; a pause keeps what is done, also once the application is closed."""

    shown = Signal(object)  # NightView
    moved = Signal(object)  # Running, or None: nothing is under way
    written = Signal(object)  # Act: the draft that was asked for one point
    types_found = Signal(object)  # tuple[Shelf, ...]
    refused = Signal(str)
    _stepped = Signal(object, int, object)  # Office, meeting, Step; sent by the thread that prepares

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._long: LongTask | None = None
        self._running: Running | None = None
        self._shown = 0
        self._reading = False
        self._again = False
        self._stepped.connect(self._step, Qt.ConnectionType.QueuedConnection)
        session.opened.connect(self._another_space)

    @property
    def running(self) -> Running | None:
        """The work under way."""
        return self._running

    def read(self, seance_id: int) -> None:
        """Read the drafts of a meeting."""
        self._shown = seance_id
        if self._reading:
            self._again = True  # a point ends sooner than the drafts are checked: none waits for the last one
            return
        office, self._reading = self._session.office, True

        def done(view: NightView) -> None:
            if view.seance_id == self._shown:
                self.shown.emit(view)
            self._read_again()

        def failed(_error: SecretaireError | None, text: str) -> None:
            self.refused.emit(text)
            self._read_again()

        self._session.tasks.query(lambda: _view(office, seance_id), done, failed)

    def start(self, seance_id: int, *, with_pen: bool) -> None:
        """Prepare what is missing, or go on."""
        if self._long is not None:
            return
        office, author = self._session.office, self._session.author

        def work(running: LongTask) -> None:
            def tell(step: Step) -> None:
                running.report(Progress(PREPARING, step.done, step.total, step.left))
                self._stepped.emit(office, seance_id, step)

            overnight.prepare(office, seance_id, author, with_pen=with_pen, tell=tell, cancelled=running.cancelled)

        self._move(Running(seance_id, None, datetime.now().astimezone()))
        self._long = self._session.tasks.long(
            PREPARING, work, lambda _: None, lambda _error, text: self.refused.emit(text), self._ended
        )

    def pause(self) -> None:
        """Stop now; what is done is kept."""
        if self._long is not None and self._running is not None:
            self._long.cancel()
            now = self._running
            self._move(Running(now.seance_id, now.step, now.told, stopping=True))

    def find_types(self, words: str) -> None:
        """The act types that answer these words."""
        office = self._session.office
        self._session.tasks.query(
            lambda: choosing.offered_types(office, words), self.types_found.emit, key="seances.types"
        )

    def choose(self, seance_id: int, point_id: int, type_id: str) -> None:
        """Write the draft of a point, of the type the person says."""
        office, author = self._session.office, self._session.author

        def done(act: Act) -> None:
            self._session.publish(act)
            self.written.emit(act)
            self._after(seance_id)

        self._session.tasks.change(
            lambda: overnight.choose(office, seance_id, point_id, type_id, author), done, self._failed(seance_id)
        )

    def forget(self, seance_id: int, point_id: int) -> None:
        """Let a point be prepared again."""
        office = self._session.office
        self._session.tasks.change(
            lambda: overnight.forget(office, seance_id, point_id),
            lambda _: self.read(seance_id),
            self._failed(seance_id),
        )

    def _failed(self, seance_id: int) -> Failed:
        def failed(_error: SecretaireError | None, text: str) -> None:
            self.refused.emit(text)
            self.read(seance_id)

        return failed

    def _step(self, office: Office, seance_id: int, step: Step) -> None:
        if self._long is None or not self._session.is_open or office is not self._session.office:
            return
        stopping = self._running is not None and self._running.stopping
        self._move(Running(seance_id, step, datetime.now().astimezone(), stopping))
        if step.task.etat is not Etat.EN_COURS:
            self._after(seance_id)
        elif seance_id == self._shown:
            self.read(seance_id)

    def _after(self, seance_id: int) -> None:
        """A point has its draft: the others read the meeting again."""
        self._session.seances_changed.emit()
        if seance_id == self._shown:
            self.read(seance_id)

    def _ended(self) -> None:
        self._long = None
        self._move(None)
        if self._session.is_open and self._shown:
            self._session.seances_changed.emit()
            self.read(self._shown)

    def _read_again(self) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self.read(self._shown)

    def _another_space(self) -> None:
        self._shown = 0
        self._reading = self._again = False  # nothing asked before is answered any more

    def _move(self, running: Running | None) -> None:
        self._running = running
        self.moved.emit(running)


def _view(office: Office, seance_id: int) -> NightView:
    tasks = overnight.queue(office, seance_id)
    return NightView(
        seance_id=seance_id,
        rows=tuple(Row(t, overnight.prepared(office, t.act_id) if t.act_id else None) for t in tasks),
        begun=meeting.course_of(office, seance_id).ouverture is not None,
        with_pen=overnight.estimate(office, tasks, with_pen=True),
        without_pen=overnight.estimate(office, tasks, with_pen=False),
        assistant=assistant.assistant_state(),
    )
