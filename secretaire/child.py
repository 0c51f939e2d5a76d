"""A child process of ours that answers one JSON line for each JSON line: time limit, death and cancel are outcomes.

What opens the files of others (readers, page pictures, recognition, recordings) runs in one of these, never in the application.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import psutil

from secretaire.errors import Cancelled

_SECONDS_BETWEEN_CHECKS = 0.1
_CHECKS_BETWEEN_WEIGHINGS = 3  # asking the system for the children of a process takes some milliseconds


class ChildTooSlow(Exception):
    """The answer did not come in time; the child was ended."""


class ChildTooHungry(Exception):
    """It used more memory than allowed, with the programs it started; it was ended."""


class ChildDied(Exception):
    """The child ended, or answered what is not an answer; it was ended."""


def _environment() -> dict[str, str]:
    source = str(Path(__file__).resolve().parents[1])
    paths = [source, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


class _Running:
    """A running child and the queue of its answers; `None` in the queue: it is dead."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own command, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=_environment(),
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

    def memory_bytes(self) -> int:
        """What it and the programs it started hold in memory; 0 when it has just ended."""
        try:
            process = psutil.Process(self._process.pid)
            held = int(process.memory_info().rss)
            for program in process.children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    held += int(program.memory_info().rss)
        except psutil.Error:
            return 0
        return held

    def ask(self, request: dict[str, Any]) -> None:
        """Raises OSError when the child is dead."""
        if self._process.stdin is not None:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()

    def end(self) -> None:
        self._end_its_own_children()
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was still to be sent to a dead child
                    pipe.close()

    def _end_its_own_children(self) -> None:
        """The programs it started (LibreOffice, Tesseract) would outlive it."""
        with contextlib.suppress(psutil.Error):
            for program in psutil.Process(self._process.pid).children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    program.kill()


class Child:
    """One child, started at the first request and again after it was ended; one request at a time.

    To be closed. Usable from any thread, by one thread at a time.
    """

    def __init__(self, command: Callable[[], list[str]], memory_bytes: int | None = None) -> None:
        """`memory_bytes`: what it and the programs it starts may hold in memory; None for no limit."""
        self._command = command
        self._memory_bytes = memory_bytes
        self._running: _Running | None = None

    def close(self) -> None:
        """End the child, in the middle of a request if need be."""
        if self._running is not None:
            self._running.end()
            self._running = None

    def ask(
        self, request: dict[str, Any], seconds: float, cancelled: Callable[[], bool] = lambda: False
    ) -> dict[str, Any]:
        """The answer to a request.

        Raises:
            ChildTooSlow: no answer after `seconds`.
            ChildTooHungry: it holds more memory than it may.
            ChildDied: no answer will come.
            Cancelled: `cancelled` said so; the child was ended in the middle of its work.
        """
        running = self._start()
        deadline = time.monotonic() + seconds
        try:
            running.ask(request)
        except OSError as error:
            self.close()
            raise ChildDied from error
        for check in itertools.count(1):
            try:
                answer = running.answers.get(timeout=_SECONDS_BETWEEN_CHECKS)
                break
            except queue.Empty:
                if cancelled():
                    self.close()
                    raise Cancelled from None
                if time.monotonic() > deadline:
                    self.close()
                    raise ChildTooSlow from None
                if check % _CHECKS_BETWEEN_WEIGHINGS == 0 and self._too_hungry(running):
                    self.close()
                    raise ChildTooHungry from None
        try:
            data = json.loads(answer or "")
        except ValueError:
            data = None
        if not isinstance(data, dict):
            self.close()
            raise ChildDied
        return data

    def _too_hungry(self, running: _Running) -> bool:
        return self._memory_bytes is not None and running.memory_bytes() > self._memory_bytes

    def _start(self) -> _Running:
        if self._running is not None and not self._running.alive():
            self.close()
        if self._running is None:
            self._running = _Running(self._command())
        return self._running


class ChildOwner:
    """What does its work in a child. Use it as a context manager: leaving it ends the child."""

    def __init__(self, command: Callable[[], list[str]], memory_bytes: int | None = None) -> None:
        self._child = Child(command, memory_bytes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child, in the middle of its work if need be."""
        self._child.close()
