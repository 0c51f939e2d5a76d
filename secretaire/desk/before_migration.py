"""Before a new version changes a workspace: a copy of it, restored aside and checked, so that one can go back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from secretaire import __version__
from secretaire.desk.file_names import safe_name
from secretaire.desk.safekeeping import SPACE_SCHEMA, save_copy
from secretaire.store import locations
from secretaire.store.copies import copy_fault
from secretaire.store.sealed_copies import write_sealed_copy
from secretaire.store.vault_card import VAULT_NAME
from secretaire.store.workspace import FILE_NAME

_PREFIX = "avant-la-version-"


def protect(folder: Path) -> Path | None:
    """Copy the workspace of a folder if this version is about to change its schema; returns the copy.

    Checking the copy brings it up to date aside: a change that fails on these data is seen before it touches them.

    Raises:
        EnvironmentFault: the copy cannot be made, or is not faithful; the workspace is as it was.
    """
    return save_copy(folder, _target(folder)).path if _will_change(folder) else None


def protect_vault(vault: Path, work: Path) -> Path | None:
    """The same for a vault entered, whose workspace is in `work`: its file is copied as it is, encrypted.

    Raises:
        EnvironmentFault: the copy cannot be made; the vault is as it was.
    """
    if not _will_change(work):
        return None
    return write_sealed_copy(vault / VAULT_NAME, vault, _target(vault), now=datetime.now(UTC)).path


def copies() -> tuple[Path, ...]:
    """Those made on this PC, the latest first."""
    return tuple(sorted(locations.copies_folder().glob(f"{_PREFIX}*.zip"), key=_when, reverse=True))


def _will_change(folder: Path) -> bool:
    return 0 < _schema(folder / FILE_NAME) < _newest()


def _target(folder: Path) -> Path:
    name = f"{_PREFIX}{__version__}_{safe_name(folder.name)}_{datetime.now(UTC):%Y-%m-%d_%H-%M-%S}.zip"
    target = locations.copies_folder() / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise copy_fault(target, error) from error
    return target


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
