"""One page of a PDF or of an image file, as a picture and as text: runs in a child process only.

pdfium draws and locates the text of PDF pages; Pillow opens images. Every size is checked before memory is taken.
"""

from __future__ import annotations

import math
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, c_int
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdfium2 import raw

from secretaire.fund.causes import Cause
from secretaire.fund.pictures.boxes import Rect
from secretaire.fund.pictures.marks import PageText
from secretaire.fund.reading.reading import MAX_FILE_BYTES, MAX_PAGES, Unreadable

IMAGE_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
_SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"})
MAX_SOURCE_PIXELS = 150_000_000
"""An A3 page at six hundred dots per inch is 70 million."""
MAX_DRAWN_PIXELS = 20_000_000
"""An A3 page at three hundred dots per inch is 17 million."""
SCAN_DPI = 300
"""Measured better for Tesseract than 200 (word errors −20 %, time +35 %); 400 brings nothing."""
_MAX_CHARACTERS = 50_000
"""Of a page; a dense A4 page has 6,000."""
_SIDE = 100_000
_ORIENTATION = 0x0112
"""The Exif tag for how the camera was held."""
_LEAST_DPI, _MOST_DPI = 70, 1200
_THINNEST = 0.01
_A4_INCHES = 11.69
_MOST_ENLARGED = 2.0


class Page(Protocol):
    """A page that can be drawn."""

    @property
    def page_count(self) -> int:
        """Pages of its file."""

    def draw(self, width: int) -> Image.Image:
        """The page at this width, in colours on white.

        Raises:
            Unreadable: the page breaks the format.
        """

    def draw_grey(self, width: int) -> Image.Image:
        """The same without its colours: a byte a pixel, which is all that recognition needs.

        Raises:
            Unreadable: the page breaks the format.
        """

    def width_over_height(self) -> float:
        """The shape of the page."""

    def scan_width(self) -> int:
        """Pixels that suit recognition."""

    def text(self) -> PageText:
        """Its characters and their places; none for an image."""


@contextmanager
def open_page(path: Path, number: int) -> Iterator[Page]:
    """Page `number` (from 1) of a file.

    Raises:
        Unreadable: encrypted, damaged, too large, without this page; UNSUPPORTED for what is no PDF nor image.
        OSError: the file cannot be read.
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise Unreadable(Cause.TOO_LARGE, f"plus de {MAX_FILE_BYTES // 1024**2} Mo")
    with path.open("rb") as file:
        head = file.read(1024)
    if b"%PDF-" in head:
        with _open_pdf(path, number) as pdf_page:
            yield pdf_page
    else:
        with _open_image(path, number) as image_page:
            yield image_page


def fitted_width(width: float, width_over_height: float) -> int:
    """This width, or less when the page would be more than may be drawn."""
    return max(1, int(min(width, math.sqrt(MAX_DRAWN_PIXELS * width_over_height))))


@dataclass(frozen=True, slots=True)
class _PdfPage:
    page: pdfium.PdfPage
    page_count: int

    def width_over_height(self) -> float:
        width, height = self.page.get_size()
        if not (0 < width < math.inf and 0 < height < math.inf):
            raise Unreadable(Cause.DAMAGED)
        shape = float(width / height)
        if not _THINNEST < shape < 1 / _THINNEST:
            raise Unreadable(Cause.SUSPICIOUS, "page démesurément longue")
        return shape

    def scan_width(self) -> int:
        return fitted_width(self.page.get_width() * SCAN_DPI / 72, self.width_over_height())

    def draw(self, width: int) -> Image.Image:
        scale = width / self.page.get_width()
        picture: Image.Image = self.page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True).to_pil()
        return picture.convert("RGB")

    def draw_grey(self, width: int) -> Image.Image:
        picture: Image.Image = self.page.render(scale=width / self.page.get_width(), grayscale=True).to_pil()
        return picture

    def text(self) -> PageText:
        text_page = self.page.get_textpage()
        count = min(text_page.count_chars(), _MAX_CHARACTERS)
        codes = (raw.FPDFText_GetUnicode(text_page, position) for position in range(count))
        characters = "".join(chr(code) if 0 < code < 0x110000 else " " for code in codes)

        def place(position: int) -> Rect | None:
            box = raw.FS_RECTF()
            if not raw.FPDFText_GetLooseCharBox(text_page, position, byref(box)):
                return None
            (left, top), (right, bottom) = self._on_screen(box.left, box.top), self._on_screen(box.right, box.bottom)
            return Rect(min(left, right), min(top, bottom), abs(right - left), abs(bottom - top))

        return PageText(characters, place)

    def _on_screen(self, x: float, y: float) -> tuple[float, float]:
        """From the units of the page, which may be turned or cropped, to fractions of what is shown."""
        across, down = c_int(), c_int()
        raw.FPDF_PageToDevice(self.page, 0, 0, _SIDE, _SIDE, 0, x, y, byref(across), byref(down))
        return across.value / _SIDE, down.value / _SIDE


@contextmanager
def _open_pdf(path: Path, number: int) -> Iterator[_PdfPage]:
    try:
        with pdfium.PdfDocument(path) as document:
            document.init_forms()  # what was typed in a form is drawn apart from the page; before anything else
            count = len(document)
            if count > MAX_PAGES:
                raise Unreadable(Cause.TOO_LARGE, f"plus de {MAX_PAGES} pages")
            if not 1 <= number <= count:
                raise Unreadable(Cause.NO_PAGE, str(number))
            yield _PdfPage(document[number - 1], count)
    except pdfium.PdfiumError as error:
        encrypted = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise Unreadable(Cause.ENCRYPTED if encrypted else Cause.DAMAGED) from error


@dataclass(frozen=True, slots=True)
class _ImagePage:
    image: Image.Image
    page_count: int

    def width_over_height(self) -> float:
        width, height = self._upright_size()
        return width / height

    def scan_width(self) -> int:
        """From its dots per inch when it says them, else as if it were a page of A4."""
        width, height = self._upright_size()
        dpi = float(self.image.info.get("dpi", (0, 0))[0])
        if not _LEAST_DPI < dpi <= _MOST_DPI or dpi in {72, 96}:  # 72 and 96 are what is written when nobody knows
            dpi = max(width, height) / _A4_INCHES
        scale = min(_MOST_ENLARGED, SCAN_DPI / dpi)
        return fitted_width(width * scale, width / height)

    def draw(self, width: int) -> Image.Image:
        height = max(1, round(width / self.width_over_height()))
        if self._orientation() >= 5:
            width, height = height, width
        self.image.draft("RGB", (width, height))  # a JPEG is read at a fraction of its size, several times faster
        image = self.image
        if image.mode.startswith("I"):  # sixteen bits of grey
            image = image.convert("I").point(lambda level: level * (1 / 256)).convert("L")
        if image.has_transparency_data:
            image = image.convert("RGBA").resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2.0)
            image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
        else:
            image = image.convert("L" if image.mode in {"1", "L", "F"} else "RGB")
            image = image.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2.0)
        image.getexif()[_ORIENTATION] = self._orientation()
        return ImageOps.exif_transpose(image).convert("RGB")

    def draw_grey(self, width: int) -> Image.Image:
        return self.draw(width).convert("L")

    def text(self) -> PageText:
        return PageText("", lambda _: None)

    def _orientation(self) -> int:
        """How the camera was held; 5 to 8 are on a side."""
        orientation = self.image.getexif().get(_ORIENTATION, 1)
        return orientation if orientation in range(1, 9) else 1

    def _upright_size(self) -> tuple[int, int]:
        width, height = self.image.size
        return (height, width) if self._orientation() >= 5 else (width, height)


@contextmanager
def _open_image(path: Path, number: int) -> Iterator[_ImagePage]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures: the limit here is ours
            with Image.open(path, formats=IMAGE_FORMATS) as image:
                count = (
                    getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
                )  # those of the others are animations
                if not 1 <= number <= count:
                    raise Unreadable(Cause.NO_PAGE, str(number))
                image.seek(number - 1)
                if image.width * image.height > MAX_SOURCE_PIXELS:
                    raise _too_many_pixels()
                yield _ImagePage(image, count)
    except UnidentifiedImageError as error:
        with_pages = path.suffix.lower() in _SUFFIXES
        raise Unreadable(Cause.DAMAGED if with_pages else Cause.UNSUPPORTED) from error
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    # what Pillow raises on broken files, besides its own errors
    except (SyntaxError, ValueError, TypeError, KeyError, EOFError, struct.error, OverflowError) as error:
        raise Unreadable(Cause.DAMAGED) from error


def _too_many_pixels() -> Unreadable:
    return Unreadable(Cause.TOO_LARGE, f"plus de {MAX_SOURCE_PIXELS // 1_000_000} millions de points")
