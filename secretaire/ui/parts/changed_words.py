"""Two texts word by word, in a page: what was removed is struck, what was added is underlined, and a sign says it too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor

from secretaire.drafting.reuse.comparison import ComparedPiece
from secretaire.ui.style.sheet import current_palette, page_font

ADDED, REMOVED = "+", "−"
_NARROW = "\u202f"


def write_changes(cursor: QTextCursor, pieces: Iterable[ComparedPiece]) -> None:
    """Write the words at a cursor. The sign stands before those that change, neither struck nor underlined."""
    looks = _looks()
    signs = {"added": ADDED, "removed": REMOVED}
    before = ""
    for piece in runs(pieces):
        look = looks[piece.kind]
        if sign := signs.get(piece.kind):
            plain = QTextCharFormat(look)
            plain.setFontStrikeOut(False)
            plain.setFontUnderline(False)
            cursor.insertText("" if not before or before[-1].isspace() else " ", looks["same"])
            cursor.insertText(f"{sign}{_NARROW}", plain)
        cursor.insertText(piece.text, look)
        before = piece.text


def _looks() -> dict[str, QTextCharFormat]:
    palette = current_palette()
    same = QTextCharFormat()
    same.setForeground(QColor(palette.text))
    same.setFont(page_font())
    added = QTextCharFormat(same)
    added.setFontUnderline(True)
    added.setBackground(QColor(palette.added))
    added.setForeground(QColor(palette.on_added))
    removed = QTextCharFormat(same)
    removed.setFontStrikeOut(True)
    removed.setBackground(QColor(palette.removed))
    removed.setForeground(QColor(palette.on_removed))
    return {"same": same, "added": added, "removed": removed}


def runs(pieces: Iterable[ComparedPiece]) -> Iterator[ComparedPiece]:
    """Words changed one after the other, as one change: what is removed, then what is added."""
    removed = added = space = ""
    for piece in (*pieces, ComparedPiece("same", "")):
        if piece.kind == "removed":
            removed, added, space = removed + space + piece.text, added + space if added else "", ""
        elif piece.kind == "added":
            removed, added, space = removed + space if removed else "", added + space + piece.text, ""
        elif piece.text and not piece.text.strip() and (removed or added):
            space += piece.text
        else:
            if removed:
                yield ComparedPiece("removed", removed)
            if added:
                yield ComparedPiece("added", added)
            if space + piece.text:
                yield ComparedPiece("same", space + piece.text)
            removed = added = space = ""
