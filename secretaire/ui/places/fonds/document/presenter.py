"""What is shown of a document: which page, which passage, which act; read and drawn off the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage

from secretaire.desk import correcting, finding, pictures, viewing
from secretaire.desk.viewing import DocumentView, PieceView
from secretaire.errors import SecretaireError
from secretaire.fund.catalogue.piece_table import StoredPiece
from secretaire.fund.finding.results import Result
from secretaire.fund.pictures.boxes import Rect
from secretaire.ui.parts.locate import marks_of
from secretaire.ui.parts.page_picture import PageImage
from secretaire.ui.session import Session

_FIRST_LINE = 160
"""Characters: of an act chosen in the list, its first line is marked."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a document: characters [start, end) of the text of a page; nothing to mark when they are equal.

    Attributes:
        words: to be marked apart, as they are written.
    """

    document: int
    page: int
    start: int = 0
    end: int = 0
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page, and what to mark in it: the passage, the words."""

    page: int
    text: str
    passage: tuple[int, int] | None
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Opened:
    document: DocumentView
    piece: PieceView | None


class DocumentPresenter(QObject):
    """Only the last document, page and width asked are shown; one picture is drawn at a time."""

    opened = Signal(object)  # DocumentView
    piece_shown = Signal(object)  # PieceView, or None when nothing could be read
    text_shown = Signal(object)  # PageText
    picture_shown = Signal(object)  # PageImage
    picture_failed = Signal(str)  # why, in one sentence
    failed = Signal(str)  # the document left the fund
    corrected = Signal()
    refused = Signal(str)  # a correction that cannot be kept

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._place: Place | None = None
        self._page = 1
        self._marks: tuple[tuple[int, int], ...] = ()
        self._document: DocumentView | None = None
        self._piece: StoredPiece | None = None
        self._text = ""
        self._width = 0
        self._drawing = False
        self._redraw = False
        session.opened.connect(self._another_space)

    @property
    def document(self) -> DocumentView | None:
        """The document shown."""
        return self._document

    @property
    def piece(self) -> StoredPiece | None:
        """The act, or the rest, at the passage shown."""
        return self._piece

    @property
    def page(self) -> int:
        """The page shown, from 1."""
        return self._page

    def show_result(self, result: Result) -> None:
        """Open the document of a result at its best passage."""
        marks = marks_of(result)
        words = tuple(dict.fromkeys(result.extract.text[mark.start : mark.end] for mark in result.extract.highlights))
        place = Place(result.document, result.page, result.span.start, result.span.end, words)
        self._open(place, tuple(marks) if words else ())

    def show_place(self, place: Place) -> None:
        """Open a document at a passage."""
        self._open(place, ())

    def show_piece(self, piece: StoredPiece) -> None:
        """An act of the fund, at its first line."""
        extent = piece.extent
        office = self._session.office

        def first_line() -> Place:
            text = finding.page_text(office, piece.document, extent.first_page)
            last = len(text) if extent.last_page > extent.first_page else extent.end
            line = text[extent.start : min(last, extent.start + _FIRST_LINE)]
            blank = len(line) - len(line.lstrip())
            start = extent.start + blank
            end = start + len(line.lstrip().split("\n", 1)[0].rstrip())
            return Place(piece.document, extent.first_page, start, end)

        self._session.tasks.query(first_line, self.show_place, key="fonds.document")

    def go_to(self, page: int) -> None:
        """Show a page of the document."""
        if self._document is None or not 1 <= page <= max(1, self._document.page_count) or page == self._page:
            return
        self._page = page
        self._read_page()

    def set_width(self, width: int) -> None:
        """The pictures are wanted this wide, in pixels of the screen."""
        if width != self._width:
            self._width = width
            if self._document is not None:
                self._draw()

    def refresh(self) -> None:
        """Read the document again where it is: it was corrected, or the fund changed."""
        if self._place is not None:
            self._open(self._place, self._marks, keep_page=self._page)

    def clear(self) -> None:
        """Show nothing; what was asked before is not shown any more."""
        self._place = self._document = self._piece = None
        self._session.tasks.query(lambda: None, lambda _: None, key="fonds.document")
        self._session.tasks.query(lambda: None, lambda _: None, key="fonds.page")

    def _another_space(self) -> None:
        self._drawing = False  # what was being drawn will not come
        self.clear()

    # corrections

    def correct(self, facts: Mapping[str, str]) -> None:
        """Set facts of the act shown."""
        piece, office = self._piece, self._session.office
        if piece is not None:
            self._change(lambda: correcting.correct_facts(office, piece.id, dict(facts)))

    def not_an_act(self) -> None:
        """The piece shown is no act."""
        piece, office = self._piece, self._session.office
        if piece is not None:
            self._change(lambda: correcting.not_an_act(office, piece.id))

    def act_starts(self, start: int) -> None:
        """An act begins at a character of the page shown."""
        document, office, page = self._document, self._session.office, self._page
        if document is None:
            return
        self._place = Place(document.id, page, start, start)
        self._change(lambda: correcting.act_starts_here(office, document.id, page, start))

    def _change(self, work: Callable[[], None]) -> None:
        def kept(_: None) -> None:
            self.corrected.emit()
            self._session.fund_changed.emit()

        self._session.tasks.change(work, kept, lambda _error, text: self.refused.emit(text))

    # reading

    def _open(self, place: Place, marks: tuple[tuple[int, int], ...], keep_page: int = 0) -> None:
        office = self._session.office
        self._place, self._marks = place, marks

        def work() -> _Opened:
            document = viewing.view_document(office, place.document)
            piece = document.piece_at(place.page, place.start)
            return _Opened(document, viewing.view_piece(office, piece) if piece is not None else None)

        def show(opened: _Opened) -> None:
            self._document = opened.document
            self._piece = opened.piece.piece if opened.piece is not None else None
            self._page = keep_page or place.page
            self.opened.emit(opened.document)
            self.piece_shown.emit(opened.piece)
            self._read_page()

        self._session.tasks.query(work, show, lambda _error, text: self.failed.emit(text), key="fonds.document")

    def _read_page(self) -> None:
        office, document, page = self._session.office, self._document, self._page
        if document is None:
            return

        def show(text: str) -> None:
            self._text = text
            here = self._place if self._place is not None and self._place.page == page else None
            passage = (here.start, here.end) if here is not None and here.start < here.end else None
            self.text_shown.emit(PageText(page, text, passage, self._marks if here is not None else ()))
            self._draw()

        self._session.tasks.query(
            lambda: finding.page_text(office, document.id, page),
            show,
            lambda _error, text: self.failed.emit(text),
            key="fonds.page",
        )

    def _draw(self) -> None:
        """Ask for the picture of the page; while one is being drawn, only the last wanted is kept in mind."""
        document, place, office = self._document, self._place, self._session.office
        if document is None or place is None or not self._width:
            return
        if self._drawing:
            self._redraw = True
            return
        self._drawing, self._redraw = True, False
        page, width = self._page, self._width
        passage = self._text[place.start : place.end] if place.page == page else ""
        asked = (place, page, width)

        def work() -> PageImage:
            picture = pictures.page_picture(office, document.id, page, width, passage, place.words)
            image = QImage.fromData(picture.png)
            return PageImage(page, image, _rects(picture.passage), _rects(picture.words))

        def over() -> bool:
            self._drawing = False
            late = asked != (self._place, self._page, self._width)
            if self._redraw or late:
                self._draw()
            return late

        def show(image: PageImage) -> None:
            if not over():
                self.picture_shown.emit(image)
                self._draw_ahead(document, page + 1, width, place.words)

        def fail(_error: SecretaireError | None, text: str) -> None:
            if not over():
                self.picture_failed.emit(text)

        self._session.tasks.query(work, show, fail)

    def _draw_ahead(self, document: DocumentView, page: int, width: int, words: tuple[str, ...]) -> None:
        """The desk keeps the next page ready: reading on is instant."""
        office = self._session.office
        if page > document.page_count:
            return

        def over(*_: object) -> None:
            self._drawing = False
            if self._redraw:
                self._draw()

        self._drawing, self._redraw = True, False
        self._session.tasks.query(
            lambda: pictures.page_picture(office, document.id, page, width, "", words), over, over
        )


def _rects(rects: tuple[Rect, ...]) -> tuple[QRectF, ...]:
    return tuple(QRectF(rect.left, rect.top, rect.width, rect.height) for rect in rects)
