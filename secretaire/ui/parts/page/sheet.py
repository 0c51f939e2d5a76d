"""The sheet of paper: shows an act, lets a person type in it, section by section."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from secretaire.acts.act import Act, Role
from secretaire.acts.spans import Origin, OriginKind
from secretaire.ui.parts.basics import Debounce
from secretaire.ui.parts.page.places import (
    BLANK,
    KIND,
    SOURCE,
    TABLE,
    blocks,
    blocks_of,
    offset_of,
    position_of,
    role_of,
    text_of,
)
from secretaire.ui.parts.page.writer import ActWriter
from secretaire.ui.style.sheet import current_palette

SAVE_AFTER_MS = 600
REFLOW_AFTER_MS = 60
SHEET_WIDTH = 760
"""The sheet at 100 %, margins included (A4 at 96 points per inch, a little less)."""
_OUTSIDE = 14
_HINTS = {
    Role.EXPOSE: "Exposé : cliquez ici pour l'écrire, ou demandez une proposition à l'assistant.",
    Role.CONSIDERANTS: "Considérants : cliquez ici pour les écrire.",
}
ACROSS = "La sélection couvre plusieurs parties de l'acte : modifiez-les l'une après l'autre."


class ActSheet(QTextEdit):
    """An act on a sheet of paper. Without `editable`, it is only read."""

    edited = Signal(object, str)  # Role, the text of the section
    caret_moved = Signal()
    blank_clicked = Signal(str)  # name of the field to complete
    origin_asked = Signal(object)  # Origin under a double click
    refused = Signal(str)

    def __init__(self, *, editable: bool, scale: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act: Act | None = None
        self._scale = scale
        self._origins = False
        self._open_roles: frozenset[Role] = frozenset()
        self._dirty: set[Role] = set()
        self._writing = False
        self._save = Debounce(SAVE_AFTER_MS, self._send, self)
        self._reflow = Debounce(REFLOW_AFTER_MS, self.redraw, self)  # columns of tables follow the width
        self.setReadOnly(not editable)
        self.setObjectName("sheet")
        self.setAccessibleName("Texte de l'acte")
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        if not editable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.document().contentsChange.connect(self._changed)
        self.cursorPositionChanged.connect(self.caret_moved)

    # what is shown

    def show_act(self, act: Act | None, open_roles: frozenset[Role] = frozenset()) -> None:
        """Show an act. While the person is typing, the sheet waits: her next save brings it again."""
        other = self._act is None or act is None or self._act.id != act.id
        self._act = act
        self._open_roles = open_roles
        if other:
            self._dirty.clear()
            self._save.drop()
        if self._dirty:
            return
        if not other and act is not None and self._same_text(act):
            self._refresh(act)
        else:
            self._rewrite(to_top=other)

    def show_origins(self, shown: bool) -> None:
        self._origins = shown
        self.redraw()

    def redraw(self) -> None:
        """Write the sheet again: the theme, the scale or the origins changed."""
        self.flush()
        if not self._dirty:
            self._rewrite(to_top=False)

    def set_scale(self, scale: float) -> None:
        self._scale = scale
        self.redraw()

    @property
    def scale(self) -> float:
        return self._scale

    def flush(self) -> None:
        """Send at once what was typed and not yet sent."""
        self._save.flush()

    # where the caret is

    def caret(self) -> tuple[Role | None, int]:
        """The section of the caret and the place in its text."""
        cursor = self.textCursor()
        return role_of(cursor.block()), offset_of(cursor.block(), cursor.positionInBlock())

    def selected(self) -> tuple[Role, int, int] | None:
        """The section of the selection and its characters (those of the caret without one); None across sections."""
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd())
        role = role_of(first)
        if role is None or role_of(last) is not role:
            return None
        start = offset_of(first, cursor.selectionStart() - first.position())
        return role, start, offset_of(last, cursor.selectionEnd() - last.position())

    def caret_origin(self) -> Origin | None:
        """Where the text at the caret comes from."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionStart())
        if not cursor.atBlockEnd():
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        return _origin(cursor.charFormat())

    def select(self, role: Role, start: int, end: int) -> None:
        """Select characters of a section and bring them into view."""
        first = position_of(self.document(), role, start)
        last = position_of(self.document(), role, max(start, end))
        if first is None or last is None:
            return
        cursor = self.textCursor()
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def select_blank(self, name: str) -> bool:
        """Select the first blank of a field; False if there is none."""
        for block in blocks(self.document()):
            for piece in block.textFormats():
                if piece.format.property(BLANK) == name:
                    cursor = self.textCursor()
                    cursor.setPosition(block.position() + piece.start)
                    cursor.setPosition(block.position() + piece.start + piece.length, QTextCursor.MoveMode.KeepAnchor)
                    self.setTextCursor(cursor)
                    self.ensureCursorVisible()
                    return True
        return False

    # typing

    def _changed(self, position: int, removed: int, added: int) -> None:
        if self._writing or self._act is None or (removed == 0 and added == 0):
            return
        role = role_of(self.document().findBlock(position))
        if role is None or text_of(self.document(), role) == self._act.section(role).text:
            return
        self._dirty.add(role)
        self._save.touch()

    def _send(self) -> None:
        dirty, self._dirty = self._dirty, set()
        for role in sorted(dirty, key=list(Role).index):
            self.edited.emit(role, text_of(self.document(), role))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly():
            super().keyPressEvent(event)
            return
        key = event.key()
        erases = key in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}
        cursor = self.textCursor()
        if cursor.hasSelection():
            changes = erases or bool(event.text() and event.text().isprintable()) or key in _RETURNS
            if changes and not self._keep_to_one_section():
                return
        elif erases and self._joins_sections(cursor, key):
            return
        if key in _RETURNS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertBlock()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString() and self.textCursor().hasSelection() and not self._keep_to_one_section():
            return
        super().inputMethodEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self.textCursor().hasSelection() and not self._keep_to_one_section():
            return
        self.textCursor().insertText(source.text().replace("\r\n", "\n").strip("\n"))

    def cut(self) -> None:
        if self._keep_to_one_section():
            super().cut()

    def _keep_to_one_section(self) -> bool:
        """Trim a selection that touches the next section by its line break; refuse one that covers several."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        document = self.document()
        first, last = document.findBlock(start), document.findBlock(end)
        if role_of(first) is role_of(last):
            return True
        if end == last.position() and role_of(first) is role_of(last.previous()):
            cursor.setPosition(start)
            cursor.setPosition(end - 1, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
            return True
        self.refused.emit(ACROSS)
        return False

    @staticmethod
    def _joins_sections(cursor: QTextCursor, key: int) -> bool:
        block = cursor.block()
        if key == Qt.Key.Key_Backspace:
            return cursor.atBlockStart() and role_of(block.previous()) is not role_of(block)
        return cursor.atBlockEnd() and role_of(block.next()) is not role_of(block)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.flush()
        super().focusOutEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            name = self._format_at(event.position()).property(BLANK)
            if name:
                self.blank_clicked.emit(str(name))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        origin = _origin(self._format_at(event.position()))
        if origin is not None and origin.kind is OriginKind.PRECEDENT:
            self.origin_asked.emit(origin)

    def _format_at(self, point: QPointF) -> QTextCharFormat:
        cursor = self.cursorForPosition(point.toPoint())
        if not cursor.atBlockEnd():
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        return cursor.charFormat()

    # writing

    def _same_text(self, act: Act) -> bool:
        document = self.document()
        return all(text_of(document, role) == act.section(role).text for role in Role)

    def _rewrite(self, *, to_top: bool) -> None:
        role, offset = self.caret()
        scroll = self.verticalScrollBar().value()
        self._writing = True
        try:
            if self._act is None:
                self.clear()
                return
            opened = self._open_roles | ({role} if role is not None and not to_top else frozenset())
            self._writer().write(self.document(), self._act, opened)
            self._margins()
            cursor = self.textCursor()
            position = 0
            if not to_top and role is not None:
                found = position_of(self.document(), role, offset)
                fallback = blocks_of(self.document(), role)
                position = found if found is not None else (fallback[0].position() if fallback else 0)
            cursor.setPosition(position)
            self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(0 if to_top else scroll)
        finally:
            self._writing = False
        self.caret_moved.emit()

    def _refresh(self, act: Act) -> None:
        """Same words: only their origins may have changed."""
        self._writing = True
        try:
            self._writer().refresh(self.document(), act)
        finally:
            self._writing = False
        self.caret_moved.emit()

    def _writer(self) -> ActWriter:
        _, inside = self._geometry()
        return ActWriter(current_palette(), scale=self._scale, origins=self._origins, width=inside)

    # the paper

    def _geometry(self) -> tuple[float, float]:
        """Width of the sheet and of its text, in pixels."""
        width = min(SHEET_WIDTH * self._scale, self.viewport().width() - 2 * _OUTSIDE)
        return width, width - 2 * self._side(width)

    @staticmethod
    def _side(width: float) -> float:
        return max(28.0, width * 0.09)

    def _margins(self) -> None:
        width, _ = self._geometry()
        root = self.document().rootFrame()
        shape = root.frameFormat()
        beside = (self.viewport().width() - width) / 2 + self._side(width)
        shape.setLeftMargin(beside)
        shape.setRightMargin(beside)
        shape.setTopMargin(_OUTSIDE + 36)
        shape.setBottomMargin(_OUTSIDE + 48)
        writing, self._writing = self._writing, True
        root.setFrameFormat(shape)
        self._writing = writing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._margins()
            self._reflow.touch()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = current_palette()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(palette.raised))
        width, _ = self._geometry()
        scroll = self.verticalScrollBar().value()
        height = max(self.document().size().height() - 2 * _OUTSIDE, self.viewport().height() - 2 * _OUTSIDE)
        sheet = QRectF((self.viewport().width() - width) / 2, _OUTSIDE - scroll, width, height)
        painter.setPen(QColor(palette.line))
        painter.setBrush(QColor(palette.paper))
        painter.drawRect(sheet)
        self._paint_details(painter, scroll, palette.paper_muted)
        painter.end()
        super().paintEvent(event)

    def _paint_details(self, painter: QPainter, scroll: int, colour: str) -> None:
        """Hairlines under the rows of tables, hints on the empty lines where one can write."""
        layout = self.document().documentLayout()
        painter.setPen(QColor(colour))
        shown = self.viewport().height()
        for block in blocks(self.document()):
            table = bool(block.blockFormat().property(TABLE))
            role = role_of(block)
            hint = "" if block.text() or role is None else _HINTS.get(role, "")
            if not table and not hint:
                continue
            box = layout.blockBoundingRect(block).translated(0, -scroll)
            if box.bottom() < 0 or box.top() > shown:
                continue
            if table:
                painter.drawLine(box.bottomLeft(), box.bottomRight())
            if hint and not self.isReadOnly():
                font = self.font()
                font.setItalic(True)
                painter.setFont(font)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), hint)


_RETURNS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def _origin(chars: QTextCharFormat) -> Origin | None:
    kind = chars.property(KIND)
    return Origin(OriginKind(kind), str(chars.property(SOURCE) or "")) if kind else None
