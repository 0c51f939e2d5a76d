"""Reading the copy of a workspace, which may come from anywhere.

Nothing of it is written outside the folder it is unpacked in, nor more than it says, nor anything that it does not list.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any

from secretaire.errors import Cancelled, Code, EnvironmentFault, SecretaireError, UnreadableInput
from secretaire.store.copies import (
    BLOCK,
    DATABASES,
    FILES,
    FOLDERS,
    FORMAT,
    LIST_NAME,
    READ_ONLY,
    Contents,
    KeptFile,
    Told,
    disk_full,
    untold,
)
from secretaire.store.workspace import FILE_NAME as WORKSPACE

_MOST_FILES = 50_000
_LONGEST_LIST = 16_000_000
_DEEPEST = 6
_LEAST_ALLOWED = 200_000_000
_HIGHEST_RATIO = 100  # text packs ten times, a bomb a thousand
_ENCRYPTED = 0x1
_PORTS = (f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))
_DEVICES = frozenset(("con", "prn", "aux", "nul", *_PORTS))


def read_contents(archive: Path) -> Contents:
    """What a copy says of itself; its list alone is read.

    Raises:
        UnreadableInput: the file is missing, or is not a whole copy that can be trusted with the disk.
    """
    with _opened(archive) as opened:
        return _listed(opened, archive)


def unpack(archive: Path, into: Path, told: Told = untold) -> Contents:
    """Unpack a copy into a new folder, each file checked against its hash.

    Raises:
        UnreadableInput: as `read_contents`, or one of its files is not what its list says; the folder is taken away.
        EnvironmentFault: the folder cannot be written, or its disk has no room.
        Cancelled: `told` said so; the folder is taken away.
    """
    try:
        with _opened(archive) as opened:
            contents = _listed(opened, archive)
            _refuse_a_bomb(contents, archive, into)
            with _writing(into):
                into.mkdir()
            done = 0
            for file in contents.files:
                _take(opened, file, archive, into, partial(_further, told, done, contents.size))
                done += file.size
        return contents
    except (Cancelled, SecretaireError):
        shutil.rmtree(into, ignore_errors=True)
        raise


@contextmanager
def _opened(archive: Path) -> Iterator[zipfile.ZipFile]:
    """The zip file; whatever its bytes make the library raise is a refusal."""
    try:
        with archive.open("rb") as file, zipfile.ZipFile(file) as opened:
            yield opened
    except FileNotFoundError as error:
        raise UnreadableInput(Code.FILE_MISSING, fichier=str(archive)) from error
    except zipfile.BadZipFile as error:
        raise _refused(archive, "le fichier est incomplet ou abîmé") from error
    except (OSError, EOFError, zlib.error) as error:
        raise _refused(archive, "sa lecture s'est interrompue") from error
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError, NotImplementedError) as error:
        raise _refused(archive, "ce n'est pas une sauvegarde de Secrétaire") from error


def _listed(opened: zipfile.ZipFile, archive: Path) -> Contents:
    entries = opened.infolist()
    names = [entry.filename for entry in entries]
    if LIST_NAME not in names:
        raise _refused(archive, "ce n'est pas une sauvegarde de Secrétaire")
    if len(entries) > _MOST_FILES or opened.getinfo(LIST_NAME).file_size > _LONGEST_LIST:
        raise _refused(archive, "elle contient trop de fichiers")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise _refused(archive, "elle est protégée par un mot de passe, ce que Secrétaire ne fait pas")
    with opened.open(LIST_NAME) as file:
        said = json.loads(file.read(_LONGEST_LIST + 1))
    if said["format"] != FORMAT:
        raise _refused(archive, "elle vient d'une version plus récente de Secrétaire")
    contents = _contents(said)
    sizes = {file.path: file.size for file in contents.files}
    if sorted([*sizes, LIST_NAME]) != sorted(names) or len({_same_on_disk(name) for name in names}) != len(names):
        raise _refused(archive, "elle ne contient pas exactement ce qu'elle annonce")
    if WORKSPACE not in sizes:
        raise _refused(archive, "il y manque l'espace de la commune")
    for entry in entries:
        if entry.filename != LIST_NAME and not _plain(entry, sizes[entry.filename]):
            raise _refused(archive, f"« {_shown(entry.filename)} » n'y a pas sa place")
    return contents


def _contents(said: dict[str, Any]) -> Contents:
    files = tuple(KeptFile(str(each["path"]), int(each["size"]), str(each["sha256"])) for each in said["files"])
    made = datetime.fromisoformat(said["made"])
    if made.tzinfo is None:
        raise ValueError("a moment without time zone")
    uuid, commune, head = str(said["uuid"]), str(said["commune"]), str(said["head"])
    return Contents(made, uuid, commune, int(said["acts"]), int(said["entries"]), head, files)


def _plain(entry: zipfile.ZipInfo, size: int) -> bool:
    """Is it a file that a workspace holds, of the size listed?"""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG} or entry.is_dir() or entry.file_size != size or size < 0:
        return False
    parts = PurePosixPath(entry.filename).parts
    if "/".join(parts) != entry.filename or not all(map(_safe_name, parts)):
        return False
    if len(parts) == 1:
        return parts[0] in (*DATABASES, *FILES)
    return len(parts) <= _DEEPEST and parts[0] in FOLDERS


def _safe_name(name: str) -> bool:
    """Can it be the name of a file, and of nothing else, on every system?"""
    if name in {"", ".", ".."} or name[-1] in " ." or len(name.encode("utf-8", "replace")) > 255:
        return False
    if any(sign in '\\/:*?"<>|' or not sign.isprintable() for sign in name):
        return False
    return name.partition(".")[0].rstrip().lower() not in _DEVICES


def _same_on_disk(name: str) -> str:
    """The same for two names that some disk would take for one."""
    return unicodedata.normalize("NFC", name).casefold()


def _refuse_a_bomb(contents: Contents, archive: Path, into: Path) -> None:
    if contents.size > max(_LEAST_ALLOWED, _HIGHEST_RATIO * archive.stat().st_size):
        raise _refused(archive, "elle occuperait une place démesurée")
    with _writing(into):
        free = shutil.disk_usage(into.parent).free
    if contents.size > free:
        raise EnvironmentFault(Code.DISK_FULL, fichier=str(into), cause="no room for the copy")


def _take(opened: zipfile.ZipFile, file: KeptFile, archive: Path, into: Path, told: Callable[[int], None]) -> None:
    target = into.joinpath(*PurePosixPath(file.path).parts)
    digest, size = hashlib.sha256(), 0
    with opened.open(file.path) as given, _created(target) as taken:
        while block := given.read(BLOCK):
            size += len(block)
            if size > file.size:
                break
            digest.update(block)
            with _writing(target):
                taken.write(block)
            told(size)
        if (size, digest.hexdigest()) != (file.size, file.sha256):
            raise _refused(archive, f"« {_shown(file.path)} » y a été modifié")
        with _writing(target):
            taken.flush()
            os.fsync(taken.fileno())
    if file.path.partition("/")[0] in READ_ONLY:
        target.chmod(0o444)  # as it was: what was approved stays what it was


def _further(told: Told, before: int, total: int, size: int) -> None:
    told(before + size, total)


@contextmanager
def _created(target: Path) -> Iterator[IO[bytes]]:
    with _writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        file = target.open("xb")
    with file:
        yield file


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """A fault of our disk is no fault of the copy."""
    try:
        yield
    except OSError as error:
        code = Code.DISK_FULL if disk_full(error) else Code.WORKSPACE_READONLY
        raise EnvironmentFault(code, fichier=str(target), cause=error.strerror or str(error)) from error


def _shown(name: str) -> str:
    """A name that nobody vouches for, on one line."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:80]


def _refused(archive: Path, cause: str) -> UnreadableInput:
    return UnreadableInput(Code.COPY_REFUSED, fichier=str(archive), cause=cause)
