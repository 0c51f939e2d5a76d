"""Before a new version changes a workspace: a copy of it, restored aside and checked, so that one can go back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from secretaire import __version__
from secretaire.desk.file_names import safe_name
from secretaire.desk.safekeeping import SPACE_SCHEMA, save_copy
from secretaire.errors import Code, EnvironmentFault
from secretaire.store import locations
from secretaire.store.workspace import FILE_NAME

_PREFIX = "avant-la-version-"


def protect(folder: Path, now: datetime | None = None) -> Path | None:
    """Copy the workspace of a folder if this version is about to change its schema; returns the copy.

    Checking the copy brings it up to date aside: a change that fails on these data is seen before it touches them.

    Raises:
        EnvironmentFault: the copy cannot be made, or is not faithful; the workspace is as it was.
    """
    schema = _schema(folder / FILE_NAME)
    if not 0 < schema < _newest():
        return None
    when = (now or datetime.now(UTC)).astimezone(UTC)
    target = locations.copies_folder() / f"{_PREFIX}{__version__}_{safe_name(folder.name)}_{when:%Y-%m-%d_%H-%M-%S}.zip"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.COPY_NOT_MADE, fichier=str(target), cause=cause) from error
    return save_copy(folder, target).path


def copies() -> tuple[Path, ...]:
    """Those made on this PC, the latest first."""
    return tuple(sorted(locations.copies_folder().glob(f"{_PREFIX}*.zip"), key=_when, reverse=True))


def _when(copy: Path) -> float:
    return copy.stat().st_mtime


def _schema(path: Path) -> int:
    """The number of the last change a workspace went through; 0 for what is none, which opening it will tell."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as db:
            return int(db.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error:
        return 0


def _newest() -> int:
    return max(int(file.name[:4]) for file in SPACE_SCHEMA.iterdir() if file.name.endswith(".sql"))
