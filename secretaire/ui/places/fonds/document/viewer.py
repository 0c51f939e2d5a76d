"""A document open: its page as it looks, its text, what its act says, the list of its acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QTabBar, QWidget

from secretaire.desk.viewing import DocumentView, PieceView
from secretaire.fund.catalogue.piece_table import StoredPiece
from secretaire.ui.parts.basics import button, column, icon_tool, label
from secretaire.ui.parts.flow import FlowLayout
from secretaire.ui.parts.page_picture import PageImage, PagePictureView
from secretaire.ui.parts.passage import PassageView
from secretaire.ui.parts.piece_words import title_of
from secretaire.ui.parts.results import Row, RowsList
from secretaire.ui.places.fonds.document import fact_words
from secretaire.ui.places.fonds.document.facts_panel import FactsPanel
from secretaire.ui.places.fonds.document.presenter import PageText
from secretaire.ui.style.tokens import SMALL, TIGHT
from secretaire.ui.wording import count


class View(IntEnum):
    """What is seen of the document."""

    PAGE = 0
    TEXT = 1
    FACTS = 2
    ACTS = 3


class DocumentViewer(QWidget):
    """Shows what it is given; says which page is wanted, and at which width."""

    page_asked = Signal(int)
    width_wanted = Signal(int)
    piece_chosen = Signal(object)  # StoredPiece of this document
    piece_asked = Signal(object)  # StoredPiece of another
    act_starts = Signal(int)  # character of the page shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: DocumentView | None = None
        self._text: PageText | None = None
        self._wanted = View.PAGE
        self._page = 1
        self._pictured = True
        self.picture = PagePictureView()
        self.text = PassageView()
        self.facts = FactsPanel()
        self.acts = RowsList("Actes du document")
        self._tabs()
        self._navigation()
        self._lay_out()
        self.picture.width_wanted.connect(self.width_wanted)
        self.picture.next_asked.connect(lambda: self._turn(1))
        self.picture.previous_asked.connect(lambda: self._turn(-1))
        self.facts.piece_asked.connect(self.piece_asked)
        self.acts.taken.connect(self._take)
        self.acts.itemClicked.connect(lambda _: self._take(self.acts.current()))

    def _tabs(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Voir la page, le texte, l'acte ou la liste des actes")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for word in ("Page", "Texte", "L'acte", "Actes"):
            self.tabs.addTab(word)
        self.tabs.tabBarClicked.connect(self._choose)
        self.tabs.currentChanged.connect(self._switch)

    def _navigation(self) -> None:
        self.previous = icon_tool("Page précédente (Page préc.)", "chevron-left", lambda: self._turn(-1))
        self.next = icon_tool("Page suivante (Page suiv.)", "chevron-right", lambda: self._turn(1))
        self.number = QLineEdit()
        self.number.setAccessibleName("Page")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setFixedWidth(self.number.fontMetrics().horizontalAdvance("00000") + 2 * SMALL)
        self._pages = QIntValidator(1, 1, self.number)
        self.number.setValidator(self._pages)
        self.number.editingFinished.connect(self._typed)
        self.of = label("", "muted", wrap=False)
        self.smaller = icon_tool("Réduire (Ctrl −)", "minus", self.picture.zoom_out)
        self.larger = icon_tool("Agrandir (Ctrl +)", "plus", self.picture.zoom_in)
        self.fit = icon_tool("Toute la largeur (Ctrl 0)", "move-horizontal", self.picture.fit_width)
        self.turning = _row(self.previous, self.number, self.of, self.next)
        self.zooming = _row(self.smaller, self.larger, self.fit)

    def _lay_out(self) -> None:
        self.starts = button(
            "Un acte commence ici",
            lambda: self.act_starts.emit(self.text.textCursor().selectionStart()),
            tip="À l'endroit du curseur, quand un acte n'a pas été reconnu",
        )
        self.note = label("", "muted")
        below = FlowLayout(SMALL)
        below.addWidget(self.starts)
        text = column(self.note, self.text)
        text.setStretch(1, 1)
        text.addLayout(below)
        reading = QWidget()
        reading.setLayout(text)
        self._views = QStackedWidget()
        for view in (self.picture, reading, self.facts, self.acts):
            self._views.addWidget(view)
        top = FlowLayout(SMALL)
        for part in (self.tabs, self.turning, self.zooming):
            top.addWidget(part)
        layout = column(spacing=TIGHT)
        layout.addLayout(top)
        layout.addWidget(self._views, 1)
        self.setLayout(layout)

    @property
    def view(self) -> View:
        """What is seen."""
        return View(self._views.currentIndex())

    # what is shown

    def show_document(self, document: DocumentView, page: int) -> None:
        """Another document, or the same one read again."""
        if self._document is None or self._document.id != document.id:
            self.picture.clear()
            self._text = None
            self._pictured = True
            self._show(self._wanted)
        self._document = document
        self._show_number(page)
        acts = sum(stored.piece.is_act for stored in document.pieces)
        self.tabs.setTabText(View.ACTS, f"Actes ({acts})" if acts else "Actes")
        self.acts.show_rows([_row_of(stored, document) for stored in document.pieces])

    def show_piece(self, view: PieceView | None, path: str, matieres: Mapping[str, str]) -> None:
        """What is known of the act at the passage."""
        self.tabs.setTabEnabled(View.FACTS, view is not None)
        self.tabs.setTabText(View.FACTS, "L'acte" if view is None or view.piece.piece.is_act else "La pièce")
        if view is not None:
            self.facts.show_piece(view, path, matieres)
            self._mark_in_list(view.piece)

    def show_text(self, shown: PageText) -> None:
        """The text of the page."""
        if shown == self._text:
            return  # read again, nothing new: what is seen does not move
        self._text = shown
        self._show_number(shown.page)
        self.text.show_text(shown.text, shown.marks, shown.passage)
        self._say("" if shown.text.strip() else "Aucun texte n'a été lu sur cette page.")

    def show_picture(self, page: PageImage) -> None:
        """The page as it looks."""
        self._pictured = True
        self.picture.show_page(page)
        self.picture.setAccessibleName(f"Page {page.page} du document")
        text = self._text
        if text is not None and text.passage is not None:
            self.picture.setAccessibleDescription(text.text[slice(*text.passage)])
        else:
            self.picture.setAccessibleDescription("")
        self._show(self._wanted)

    def show_text_instead(self, sentence: str) -> None:
        """The page cannot be shown: why, and its text."""
        self._pictured = False
        self._say(sentence)
        self._show(self._wanted)

    def redraw(self) -> None:
        """The theme changed."""
        self.text.redraw()
        self.picture.viewport().update()
        self.acts.viewport().update()

    def focus(self) -> None:
        """Give the keyboard to what is seen."""
        (self.picture, self.text, self.facts, self.acts)[self.view].setFocus()

    # inner

    def _mark_in_list(self, shown: StoredPiece) -> None:
        ids = [row.value.id for row in self.acts.rows() if isinstance(row.value, StoredPiece)]
        if shown.id in ids:
            self.acts.setCurrentRow(ids.index(shown.id))

    def _say(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def _choose(self, tab: int) -> None:
        """The view she chose is kept from document to document."""
        if tab >= 0 and self.tabs.isTabEnabled(tab):
            self._wanted = View(tab)

    def _show(self, view: View) -> None:
        self.tabs.setTabEnabled(View.PAGE, self._pictured)
        self.tabs.setCurrentIndex(View.TEXT if view is View.PAGE and not self._pictured else view)

    def _switch(self, tab: int) -> None:
        if tab < 0:
            return
        self._views.setCurrentIndex(tab)
        self.turning.setVisible(tab in {View.PAGE, View.TEXT})
        self.zooming.setVisible(tab == View.PAGE)

    def _show_number(self, page: int) -> None:
        total = self._document.page_count if self._document is not None else 1
        total = max(1, total, page)
        self._page = page
        self._pages.setTop(total)
        self.number.setText(str(page))
        self.of.setText(f"/ {total}")
        self.previous.setEnabled(page > 1)
        self.next.setEnabled(page < total)

    def _typed(self) -> None:
        self._go_to(int(self.number.text() or self._page))

    def _turn(self, step: int) -> None:
        self._go_to(self._page + step)

    def _go_to(self, page: int) -> None:
        if page != self._page and 1 <= page <= self._pages.top():
            self._show_number(page)  # at once, even when pages are turned faster than they are drawn
            self.page_asked.emit(page)

    def _take(self, value: object) -> None:
        if isinstance(value, StoredPiece):
            self._wanted = View.PAGE
            self._show(View.PAGE)
            self.piece_chosen.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl + PgUp and PgDn turn the pages wherever the keyboard is."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in steps:
            self._turn(steps[Qt.Key(event.key())])
            event.accept()
            return
        super().keyPressEvent(event)


def _row(*widgets: QWidget) -> QWidget:
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(TIGHT)
    for widget in widgets:
        layout.addWidget(widget)
    return made


def _row_of(stored: StoredPiece, document: DocumentView) -> Row:
    piece = stored.piece
    marks: Sequence[str] = [fact_words.pages(piece.extent)]
    if piece.corrected:
        marks = [*marks, fact_words.CORRECTED]
    elif piece.is_act and piece.confidence < fact_words.LIKELY:
        marks = [*marks, "à vérifier"]
    if not piece.is_act and len(document.pieces) > 1:
        marks = [*marks, "le reste du document"]
    return Row(title_of(piece.facts, document.path.stem), " · ".join(marks), tip=piece.reason, value=stored)


def page_words(document: DocumentView, page: int) -> str:
    """What to know of a page: how sure its recognition is, or that its text is still to come."""
    sure = document.recognised.get(page)
    if sure is not None:
        return f"{fact_words.recognised(sure)}."
    if document.waiting:
        return f"{count(document.waiting, 'page reste', 'pages restent')} à numériser en texte dans ce document."
    return ""
