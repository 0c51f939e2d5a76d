"""Open a SQLite file of ours: pragmas, numbered migrations, a copy before migrating, a newer file refused."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources.abc import Traversable
from pathlib import Path

from secretaire.errors import Code, EnvironmentFault

APPLICATION_ID = 0x53454352  # « SECR »


def _migrations(folder: Traversable) -> list[tuple[int, str, str]]:
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [(int(f.name.split("_", 1)[0]), f.name, f.read_text(encoding="utf-8")) for f in files]


def connect(path: Path) -> sqlite3.Connection:
    """A connection with our pragmas; transactions are explicit (see `transaction`).

    Raises:
        EnvironmentFault: the file is not one of ours, is damaged, or cannot be opened.
    """
    try:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
    except sqlite3.OperationalError as error:
        raise EnvironmentFault(Code.WORKSPACE_LOCKED, fichier=str(path), cause=str(error)) from error
    except sqlite3.DatabaseError as error:
        raise EnvironmentFault(Code.WORKSPACE_DAMAGED, fichier=str(path), cause=str(error)) from error
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All or nothing; takes the write lock at once so that two writers queue instead of failing late."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def migrate(connection: sqlite3.Connection, path: Path, migrations: Traversable) -> Path | None:
    """Bring the file to the newest schema; returns the safety copy made before, if any.

    Raises:
        EnvironmentFault: the file comes from a newer version of the application, or is not ours.
    """
    steps = _migrations(migrations)
    newest = steps[-1][0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if version and application != APPLICATION_ID:
        raise EnvironmentFault(Code.WORKSPACE_DAMAGED, fichier=str(path), cause="ce fichier n'est pas de Secrétaire")
    if version > newest:
        raise EnvironmentFault(Code.WORKSPACE_NEWER, fichier=str(path), version=version, connue=newest)
    if version == newest:
        return None
    copy: Path | None = None
    if version:
        copy = path.with_name(f"{path.stem}.avant-v{newest}{path.suffix}")
        copy.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (str(copy),))
    for number, name, sql in steps:
        if number <= version:
            continue
        digest = hashlib.sha256(sql.encode("utf-8")).hexdigest()
        # executescript commits first: the whole step is one script with its own transaction
        connection.executescript(
            "BEGIN IMMEDIATE;\n"
            "CREATE TABLE IF NOT EXISTS applied_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT;\n"
            f"{sql}\n"
            f"INSERT INTO applied_migration VALUES ({number}, '{name}', '{digest}');\n"
            f"PRAGMA user_version = {number};\n"
            f"PRAGMA application_id = {APPLICATION_ID};\n"
            "COMMIT;"
        )
    return copy
