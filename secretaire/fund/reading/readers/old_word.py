"""Word before 2007 and Works: LibreOffice makes a DOCX of a private copy, read as any other. Nothing else reads them well."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from secretaire import libreoffice
from secretaire.fund.causes import Cause
from secretaire.fund.reading.readers import docx
from secretaire.fund.reading.reading import Reading, Unreadable

SUFFIXES = frozenset({".doc", ".dot", ".wps"})

_WORD_STREAM = "WordDocument".encode("utf-16-le")
# an encrypted DOCX is an OLE file that holds a stream of this name
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_SECTOR = 512
_WORD_MAGIC = b"\xec\xa5"
_FLAGS = 0x0A  # [MS-DOC] 2.5.2: flags of the first block of the stream WordDocument, fEncrypted is the bit 0x0100
_ENCRYPTED = 0x01


def read(path: Path) -> Reading:
    """The text of an OLE file.

    Raises:
        Unreadable: encrypted, not a text document, or LibreOffice is missing, fails or takes too long.
    """
    data = path.read_bytes()
    if _ENCRYPTED_STREAM in data or _is_encrypted_word(data):
        raise Unreadable(Cause.ENCRYPTED)
    suffix = path.suffix.lower()
    if _WORD_STREAM not in data and suffix not in SUFFIXES:
        raise Unreadable(Cause.OTHER_CONTENT, suffix)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        # LibreOffice locks what it opens by a file beside it, and believes the extension
        copy = Path(folder) / f"piece{suffix if suffix in SUFFIXES else '.doc'}"
        shutil.copyfile(path, copy)
        return docx.read(_to_docx(copy, Path(folder)))


def _to_docx(copy: Path, folder: Path) -> Path:
    try:
        return libreoffice.convert([copy], folder, libreoffice.Format.DOCX)[0]
    except libreoffice.Absent as error:
        raise Unreadable(Cause.OLD_WORD, copy.suffix) from error
    except libreoffice.TooSlow as error:
        raise Unreadable(Cause.TOO_SLOW, str(error)) from error
    except libreoffice.Failed as error:
        raise Unreadable(Cause.CONVERSION, copy.suffix) from error


def _is_encrypted_word(data: bytes) -> bool:
    starts = (start for start in range(_SECTOR, len(data), _SECTOR) if data[start : start + 2] == _WORD_MAGIC)
    start = next(starts, None)
    return start is not None and bool(
        data[start + _FLAGS + 1 : start + _FLAGS + 2] and data[start + _FLAGS + 1] & _ENCRYPTED
    )
