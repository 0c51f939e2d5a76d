"""A copy of a workspace: one zip file, with the list of what it holds and the hash of each part.

What can be made again (the index) is left out. `unpacking` reads it.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from secretaire.errors import Code, EnvironmentFault, WrongUsage
from secretaire.store.backup import copy_database
from secretaire.store.canonical import utc_text
from secretaire.store.database import connect
from secretaire.store.sealed_key import FILE_NAME as SEALED_KEY
from secretaire.store.workspace import FILE_NAME as WORKSPACE

DATABASES = (WORKSPACE, "fonds.sqlite")
FILES = ("synonymes.txt", SEALED_KEY)
READ_ONLY = ("enregistrements", "jointes")
FOLDERS = (*READ_ONLY, "papier", "types")
"""What a workspace is made of, beside its caches. A room that adds a folder to the workspace adds it here."""

LIST_NAME = "sauvegarde.json"
FORMAT = 1
BLOCK = 1 << 20
_TRIED, _WORTH = 1 << 18, 0.9

Told = Callable[[int, int], None]
"""Called with: bytes done, bytes to do. It may raise `Cancelled`."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a copy: its path in the workspace, its bytes, its SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy says of itself. `made` is in UTC; `entries` and `head` are the journal's that day."""

    made: datetime
    uuid: str
    commune: str
    acts: int
    entries: int
    head: str
    files: tuple[KeptFile, ...]

    @property
    def size(self) -> int:
        """Bytes, once unpacked."""
        return sum(file.size for file in self.files)


def untold(_done: int, _total: int) -> None:
    """The caller does not want to follow."""


def write_copy(
    folder: Path, target: Path, *, now: datetime, told: Told = untold, aside: Path | None = None
) -> Contents:
    """Copy a workspace, which may be at work, to a zip file; it takes its name only once it is whole and on disk.

    Args:
        aside: where the databases are copied first; the temporary folder of the session if None.

    Raises:
        WrongUsage: the folder holds no workspace.
        EnvironmentFault: the workspace cannot be read, or the copy cannot be written; a former file is untouched.
        Cancelled: `told` said so.
    """
    if not (folder / WORKSPACE).is_file():
        raise WrongUsage(Code.WORKSPACE_MISSING, dossier=str(folder))
    partial = target.with_name(f".{target.name}.partiel")
    try:
        with tempfile.TemporaryDirectory(prefix="secretaire-", dir=aside) as databases:
            sources = dict(_sources(folder, Path(databases)))
            facts = _facts(Path(databases) / WORKSPACE)
            contents = _pack(sources, facts, partial, now, told)
        partial.replace(target)
    except sqlite3.DatabaseError as error:
        if _corrupt(error):
            raise EnvironmentFault(Code.WORKSPACE_DAMAGED, fichier=str(folder), cause=str(error)) from error
        raise copy_fault(target, error) from error
    except OSError as error:
        raise copy_fault(target, error) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return contents


def _sources(folder: Path, aside: Path) -> Iterator[tuple[str, Path]]:
    """What to keep, by its path in the workspace: a copy of each database, the other files where they are."""
    for name in DATABASES:
        if (folder / name).is_file():
            with closing(connect(folder / name)) as connection:
                copy_database(connection, aside / name)
            yield name, aside / name
    for name in FILES:
        if (folder / name).is_file():
            yield name, folder / name
    for name in FOLDERS:
        for path in sorted((folder / name).rglob("*")):
            if path.is_file() and not path.is_symlink() and path.suffix != ".partiel":
                yield path.relative_to(folder).as_posix(), path


def _facts(database: Path) -> dict[str, Any]:
    with closing(sqlite3.connect(database)) as db:
        (uuid,) = db.execute("SELECT uuid FROM espace").fetchone()
        (commune,) = db.execute("SELECT value FROM settings WHERE key = 'commune'").fetchone()
        entries, head = db.execute("SELECT entries, hash FROM journal_head").fetchone()
        (acts,) = db.execute("SELECT count(*) FROM acts").fetchone()
    return {"uuid": uuid, "commune": json.loads(commune)["nom"], "acts": acts, "entries": entries, "head": head}


def _pack(sources: dict[str, Path], facts: dict[str, Any], target: Path, now: datetime, told: Told) -> Contents:
    total = sum(path.stat().st_size for path in sources.values())
    done, kept = 0, []
    with target.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, source in sources.items():
                digest, size = hashlib.sha256(), 0
                with source.open("rb") as given, archive.open(_entry(name, source), "w", force_zip64=True) as taken:
                    while block := given.read(BLOCK):
                        taken.write(block)
                        digest.update(block)
                        size += len(block)
                        told(done + size, total)
                done += size
                kept.append(KeptFile(name, size, digest.hexdigest()))
            contents = Contents(now, files=tuple(kept), **facts)
            archive.writestr(LIST_NAME, _written(contents))
        file.flush()
        os.fsync(file.fileno())
    return contents


def _entry(name: str, source: Path) -> zipfile.ZipInfo:
    """A scan or a recording is packed already: packing it again takes minutes and gains nothing."""
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o600 << 16
    with source.open("rb") as file:
        begun = file.read(_TRIED)
    packs = len(zlib.compress(begun, 1)) < _WORTH * len(begun)
    entry.compress_type = zipfile.ZIP_DEFLATED if packs else zipfile.ZIP_STORED
    return entry


def _written(contents: Contents) -> str:
    words = asdict(contents) | {"format": FORMAT, "made": utc_text(contents.made)}
    return json.dumps(words, ensure_ascii=False, indent=1)


def disk_full(error: Exception) -> bool:
    """Is there no room left, for the disk or for this person?"""
    full = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
    return full or getattr(error, "errno", 0) in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


def _corrupt(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def copy_fault(target: Path, error: Exception) -> EnvironmentFault:
    """Why a copy was not made, in the words of a person."""
    return EnvironmentFault(Code.COPY_NOT_MADE, fichier=str(target), cause=_cause(error))


def _cause(error: Exception) -> str:
    if disk_full(error):
        return "le disque est plein"
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return "le dossier n'est plus là"
        case PermissionError() | OSError(errno=errno.EROFS):
            return "le dossier est protégé"
        case OSError(errno=errno.EIO | errno.ENODEV | errno.ENXIO):
            return "le disque ne répond plus"
        case _:
            return getattr(error, "strerror", None) or str(error)
