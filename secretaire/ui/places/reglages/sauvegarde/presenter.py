"""What the page of the copies holds, and what it asks to be done off the UI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from secretaire.desk import automatic_copies, integrity, safekeeping, vault_keeping
from secretaire.desk.automatic_copies import Outcome, Place
from secretaire.desk.safekeeping import Copy
from secretaire.errors import Cancelled
from secretaire.store.sealed_copies import SealedCopy
from secretaire.ui.session import Session
from secretaire.ui.tasks import LongTask, Progress
from secretaire.ui.wording import window_sentence

COPYING = "copie et vérification, en Mo :"
CHECKING = "relecture de tout l'espace"
_MO = 1_000_000


@dataclass(frozen=True, slots=True)
class Made:
    """What became of the copies asked for: how many were made, and the sentences of those that were not."""

    copies: int
    faults: tuple[str, ...]


class SauvegardePresenter(QObject):
    """One long work at a time."""

    shown = Signal(object)  # tuple[Place, ...]
    faulted = Signal(str)  # a sentence; empty when it is mended
    started = Signal(str)  # what is being done
    progressed = Signal(object)  # Progress
    ended = Signal()
    copied = Signal(object)  # Made
    saved = Signal(object)  # Copy | SealedCopy
    checked = Signal(object)  # tuple[integrity.Point, ...]

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: LongTask | None = None

    @property
    def busy(self) -> bool:
        return self._task is not None

    def refresh(self) -> None:
        office = self._session.office
        self._session.tasks.query(
            lambda: automatic_copies.places(office),
            self.shown.emit,
            lambda _e, text: self.faulted.emit(text),
            key="copies",
        )

    def choose_place(self, folder: Path) -> None:
        """Copies also go there from now on; one is made at once."""
        office = self._session.office
        self.faulted.emit("")

        def kept(_none: None) -> None:
            self.refresh()
            self.copy_now()

        self._session.tasks.change(
            lambda: automatic_copies.choose_place(office, folder), kept, lambda _e, text: self.faulted.emit(text)
        )

    def forget_place(self) -> None:
        office = self._session.office
        self.faulted.emit("")
        self._session.tasks.change(
            lambda: automatic_copies.forget_place(office),
            lambda _none: self.refresh(),
            lambda _e, text: self.faulted.emit(text),
        )

    def copy_now(self) -> None:
        """A copy wherever one can be made."""
        office = self._session.office

        def work(task: LongTask) -> Made:
            return made_of(automatic_copies.copy_now(office, datetime.now(UTC), self._teller(task)))

        self._long(COPYING, work, self.copied.emit)

    def save_to(self, target: Path) -> None:
        """A copy to a file that the person named: of a vault, it is encrypted."""
        office = self._session.office

        def work(task: LongTask) -> Copy | SealedCopy:
            told = self._teller(task)
            if office.entrance is not None:
                return vault_keeping.save_sealed_copy(office, target, told)
            return safekeeping.save_copy(office.folder, target, told)

        self._long(COPYING, work, self.saved.emit)

    def check(self) -> None:
        """Read the whole space again."""
        folder = self._session.office.folder
        self._long(CHECKING, lambda _task: integrity.check_space(folder), self.checked.emit)

    def interrupt(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _teller(self, task: LongTask) -> Callable[[int, int], None]:
        def tell(done: int, total: int) -> None:
            if task.cancelled():
                raise Cancelled
            progress = Progress(COPYING, done // _MO, total // _MO)
            task.report(progress)
            self.progressed.emit(progress)

        return tell

    def _long(self, words: str, work: Callable[[LongTask], object], done: Callable[[object], None]) -> None:
        if self._task is not None:
            return

        def over() -> None:
            self._task = None
            self.ended.emit()
            if self._session.is_open:
                self.refresh()

        self.faulted.emit("")
        self._task = self._session.tasks.long(words, work, done, lambda _e, text: self.faulted.emit(text), over)
        self.started.emit(words)


def made_of(outcomes: tuple[Outcome, ...]) -> Made:
    """How many copies were made, and why others were not."""
    faults = tuple(window_sentence(outcome.fault) for outcome in outcomes if outcome.fault is not None)
    return Made(sum(outcome.made is not None for outcome in outcomes), faults)


def last_of(place: Place) -> datetime | None:
    """When the latest copy of a place was made."""
    return place.copies[0].moment if place.copies else None
