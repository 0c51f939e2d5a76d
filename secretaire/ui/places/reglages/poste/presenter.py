"""What the page of this PC holds: who settled what, the version, an update, the page for support."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from secretaire.desk import diagnostics, machine_settings, updates
from secretaire.desk.machine_settings import MachineSettings
from secretaire.desk.updates import Standing
from secretaire.errors import Cancelled, SecretaireError
from secretaire.ui.session import Session
from secretaire.ui.tasks import LongTask, Progress

UPDATING = "installation de la nouvelle version, en Mo :"
_MO = 1_000_000


@dataclass(frozen=True, slots=True)
class Overview:
    """This PC, as it is settled."""

    settings: MachineSettings
    standing: Standing


class PostePresenter(QObject):
    """One long work at a time."""

    shown = Signal(object)  # Overview
    faulted = Signal(str)  # a sentence; empty when it is mended
    written = Signal(object)  # Path: the page for support
    started = Signal()
    progressed = Signal(object)  # Progress
    ended = Signal()
    updated = Signal(object)  # Standing

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: LongTask | None = None

    @property
    def busy(self) -> bool:
        return self._task is not None

    def refresh(self) -> None:
        self._session.tasks.query(_overview, self.shown.emit, key="poste")

    def write_state(self, target: Path) -> None:
        """The page for support, this space included."""
        office = self._session.office

        def write() -> Path:
            report = diagnostics.machine_report() | {"espace": diagnostics.space_report(office)}
            diagnostics.write_readable(report, target)
            return target

        self.faulted.emit("")
        self._session.tasks.query(write, self.written.emit, self._failed, key="poste.etat")

    def update(self, bundle: Path) -> None:
        """Judge an update and install it beside this version."""
        if self._task is not None:
            return

        def work(task: LongTask) -> Standing:
            def tell(done: int, total: int) -> None:
                if task.cancelled():
                    raise Cancelled
                now = Progress(UPDATING, done // _MO, total // _MO)
                task.report(now)
                self.progressed.emit(now)

            return updates.install(bundle, tell)

        def over() -> None:
            self._task = None
            self.ended.emit()
            self.refresh()

        self.faulted.emit("")
        self._task = self._session.tasks.long(UPDATING, work, self.updated.emit, self._failed, over)
        self.started.emit()

    def interrupt(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _failed(self, _error: SecretaireError | None, text: str) -> None:
        self.faulted.emit(text)


def _overview() -> Overview:
    return Overview(machine_settings.machine_settings(), updates.standing())
