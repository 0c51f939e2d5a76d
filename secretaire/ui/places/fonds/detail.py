"""The document of a result: its page, the passage marked, ways to take it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from secretaire.fund.search import Result
from secretaire.ui.parts.basics import EmptyState, button, column, label
from secretaire.ui.parts.locate import marks_of
from secretaire.ui.parts.passage import PassageView
from secretaire.ui.parts.results import facts_of, title_of
from secretaire.ui.style.tokens import MEDIUM


class DetailPane(QWidget):
    """Empty until a result is chosen."""

    open_asked = Signal(object)  # Result

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.result: Result | None = None
        self._title = label("", "subtitle")
        self._facts = label("", "muted")
        self._path = label("", "muted")
        self.passage = PassageView()
        self.open_button = button("Ouvrir le document", self._open, icon_name="external-link")
        self.copy_button = button("Copier le passage", self._copy, icon_name="copy")
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.copy_button)
        buttons.addStretch()
        layout = column(self._title, self._facts, self.passage, self._path, margin=MEDIUM)
        layout.addLayout(buttons)
        page = QWidget()
        page.setLayout(layout)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState("Le passage s'affiche ici", "Choisissez un résultat avec ↑ ↓ pour le lire dans son document.")
        )
        self._stack.addWidget(page)
        self.setLayout(column(self._stack))

    def show_page(self, result: Result, text: str) -> None:
        self.result = result
        self._title.setText(title_of(result))
        self._facts.setText(facts_of(result))
        self._path.setText(f"{result.path.parent.name} / {result.path.name}")
        self._path.setToolTip(str(result.path))
        self._stack.setCurrentIndex(1)
        self.passage.show_text(text, marks_of(result))

    def clear(self) -> None:
        self.result = None
        self._stack.setCurrentIndex(0)

    def _open(self) -> None:
        if self.result is not None:
            self.open_asked.emit(self.result)

    def _copy(self) -> None:
        """The selection, or else the passage found."""
        if self.result is None:
            return
        selected = self.passage.textCursor().selectedText().replace("\u2029", "\n")
        span = self.result.span
        QGuiApplication.clipboard().setText(selected or self.passage.toPlainText()[span.start : span.end])
