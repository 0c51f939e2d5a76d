"""Watch the chosen folders while the application is open: what changes there is told, once things are quiet."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from secretaire.fund.reading.scan import is_document, is_visible

# a change that comes while we stop watching is, to it, an error worth a line of the log
logging.getLogger("watchdog").setLevel(logging.CRITICAL)

_QUIET_SECONDS = 3.0
_TOLD = frozenset({"created", "modified", "moved", "deleted", "closed"})


class FolderWatch:
    """Watches folders; `changed` is called in another thread, a few seconds after the last change of a burst.

    A folder that cannot be watched (too many on this system, unplugged) is left out: reading again on demand sees it.
    """

    def __init__(self, changed: Callable[[], None], quiet_seconds: float = _QUIET_SECONDS) -> None:
        self._changed = changed
        self._quiet_seconds = quiet_seconds
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._observer = Observer()
        self._observer.daemon = True
        self._started = False
        self._folders: frozenset[Path] = frozenset()
        self.unwatched: tuple[Path, ...] = ()

    def watch(self, paths: Iterable[Path]) -> None:
        """Watch these folders (of a file, its folder), and no other."""
        folders = frozenset(path if path.is_dir() else path.parent for path in paths)
        if folders == self._folders:
            return
        self._folders = folders
        self._observer.unschedule_all()
        if not self._started:
            self._observer.start()
            self._started = True
        unwatched = []
        handler = _Handler(self._seen)
        for folder in sorted(folders):
            try:
                self._observer.schedule(handler, str(folder), recursive=True)
            except OSError:
                unwatched.append(folder)
        self.unwatched = tuple(unwatched)

    def close(self) -> None:
        """Stop watching; nothing is told after."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = None
            self._changed = _nothing
        if self._started:
            self._observer.stop()
            self._observer.join()

    def _seen(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(self._quiet_seconds, self._tell)
            self._timer.daemon = True
            self._timer.start()

    def _tell(self) -> None:
        with self._lock:
            self._timer = None
            changed = self._changed
        changed()


class _Handler(FileSystemEventHandler):
    def __init__(self, seen: Callable[[], None]) -> None:
        self._seen = seen

    def on_any_event(self, event: FileSystemEvent) -> None:
        # opening a file to read it, which we do, is no change
        paths = [path for path in (event.src_path, event.dest_path) if path]
        if event.event_type in _TOLD and any(_counts(event, path) for path in paths):
            self._seen()


def _counts(event: FileSystemEvent, path: str | bytes) -> bool:
    """A document came, changed or left, or a whole folder; not a lock of Word, nor the files of our own space."""
    name = Path(os.fsdecode(path)).name
    if event.is_directory:
        return event.event_type != "modified" and is_visible(name)
    return is_document(name)


def _nothing() -> None:
    """After closing."""
