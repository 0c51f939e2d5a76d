"""Readers of the formats of the fund: one module each, chosen by the content of the file rather than its name."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from secretaire.fund.causes import Cause
from secretaire.fund.readers import docx, odt, pdf, plain
from secretaire.fund.reading import MAX_FILE_BYTES, READ_EXTENSIONS, Reading, Status, Unreadable


class Content(StrEnum):
    """What the first bytes of a file say it is."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    OLE = "ole"  # Word and Excel before 2007, and the wrapping of encrypted DOCX
    RTF = "rtf"
    OTHER_PACKAGE = "zip"
    TEXT = "texte"
    UNKNOWN = "inconnu"


_READERS: dict[Content, Callable[[Path], Reading]] = {
    Content.PDF: pdf.read,
    Content.DOCX: docx.read,
    Content.ODT: odt.read,
    Content.TEXT: plain.read,
}

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD_BYTES = 4096


def read_file(path: Path) -> Reading:
    """Read one file, whatever it is; never raises for what the file holds.

    Raises:
        MemoryError: the file asks more than the process may use.
    """
    try:
        return _read(path)
    except Unreadable as outcome:
        unsupported = outcome.cause is Cause.UNSUPPORTED
        status = Status.UNSUPPORTED if unsupported else Status.ERROR
        return Reading(status, cause=outcome.cause, detail=outcome.detail)
    except PermissionError:
        return Reading(Status.ERROR, cause=Cause.NO_RIGHT)
    except FileNotFoundError:
        return Reading(Status.ERROR, cause=Cause.VANISHED)
    except OSError:
        return Reading(Status.ERROR, cause=Cause.DAMAGED)


def _read(path: Path) -> Reading:
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(Cause.EMPTY)
    if path.suffix.lower() not in READ_EXTENSIONS:
        raise Unreadable(Cause.UNSUPPORTED, path.suffix.lower())
    if size > MAX_FILE_BYTES:
        raise Unreadable(Cause.TOO_LARGE, f"plus de {MAX_FILE_BYTES // 1024**2} Mo")
    content = sniff(path)
    if content is Content.TEXT and path.suffix.lower() not in {".txt", ".md"}:
        raise Unreadable(Cause.OTHER_CONTENT, path.suffix)  # a web page or a cut transfer under a document's name
    reader = _READERS.get(content)
    if reader is None:
        raise _refusal(path, content)
    return reader(path)


def sniff(path: Path) -> Content:
    """What the file is, by its content."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if b"%PDF-" in head[:1024]:
        return Content.PDF
    if head.startswith(_OLE_MAGIC):
        return Content.OLE
    if head.startswith(b"{\\rtf"):
        return Content.RTF
    if head.startswith(b"PK\x03\x04"):
        return _sniff_package(path)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head[:2]
    if wide or (b"\x00" not in head and not any(byte < 9 for byte in head)):
        return Content.TEXT
    return Content.UNKNOWN


def _sniff_package(path: Path) -> Content:
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    is_odt = part.read(100).strip() == b"application/vnd.oasis.opendocument.text"
                return Content.ODT if is_odt else Content.OTHER_PACKAGE
    except BadZipFile as error:
        raise Unreadable(Cause.DAMAGED) from error
    return Content.DOCX if "word/document.xml" in names else Content.OTHER_PACKAGE


def _refusal(path: Path, content: Content) -> Unreadable:
    suffix = path.suffix.lower()
    if content is Content.OLE:
        # an encrypted DOCX is an OLE file that holds a stream of this name, written in UTF-16
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            return Unreadable(Cause.ENCRYPTED)
        return Unreadable(Cause.OLD_WORD, suffix)
    if content is Content.UNKNOWN and suffix == ".pdf":
        return Unreadable(Cause.DAMAGED)
    return Unreadable(Cause.OTHER_CONTENT, suffix)
