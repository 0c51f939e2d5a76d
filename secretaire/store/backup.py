"""A safe copy of an open SQLite file."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path


def copy_database(connection: sqlite3.Connection, target: Path) -> None:
    """Write a complete, consistent copy to `target`, replacing an older one only once the new one is on disk.

    Raises:
        OSError, sqlite3.Error: the copy could not be written; an older copy is then untouched.
    """
    unfinished = target.with_name(f"{target.name}.partiel")
    unfinished.unlink(missing_ok=True)
    try:
        connection.execute("VACUUM INTO ?", (str(unfinished),))
        # SQLite says so itself: VACUUM INTO does not wait for the disk
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
