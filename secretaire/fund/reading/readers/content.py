"""What a file is, by its first bytes: its name may lie."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from secretaire.fund.causes import Cause
from secretaire.fund.reading.reading import Unreadable


class Content(StrEnum):
    """What the first bytes of a file say it is."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    OLE = "ole"  # Word and Excel before 2007, and the wrapping of encrypted DOCX
    RTF = "rtf"
    IMAGE = "image"
    ARCHIVE = "zip"
    OTHER_PACKAGE = "paquet"  # a workbook, a presentation
    HTML = "html"
    FLAT_ODT = "fodt"
    TEXT = "texte"
    UNKNOWN = "inconnu"


_HEAD_BYTES = 4096
_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Content.OLE),
    (b"{\\rtf", Content.RTF),
    (b"\x89PNG\r\n\x1a\n", Content.IMAGE),
    (b"\xff\xd8\xff", Content.IMAGE),
    (b"II*\x00", Content.IMAGE),
    (b"MM\x00*", Content.IMAGE),
    (b"II+\x00", Content.IMAGE),
    (b"MM\x00+", Content.IMAGE),
)
_HTML = re.compile(
    rb"\s*(?>(?:<\?xml[^>]*>|<!--.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FLAT_ODT = re.compile(rb"<office:document\s[^>]*opendocument", re.DOTALL)
_ODT_TYPES = (b"application/vnd.oasis.opendocument.text", b"application/vnd.oasis.opendocument.text-template")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def sniff(path: Path) -> Content:
    """What the file is, by its content.

    Raises:
        Unreadable: an archive whose list of files is damaged.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_package(path)
    if b"%PDF-" in head[:1024]:  # after: a PDF may be kept as it is at the head of an archive
        return Content.PDF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Content.IMAGE
    for magic, content in _MAGIC:
        if head.startswith(magic):
            return content
    return _sniff_text(head)


def _sniff_text(head: bytes) -> Content:
    wide = head.startswith(_BYTE_ORDER_MARKS) or b"\x00" in head[:2]
    # a stray control character or two is no reason to refuse a text
    if not wide and sum(byte < 9 for byte in head) * 100 > len(head):
        return Content.UNKNOWN
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _HTML.match(plain):
        return Content.HTML
    return Content.FLAT_ODT if _FLAT_ODT.search(plain) else Content.TEXT


def _sniff_package(path: Path) -> Content:
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    return Content.ODT if part.read(100).strip() in _ODT_TYPES else Content.OTHER_PACKAGE
    # an encrypted member is a RuntimeError for zipfile
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Unreadable(Cause.DAMAGED) from error
    if "word/document.xml" in names:
        return Content.DOCX
    return Content.OTHER_PACKAGE if "[Content_Types].xml" in names else Content.ARCHIVE
