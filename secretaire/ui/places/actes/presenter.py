"""What Actes holds: the list, the act being looked at, and the decisions about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from secretaire.acts.act import Act
from secretaire.acts.act_type import ActType
from secretaire.acts.life import Step, possible_steps
from secretaire.checks.finding import Finding
from secretaire.council.minutes import Publication
from secretaire.desk import checking, joining, publications, review, transmitting, writing
from secretaire.desk.exporting import FINAL_STATES
from secretaire.desk.joining import ActFiles
from secretaire.desk.law import law_state
from secretaire.desk.office import Office
from secretaire.desk.review import DiffPiece, HistoryLine, VersionLine
from secretaire.desk.writing import ActLine
from secretaire.errors import Code, SecretaireError
from secretaire.ui.session import Session

_CODE_NEEDED = frozenset({Code.CODE_REQUIRED, Code.CODE_WRONG, Code.CODE_WAITS})


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything shown about one act.

    Attributes:
        law_on: the day of the state of the law that its references are judged by.
        sent: the law wants it at the prefecture.
        published: when and how it was made known; None: not yet.
    """

    act: Act
    kind: ActType
    findings: tuple[Finding, ...]
    law_on: date
    history: tuple[HistoryLine, ...]
    versions: tuple[VersionLine, ...]
    files: ActFiles
    sent: bool
    published: Publication | None

    @property
    def steps(self) -> tuple[Step, ...]:
        return possible_steps(self.act.state)

    @property
    def final(self) -> bool:
        """Can the final document be produced?"""
        return self.act.state in FINAL_STATES


class ActesPresenter(QObject):
    """Lists the acts, shows one, carries the decisions."""

    listed = Signal(object)  # tuple[ActLine, ...]
    shown = Signal(object)  # Sheet
    nothing = Signal()
    refused = Signal(str)
    code_asked = Signal()  # that of whoever decides is missing or wrong
    stepped = Signal(object, object)  # Act, Step
    compared = Signal(object)  # tuple[DiffPiece, ...]

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = ""  # id of the act to show
        self._sheet: Sheet | None = None
        self._active = False
        session.opened.connect(self._another_space)
        session.act_changed.connect(self._act_changed)

    @property
    def sheet(self) -> Sheet | None:
        return self._sheet

    @property
    def wanted(self) -> str:
        return self._wanted

    def set_active(self, active: bool) -> None:
        """Only a visible place reads, and checks the act shown: not at each keystroke in Rédiger, nor at the start."""
        self._active = active
        self.refresh()

    def refresh(self) -> None:
        """Read again the list and the act shown, if somebody looks at them."""
        if not self._active or not self._session.is_open:
            return
        office = self._session.office
        self._session.tasks.query(lambda: writing.list_acts(office), self._keep_list, key="actes.liste")
        if self._wanted:
            self._read(self._wanted)

    def choose(self, act_id: str) -> None:
        """Look at an act."""
        self._wanted = act_id
        if act_id:
            self._read(act_id)
        else:
            self._sheet = None
            self.nothing.emit()

    def take(self, step: Step, by: str, reason: str, code: str = "") -> None:
        """A named person decides on the version shown; `code` is theirs, if they have one."""
        sheet = self._sheet
        if sheet is None:
            return
        office, act = self._session.office, sheet.act

        def done(taken: Act) -> None:
            self.stepped.emit(taken, step)
            self._session.publish(taken)

        def failed(error: SecretaireError | None, text: str) -> None:
            self.refused.emit(text)
            if error is not None and error.code in _CODE_NEEDED:
                self.code_asked.emit()

        def work() -> Act:
            return review.take(office, act.id, step, by, reason, pin=code, version=act.version)

        self._session.tasks.change(work, done, failed)

    def publish(self, day: date, mode: str) -> None:
        """The act shown was made known that day."""
        self._change_act(lambda office, act_id, by: publications.publish(office, act_id, day, mode, by))

    def note_received(self, day: date) -> None:
        """The prefecture acknowledged the act shown that day."""
        self._change_act(lambda office, act_id, by: transmitting.note_received(office, act_id, day, by))

    def join(self, source: Path) -> None:
        """Join a file to the act shown."""
        self._change_act(lambda office, act_id, by: joining.join(office, act_id, source, by))

    def take_away(self, rank: int) -> None:
        """Take a file off the act shown."""
        self._change_act(lambda office, act_id, by: joining.take_away(office, act_id, rank, by))

    def _change_act(self, work: Callable[[Office, str, str], Act]) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        office, act_id, by = self._session.office, sheet.act.id, self._session.author
        self._session.tasks.change(
            lambda: work(office, act_id, by), self._session.publish, lambda _error, text: self.refused.emit(text)
        )

    def compare(self, old: int, new: int) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        office, act_id = self._session.office, sheet.act.id

        def work() -> tuple[DiffPiece, ...]:
            return review.compare(office, act_id, old, new)

        self._session.tasks.query(work, self.compared.emit, key="actes.comparer")

    def _read(self, act_id: str) -> None:
        office = self._session.office

        def work() -> Sheet:
            act = writing.get_act(office, act_id)
            return Sheet(
                act,
                writing.act_type(office, act.type_id),
                checking.check_act(office, act),
                law_state().date,
                review.history(office, act_id),
                review.versions(office, act_id),
                joining.files_of(office, act),
                transmitting.is_sent(office, act),
                publications.publication_of(office, act),
            )

        self._session.tasks.query(work, self._keep_sheet, key="actes.fiche")

    def _keep_sheet(self, sheet: Sheet) -> None:
        if sheet.act.id == self._wanted:
            self._sheet = sheet
            self.shown.emit(sheet)

    def _keep_list(self, lines: tuple[ActLine, ...]) -> None:
        self.listed.emit(lines)

    def _act_changed(self, _act: Act) -> None:
        self.refresh()

    def _another_space(self) -> None:
        self._wanted = ""
        self._sheet = None
        self.nothing.emit()
        self.refresh()
