"""Open a SQLite file of ours: pragmas, numbered migrations, a copy before migrating, a newer file refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources.abc import Traversable
from pathlib import Path

from secretaire.errors import Code, EnvironmentFault
from secretaire.store.backup import copy_database
from secretaire.store.canonical import sha256_hex
from secretaire.store.network_volume import on_network

APPLICATION_ID = 0x53454352  # « SECR »

_BUSY_SECONDS = 10.0

_CODES = {
    sqlite3.SQLITE_BUSY: Code.WORKSPACE_LOCKED,
    sqlite3.SQLITE_LOCKED: Code.WORKSPACE_LOCKED,
    sqlite3.SQLITE_CANTOPEN: Code.WORKSPACE_READONLY,
    sqlite3.SQLITE_READONLY: Code.WORKSPACE_READONLY,
    sqlite3.SQLITE_PERM: Code.WORKSPACE_READONLY,
    sqlite3.SQLITE_FULL: Code.DISK_FULL,
    sqlite3.SQLITE_IOERR: Code.DISK_FAULT,
    sqlite3.SQLITE_PROTOCOL: Code.DISK_FAULT,
    sqlite3.SQLITE_NOLFS: Code.DISK_FAULT,
    sqlite3.SQLITE_CORRUPT: Code.WORKSPACE_DAMAGED,
    sqlite3.SQLITE_NOTADB: Code.WORKSPACE_DAMAGED,
}


@contextmanager
def _typed_faults(path: Path) -> Iterator[None]:
    """What the machine does to the file becomes an EnvironmentFault; a mistake of ours stays a sqlite3.Error."""
    try:
        yield
    except sqlite3.Error as error:
        # the low byte is the family of the result code
        code = _CODES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if code is None:
            raise
        raise EnvironmentFault(code, fichier=str(path), cause=str(error)) from error


def _file_of(connection: sqlite3.Connection) -> Path:
    return Path(connection.execute("PRAGMA database_list").fetchone()["file"])


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def connect(path: Path) -> sqlite3.Connection:
    """A connection with our pragmas; transactions are explicit (see `transaction`).

    The file is created when missing. Nothing is written in a file that is not ours.

    Raises:
        EnvironmentFault: the file is not one of ours, is damaged, is on a network share, or cannot be opened.
    """
    if on_network(path.parent):
        raise EnvironmentFault(Code.WORKSPACE_ON_NETWORK, fichier=str(path))
    with _typed_faults(path):
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA trusted_schema = OFF")
    application = _pragma(connection, "application_id")
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION_ID and not (application == 0 and empty):
        raise EnvironmentFault(Code.WORKSPACE_DAMAGED, fichier=str(path), cause=f"application_id = {application:#x}")
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":  # a volume without shared memory: some network and virtual disks
        raise EnvironmentFault(Code.WORKSPACE_ON_NETWORK, fichier=str(path), cause=f"journal_mode = {mode}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # without it, INSERT OR REPLACE would pass under the DELETE triggers
    connection.execute("PRAGMA recursive_triggers = ON")


@contextmanager
def _enclosed(connection: sqlite3.Connection, begin: str) -> Iterator[sqlite3.Connection]:
    with _typed_faults(_file_of(connection)):
        connection.execute(begin)
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            # on a full disk or a disk error SQLite has already rolled back by itself
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All or nothing; takes the write lock at once so that two writers queue instead of failing late.

    Raises:
        EnvironmentFault: the file is locked by another program, damaged, protected, or its disk fails or is full.
    """
    with _enclosed(connection, "BEGIN IMMEDIATE"):
        yield connection


@contextmanager
def savepoint(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A part of the transaction under way that is undone alone if it fails."""
    connection.execute("SAVEPOINT part")
    try:
        yield connection
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO part")
            connection.execute("RELEASE part")
        raise
    connection.execute("RELEASE part")


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Several reads that see one state of the file, whatever is written meanwhile.

    Raises:
        EnvironmentFault: as `transaction`.
    """
    with _enclosed(connection, "BEGIN"):
        yield connection


def _migrations(folder: Traversable) -> list[tuple[int, str, str]]:
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [(int(f.name.split("_", 1)[0]), f.name, f.read_text(encoding="utf-8")) for f in files]


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script, each ending at the end of a line (`executescript` would commit too early)."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement:
        yield statement


def migrate(connection: sqlite3.Connection, path: Path, migrations: Traversable) -> Path | None:
    """Bring the file to the newest schema, all steps or none; returns the safety copy made before, if any.

    Raises:
        EnvironmentFault: the file comes from a newer version of the application, or the copy or the change
            cannot be written; the file is then as it was.
    """
    steps = _migrations(migrations)
    newest = steps[-1][0]
    with _typed_faults(path):
        version = _pragma(connection, "user_version")
    if version > newest:
        raise EnvironmentFault(Code.WORKSPACE_NEWER, fichier=str(path), version=version, connue=newest)
    if version == newest:
        return None
    copy = path.with_name(f"{path.stem}.avant-v{newest}{path.suffix}") if version else None
    if copy is not None:
        try:
            with _typed_faults(copy):
                copy_database(connection, copy)
        except OSError as error:
            raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(copy), cause=error.strerror) from error
    with transaction(connection):
        connection.execute(
            "CREATE TABLE IF NOT EXISTS applied_migration"
            " (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT"
        )
        # read again under the lock: another window may have just migrated
        version = _pragma(connection, "user_version")
        for number, name, sql in steps:
            if number <= version:
                continue
            for statement in _statements(sql):
                connection.execute(statement)
            connection.execute("INSERT INTO applied_migration VALUES (?, ?, ?)", (number, name, sha256_hex(sql)))
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    return copy
