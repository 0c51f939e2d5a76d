"""The answer to a question: at once in the words of the act; put in other words by the assistant when it is asked to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from secretaire.desk import asking, finding
from secretaire.desk.asking import AskAnswer
from secretaire.desk.assistant import assistant_state
from secretaire.desk.standing import Standing, standings
from secretaire.errors import SecretaireError
from secretaire.ui.session import Session
from secretaire.ui.tasks import LongTask

LABEL = "réponse à une question"
_KEY = "fonds.question"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer and, by piece, what there is to say of the acts it comes from."""

    answer: AskAnswer
    standings: Mapping[int, Standing]
    can_be_reworded: bool


class AskingPresenter(QObject):
    """Only the last question is answered; the assistant is interrupted by the next one."""

    answered = Signal(object)  # Reply, or None when nothing is asked; again when it is put in other words
    phrasing_changed = Signal(bool)
    kept_as_it_is = Signal()  # the assistant found no better words that hold to the passage
    failed = Signal(str)
    not_ready = Signal()  # nothing can be looked for now

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: LongTask | None = None
        session.opened.connect(lambda: self.ask(""))

    def ask(self, question: str) -> None:
        """Look for the answer; it comes at once, in the words of the act."""
        self.stop()
        office = self._session.office
        if not question.strip():
            self._session.tasks.query(lambda: None, self.answered.emit, key=_KEY)
            return
        today = date.today()  # noqa: DTZ011 - the day of this PC

        def work() -> Reply | None:
            if not finding.is_ready(office):
                return None
            answer = asking.ask(office, question, today)
            shown = [citation.result for citation in (*answer.citations, *answer.voisins)]
            better = answer.can_be_reworded and assistant_state().ready
            return Reply(answer, standings(office, shown), better)

        self._session.tasks.query(work, self._show, lambda _, text: self.failed.emit(text), key=_KEY)

    def stop(self) -> None:
        """Keep the answer as it is."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            self.phrasing_changed.emit(False)

    def _show(self, reply: Reply | None) -> None:
        self.stop()
        if reply is None:
            self.not_ready.emit()
            return
        self.answered.emit(reply)

    def reword(self, reply: Reply) -> None:
        """Have the assistant put an answer in other words, held to its passage; some ten seconds or more."""
        self.stop()
        office = self._session.office

        def work(task: LongTask) -> AskAnswer:
            return asking.reword(office, reply.answer, cancelled=task.cancelled)

        def show(answer: AskAnswer) -> None:
            if task.cancelled():
                return
            if answer == reply.answer:
                self.kept_as_it_is.emit()
            else:
                self.answered.emit(Reply(answer, reply.standings, can_be_reworded=False))

        def over() -> None:
            if self._task is task:
                self._task = None
                self.phrasing_changed.emit(False)

        task = self._session.tasks.long(LABEL, work, show, _answer_stands, over)
        self._task = task
        self.phrasing_changed.emit(True)


def _answer_stands(_error: SecretaireError | None, _text: str) -> None:
    """The assistant failed: what was found is on screen, and the status of the assistant is told elsewhere."""
