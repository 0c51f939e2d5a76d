"""Who has a workspace open: one window at a time, and nobody while it is replaced.

The lock is SQLite's, on an empty file: the system gives it back when a process dies, however it dies.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from secretaire.errors import Code, EnvironmentFault, Refused

FILE_NAME = "ouvert.verrou"


class Hold:
    """A workspace held by this window, until `release`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def release(self) -> None:
        """Let another window open it; releasing twice changes nothing."""
        self._connection.close()


def hold(folder: Path) -> Hold:
    """Hold a workspace for a window. Commands of the command line ask nothing: the database takes their turns.

    Raises:
        Refused: another window of this PC holds it.
        EnvironmentFault: the folder cannot be written.
    """
    return hold_file(folder / FILE_NAME, Refused(Code.SPACE_OPEN_ELSEWHERE, dossier=str(folder)))


def hold_file(path: Path, taken: Refused) -> Hold:
    """Hold a lock file, made if missing, until it is released or the process dies.

    Raises:
        Refused: `taken`: another process holds it.
        EnvironmentFault: it cannot be written.
    """
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=0, check_same_thread=False)
    except sqlite3.Error as error:
        raise EnvironmentFault(Code.WORKSPACE_READONLY, fichier=str(path), cause=str(error)) from error
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        connection.close()
        if _locked(error):
            raise taken from error
        raise EnvironmentFault(Code.WORKSPACE_READONLY, fichier=str(path), cause=str(error)) from error
    return Hold(connection)


def settle(path: Path) -> None:
    """Bring what a database was last told into its one file, which only its sole user can; a damaged one stays as it is.

    Raises:
        Refused: a window or a command is using it.
    """
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=0)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        if _locked(error):
            raise Refused(Code.SPACE_OPEN_ELSEWHERE, dossier=str(path.parent)) from error
    finally:
        connection.close()


def _locked(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
