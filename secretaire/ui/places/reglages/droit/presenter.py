"""What the page of the law holds: the state in service, a file examined before it is, an article looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from secretaire.acts.fields import parse_date
from secretaire.desk import law
from secretaire.desk.law import Import, JudgedReference, LawFile
from secretaire.errors import Cancelled, SecretaireError
from secretaire.law.snapshot import Etat
from secretaire.ui.session import Session
from secretaire.ui.tasks import LongTask, Progress

EXAMINING = "lecture du fichier de droit, en Ko :"
_KO = 1000


class Part(Enum):
    """Where a fault is said."""

    FILE = auto()
    ARTICLE = auto()


@dataclass(frozen=True, slots=True)
class Overview:
    """The law of this PC.

    Attributes:
        imports: the states brought here, the one that speaks first.
        altered: name of the file that should speak and was altered since; empty when all is well.
        speaks: is it near enough for what is in force today to be said?
    """

    etat: Etat
    imports: tuple[Import, ...]
    altered: str
    speaks: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known, at a date, of the references asked for."""

    on: date
    law_on: date
    found: tuple[JudgedReference, ...]


class DroitPresenter(QObject):
    """Everything is read off the UI thread; a file is put in service only once the person has seen what it changes."""

    shown = Signal(object)  # Overview
    faulted = Signal(object, str)  # Part, sentence; empty when it is mended
    started = Signal()
    progressed = Signal(object)  # Progress
    ended = Signal()
    examined = Signal(object)  # LawFile, to be accepted
    imported = Signal(object)  # Etat
    reverted = Signal(object)  # Etat
    answered = Signal(object)  # Answer

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: LongTask | None = None

    @property
    def busy(self) -> bool:
        return self._task is not None

    @property
    def interrupted(self) -> bool:
        """Was the work under way asked to stop?"""
        return self._task is not None and self._task.cancelled()

    def refresh(self) -> None:
        self._session.tasks.query(_overview, self.shown.emit, key="droit.etat")

    def examine(self, path: Path) -> None:
        """Read a file of a USB stick: is it whole, is it newer, what would it change?"""

        def work(task: LongTask) -> LawFile:
            def tell(done: int, total: int) -> None:
                if task.cancelled():
                    raise Cancelled
                progress = Progress(EXAMINING, done // _KO, total // _KO)
                task.report(progress)
                self.progressed.emit(progress)

            return law.examine_law(path, tell)

        self._long(EXAMINING, work, self.examined.emit)

    def put_in_service(self, file: LawFile) -> None:
        """What was examined speaks from now on."""
        self._long("mise en service du droit", lambda _task: law.put_in_service(file), self._now(self.imported.emit))

    def revert(self) -> None:
        """Go back to the state that spoke before the last import."""
        self.faulted.emit(Part.FILE, "")
        self._session.tasks.change(law.revert_law, self._now(self.reverted.emit), self._failed(Part.FILE))

    def interrupt(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def look_up(self, words: str, day: str) -> None:
        """Judge a reference at a date, both as typed."""
        self.faulted.emit(Part.ARTICLE, "")
        try:
            on = parse_date(day)
        except ValueError as error:
            self.faulted.emit(Part.ARTICLE, f"La date n'est pas comprise : {error}.")
            return
        self._session.tasks.query(
            lambda: Answer(on, law.law_state().date, law.judge(words, on)),
            self.answered.emit,
            self._failed(Part.ARTICLE),
            key="droit.article",
        )

    def _long(self, label: str, work: Callable[[LongTask], object], done: Callable[[object], None]) -> None:
        if self._task is not None:
            return

        def over() -> None:
            self._task = None
            self.ended.emit()

        self.faulted.emit(Part.FILE, "")
        self._task = self._session.tasks.long(label, work, done, self._failed(Part.FILE), over)
        self.started.emit()

    def _now(self, told: Callable[[object], None]) -> Callable[[object], None]:
        """Another law speaks: the page says it, and the other places judge again."""

        def done(etat: object) -> None:
            told(etat)
            self.refresh()
            self._session.law_changed.emit()

        return done

    def _failed(self, part: Part) -> Callable[[SecretaireError | None, str], None]:
        return lambda _error, text: self.faulted.emit(part, text)


def _overview() -> Overview:
    altered = law.altered_file()
    snapshot = law.legal_snapshot()
    speaks = snapshot.speaks_for(date.today())  # noqa: DTZ011 - the day of this PC
    return Overview(snapshot.etat(), law.imports(), altered.name if altered else "", speaks)
