"""The connections to one SQLite file, lent to whoever reads or writes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from secretaire.errors import Code, EnvironmentFault
from secretaire.store.database import connect, savepoint, snapshot, transaction

_Enclose = Callable[[sqlite3.Connection], AbstractContextManager[sqlite3.Connection]]


class Connections:
    """Lends a connection to one thread at a time, for one read or one write.

    Not one connection per thread for life: the threads of a Qt pool lose their thread-local values after each
    task, and every task would leave an open connection behind.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._free: list[sqlite3.Connection] = []
        self._closed = False
        self._current = threading.local()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the file for several reads, those made inside too; inside `writing`, sees what is being written.

        Raises:
            EnvironmentFault: see `database.snapshot`.
        """
        current: sqlite3.Connection | None = getattr(self._current, "connection", None)
        current = current or getattr(self._current, "snapshot", None)
        if current is not None:
            yield current
            return
        with self._lent(snapshot) as connection:
            self._current.snapshot = connection
            try:
                yield connection
            finally:
                self._current.snapshot = None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; inside another `writing` of the same thread, a part of it, kept or undone with it.

        Raises:
            EnvironmentFault: see `database.transaction`.
        """
        current: sqlite3.Connection | None = getattr(self._current, "connection", None)
        if current is not None:
            with savepoint(current):
                yield current
            return
        with self._lent(transaction) as connection:
            self._current.connection = connection
            try:
                yield connection
            finally:
                self._current.connection = None

    @contextmanager
    def decoding(self) -> Iterator[None]:
        """What was written whole and is now read as nonsense was changed by something else.

        Raises:
            EnvironmentFault: the file is damaged.
        """
        try:
            yield
        except (KeyError, TypeError, ValueError) as error:
            raise EnvironmentFault(Code.WORKSPACE_DAMAGED, fichier=str(self.path), cause=repr(error)) from error

    @property
    def closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        """Close the connections; the one being lent is closed when it comes back."""
        with self._lock:
            self._closed = True
            free, self._free = self._free, []
        for connection in free:
            connection.close()

    @contextmanager
    def _lent(self, enclose: _Enclose) -> Iterator[sqlite3.Connection]:
        connection = self._take()
        try:
            with enclose(connection):
                yield connection
        finally:
            with self._lock:
                keep = not self._closed
                if keep:
                    self._free.append(connection)
            if not keep:
                connection.close()

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise RuntimeError("the workspace is closed")
            # the stick was pulled out, or the folder moved: SQLite would go on writing where nobody looks, or make an
            # empty file
            if not self.path.exists():
                raise EnvironmentFault(Code.WORKSPACE_MISSING, dossier=str(self.path.parent))
            if self._free:
                return self._free.pop()
        return connect(self.path)
