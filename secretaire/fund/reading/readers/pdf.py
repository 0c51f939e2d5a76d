"""PDF through pypdf.

The layout mode of pypdf places words by their real widths: the plain mode cuts words of many municipal PDF in two
(« Munic ipal »). What the layout mode does not see, forms drawn on the page (stamps of the transmission) and turned
pages, is read in plain mode. The pages that pypdf cannot read, or has no time for, are read by PDFium.
"""

from __future__ import annotations

import struct
import time
import zlib
from dataclasses import replace
from pathlib import Path

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError
from pypdf.generic import EncodedStreamObject

from secretaire.fund.causes import Cause
from secretaire.fund.reading.cleaning import clean
from secretaire.fund.reading.readers.pdfium import PlainPages
from secretaire.fund.reading.reading import MAX_PAGES, Reading, Status, Unreadable, from_pages

_MIN_LETTERS = 20
"""Under this a page has no text worth the name (a page number, a stray mark)."""
_MIN_LETTERS_OVER_SCAN = 200
"""A scan often carries the stamp of its transmission as text: more is needed over a picture of the page."""
_SCAN_PIXELS = 900_000
"""An A4 page at a hundred dots per inch; logos and signatures are smaller."""
_MAX_CONTENT_BYTES = 4 * 1024 * 1024
"""Drawing orders of a page; pypdf reads about half a megabyte per second. Beyond, it is a map, or a trap."""
_SECONDS = 60.0
"""What the layout of one file may cost: a register of a thousand pages takes more, and ends in plain mode."""

# what pypdf raises on files that break the format, besides its own errors
_BROKEN = (
    *(PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, ArithmeticError),
    *(NotImplementedError, RecursionError, zlib.error, struct.error),
)


def read(path: Path) -> Reading:
    """Text of each page, and which pages are scans. A page that breaks its reader costs its layout, not the file.

    Raises:
        Unreadable: encrypted, damaged, or too long.
    """
    deadline = time.monotonic() + _SECONDS
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(Cause.ENCRYPTED)
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise Unreadable(Cause.TOO_LARGE, f"plus de {MAX_PAGES} pages")
        with PlainPages(path) as plain_pages:
            pages = [
                (time.monotonic() < deadline and _read_page(reader, place)) or _read_plainly(plain_pages, place)
                for place in range(count)
            ]
    except (DependencyError, FileNotDecryptedError) as error:
        raise Unreadable(Cause.ENCRYPTED) from error
    except _BROKEN as error:
        raise Unreadable(Cause.DAMAGED) from error
    if not pages:
        raise Unreadable(Cause.DAMAGED)
    scanned = tuple(number for number, (_, is_scan) in enumerate(pages, start=1) if is_scan)
    if not any(character.isalpha() for text, is_scan in pages if not is_scan for character in text):
        return Reading(Status.NO_TEXT, page_count=len(pages), scanned=scanned, cause=Cause.NO_TEXT)
    reading = from_pages([text for text, _ in pages])
    return replace(reading, scanned=scanned)


def _read_page(reader: PdfReader, place: int) -> tuple[str, bool] | None:
    """The cleaned text of a page, and whether it shows something that is not in that text: it was scanned.

    None when pypdf cannot read it, or not in a reasonable time.
    """
    try:
        page = reader.pages[place]
        contents = page.get_contents()
        if contents is not None and len(contents.get_data()) > _MAX_CONTENT_BYTES:
            return None
        text = clean(_page_text(page))
        images = _drawn(page, "/Image")
        letters = _letters(text)
        if any(_pixels(image) >= _SCAN_PIXELS for image in images):
            return text, letters < _MIN_LETTERS_OVER_SCAN
        return text, letters < _MIN_LETTERS and bool(images or _drawn(page, "/Form"))  # else a blank page
    except LimitReachedError:
        return "", True  # a bomb, which PDFium would unpack; recognition draws it under its own limits
    except _BROKEN:
        return None


def _read_plainly(pages: PlainPages, place: int) -> tuple[str, bool]:
    """The same through PDFium, which is quick and repairs more; with few words the page is taken for a scan."""
    text = clean(pages.text(place))
    return text, _letters(text) < _MIN_LETTERS


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)


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
