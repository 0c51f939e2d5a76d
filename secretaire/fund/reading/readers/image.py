"""A picture through Pillow: never text by itself, but a scan that recognition can read. Nothing is decoded here."""

from __future__ import annotations

import struct
import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from secretaire.fund.causes import Cause
from secretaire.fund.reading.reading import MAX_PAGES, Reading, Status, Unreadable

FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
MAX_PIXELS = 150_000_000
"""An A3 page at six hundred dots per inch is 70 million; decoded, this takes 450 MB."""
_MIN_PIXELS = 250_000
_MIN_SIDE = 300
"""Under these it is a logo, a signature, an icon: an A5 page at a hundred dots per inch is 480,000 pixels."""


def read(path: Path) -> Reading:
    """The pages of a picture, all to be recognised.

    Raises:
        Unreadable: damaged, too small to be a document, too large.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures: the limit here is ours
            with Image.open(path, formats=FORMATS) as image:
                sizes = _page_sizes(image)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    # what Pillow raises on broken files, besides its own errors
    except (UnidentifiedImageError, SyntaxError, ValueError, TypeError, KeyError, struct.error, OverflowError) as error:
        raise Unreadable(Cause.DAMAGED) from error
    if any(width * height > MAX_PIXELS for width, height in sizes):
        raise _too_many_pixels()
    if all(width * height < _MIN_PIXELS or min(width, height) < _MIN_SIDE for width, height in sizes):
        width, height = sizes[0]
        raise Unreadable(Cause.TOO_SMALL, f"{width} × {height} points")
    numbers = tuple(range(1, len(sizes) + 1))
    return Reading(Status.NO_TEXT, page_count=len(sizes), scanned=numbers, cause=Cause.NO_TEXT)


def _page_sizes(image: Image.Image) -> list[tuple[int, int]]:
    """Width and height of each page, in pixels; only TIFF has several: those of others are animations."""
    sizes = [image.size]
    while image.format == "TIFF":
        try:
            image.seek(len(sizes))
        except EOFError:
            break
        sizes.append(image.size)
        if len(sizes) > MAX_PAGES:
            raise Unreadable(Cause.TOO_LARGE, f"plus de {MAX_PAGES} pages")
    return sizes


def _too_many_pixels() -> Unreadable:
    return Unreadable(Cause.TOO_LARGE, f"plus de {MAX_PIXELS // 1_000_000} millions de points")
