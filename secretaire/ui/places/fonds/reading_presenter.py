"""The folders of the commune: read, read again when their files change, their scans turned into text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from secretaire.desk import reading
from secretaire.desk.office import Office
from secretaire.desk.reading import DocumentLine, FormatCount, ReadingProgress, ScansState
from secretaire.errors import SecretaireError
from secretaire.fund.gathering import ReadingReport
from secretaire.fund.reading.reading import Status
from secretaire.fund.recognising import RecognitionReport
from secretaire.fund.watching import FolderWatch
from secretaire.ui.session import Session
from secretaire.ui.tasks import LongTask, Progress

READING = "lecture des documents"
RECOGNISING = "texte des pages numérisées"
_PAUSED = "fonds/numerisation_en_pause"


@dataclass(frozen=True, slots=True)
class FolderView:
    """A chosen folder and its documents: those that can be searched, the scans that wait for their text, the others."""

    path: Path
    lines: tuple[DocumentLine, ...]

    @property
    def read(self) -> tuple[DocumentLine, ...]:
        """Documents with text; those of which some pages still wait included."""
        return tuple(line for line in self.lines if line.status == Status.READ)

    @property
    def scans(self) -> tuple[DocumentLine, ...]:
        """Documents with pages to turn into text."""
        return tuple(line for line in self.lines if line.scans_waiting)

    @property
    def left_out(self) -> tuple[DocumentLine, ...]:
        """Documents that cannot be searched, scans that only wait left apart."""
        return tuple(
            line for line in self.lines if line.status not in {Status.READ, Status.CONTAINER} and not line.scans_waiting
        )


class ReadingPresenter(QObject):
    """One long work at a time, in this order: what was asked, what changed by itself, the scans.

    A reading asked during another waits for its turn; a recognition stops for it and goes on afterwards.
    """

    listed = Signal(object)  # tuple[FolderView, ...]
    formats_listed = Signal(object)  # tuple[FormatCount, ...]
    reading_changed = Signal(bool)
    read = Signal(object)  # ReadingReport
    scans_changed = Signal(object)  # ScansState
    recognising_changed = Signal(bool)
    recognised = Signal(object)  # RecognitionReport
    _files_changed = Signal(object)  # Office; sent by the thread that watches
    _document_recognised = Signal(object)  # Office; sent by the thread that recognises
    _free = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reading: LongTask | None = None
        self._recognising: LongTask | None = None
        self._to_read: list[tuple[Path, ...]] = []
        self._to_recognise = False
        self._making_room = False
        self._watches: list[FolderWatch] = []
        self._watched: tuple[Path, ...] = ()
        self._files_changed.connect(self._read_what_changed, Qt.ConnectionType.QueuedConnection)
        self._document_recognised.connect(self._list_if_still, Qt.ConnectionType.QueuedConnection)
        self._free.connect(self._next, Qt.ConnectionType.QueuedConnection)
        session.opened.connect(self._another_space)
        session.closing.connect(self._stop_watching)

    @property
    def reading(self) -> bool:
        return self._reading is not None

    @property
    def recognising(self) -> bool:
        return self._recognising is not None

    @property
    def paused(self) -> bool:
        """The person stopped the recognition: it starts again when she asks."""
        return bool(self._session.settings.value(_PAUSED, False, bool))

    def read_folders(self, paths: Sequence[Path]) -> None:
        """Read these folders and files (none: those already chosen), after the reading under way."""
        asked = tuple(paths)
        if asked not in self._to_read:
            self._to_read.append(asked)
        if self._recognising is not None:
            self._making_room = True
            self._recognising.cancel()
        self._next()

    def interrupt(self) -> None:
        """Stop reading, and what was to follow."""
        self._to_read.clear()
        self._to_recognise = False
        if self._reading is not None:
            self._reading.cancel()

    def recognise(self) -> None:
        """Turn the scans that wait into text, after the readings."""
        self._session.settings.setValue(_PAUSED, False)
        self._to_recognise = True
        self._next()

    def pause_recognition(self) -> None:
        """Stop it until the person asks again, also after the application was closed."""
        self._session.settings.setValue(_PAUSED, True)
        self._to_recognise = False
        if self._recognising is not None:
            self._recognising.cancel()

    def forget_folder(self, path: Path) -> None:
        """No longer search a folder; its files stay where they are."""
        office = self._session.office
        self._session.tasks.change(lambda: reading.forget_folder(office, path), lambda _: self._changed())

    def list_documents(self) -> None:
        """Tell what is known of each folder, of each format, and of the scans."""
        office = self._session.office

        def work() -> tuple[tuple[FolderView, ...], tuple[FormatCount, ...]]:
            lines = reading.documents(office)
            views = tuple(_view(folder, lines) for folder in reading.watched_folders(office))
            return views, reading.formats(office)

        self._session.tasks.query(work, self._show_lists, key="fonds.documents")
        self._session.tasks.query(lambda: reading.scans_state(office), self.scans_changed.emit, key="fonds.numerises")

    def _show_lists(self, lists: tuple[tuple[FolderView, ...], tuple[FormatCount, ...]]) -> None:
        views, formats = lists
        self.listed.emit(views)
        self.formats_listed.emit(formats)
        self._watch(tuple(view.path for view in views))

    # one work at a time

    def _next(self) -> None:
        if self._reading is not None or self._recognising is not None or not self._session.is_open:
            return
        if self._to_read:
            self._start_reading(self._to_read.pop(0))
        elif self._to_recognise:
            self._to_recognise = False
            self._start_recognising()

    def _start_reading(self, paths: tuple[Path, ...]) -> None:
        office = self._session.office

        def work(task: LongTask) -> ReadingReport:
            return reading.read_documents(office, paths, _follow(task, READING), task.cancelled)

        self._reading = self._session.tasks.long(READING, work, self._read_done, self._broken, self._reading_over)
        self.reading_changed.emit(True)

    def _read_done(self, report: ReadingReport) -> None:
        self.read.emit(report)
        if not report.interrompu:
            self._recognise_if_possible()
        # nothing new: the results on screen stay as they are
        if report.lus or report.supprimes or report.deplaces or report.index_rebuilt:
            self._session.fund_changed.emit()

    def _reading_over(self) -> None:
        self._reading = None
        self.reading_changed.emit(False)
        self._go_on()

    def _start_recognising(self) -> None:
        office = self._session.office

        def work(task: LongTask) -> RecognitionReport:
            follow = _follow(task, RECOGNISING)
            current: list[Path] = []

            def tell(now: ReadingProgress) -> None:
                follow(now)
                if [now.current] != current:  # the document before is done: it can be found
                    current[:] = [now.current]
                    self._document_recognised.emit(office)

            return reading.recognise_scans(office, tell, task.cancelled)

        self._making_room = False
        self._recognising = self._session.tasks.long(
            RECOGNISING, work, self._recognised, self._broken, self._recognising_over
        )
        self.recognising_changed.emit(True)

    def _list_if_still(self, office: Office) -> None:
        if self._session.is_open and office is self._session.office:
            self.list_documents()

    def _recognised(self, report: RecognitionReport) -> None:
        if report.interrompu and not self._making_room:  # stopped from the bottom of the window
            self._session.settings.setValue(_PAUSED, True)
        self._to_recognise = self._to_recognise or (report.interrompu and self._making_room)
        self.recognised.emit(report)
        if report.documents:
            self._session.fund_changed.emit()

    def _recognising_over(self) -> None:
        self._recognising = None
        self.recognising_changed.emit(False)
        self._go_on()

    def _go_on(self) -> None:
        if self._session.is_open:
            self.list_documents()
        # queued: the report of what is over comes first, and says whether the scans go on
        self._free.emit()

    def _broken(self, _error: SecretaireError | None, text: str) -> None:
        self._session.told.emit(text)

    def _recognise_if_possible(self) -> None:
        """The scans follow the reading by themselves, when this PC can and nobody paused them."""
        office = self._session.office

        def decide(state: ScansState) -> None:
            if state.pages and state.available and not self.paused:
                self._to_recognise = True
                self._next()

        self._session.tasks.query(lambda: reading.scans_state(office), decide, key="fonds.numerises.suite")

    # files that change

    def _watch(self, folders: tuple[Path, ...]) -> None:
        if folders == self._watched:
            return
        self._stop_watching()
        self._watched = folders
        office = self._session.office

        def work() -> None:
            self._watches.append(reading.watch_folders(office, lambda: self._files_changed.emit(office)))

        if folders:
            self._session.tasks.query(work, lambda _: None)

    def _stop_watching(self) -> None:
        self._watched = ()
        while self._watches:
            self._watches.pop().close()

    def _read_what_changed(self, office: Office) -> None:
        if self._session.is_open and office is self._session.office:
            self.read_folders(())

    def _changed(self) -> None:
        self.list_documents()
        self._session.fund_changed.emit()

    def _another_space(self) -> None:
        self._stop_watching()
        self._to_read.clear()
        self._to_recognise = False
        self.list_documents()
        office = self._session.office
        # what changed while the application was closed
        self._session.tasks.query(
            lambda: reading.watched_folders(office), lambda folders: self.read_folders(()) if folders else None
        )


def _follow(task: LongTask, label: str) -> Callable[[ReadingProgress], None]:
    def tell(now: ReadingProgress) -> None:
        task.report(Progress(label, now.done, now.total, now.seconds_left))

    return tell


def _view(folder: Path, lines: tuple[DocumentLine, ...]) -> FolderView:
    return FolderView(folder, tuple(line for line in lines if line.path == folder or line.path.is_relative_to(folder)))
