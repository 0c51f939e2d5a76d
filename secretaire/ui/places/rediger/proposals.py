"""The proposals of the assistant: asked, streamed beside the text, accepted or refused."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from secretaire.acts.act import Act
from secretaire.desk import assistant
from secretaire.desk.assistant import ProposalView, Zone
from secretaire.desk.reworking import ReworkView
from secretaire.ui.places.rediger.requests import Request
from secretaire.ui.session import Session
from secretaire.ui.tasks import LongTask


class ProposalPresenter(QObject):
    """One proposal at a time, for the act on the desk."""

    state_known = Signal(object)  # AssistantState
    started = Signal(object)  # Request
    streamed = Signal(str)  # the text so far
    ready = Signal(object)  # ProposalView | ReworkView
    failed = Signal(str)
    closed = Signal()
    accepted = Signal(object, object)  # Act, Request
    _text = Signal(int, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._act: Act | None = None
        self._request: Request | None = None
        self._task: LongTask | None = None
        self._view: ProposalView | ReworkView | None = None
        self._ticket = 0  # an answer to a former request is dropped
        self._text.connect(self._pass_text)
        session.opened.connect(self.ask_state)
        session.assistant_changed.connect(self.ask_state)

    @property
    def running(self) -> bool:
        return self._task is not None

    @property
    def view(self) -> ProposalView | ReworkView | None:
        return self._view

    def ask_state(self) -> None:
        self._session.tasks.query(assistant.assistant_state, self.state_known.emit, key="assistant.etat")

    def zones(self, act: Act) -> tuple[Zone, ...]:
        return assistant.zones(act)

    def follow(self, act: Act | None) -> None:
        """The act on the desk; a proposal for another act is dropped."""
        if self._act is not None and (act is None or act.id != self._act.id):
            self.interrupt()
            self._close()
        self._act = act

    def ask(self, request: Request) -> None:
        """Ask for a text; the former one, if any, is dropped."""
        if self._act is None:
            return
        self.interrupt()
        self._view = None
        self._request = request
        self._ticket += 1
        ticket, act_id, office = self._ticket, self._act.id, self._session.office
        self.started.emit(request)

        def work(task: LongTask) -> ProposalView | ReworkView:
            return request.write(office, act_id, lambda text: self._text.emit(ticket, text), task.cancelled)

        self._task = self._session.tasks.long(
            request.title,
            work,
            lambda view: self._proposed(ticket, view),
            lambda _error, text: self._broken(ticket, text),
            lambda: self._task_ended(ticket),
        )

    def interrupt(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._ticket += 1
            self._close()

    def accept(self) -> None:
        """Put the proposal in the act."""
        view, request = self._view, self._request
        if view is None or request is None or not view.acceptable:
            return
        office, author = self._session.office, self._session.author
        self._session.tasks.change(
            lambda: request.accept(office, view.id, author),
            lambda act: self.accepted.emit(act, request),
            lambda _error, text: self.failed.emit(text),
        )
        self._close()

    def refuse(self) -> None:
        """Put the proposal away; the text stays as it is."""
        view = self._view
        if view is not None:
            office, author = self._session.office, self._session.author
            self._session.tasks.change(lambda: assistant.refuse_proposal(office, view.id, author), lambda _: None)
        self._close()

    def _pass_text(self, ticket: int, text: str) -> None:
        if ticket == self._ticket:
            self.streamed.emit(text)

    def _proposed(self, ticket: int, view: ProposalView | ReworkView) -> None:
        if ticket == self._ticket:
            self._view = view
            self.ready.emit(view)

    def _broken(self, ticket: int, text: str) -> None:
        if ticket == self._ticket:
            self.failed.emit(text)

    def _task_ended(self, ticket: int) -> None:
        """Interrupted from the bottom of the window as well as from the card."""
        if ticket != self._ticket or self._task is None:
            return
        cancelled = self._task.cancelled()
        self._task = None
        if cancelled:
            self._close()

    def _close(self) -> None:
        self._view = None
        self.closed.emit()
