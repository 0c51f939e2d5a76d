"""The process of the engine: started, spoken to, ended; its pipes drained by two threads."""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from secretaire.drafting.engine.protocol import PROTOCOL, Command, Event, Failed, Hello, Ready, decode, encode
from secretaire.errors import Code, ModelUnavailable
from secretaire.processes import module_command

log = logging.getLogger(__name__)

_NATIVE_LINES = 5  # last lines of the native library kept to explain a death


def worker_command() -> list[str]:
    """The command that starts a worker."""
    return module_command("secretaire.drafting.engine.worker")


def _worker_environment() -> dict[str, str]:
    package_root = str(Path(__file__).resolve().parents[3])
    path = [package_root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path), "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}


class Child:
    """One worker process and the threads that drain its pipes."""

    def __init__(self, command: Sequence[str]) -> None:
        # The library looks for its plug-ins in the current folder: never one a document may have been put in.
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=Path(sys.executable).resolve().parent,
            env=_worker_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.events: queue.Queue[Event | None] = queue.Queue()
        self.last_words: deque[str] = deque(maxlen=_NATIVE_LINES)
        self._threads = [
            threading.Thread(target=self._drain_events, args=(self.process.stdout,), daemon=True),
            threading.Thread(target=self._drain_native, args=(self.process.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def _drain_events(self, pipe: IO[bytes]) -> None:
        for line in pipe:
            message = decode(line)
            if isinstance(message, Event):
                self.events.put(message)
            else:
                log.debug("worker: ignored a line of %d bytes", len(line))
        self.events.put(None)

    def _drain_native(self, pipe: IO[bytes]) -> None:
        for line in pipe:
            self.last_words.append(line.decode("utf-8", "replace").rstrip())

    def send(self, command: Command) -> None:
        """Write a command; a dead worker is noticed when reading."""
        with contextlib.suppress(OSError, ValueError):
            if self.process.stdin is not None:
                self.process.stdin.write(encode(command).encode("utf-8"))
                self.process.stdin.flush()

    def receive(self, timeout: float) -> Event | None:
        """Next event; None when the worker is dead.

        Raises:
            queue.Empty: nothing came in time.
        """
        return self.events.get(timeout=timeout)

    def end(self) -> str:
        """Make sure the process is gone; says how it went, in French."""
        with contextlib.suppress(OSError):
            self.process.kill()
        code = self.process.wait()
        for thread in self._threads:
            thread.join(timeout=5)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        for words in self.last_words:
            log.debug("worker: %s", words)
        return f"signal {-code}" if code < 0 else f"code {code}"


def understood(answer: Event) -> Ready:
    """What a worker answered to Hello.

    Raises:
        ModelUnavailable: its engine cannot run on this PC, or is not of this version.
    """
    if isinstance(answer, Failed) and answer.code is not None:
        raise ModelUnavailable(answer.code)
    if not isinstance(answer, Ready) or answer.protocol != PROTOCOL:
        raise ModelUnavailable(Code.ENGINE_MISMATCH, attendu=PROTOCOL, trouve=getattr(answer, "protocol", "?"))
    return answer


def engine_of_this_pc(seconds: float = 60) -> Ready:
    """The engine and what it uses of the processor, asked of a worker that opens no model.

    Raises:
        ModelUnavailable: it does not start, or not within `seconds`.
    """
    try:
        child = Child(worker_command())
    except OSError as error:
        raise ModelUnavailable(Code.ENGINE_DIED, cause=str(error)) from error
    try:
        child.send(Hello())
        answer = child.receive(seconds)
    except queue.Empty:
        raise ModelUnavailable(Code.ENGINE_SILENT, secondes=round(seconds)) from None
    finally:
        how = child.end()
    if answer is None:
        raise ModelUnavailable(Code.ENGINE_DIED, cause=how)
    return understood(answer)
