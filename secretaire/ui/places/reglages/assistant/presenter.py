"""What the page of the assistant holds: what is installed and chosen, and the long work asked for."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from secretaire.desk import measuring, model_sources, models
from secretaire.desk.assistant import AssistantState, assistant_state
from secretaire.desk.measuring import Report, Step
from secretaire.desk.models import ModelLine
from secretaire.drafting.engine.model_files import InstalledModel
from secretaire.errors import ModelUnavailable, SecretaireError
from secretaire.store.policy import machine_policy
from secretaire.ui.session import Session
from secretaire.ui.tasks import LongTask, Progress

ADDING = "copie de l'assistant, en Mo :"
VERIFYING = "contrôle du fichier de l'assistant, en Mo :"
MEASURING = "mesure de ce poste"
T = TypeVar("T")
_MO = 1_000_000
_SURE_AFTER_S = 1.0  # before, a speed means nothing


class Part(Enum):
    """Where a work is shown, and where its fault is said."""

    CHOICE = auto()
    FILE = auto()
    MEASURE = auto()
    MEMORY = auto()


@dataclass(frozen=True, slots=True)
class Overview:
    """The assistant of this PC.

    Attributes:
        chosen: imprint of the model that works; empty when none does.
        threads: chosen with it; 0 for one per core.
        fixed: the options that the installer locked.
    """

    state: AssistantState
    lines: tuple[ModelLine, ...]
    chosen: str
    threads: int
    rest_minutes: int
    fixed: frozenset[str] = frozenset()


class AssistantPresenter(QObject):
    """Reads and changes the choice of this PC; one long work at a time, interrupted here or at the bottom."""

    shown = Signal(object)  # Overview
    faulted = Signal(object, str)  # Part, sentence; empty when it is mended
    started = Signal(object)  # Part
    progressed = Signal(object, object)  # Part, Progress
    ended = Signal(object)  # Part
    added = Signal(object)  # InstalledModel
    nothing_to_add = Signal()
    verified = Signal(object)  # InstalledModel
    measured = Signal(object)  # Report, or None: nothing measured any more

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: LongTask | None = None
        self._report: Report | None = None

    @property
    def busy(self) -> bool:
        return self._task is not None

    def refresh(self) -> None:
        self._session.tasks.query(_overview, self.shown.emit, key="assistant.choix")

    def choose(self, sha256: str) -> None:
        """Work with this model, as many threads as was measured."""
        threads = self._threads(sha256)
        self._change(Part.CHOICE, lambda: models.choose(sha256, threads))

    def set_aside(self) -> None:
        """Work without the assistant."""
        self._change(Part.CHOICE, models.set_aside)

    def rest_after(self, minutes: int) -> None:
        """Give the memory back after this idle time."""
        self._change(Part.MEMORY, lambda: models.rest_after(minutes))

    def follow_advice(self) -> None:
        """Keep what the measure recommends."""
        report = self._report
        if report is not None:
            self._change(Part.CHOICE, lambda: measuring.adopt(report))

    def add(self, path: Path) -> None:
        """Install a file: a copy of about a gigabyte."""
        self._long(
            Part.FILE,
            ADDING,
            lambda task: models.import_model(path, self._octets(task, Part.FILE, ADDING), task.cancelled),
            self._added,
        )

    def fetch(self, name: str = "") -> None:
        """Find an assistant of the catalogue on a key, and install it; without a name, that of this PC."""

        def work(task: LongTask) -> InstalledModel | None:
            model = model_sources.wanted(name)
            if model_sources.already_here(model) is not None:
                return None
            source = model_sources.find(model, model_sources.places())
            told = self._octets(task, Part.FILE, ADDING)
            return model_sources.install(source, models.own_folder(), told, task.cancelled)

        def done(model: InstalledModel | None) -> None:
            if model is None:
                self.nothing_to_add.emit()
            else:
                self._added(model)

        self._long(Part.FILE, ADDING, work, done)

    def verify(self) -> None:
        """Read the file of the assistant again."""
        self._long(
            Part.FILE,
            VERIFYING,
            lambda task: models.verify_model(self._octets(task, Part.FILE, VERIFYING), task.cancelled),
            self.verified.emit,
        )

    def measure(self) -> None:
        """Measure this PC, ten minutes at most; the assistant at rest gives its memory back first."""
        office = self._session.office

        def work(task: LongTask) -> Report:
            def tell(step: Step) -> None:
                self._say(task, Part.MEASURE, Progress(step.label, step.done, step.total, step.seconds_left))

            office.renew_engine()
            return measuring.measure(tell, task.cancelled)

        self._long(Part.MEASURE, MEASURING, work, self._measured)

    def interrupt(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _added(self, model: InstalledModel) -> None:
        self._report = None  # it did not measure this one
        self.measured.emit(None)
        self._session.office.renew_engine()
        self.added.emit(model)
        self._changed()

    def _measured(self, report: Report) -> None:
        self._report = report
        self.measured.emit(report)

    def _threads(self, sha256: str) -> int:
        found = self._report.models if self._report else ()
        return next((m.threads for m in found if m.sha256 == sha256), 0)

    def _change(self, part: Part, work: Callable[[], object]) -> None:
        office = self._session.office

        def change() -> None:
            work()
            office.renew_engine()

        def done(_result: None) -> None:
            self.faulted.emit(part, "")
            self._changed()

        def failed(_error: SecretaireError | None, text: str) -> None:
            self.faulted.emit(part, text)
            self.refresh()

        self._session.tasks.change(change, done, failed)

    def _changed(self) -> None:
        self.refresh()
        self._session.assistant_changed.emit()

    def _long(self, part: Part, label: str, work: Callable[[LongTask], T], done: Callable[[T], None]) -> None:
        if self._task is not None:
            return

        def over() -> None:
            self._task = None
            self.ended.emit(part)

        def failed(_error: SecretaireError | None, text: str) -> None:
            self.faulted.emit(part, text)

        self.faulted.emit(part, "")
        self._task = self._session.tasks.long(label, work, done, failed, over)
        self.started.emit(part)

    def _say(self, task: LongTask, part: Part, progress: Progress) -> None:
        task.report(progress)
        self.progressed.emit(part, progress)

    def _octets(self, task: LongTask, part: Part, label: str) -> Callable[[int, int], None]:
        begun = time.monotonic()

        def tell(done: int, total: int) -> None:
            elapsed = time.monotonic() - begun
            left = elapsed / done * (total - done) if done and elapsed > _SURE_AFTER_S else None
            self._say(task, part, Progress(label, done // _MO, total // _MO, left))

        return tell


def _overview() -> Overview:
    try:
        chosen = models.chosen_model().sha256
    except ModelUnavailable:
        chosen = ""
    kept = models.choice()
    threads = kept.threads if kept.model_sha256 == chosen else 0
    fixed = machine_policy().verrouilles
    return Overview(assistant_state(), models.list_models(), chosen, threads, kept.rest_minutes, fixed)
