"""Two versions of an act, word by word."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTextBrowser, QWidget

from secretaire.acts.act import State
from secretaire.desk.review import DiffPiece, VersionLine
from secretaire.ui.parts.basics import column, label
from secretaire.ui.style.sheet import current_palette, page_font
from secretaire.ui.style.tokens import MEDIUM
from secretaire.ui.wording import STATES, moment


class ComparePane(QWidget):
    """What was added is underlined, what was removed is struck through: colour is not alone to say it."""

    asked = Signal(int, int)

    def __init__(self, scale: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._pieces: tuple[DiffPiece, ...] = ()
        self._start: int | None = None
        self.old = QComboBox()
        self.old.setAccessibleName("Version d'avant")
        self.new = QComboBox()
        self.new.setAccessibleName("Version d'après")
        for combo in (self.old, self.new):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(34)
            combo.activated.connect(lambda _: self.ask())
        self._note = label("", "muted")
        self.text = QTextBrowser()
        self.text.setAccessibleName("Différences entre les deux versions")
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(16)
        choice = QHBoxLayout()
        for widget in (label("De", wrap=False), self.old, label("à", wrap=False), self.new):
            choice.addWidget(widget)
        choice.addStretch()
        layout = column(margin=MEDIUM)
        layout.addLayout(choice)
        layout.addWidget(self._note)
        layout.addWidget(self.text, 1)
        self.setLayout(layout)

    def show_versions(self, versions: tuple[VersionLine, ...]) -> None:
        known = [self.old.itemData(i) for i in range(self.old.count())]
        if known == [v.version for v in versions]:
            return
        for combo in (self.old, self.new):
            combo.clear()
            for v in versions:
                combo.addItem(f"version {v.version}, {moment(v.when)}", v.version)
                combo.setItemData(combo.count() - 1, f"{v.who} · {STATES[State(v.state)]}", Qt.ItemDataRole.ToolTipRole)
        self._from_the_start()
        self.new.setCurrentIndex(len(versions) - 1)
        self.text.clear()
        self._note.setText("Cet acte n'a qu'une version." if len(versions) < 2 else "")
        if self.isVisible():
            self.ask()

    def begin_at(self, version: int | None) -> None:
        """The version that was read at the last decision, to begin with; None for the one before the last."""
        if version == self._start:
            return
        self._start = version
        self._from_the_start()
        if self.isVisible():
            self.ask()

    def _from_the_start(self) -> None:
        found = self.old.findData(self._start) if self._start is not None else -1
        self.old.setCurrentIndex(found if found >= 0 else max(0, self.old.count() - 2))

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.ask()

    def ask(self) -> None:
        if self.old.count() > 1:
            self.asked.emit(int(self.old.currentData()), int(self.new.currentData()))

    def show_pieces(self, pieces: tuple[DiffPiece, ...]) -> None:
        self._pieces = pieces
        palette = current_palette()
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        same = QTextCharFormat()
        same.setFont(page_font(self._scale))
        same.setForeground(QColor(palette.text))
        added = QTextCharFormat(same)
        added.setFontUnderline(True)
        added.setFontWeight(QFont.Weight.DemiBold)
        added.setBackground(QColor(palette.added))
        added.setForeground(QColor(palette.on_added))
        removed = QTextCharFormat(same)
        removed.setFontStrikeOut(True)
        removed.setBackground(QColor(palette.removed))
        removed.setForeground(QColor(palette.on_removed))
        looks = {"same": same, "added": added, "removed": removed}
        first_change: int | None = None
        for piece in pieces:
            if first_change is None and piece.kind != "same" and piece.text.strip():
                first_change = cursor.position()
            cursor.insertText(piece.text, looks[piece.kind])
        self._show_around(first_change or 0)
        changes = sum(p.kind != "same" and bool(p.text.strip()) for p in pieces)
        self._note.setText("Souligné : ajouté. Barré : retiré." if changes else "Les deux versions ont le même texte.")

    def _show_around(self, position: int) -> None:
        """Scroll to a character, a few lines from the top: what comes before tells where it is."""
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(position)
        self.text.setTextCursor(cursor)
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.value() + self.text.cursorRect().top() - self.text.viewport().height() // 3)

    def set_scale(self, scale: float) -> None:
        """The size of the text follows that of the act."""
        self._scale = scale
        self.redraw()

    def redraw(self) -> None:
        if self._pieces:
            self.show_pieces(self._pieces)
