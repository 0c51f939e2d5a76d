"""PDF through pypdf.

The layout mode of pypdf places words by their real widths: the plain mode cuts words of many municipal PDF in two
(« Munic ipal »). What the layout mode does not see, forms drawn on the page (stamps of the transmission) and turned
pages, is read in plain mode.
"""

from __future__ import annotations

from pathlib import Path

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError
from pypdf.generic import EncodedStreamObject

from secretaire.fund.causes import Cause
from secretaire.fund.readers.cleaning import clean
from secretaire.fund.reading import MAX_PAGES, Reading, Status, Unreadable, from_pages

_MIN_LETTERS = 20
"""Under this a page has no text worth the name (a page number, a stray mark)."""
_MIN_LETTERS_OVER_IMAGE = 200
"""A scan often carries the stamp of its transmission as text: more is needed when the page shows an image."""

# what pypdf raises on files that break the format, besides its own errors
_BROKEN = (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, ArithmeticError)


def read(path: Path) -> Reading:
    """Text of each page; pages without text are counted.

    Raises:
        Unreadable: encrypted, damaged, or too long.
    """
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(Cause.ENCRYPTED)
        if len(reader.pages) > MAX_PAGES:
            raise Unreadable(Cause.TOO_LARGE, f"plus de {MAX_PAGES} pages")
        pages = [_read_page(page) for page in reader.pages]
    except (DependencyError, FileNotDecryptedError) as error:
        raise Unreadable(Cause.ENCRYPTED) from error
    except (*_BROKEN, RecursionError) as error:
        raise Unreadable(Cause.DAMAGED) from error
    if not pages:
        raise Unreadable(Cause.DAMAGED)
    silent = sum(1 for _, has_text in pages if not has_text)
    if silent == len(pages):
        return Reading(Status.NO_TEXT, page_count=len(pages), pages_without_text=silent, cause=Cause.NO_TEXT)
    reading = from_pages([text for text, _ in pages])
    return Reading(reading.status, reading.pages, reading.page_count, pages_without_text=silent)


def _read_page(page: PageObject) -> tuple[str, bool]:
    """The cleaned text of a page, and whether it has any worth the name."""
    text = clean(_page_text(page))
    letters = sum(character.isalpha() for character in text)
    return text, letters >= (_MIN_LETTERS_OVER_IMAGE if _drawn(page, "/Image") else _MIN_LETTERS)


def _page_text(page: PageObject) -> str:
    try:
        text = page.extract_text(extraction_mode="layout") if page.rotation == 0 else ""
    except _BROKEN:
        text = ""
    if not text.strip():
        return page.extract_text()
    return "\n\n".join([text, *(page.extract_xform_text(form) for form in _drawn(page, "/Form"))])


def _drawn(page: PageObject, subtype: str) -> list[EncodedStreamObject]:
    """The images or forms the page may draw."""
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    objects = [item.get_object() for item in drawn.get_object().values()] if drawn is not None else []
    return [item for item in objects if isinstance(item, EncodedStreamObject) and item.get("/Subtype") == subtype]
