"""The wording of a clause while it is written: fields stay `{nom}`, a menu inserts them by their labels."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from secretaire.acts.act_type import ActType
from secretaire.desk.act_types import Clause
from secretaire.ui.parts.basics import Debounce, column, label, main_button, restyle, tool
from secretaire.ui.places.reglages.fields import Area
from secretaire.ui.places.reglages.types.readable import ONE_OF, html_of, insertions
from secretaire.ui.style.sheet import current_palette
from secretaire.ui.style.tokens import SMALL

SAVE_AFTER_MS = 700
_LINES = 6
_FIELD = r"\{[^{}]*\}|\[\[|\]\]"


class ClauseEditor(QWidget):
    """Kept as it is typed, each time it can be written; else why it cannot stands under it."""

    typed = Signal(str)  # to keep
    done = Signal()
    given_up = Signal()  # what could not be kept is forgotten

    def __init__(self, clause: Clause, kind: ActType) -> None:
        super().__init__()
        self._clause, self._kind = clause, kind
        self._kept = clause.text
        self.area = Area(_LINES)
        self.area.setAccessibleName(f"Texte : {ONE_OF[clause.part]}")
        self.area.setPlainText(clause.text)
        self.area.moveCursor(QTextCursor.MoveOperation.End)
        self._tint = _Tint(self.area.document())
        self.fault = label("", "fault")
        self.fault.hide()
        self.state = label("", "muted")
        self._reading = label("")
        self._reading.setTextFormat(Qt.TextFormat.RichText)
        self._later = Debounce(SAVE_AFTER_MS, self._give, self)
        self.area.textChanged.connect(self._changed)
        self.insert = tool("Insérer un champ", lambda: None, tip="Le champ se met à l'endroit du curseur")
        self.insert.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.insert.setMenu(self._fields_menu())
        self.finish = main_button("Terminer", self.done.emit, tip="Ctrl+Entrée")
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.done)
        bar = QHBoxLayout()
        bar.setSpacing(SMALL)
        bar.addWidget(self.insert)
        bar.addWidget(self.state, 1)
        bar.addWidget(self.finish)
        layout = column(self.area, self.fault, self._reading)
        layout.addLayout(bar)
        self.setLayout(layout)
        self._show_reading()

    def show_kept(self, text: str) -> None:
        """The wording is kept."""
        self._kept = text
        self.show_fault("")
        self.state.setText("Gardé : les prochains actes l'écriront ainsi.")

    def show_fault(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        self.area.setProperty("invalid", "true" if sentence else "false")
        restyle(self.area)
        self.state.setText("Pas encore gardé." if sentence else "")

    @property
    def text(self) -> str:
        return self.area.toPlainText().strip()

    @property
    def wrong(self) -> bool:
        """What is typed cannot be kept."""
        return not self.fault.isHidden()

    def redraw(self) -> None:
        """The colours changed."""
        self._tint.rehighlight()
        self._show_reading()

    def flush(self) -> None:
        """Keep now what waits to be kept."""
        self._later.flush()

    def put(self, template: str) -> None:
        """Insert a field where the caret is."""
        self.area.textCursor().insertText(template)
        self.area.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def _fields_menu(self) -> QMenu:
        menu = QMenu(self)
        for insertion in insertions(self._kind):
            action = menu.addAction(insertion.words.replace("&", "&&"))
            action.triggered.connect(lambda _=False, t=insertion.template: self.put(t))
        return menu

    def _changed(self) -> None:
        self._show_reading()
        self.state.setText("")
        self._later.touch()

    def _show_reading(self) -> None:
        written = html_of(self._clause, self.area.toPlainText(), self._kind, current_palette())
        self._reading.setText(f"Se lit : {written}")

    def _give(self) -> None:
        if self.text != self._kept or self.wrong:
            self.typed.emit(self.text)


class _Tint(QSyntaxHighlighter):
    """Fields and brackets in another colour and bold: they are not words of the act."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._found = QRegularExpression(_FIELD)

    def highlightBlock(self, text: str) -> None:
        chars = QTextCharFormat()
        chars.setForeground(QColor(current_palette().accent))
        chars.setFontWeight(600)
        matches = self._found.globalMatch(text)
        while matches.hasNext():
            found = matches.next()
            self.setFormat(found.capturedStart(), found.capturedLength(), chars)
