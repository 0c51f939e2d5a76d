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
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)

from secretaire.desk import help as guides
from secretaire.ui.aide.layout import PICTURE, blocks, give_air
from secretaire.ui.style.sheet import page_font

_DOTS_PER_INCH = 600
_PIXELS_PER_INCH = 96
_MARGIN_MM = 15.0
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
    document.setPageSize(QSizeF(device.width(), device.height()))
    document.print_(device)
    del device  # ends the file
    buffer.close()
    return bytes(content.data())


def _without_links(text: str) -> str:
    """On paper a link leads nowhere, and in the file it would name a folder of this PC."""
    return _LINK.sub(r"\1", _LINKED_PICTURE.sub(r"\1", text))


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
