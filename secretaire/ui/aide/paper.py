"""A page of the help on paper: what is given to who does not sit at this PC, the mayor first."""

from __future__ import annotations

import re

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF, QUrl
from PySide6.QtGui import (
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPdfWriter,
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
_MARGIN_MM = 15.0
_UNDER_EDGE = 4.0
_SCALE = 1.0  # of the size of an act
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
    document.setDefaultFont(page_font(_SCALE))
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


def _without_links(text: str) -> str:
    """On paper a link leads nowhere, and in the file it would name a folder of this PC."""
    return _LINK.sub(r"\1", _LINKED_PICTURE.sub(r"\1", text))


def _fit_code(document: QTextDocument, device: QPdfWriter) -> None:
    """Lines that are never broken are all written as small as the longest asks, else the edge of the sheet cuts them."""
    code = [block for block in blocks(document) if block.blockFormat().nonBreakableLines()]
    widths = [
        QFontMetricsF(block.charFormat().font(), device).horizontalAdvance(block.text())
        for block in code
        if block.text()
    ]
    smaller = QTextCharFormat()
    smaller.setFontPointSize(document.defaultFont().pointSizeF() * min(1.0, device.width() / max(widths, default=1.0)))
    for block in code:
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(smaller)


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
