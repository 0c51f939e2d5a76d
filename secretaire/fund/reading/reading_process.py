"""Read files in a child process, from any thread: a file that breaks its reader is an outcome like the others."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from secretaire.child import ChildDied, ChildOwner, ChildTooHungry, ChildTooSlow
from secretaire.errors import Code, UnreadableInput
from secretaire.fund.causes import Cause, french
from secretaire.fund.reading.reading import MEMORY_LIMIT_BYTES, Page, Reading, Status
from secretaire.processes import module_command

SECONDS_PER_FILE = 120.0
FOLDER_PREFIX = "secretaire-lecture-"
"""Of the private folder of each request, where archives are unpacked; it is removed after the request."""


def worker_command() -> list[str]:
    """The command that starts a reader."""
    return module_command("secretaire.fund.reading.reading_worker")


class ReadingProcess(ChildOwner):
    """One reader, replaced when it dies or takes too long; one file at a time.

    Usable from any thread, by one thread at a time.
    """

    def __init__(
        self, seconds_per_file: float = SECONDS_PER_FILE, command: Callable[[], list[str]] = worker_command
    ) -> None:
        super().__init__(command, MEMORY_LIMIT_BYTES)
        self._seconds_per_file = seconds_per_file

    def read(self, path: Path, member: str = "", cancelled: Callable[[], bool] = lambda: False) -> Reading:
        """Read one file, or one of the documents kept inside it.

        Raises:
            Cancelled: `cancelled` said so; the reader was stopped in the middle of the file.
        """
        return self._ask({"path": str(path), "member": member}, cancelled)

    def extract(self, path: Path, member: str, target: Path, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Write one of the documents kept inside a file to `target`, to be opened by its own program.

        Raises:
            UnreadableInput: `FILE_UNREADABLE`: `fichier` (its name inside), `cause` in French.
            Cancelled: `cancelled` said so.
        """
        outcome = self._ask({"path": str(path), "member": member, "target": str(target)}, cancelled)
        if outcome.cause is not None:
            target.unlink(missing_ok=True)
            raise UnreadableInput(Code.FILE_UNREADABLE, fichier=member, cause=french(outcome.cause, outcome.detail))

    def _ask(self, request: dict[str, str], cancelled: Callable[[], bool]) -> Reading:
        # a folder made here rather than by the reader: what a killed one had unpacked must go too
        with tempfile.TemporaryDirectory(prefix=FOLDER_PREFIX, ignore_cleanup_errors=True) as folder:
            try:
                answer = self._child.ask({**request, "folder": folder}, self._seconds_per_file, cancelled)
            except ChildTooSlow:
                return Reading(Status.ERROR, cause=Cause.TOO_SLOW, detail=f"{self._seconds_per_file:.0f} secondes")
            except ChildTooHungry:
                return Reading(Status.ERROR, cause=Cause.TOO_HUNGRY)
            except ChildDied:
                return Reading(Status.ERROR, cause=Cause.READER_DIED)
        reading = _parse(answer)
        if reading is None:
            self.close()
            return Reading(Status.ERROR, cause=Cause.READER_DIED)
        return reading


def _parse(data: dict[str, Any]) -> Reading | None:
    """The reading of an answer; None for garbage."""
    try:
        if "status" not in data:  # its reader raised
            return Reading(Status.ERROR, cause=Cause(data["cause"]), detail=str(data["detail"]))
        return Reading(
            status=Status(data["status"]),
            pages=tuple(Page(int(page["number"]), str(page["text"])) for page in data["pages"]),
            page_count=int(data["page_count"]),
            scanned=tuple(int(number) for number in data["scanned"]),
            members=tuple(str(name) for name in data["members"]),
            cause=Cause(data["cause"]) if data["cause"] else None,
            detail=str(data["detail"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
