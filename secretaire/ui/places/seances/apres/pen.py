"""The assistant on the points of the procès-verbal: asked, streamed, interrupted; one point at a time."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from secretaire.desk import assistant, minutes_pen
from secretaire.desk.assistant import AssistantState
from secretaire.desk.minutes_pen import PointProposal
from secretaire.ui.session import Session
from secretaire.ui.tasks import LongTask


@dataclass(frozen=True, slots=True)
class PointRequest:
    """What is asked for a point, as its card announces it."""

    seance_id: int
    point: int
    objet: str

    @property
    def title(self) -> str:
        return f"Proposition de l'assistant : {self.objet}"

    @property
    def reads(self) -> str:
        return "vos notes sur ce point"

    @property
    def leave(self) -> str:
        return "Refuser"


class MinutesPen(QObject):
    """What the assistant is writing now, and why the last request failed."""

    changed = Signal()
    streamed = Signal(str)  # the text so far
    written = Signal(int)  # id of the meeting that has one more proposal
    _text = Signal(int, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: LongTask | None = None
        self._ticket = 0  # an answer to a former request is dropped
        self.state = AssistantState(False, "", "")
        self.request: PointRequest | None = None
        self.text = ""
        self.failed: PointRequest | None = None
        self.fault = ""
        self._text.connect(self._follow)
        session.opened.connect(self._another_space)
        session.assistant_changed.connect(self.ask_state)

    def ask_state(self) -> None:
        """Read again whether there is an assistant."""
        self._session.tasks.query(assistant.assistant_state, self._keep_state, key="assistant.pv")

    def ask(self, request: PointRequest) -> None:
        """Ask for the debate of a point; the former request, if any, is dropped."""
        self.interrupt()
        self._ticket += 1
        self.request, self.text = request, ""
        self.failed, self.fault = None, ""
        ticket, office = self._ticket, self._session.office

        def work(task: LongTask) -> PointProposal:
            return minutes_pen.propose(
                office,
                request.seance_id,
                request.point,
                lambda text: self._text.emit(ticket, text),
                task.cancelled,
            )

        self._task = self._session.tasks.long(
            request.title,
            work,
            lambda _: self.written.emit(request.seance_id),
            lambda _error, text: self._broken(ticket, request, text),
            lambda: self._over(ticket),
        )
        self.changed.emit()

    def interrupt(self) -> None:
        """Stop writing; nothing is kept of what was begun."""
        if self._task is not None:
            self._task.cancel()
            self._ticket += 1
            self._task, self.request = None, None
            self.changed.emit()

    def forget_fault(self) -> None:
        """The person has read why there is no proposal."""
        self.failed, self.fault = None, ""
        self.changed.emit()

    def _another_space(self) -> None:
        self.interrupt()
        self.ask_state()

    def _keep_state(self, state: AssistantState) -> None:
        self.state = state
        self.changed.emit()

    def _follow(self, ticket: int, text: str) -> None:
        if ticket == self._ticket:
            self.text = text
            self.streamed.emit(text)

    def _over(self, ticket: int) -> None:
        """Ended, or interrupted from the bottom of the window."""
        if ticket == self._ticket:
            self._task, self.request = None, None
            self.changed.emit()

    def _broken(self, ticket: int, request: PointRequest, sentence: str) -> None:
        if ticket == self._ticket:
            self.failed, self.fault = request, sentence
            self.changed.emit()
