"""Work off the UI thread: reads, writes in one lane, long tasks with progress. Results come back on the UI thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from secretaire.errors import Cancelled, SecretaireError
from secretaire.ui.wording import window_sentence

LOG = logging.getLogger("secretaire.ui")

UNEXPECTED = (
    "Un incident inattendu s'est produit. Vos projets d'actes sont enregistrés ; recommencez, "
    "ou fermez puis rouvrez la fenêtre."
)

_MO = 1_000_000

T = TypeVar("T")
Failed = Callable[[SecretaireError | None, str], None]
"""Receives the typed error (None for a bug) and the sentence to show."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a long task is. `seconds_left` is None while nothing truthful can be said."""

    label: str
    done: int = 0
    total: int = 0
    seconds_left: float | None = None


class LongTask(QObject):
    """A long task the person sees at the bottom of the window and may interrupt."""

    progressed = Signal(object)  # Progress
    ended = Signal()

    def __init__(self, label: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self._cancel = threading.Event()

    def cancel(self) -> None:
        self._cancel.set()

    def cancelled(self) -> bool:
        return self._cancel.is_set()

    def report(self, progress: Progress) -> None:
        """Called by the work, from its thread."""
        self.progressed.emit(progress)


def following(task: LongTask, label: str) -> Callable[[int, int], None]:
    """What a work that counts bytes calls: it shows megabytes, and stops when the person said so."""

    def tell(done: int, total: int) -> None:
        if task.cancelled():
            raise Cancelled
        task.report(Progress(label, done // _MO, total // _MO))

    return tell


class Tasks(QObject):
    """Runs work on threads and delivers what comes out on the UI thread.

    `query` reads; `change` writes, one at a time and in order; `long` is for minutes of work. A read that began before
    a write was delivered is made again: what is shown never goes back in time. After `forget`, nothing asked before is
    delivered any more (another space was opened).
    """

    failed = Signal(str)  # a sentence nobody else shows
    started_long = Signal(object)  # LongTask
    _deliver = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="lecture")
        self._writes = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ecriture")
        self._longs = ThreadPoolExecutor(max_workers=2, thread_name_prefix="longue")
        self._running: set[LongTask] = set()
        self._era = 0
        self._latest: dict[str, int] = {}
        self._pending = 0
        self._written = 0  # writes and long tasks delivered
        self._deliver.connect(self._call, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Nothing is under way."""
        return self._pending == 0

    def query(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None, *, key: str = ""
    ) -> None:
        """Read. With a `key`, only the latest query of that key is delivered; one that waited behind it is not made."""
        ticket = self._latest.get(key, 0) + 1
        if key:
            self._latest[key] = ticket

        def wanted() -> bool:
            return not key or self._latest[key] == ticket

        self._submit(self._reads, work, done, failed, wanted)

    def change(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None) -> None:
        """Write, after every write asked before."""
        self._submit(self._writes, work, done, failed, lambda: True)

    def long(
        self,
        label: str,
        work: Callable[[LongTask], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        ended: Callable[[], None] | None = None,
    ) -> LongTask:
        """A long task, shown at the bottom of the window. `ended` is called whatever happened, cancellation included."""
        task = LongTask(label, self)
        self._running.add(task)

        def over() -> None:
            self._running.discard(task)
            task.ended.emit()
            if ended is not None:
                ended()
            task.deleteLater()

        self._submit(self._longs, lambda: work(task), done, failed, lambda: True, over)
        self.started_long.emit(task)
        return task

    def forget(self) -> None:
        """Deliver nothing of what was asked before; interrupt what is long."""
        self._era += 1
        for task in self._running:
            task.cancel()

    def close(self) -> None:
        """Finish the writes, interrupt the rest."""
        self.forget()
        for pool in (self._longs, self._reads):
            pool.shutdown(wait=True, cancel_futures=True)
        self._writes.shutdown(wait=True)

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None,
        wanted: Callable[[], bool],
        over: Callable[[], None] | None = None,
    ) -> None:
        era, reads = self._era, pool is self._reads
        begun = self._written
        self._pending += 1

        def finish(outcome: Callable[[], None]) -> None:
            def on_ui_thread() -> None:
                self._pending -= 1
                if over is not None:
                    over()
                if era != self._era or not wanted():
                    return
                if not reads:
                    self._written += 1
                elif begun != self._written:
                    self._submit(pool, work, done, failed, wanted)
                    return
                outcome()

            self._deliver.emit(on_ui_thread)

        def run() -> None:
            nonlocal begun
            begun = self._written
            if reads and (era != self._era or not wanted()):
                finish(lambda: None)  # a read of a space that was left, maybe closed; or asked again since
                return
            try:
                result = work()
            except Cancelled:
                finish(lambda: None)
            except SecretaireError as error:
                finish(self._failure(error, window_sentence(error), failed))
            except Exception:
                if reads and era != self._era:
                    finish(lambda: None)
                    return
                LOG.exception("Un travail en arrière-plan a échoué")
                finish(self._failure(None, UNEXPECTED, failed))
            else:
                finish(lambda: done(result))

        pool.submit(run)

    def _failure(self, error: SecretaireError | None, text: str, failed: Failed | None) -> Callable[[], None]:
        if failed is not None:
            return lambda: failed(error, text)
        return lambda: self.failed.emit(text)

    @staticmethod
    def _call(closure: Callable[[], None]) -> None:
        closure()
