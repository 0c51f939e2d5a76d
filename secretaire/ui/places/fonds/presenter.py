"""What Fonds holds: the words looked for, the results, the folders and what was read of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from secretaire.desk import finding, reading
from secretaire.desk.reading import DocumentLine, ReadingProgress
from secretaire.errors import SecretaireError
from secretaire.fund.gathering import ReadingReport
from secretaire.fund.reading import Status
from secretaire.fund.search import Filters, Result
from secretaire.ui.session import Session
from secretaire.ui.tasks import LongTask, Progress

LABEL = "lecture des documents"


@dataclass(frozen=True, slots=True)
class FolderView:
    """A chosen folder and its files, those that could be read and the others."""

    path: Path
    read: tuple[DocumentLine, ...]
    left_out: tuple[DocumentLine, ...]

    @property
    def lines(self) -> tuple[DocumentLine, ...]:
        return self.left_out + self.read


class FondsPresenter(QObject):
    """Searches as the person types, reads folders on demand."""

    found = Signal(object)  # Answer, or None when nothing is asked
    failed = Signal(str)
    page_shown = Signal(object, str)  # Result, text of its page
    listed = Signal(object)  # tuple[FolderView, ...]
    reading_changed = Signal(bool)
    read = Signal(object)  # ReadingReport

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: LongTask | None = None
        session.opened.connect(self._another_space)

    @property
    def reading(self) -> bool:
        return self._task is not None

    def search(self, words: str, filters: Filters) -> None:
        """Only the answer to the last words typed comes back."""
        office = self._session.office
        if not words.strip():
            self._session.tasks.query(lambda: None, self.found.emit, key="fonds.recherche")
            return
        self._session.tasks.query(
            lambda: finding.search(office, words, filters),
            self.found.emit,
            lambda _error, text: self.failed.emit(text),
            key="fonds.recherche",
        )

    def show(self, result: Result) -> None:
        """The text of the page of a result."""
        office = self._session.office
        self._session.tasks.query(
            lambda: finding.page_text(office, result.document, result.page),
            lambda text: self.page_shown.emit(result, text or ""),
            lambda _error, text: self.failed.emit(text),
            key="fonds.page",
        )

    def read_folders(self, paths: Sequence[Path]) -> None:
        """Read these folders (none: those already chosen); one reading at a time."""
        if self._task is not None:
            return
        office = self._session.office

        def work(task: LongTask) -> ReadingReport:
            def follow(now: ReadingProgress) -> None:
                task.report(Progress(LABEL, now.done, now.total, now.seconds_left))

            return reading.read_documents(office, paths, follow, task.cancelled)

        self._task = self._session.tasks.long(LABEL, work, self._done, self._broken, self._over)
        self.reading_changed.emit(True)

    def interrupt(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def list_documents(self) -> None:
        office = self._session.office

        def work() -> tuple[FolderView, ...]:
            lines = reading.documents(office)
            return tuple(_view(folder, lines) for folder in reading.watched_folders(office))

        self._session.tasks.query(work, self.listed.emit, key="fonds.documents")

    def forget_folder(self, folder: Path) -> None:
        """No longer search a folder; its files stay where they are."""
        office = self._session.office
        self._session.tasks.change(lambda: reading.forget_folder(office, folder), lambda _: self._changed())

    def _done(self, report: ReadingReport) -> None:
        self.read.emit(report)

    def _broken(self, _error: SecretaireError | None, text: str) -> None:
        self._session.told.emit(text)

    def _over(self) -> None:
        self._task = None
        self.reading_changed.emit(False)
        if self._session.is_open:
            self._changed()

    def _changed(self) -> None:
        self.list_documents()
        self._session.fund_changed.emit()

    def _another_space(self) -> None:
        self.found.emit(None)
        self.list_documents()


def _view(folder: Path, lines: tuple[DocumentLine, ...]) -> FolderView:
    inside = [x for x in lines if x.path == folder or x.path.is_relative_to(folder)]
    return FolderView(
        folder,
        tuple(x for x in inside if x.status == Status.READ),
        tuple(x for x in inside if x.status != Status.READ),
    )
