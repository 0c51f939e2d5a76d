"""Read files in a child process, from any thread: time limit, crash and cancel are outcomes like the others."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from secretaire.errors import Cancelled
from secretaire.fund.causes import Cause
from secretaire.fund.reading import Page, Reading, Status

SECONDS_PER_FILE = 120.0
_SECONDS_BETWEEN_CANCEL_CHECKS = 0.1


def worker_command() -> list[str]:
    """The command that starts a worker: the one place to change for a frozen executable."""
    # -P: the current folder, which may hold anything, is not a place to import from
    return [sys.executable, "-P", "-m", "secretaire.fund.reading_worker"]


def _worker_environment() -> dict[str, str]:
    source = str(Path(__file__).resolve().parents[2])
    paths = [source, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


class _Worker:
    """A running child and the queue of its answers; `None` in the queue: it is dead."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own command, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=_worker_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.answers: queue.Queue[str | None] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True)
        self._listener.start()

    def _listen(self, output: IO[str]) -> None:
        with contextlib.suppress(ValueError, OSError):  # garbage that is not UTF-8 counts as a death
            for line in output:
                self.answers.put(line)
        self.answers.put(None)

    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, path: Path) -> None:
        """Raises OSError when the child is dead."""
        if self._process.stdin is not None:
            self._process.stdin.write(json.dumps({"path": str(path)}) + "\n")
            self._process.stdin.flush()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was still to be sent to a dead child
                    pipe.close()


class ReadingProcess:
    """One worker, started at the first file and again after it was killed; one file at a time.

    Use it as a context manager: leaving it ends the worker. Usable from any thread, by one thread at a time.
    """

    def __init__(
        self, seconds_per_file: float = SECONDS_PER_FILE, command: Callable[[], list[str]] = worker_command
    ) -> None:
        self._seconds_per_file = seconds_per_file
        self._command = command
        self._worker: _Worker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker, in the middle of a file if need be."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def read(self, path: Path, cancelled: Callable[[], bool] = lambda: False) -> Reading:
        """Read one file; a worker that dies or takes too long is replaced at the next one.

        Raises:
            Cancelled: `cancelled` said so; the worker was stopped in the middle of the file.
        """
        worker = self._running()
        deadline = time.monotonic() + self._seconds_per_file
        try:
            worker.ask(path)
        except OSError:
            return self._lost(Reading(Status.ERROR, cause=Cause.READER_DIED))
        while True:
            try:
                answer = worker.answers.get(timeout=_SECONDS_BETWEEN_CANCEL_CHECKS)
                break
            except queue.Empty:
                if cancelled():
                    self.close()
                    raise Cancelled from None
                if time.monotonic() > deadline:
                    limit = f"{self._seconds_per_file:.0f} secondes"
                    return self._lost(Reading(Status.ERROR, cause=Cause.TOO_SLOW, detail=limit))
        reading = _parse(answer)
        return reading or self._lost(Reading(Status.ERROR, cause=Cause.READER_DIED))

    def _lost(self, outcome: Reading) -> Reading:
        self.close()
        return outcome

    def _running(self) -> _Worker:
        if self._worker is not None and not self._worker.alive():
            self.close()
        if self._worker is None:
            self._worker = _Worker(self._command())
        return self._worker


def _parse(answer: str | None) -> Reading | None:
    """The reading of an answer; None for a death or garbage."""
    try:
        data = json.loads(answer or "")
        return Reading(
            status=Status(data["status"]),
            pages=tuple(Page(int(page["number"]), str(page["text"])) for page in data["pages"]),
            page_count=int(data["page_count"]),
            pages_without_text=int(data["pages_without_text"]),
            cause=Cause(data["cause"]) if data["cause"] else None,
            detail=str(data["detail"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
