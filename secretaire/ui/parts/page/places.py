"""Where things are on the sheet: blocks, sections, and the way from one to the other."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextDocument, QTextFormat

from secretaire.acts.act import Role

# properties of blocks and characters
ROLE = int(QTextFormat.Property.UserProperty) + 1
KIND = int(QTextFormat.Property.UserProperty) + 2
SOURCE = int(QTextFormat.Property.UserProperty) + 3
BLANK = int(QTextFormat.Property.UserProperty) + 4
TABLE = int(QTextFormat.Property.UserProperty) + 5


def role_of(block: QTextBlock) -> Role | None:
    """The section a block belongs to."""
    value = block.blockFormat().property(ROLE)
    return Role(value) if value else None


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Every block, from the top."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def blocks_of(document: QTextDocument, role: Role) -> list[QTextBlock]:
    """The blocks of a section, from the top."""
    return [block for block in blocks(document) if role_of(block) is role]


def text_of(document: QTextDocument, role: Role) -> str:
    """The text of a section as it stands on the sheet: its lines that are not empty."""
    lines = (block.text().replace("\u2028", "\n") for block in blocks_of(document, role))
    return "\n".join(line for line in lines if line.strip())


def position_of(document: QTextDocument, role: Role, offset: int) -> int | None:
    """The position in the document of a character of the text of a section."""
    for block in blocks_of(document, role):
        length = len(block.text())
        if not block.text().strip():
            continue
        if offset <= length:
            return block.position() + offset
        offset -= length + 1
    return None


def offset_of(block: QTextBlock, column: int) -> int:
    """The place of a character in the text of its section."""
    role = role_of(block)
    offset = column
    before = block.previous()
    while before.isValid() and role_of(before) is role:
        if before.text().strip():
            offset += len(before.text()) + 1
        before = before.previous()
    return offset
