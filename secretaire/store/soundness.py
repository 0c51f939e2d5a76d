"""Is a database file of ours sound: its pages, its links, and the guards that its schema puts on the journal?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from importlib.resources.abc import Traversable
from pathlib import Path

from secretaire.errors import Code, EnvironmentFault
from secretaire.store.database import connect, migrate

_Schema = frozenset[tuple[str, str, str]]


def examine(path: Path, migrations: Traversable) -> None:
    """Read the whole file; one of an older version is brought to the newest first, as at each opening.

    Raises:
        EnvironmentFault: it is damaged, or it is not what our migrations make.
    """
    with closing(connect(path)) as connection:
        migrate(connection, path, migrations)
        try:
            faults = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)")]
            strays = connection.execute("PRAGMA foreign_key_check").fetchone()
            found = _schema(connection)
        except sqlite3.DatabaseError as error:
            raise _damaged(path, str(error)) from error
        if faults != ["ok"]:
            raise _damaged(path, faults[0])
        if strays is not None:
            raise _damaged(path, f"a row of {strays[0]} names one that is not there")
        missing = _expected(migrations) ^ found
        if missing:
            raise _damaged(path, f"the schema is not ours: {sorted(missing)[0][1]}")


def _expected(migrations: Traversable) -> _Schema:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        fresh.row_factory = sqlite3.Row
        migrate(fresh, Path(":memory:"), migrations)
        return _schema(fresh)


def _schema(connection: sqlite3.Connection) -> _Schema:
    """Tables and indexes by name, as another SQLite may word them otherwise; triggers by what they do."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    return frozenset((kind, name, sql if kind == "trigger" else "") for kind, name, sql in rows)


def _damaged(path: Path, cause: str) -> EnvironmentFault:
    return EnvironmentFault(Code.WORKSPACE_DAMAGED, fichier=str(path), cause=cause)
