"""How a page of the help is laid out, on screen and on paper."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument

PICTURE = "\ufffc"
"""What stands for a picture in the text of Qt."""

_ABOVE_HEADING = 1.5  # lines
_LEADING = 125.0  # per cent of the height of a line


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """The blocks of a document, in order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def give_air(document: QTextDocument, line: float) -> None:
    """Space above the headings, and between the lines; `line`: the height of one, in pixels."""
    for block in blocks(document):
        air = block.blockFormat()
        if air.headingLevel() > 1:
            air.setTopMargin(_ABOVE_HEADING * line)
        if PICTURE not in block.text():
            air.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        QTextCursor(block).setBlockFormat(air)
