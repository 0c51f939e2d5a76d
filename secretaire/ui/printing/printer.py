"""Draw pages in a PDF with Qt: the port `PdfPrinter` of `exchange`, for who has no LibreOffice.

The file has no tags, for Qt writes none: the PDF of LibreOffice is the accessible one.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter

from secretaire.exchange.pdf.flow import Block, Flow, Number, Sheet, Words, lines_of
from secretaire.ui.printing.measuring import Draw, Measurer
from secretaire.ui.printing.paging import Page, Slice, cut

_DOTS_PER_INCH = 1200
_UNKNOWN = "000"  # as wide as the numbers of a long register, until they are known
_LAYOUTS = 4  # numbers that get wider can push a line to the next page; they do not go on for ever


def print_pdf(flow: Flow, target: Path) -> None:
    """Write the flow as a PDF: page n/N, tables of pages, « PROJET » across it when it says so."""
    application = _application()
    device = QPdfWriter(str(target))
    device.setResolution(_DOTS_PER_INCH)
    device.setTitle(flow.title)
    device.setAuthor(flow.author)
    device.setCreator("Secrétaire")
    numbers = _Numbers()
    sheets = [_LaidOut(sheet, device, numbers) for sheet in flow.sheets]
    for _ in range(_LAYOUTS):
        found = _numbered(sheets)
        if found == numbers:
            break
        numbers = found
        sheets = [_LaidOut(laid.sheet, device, numbers) if laid.has_numbers else laid for laid in sheets]
    _draw(sheets, device, numbers)
    del application  # kept alive until here


def _application() -> QGuiApplication | None:
    """Fonts need an application: that of the window, or one without a screen."""
    if QGuiApplication.instance() is not None:
        return None
    if sys.platform == "linux":  # a screen that is named and does not answer would end the process
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["secretaire"])


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What the layout tells: how many pages, and the number of the page of each anchor."""

    pages: int | None = None
    anchors: dict[str, int] = field(default_factory=dict)
    page: int | None = None  # the one being drawn

    def spell(self, words: Words) -> str:
        """The text of words, those that are a number included."""
        match words.number:
            case None:
                return words.text
            case Number.PAGE:
                number = self.page
            case Number.PAGES:
                number = self.pages
            case Number.PAGE_OF:
                number = self.anchors.get(words.anchor)
        return _UNKNOWN if number is None else str(number)


class _LaidOut:
    """A sheet whose text is cut in pages."""

    def __init__(self, sheet: Sheet, device: QPdfWriter, numbers: _Numbers) -> None:
        self.sheet = sheet
        self._device = device
        width = sheet.width - sheet.left - sheet.right
        headers = [self.header(first, numbers) for first in (True, False)]
        footers = [self.footer(first, numbers) for first in (True, False)]
        self._tops = [max(sheet.top, sheet.header_at + _height(header)) for header in headers]
        bottoms = [max(sheet.bottom, sheet.footer_at + _height(footer)) for footer in footers]
        self._rooms = [sheet.height - top - bottom for top, bottom in zip(self._tops, bottoms, strict=True)]
        measurer = Measurer(device, numbers.spell, min(self._rooms))
        self.pages: list[Page[Draw]] = cut(measurer.story(sheet.blocks, sheet.left, width), self._room)

    @property
    def has_numbers(self) -> bool:
        """Does its text hold numbers that the layout tells?"""
        return any(words.number for line in lines_of(self.sheet.blocks) for words in line.words)

    def _room(self, rank: int) -> float:
        return self._rooms[0 if rank == 0 else 1]

    def top(self, rank: int) -> float:
        """Where the text of a page begins."""
        return self._tops[0 if rank == 0 else 1]

    def header(self, first: bool, numbers: _Numbers) -> list[Slice[Draw]]:
        """What stands above the text of the first page, or of the others."""
        own = self.sheet.first_header if first else None
        return self._story(self.sheet.header if own is None else own, numbers)

    def footer(self, first: bool, numbers: _Numbers) -> list[Slice[Draw]]:
        """What stands under the text of the first page, or of the others."""
        own = self.sheet.first_footer if first else None
        return self._story(self.sheet.footer if own is None else own, numbers)

    def _story(self, blocks: tuple[Block, ...], numbers: _Numbers) -> list[Slice[Draw]]:
        sheet = self.sheet
        measurer = Measurer(self._device, numbers.spell, sheet.height)
        return measurer.story(blocks, sheet.left, sheet.width - sheet.left - sheet.right)


def _height(slices: list[Slice[Draw]]) -> float:
    return sum(one.before + one.height for one in slices)


def _numbered(sheets: list[_LaidOut]) -> _Numbers:
    number, count, anchors = 0, 0, {}
    for laid in sheets:
        if laid.sheet.first_number is not None:
            number = laid.sheet.first_number - 1
        for page in laid.pages:
            number, count = number + 1, count + 1
            for _, one in page.placed:
                anchors.update(dict.fromkeys(one.anchors, number))
    return _Numbers(count, anchors)


def _draw(sheets: list[_LaidOut], device: QPdfWriter, numbers: _Numbers) -> None:
    painter = QPainter()
    number = 0
    for laid in sheets:
        sheet = laid.sheet
        size = QPageSize(QSizeF(sheet.width, sheet.height), QPageSize.Unit.Point)
        device.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
        if sheet.first_number is not None:
            number = sheet.first_number - 1
        for rank, page in enumerate(laid.pages):
            number += 1
            if painter.isActive():
                device.newPage()
            else:
                painter.begin(device)
            here = replace(numbers, page=number)
            if sheet.watermark:
                Measurer(device, here.spell, sheet.height).watermark(sheet.watermark, sheet.width, sheet.height)(
                    painter, 0
                )
            _draw_story(painter, laid.header(rank == 0, here), sheet.header_at)
            footer = laid.footer(rank == 0, here)
            _draw_story(painter, footer, sheet.height - sheet.footer_at - _height(footer))
            for at, one in page.placed:
                one.drawing(painter, laid.top(rank) + at)
    painter.end()


def _draw_story(painter: QPainter, slices: list[Slice[Draw]], top: float) -> None:
    for one in slices:
        one.drawing(painter, top + one.before)
        top += one.before + one.height
