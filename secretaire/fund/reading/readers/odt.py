"""ODT, its templates and its flat XML, through odfdo: header, then paragraphs, lists and tables in the order of the document.

Text kept only to undo a change (`text:tracked-changes`), comments and notes are skipped. odfdo checks archives itself
and its XML parser loads no external entity; `check_package` refuses what remains (internal entities, larger bombs).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, is_zipfile

from odfdo import Document
from odfdo.security import SecurityError

from secretaire.fund.causes import Cause
from secretaire.fund.reading.cleaning import clean
from secretaire.fund.reading.readers.packages import check_flat, check_package
from secretaire.fund.reading.reading import Reading, Unreadable, from_pages

_PAGE_BREAK = "\f"
_SKIPPED = frozenset({"text:tracked-changes", "office:annotation", "text:note", "office:forms", "text:sequence-decls"})
_MAX_REPEATED = 1000
"""Spaces asked by one `text:s`, whatever the file says."""

_BROKEN = (
    *(SyntaxError, BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RecursionError),
    *(KeyError, ValueError, AttributeError, TypeError, IndexError),
)


def read(path: Path) -> Reading:
    """The text, split at the page breaks that the word processor recorded.

    Raises:
        Unreadable: damaged, encrypted, too large or suspicious.
    """
    if is_zipfile(path):
        check_package(path)
    else:
        check_flat(path)
    try:
        document = Document(path)
        if document.get_type() not in {"text", "text-template"}:
            raise Unreadable(Cause.OTHER_CONTENT, path.suffix)
        if document.manifest.get_elements("//manifest:encryption-data"):
            raise Unreadable(Cause.ENCRYPTED)
        headers = ["".join(_text(header)) for header in document.styles.get_elements("//style:header")]
        body = "".join(_text(document.body))
    except SecurityError as error:
        raise Unreadable(Cause.SUSPICIOUS, "archive anormalement compressée") from error
    except _BROKEN as error:
        raise Unreadable(Cause.DAMAGED) from error
    pages = [clean(page) for page in "\n\n".join([*headers, body]).split(_PAGE_BREAK)]
    return from_pages([page for page in pages if page])


def _text(element: Any) -> Iterator[str]:
    """Text of an odfdo element: its own, then its children's, each followed by what trails it."""
    yield element.text or ""
    for child in element.children:
        tag = child.tag
        if tag in {"text:p", "text:h"}:
            yield from _text(child)
            yield "\n\n"
        elif tag == "table:table":
            yield from _rows(child)
            yield "\n"
        elif tag == "text:s":
            yield " " * min(int(child.get_attribute("text:c") or 1), _MAX_REPEATED)
        elif tag == "text:tab":
            yield " "
        elif tag == "text:line-break":
            yield "\n"
        elif tag == "text:soft-page-break":
            yield _PAGE_BREAK
        elif tag not in _SKIPPED:
            yield from _text(child)
        yield child.tail or ""


def _rows(table: Any) -> Iterator[str]:
    """One line per row, cells parted by « | ». The XML is read as it is: repeated empty rows are not multiplied."""
    for row in table.get_elements("descendant::table:table-row"):
        cells = [" ".join("".join(_text(cell)).split()) for cell in row.children if cell.tag == "table:table-cell"]
        if any(cells):
            yield " | ".join(cells) + "\n"
