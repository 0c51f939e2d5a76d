"""PDF through pypdf.

The layout mode of pypdf places words by their real widths: the plain mode cuts words of many municipal PDF in two
(« Munic ipal »). What the layout mode does not see, forms drawn on the page (stamps of the transmission) and turned
pages, is read in plain mode.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError
from pypdf.generic import EncodedStreamObject

from secretaire.fund.causes import Cause
from secretaire.fund.readers.cleaning import clean
from secretaire.fund.reading import MAX_PAGES, Reading, Status, Unreadable, from_pages

_MIN_LETTERS = 20
"""Under this a page has no text worth the name (a page number, a stray mark)."""
_MIN_LETTERS_OVER_SCAN = 200
"""A scan often carries the stamp of its transmission as text: more is needed over a picture of the page."""
_SCAN_PIXELS = 900_000
"""An A4 page at a hundred dots per inch; logos and signatures are smaller."""

# what pypdf raises on files that break the format, besides its own errors
_BROKEN = (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, ArithmeticError)


def read(path: Path) -> Reading:
    """Text of each page; scanned pages are counted.

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
    scanned = tuple(number for number, (_, is_scan) in enumerate(pages, start=1) if is_scan)
    if not any(character.isalpha() for text, is_scan in pages if not is_scan for character in text):
        return Reading(Status.NO_TEXT, page_count=len(pages), scanned=scanned, cause=Cause.NO_TEXT)
    reading = from_pages([text for text, _ in pages])
    return replace(reading, scanned=scanned)


def _read_page(page: PageObject) -> tuple[str, bool]:
    """The cleaned text of a page, and whether it shows something that is not in that text: it was scanned."""
    text = clean(_page_text(page))
    letters = sum(character.isalpha() for character in text)
    images = _drawn(page, "/Image")
    if any(_pixels(image) >= _SCAN_PIXELS for image in images):
        return text, letters < _MIN_LETTERS_OVER_SCAN
    return text, letters < _MIN_LETTERS and bool(images or _drawn(page, "/Form"))  # else a blank page


def _pixels(image: EncodedStreamObject) -> int:
    width, height = image.get("/Width"), image.get("/Height")
    return int(width) * int(height) if isinstance(width, int) and isinstance(height, int) else 0


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
