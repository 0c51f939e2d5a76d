"""« Types d'actes »: the list, or the type being looked at."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from secretaire.desk.act_types import TypeSheet
from secretaire.ui.parts.basics import column, frame
from secretaire.ui.places.reglages.types.catalogue import TypesList
from secretaire.ui.places.reglages.types.presenter import TypesPresenter
from secretaire.ui.places.reglages.types.sheet import TypeSheetPane
from secretaire.ui.session import Session


class TypesPage(QWidget):
    """The list first; a type in its place."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = TypesPresenter(session, self)
        self.list = TypesList(self.presenter)
        self.sheet = TypeSheetPane(self.presenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(frame("panel", column(self.list)))
        self._stack.addWidget(self.sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.list.chosen.connect(self.presenter.open)
        self.presenter.opened.connect(self._show_sheet)
        self.presenter.left.connect(self._show_list)
        session.opened.connect(self.list.clear)

    def arrive(self) -> None:
        self.presenter.refresh()

    def leave(self) -> None:
        """Everything typed is kept."""
        self.sheet.leave()

    def redraw(self) -> None:
        self.sheet.redraw()
        self.list.list.viewport().update()

    def focus(self) -> None:
        (self.list if self._stack.currentIndex() == 0 else self.sheet).focus()

    def _show_sheet(self, _sheet: TypeSheet) -> None:
        self._stack.setCurrentIndex(1)
        self.sheet.focus()

    def _show_list(self) -> None:
        self._stack.setCurrentIndex(0)
        if self.isVisible():
            self.list.list.setFocus()
