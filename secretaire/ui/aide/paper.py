"""A page of the help on paper: what is given to who does not sit at this PC, the mayor first."""

from __future__ import annotations

import re

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF, QUrl
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
)

from secretaire.desk import help as guides
from secretaire.ui.aide.layout import PICTURE, blocks, give_air
from secretaire.ui.style.sheet import page_font

_DOTS_PER_INCH = 600
_PIXELS_PER_INCH = 96
_POINTS_PER_INCH = 72
_MARGIN_MM = 15.0
_UNDER_EDGE = 4.0
_ALPHABET_EMS = 11.94  # width of a to z in Times, which every usual serif of a page follows
_PICTURE_SHARE = 0.55  # of the width of the page: a screen is recognised, not read

_LINKED_PICTURE = re.compile(r"\[(!\[[^\]]*\]\([^)]*\))\]\([^)]*\)")
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\([^)]*\)")


def pdf_of(name: str) -> bytes:
    """A page as a PDF, A4; of its links stay the words."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    device.setResolution(_DOTS_PER_INCH)
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(QMarginsF(*(_MARGIN_MM,) * 4), QPageLayout.Unit.Millimeter)
    device.setTitle(next(page.title for page in guides.pages() if page.name == name))
    device.setCreator("Secrétaire")
    document = QTextDocument()
    document.setDefaultFont(_page_font(device))
    document.documentLayout().setPaintDevice(device)
    document.setDocumentMargin(0)
    document.setBaseUrl(QUrl.fromLocalFile(f"{guides.folder()}/"))
    document.setMarkdown(_without_links(guides.markdown(name)))
    pixel = device.resolution() / _PIXELS_PER_INCH  # Qt counts the spaces and pictures of a text in these
    give_air(document, QFontMetricsF(document.defaultFont(), device).height() / pixel)
    _fit_pictures(document, device.width() / pixel * _PICTURE_SHARE)
    _fit_code(document, device)
    document.setPageSize(QSizeF(device.width(), device.height()))
    _begin_pages(document)
    document.print_(device)
    del device  # ends the file
    buffer.close()
    return bytes(content.data())


def _page_font(device: QPdfWriter) -> QFont:
    """The serif of an act, made smaller where the PC only has a wide one: a guide of two pages keeps to two pages."""
    font = page_font()
    alphabet = QFontMetricsF(font, device).horizontalAdvance("abcdefghijklmnopqrstuvwxyz")
    usual = _ALPHABET_EMS * font.pointSizeF() * device.resolution() / _POINTS_PER_INCH
    font.setPointSizeF(font.pointSizeF() * min(1.0, usual / alphabet))
    return font


def _without_links(text: str) -> str:
    """On paper a link leads nowhere, and in the file it would name a folder of this PC."""
    return _LINK.sub(r"\1", _LINKED_PICTURE.sub(r"\1", text))


def _fit_code(document: QTextDocument, device: QPdfWriter) -> None:
    """Lines that are never broken are all written as small as the longest asks, else the edge of the sheet cuts them."""
    code = [block for block in blocks(document) if block.blockFormat().nonBreakableLines()]
    size = document.defaultFont().pointSizeF()
    widths = [_width(block, size, device) for block in code if block.text()]
    smaller = QTextCharFormat()
    smaller.setFontPointSize(size * min(1.0, device.width() / max(widths, default=1.0)))
    for block in code:
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(smaller)


def _width(block: QTextBlock, size: float, device: QPdfWriter) -> float:
    """Dots of the device that the line takes in its own family at `size` points."""
    font = block.charFormat().font()
    font.setPointSizeF(size)
    return QFontMetricsF(font, device).horizontalAdvance(block.text())


def _begin_pages(document: QTextDocument) -> None:
    """A picture that falls exactly on the edge of two pages is drawn a little on both: it starts just under."""
    height = document.pageSize().height()
    for block in [block for block in blocks(document) if PICTURE in block.text()]:
        top = document.documentLayout().blockBoundingRect(block).top() + block.layout().lineAt(0).y()
        if top > height / 2 and min(top % height, -top % height) < 1:
            under = block.blockFormat()
            under.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            under.setTopMargin(_UNDER_EDGE)
            QTextCursor(block).setBlockFormat(under)
            document.markContentsDirty(0, document.characterCount())  # else what follows is not laid out again


def _fit_pictures(document: QTextDocument, width: float) -> None:
    for block in blocks(document):
        if PICTURE not in block.text():
            continue
        cursor = QTextCursor(document)
        cursor.setPosition(block.position() + block.text().index(PICTURE))
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
        picture = cursor.charFormat().toImageFormat()
        image = QImage(str(guides.folder() / picture.name()))
        fitted = QTextImageFormat(picture)
        fitted.setWidth(width)
        fitted.setHeight(width * image.height() / max(image.width(), 1))
        cursor.setCharFormat(fitted)
