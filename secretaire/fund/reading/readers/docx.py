"""DOCX, and its templates, through python-docx: header, then paragraphs and tables in the order of the document.

The body is walked as XML because `Document.iter_inner_content` leaves out what municipal templates are full of:
content controls, text boxes, and insertions not yet accepted. Deleted text and the fallback copies of text boxes are
skipped.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

from docx.opc.constants import CONTENT_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import PartFactory
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package
from docx.parts.document import DocumentPart

from secretaire.fund.causes import Cause
from secretaire.fund.reading.cleaning import clean
from secretaire.fund.reading.readers.packages import check_package
from secretaire.fund.reading.reading import Reading, Unreadable, from_pages

PAGE_BREAK = "\f"
_SKIPPED = frozenset(
    {
        qn("w:del"),
        qn("w:moveFrom"),
        qn("w:instrText"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)

# python-docx opens only the first of the four kinds of the same package: a document, a template, either with macros
for _kind in (
    CONTENT_TYPE.WML_DOCUMENT_MAIN,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
):
    PartFactory.part_type_for[_kind] = DocumentPart

# lxml reports broken XML as a SyntaxError
_BROKEN = (
    *(OpcError, SyntaxError, BadZipFile, zlib.error, EOFError, NotImplementedError, RecursionError),
    *(KeyError, ValueError, AttributeError, TypeError, IndexError),
)


def read(path: Path) -> Reading:
    """The text, split at the page breaks that Word recorded.

    Raises:
        Unreadable: damaged, too large or suspicious.
    """
    check_package(path)
    try:
        document = Package.open(str(path)).main_document_part.document
        headers = [
            "".join(_text(section.header._element))
            for section in document.sections
            if not section.header.is_linked_to_previous
        ]
        body = "".join(_text(document.element.body))
    except _BROKEN as error:
        raise Unreadable(Cause.DAMAGED) from error
    pages = [clean(page) for page in "\n\n".join([*headers, body]).split(PAGE_BREAK)]
    return from_pages([page for page in pages if page])


def _text(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _SKIPPED:
            continue
        if tag == qn("w:t"):
            yield child.text or ""
        elif tag in {qn("w:tab"), qn("w:ptab")}:
            yield " "
        elif tag == qn("w:noBreakHyphen"):
            yield "-"
        elif tag == qn("w:lastRenderedPageBreak") or (tag == qn("w:br") and child.get(qn("w:type")) == "page"):
            yield PAGE_BREAK
        elif tag in {qn("w:br"), qn("w:cr")}:
            yield "\n"
        elif tag == qn("w:p"):
            yield from _text(child)
            yield "\n\n"
        elif tag == qn("w:tbl"):
            yield from _rows(child)
            yield "\n"
        elif isinstance(tag, str):
            yield from _text(child)


def _rows(table: BaseOxmlElement) -> Iterator[str]:
    """One line per row, cells parted by « | »."""
    for row in table.iterchildren(qn("w:tr")):
        cells = [" ".join("".join(_text(cell)).split()) for cell in row.iterchildren(qn("w:tc"), qn("w:sdt"))]
        yield " | ".join(cells) + "\n"
