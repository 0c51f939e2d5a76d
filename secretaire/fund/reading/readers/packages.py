"""Guard for the formats that are zip archives of XML (DOCX, ODT): bombs and document type declarations refused.

XML readers here (lxml) load no external entity; a DTD has no place in these formats, so its presence is refused too.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from secretaire.fund.causes import Cause
from secretaire.fund.reading.reading import MAX_COMPRESSION, MAX_PACKED_FILES, MAX_UNPACKED_BYTES, Unreadable

MAX_FLAT_BYTES = 60 * 1024 * 1024
_PROLOGUE_BYTES = 64 * 1024


def check_package(path: Path) -> None:
    """Refuse an archive that would unpack to too much, or that declares XML entities.

    Raises:
        Unreadable: damaged, encrypted, too large or suspicious.
    """
    try:
        with ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MAX_PACKED_FILES:
                raise Unreadable(Cause.SUSPICIOUS, f"archive de {len(members)} fichiers")
            if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
                raise Unreadable(Cause.TOO_LARGE, f"plus de {MAX_UNPACKED_BYTES // 1024**2} Mo une fois décompressé")
            for member in members:
                # small members compress well without harm: images of one colour, empty styles
                if member.file_size > 1024**2 and member.file_size > MAX_COMPRESSION * max(member.compress_size, 1):
                    raise Unreadable(Cause.SUSPICIOUS, "archive anormalement compressée")
                if member.flag_bits & 0x1:
                    raise Unreadable(Cause.ENCRYPTED)
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as part:
                        prologue = part.read(_PROLOGUE_BYTES)
                    _check_prologue(prologue)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Unreadable(Cause.DAMAGED) from error


def check_flat(path: Path) -> None:
    """Refuse an XML file that declares entities, or that is too large to be held as a tree.

    Raises:
        Unreadable: too large or suspicious.
    """
    if path.stat().st_size > MAX_FLAT_BYTES:
        raise Unreadable(Cause.TOO_LARGE, f"plus de {MAX_FLAT_BYTES // 1024**2} Mo")
    with path.open("rb") as file:
        _check_prologue(file.read(_PROLOGUE_BYTES))


def _check_prologue(prologue: bytes) -> None:
    # NUL bytes dropped: the same words written in UTF-16
    if b"<!DOCTYPE" in prologue.replace(b"\x00", b""):
        raise Unreadable(Cause.SUSPICIOUS, "déclaration XML interdite")
