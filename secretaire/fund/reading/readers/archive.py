"""ZIP through the standard library: the documents inside, taken out one at a time, never under their own names."""

from __future__ import annotations

import shutil
import zlib
from functools import partial
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from secretaire.fund.causes import Cause
from secretaire.fund.reading.readers.members import Member
from secretaire.fund.reading.reading import (
    MAX_COMPRESSION,
    MAX_FILE_BYTES,
    MAX_PACKED_FILES,
    Reading,
    Status,
    Unreadable,
)

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)


def read(path: Path) -> Reading:
    """An archive has no text of its own.

    Raises:
        Unreadable: damaged, or too many files.
    """
    members(path)
    return Reading(Status.CONTAINER)


def members(path: Path) -> list[Member]:
    """The files of an archive.

    Raises:
        Unreadable: damaged, or too many files.
    """
    try:
        with ZipFile(path) as archive:
            found = [info for info in archive.infolist() if not info.is_dir()]
    except (BadZipFile, EOFError, NotImplementedError, ValueError) as error:
        raise Unreadable(Cause.DAMAGED) from error
    if len(found) > MAX_PACKED_FILES:
        raise Unreadable(Cause.SUSPICIOUS, f"archive de {len(found)} fichiers")
    return [Member(_name(info), info.file_size, partial(_copy, path, info)) for info in found]


def _name(info: ZipInfo) -> str:
    """The name as it was typed: zipfile decodes as cp437 what old Windows tools wrote in the page of French DOS."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    try:
        return raw.decode("utf-8")  # Macintosh and Linux tools forget to say so
    except UnicodeDecodeError:
        return raw.decode("cp850")


def _copy(path: Path, info: ZipInfo, target: IO[bytes]) -> None:
    """Raises `Unreadable`: encrypted, damaged, too large or suspicious."""
    if info.flag_bits & _ENCRYPTED:
        raise Unreadable(Cause.ENCRYPTED)
    if info.file_size > MAX_FILE_BYTES:
        raise Unreadable(Cause.TOO_LARGE, f"plus de {MAX_FILE_BYTES // 1024**2} Mo")
    if info.file_size > 1024**2 and info.file_size > MAX_COMPRESSION * max(info.compress_size, 1):
        raise Unreadable(Cause.SUSPICIOUS, "archive anormalement compressée")
    try:
        # zipfile never gives more than the declared size
        with ZipFile(path) as archive, archive.open(info) as content:
            shutil.copyfileobj(content, target)
    except RuntimeError as error:  # so does zipfile speak of passwords
        raise Unreadable(Cause.ENCRYPTED) from error
    except _BROKEN as error:
        raise Unreadable(Cause.DAMAGED) from error
