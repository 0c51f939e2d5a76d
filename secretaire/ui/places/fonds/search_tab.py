"""The tab *Chercher*: the words and what comes of them on the left, the document on the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from secretaire.desk.standing import Listing
from secretaire.fund.finding.results import EVERYTHING, Filters, Result, Sort
from secretaire.ui.parts.basics import column, frame
from secretaire.ui.places.fonds.answer_pane import AnswerPane, Place
from secretaire.ui.places.fonds.asking_presenter import AskingPresenter, Reply
from secretaire.ui.places.fonds.detail import DetailPane
from secretaire.ui.places.fonds.presenter import FindingPresenter, Told
from secretaire.ui.places.fonds.results_pane import ResultsPane
from secretaire.ui.places.fonds.search_bar import Look, SearchBar
from secretaire.ui.places.fonds.subject import SubjectPane
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import SMALL


class SearchTab(QWidget):
    """One box for three gestures; each keeps what it showed when the person goes to another and back."""

    add_asked = Signal()  # a folder to read
    open_asked = Signal(int)  # a document, in its own program

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.finding = FindingPresenter(session, self)
        self.asking = AskingPresenter(session, self)
        self.bar = SearchBar()
        self.results = ResultsPane()
        self.answer = AnswerPane()
        self.subject = SubjectPane()
        self.detail = DetailPane(session)
        self._lists = (self.results.list, self.answer.list, self.subject.list)  # in the order of Look
        self._kept: tuple[Listing, int] | None = None  # the search left for the acts alike, and its line
        self._listing: Listing | None = None
        self._asked = ("", EVERYTHING)
        self._panes = QStackedWidget()
        for pane in (self.results, self.answer, self.subject):  # in the order of Look
            self._panes.addWidget(pane)
        self._panes.setMinimumWidth(340)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SMALL)
        splitter.addWidget(frame("panel", column(self._panes)))
        splitter.addWidget(frame("panel", column(self.detail)))
        splitter.setSizes([520, 640])
        layout = column(self.bar, splitter)
        layout.setContentsMargins(0, SMALL, 0, 0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._connect_bar()
        self._connect_panes()

    def _connect_bar(self) -> None:
        bar, finding = self.bar, self.finding
        bar.asked.connect(self._search)
        bar.question_asked.connect(self._ask)
        bar.subject_asked.connect(self._follow)
        bar.looked.connect(self._look)
        bar.down.connect(self._to_list)
        bar.words.textChanged.connect(lambda _: self.results.set_question(shown=bar.is_question))
        finding.offered.connect(bar.filters.offer)
        finding.counted.connect(self.results.set_documents)
        self._session.fund_changed.connect(self._ask_again)

    def _connect_panes(self) -> None:
        finding, asking = self.finding, self.asking
        finding.listed.connect(self._show_listing)
        finding.told.connect(self._show_told)
        finding.list_failed.connect(self.results.fail)
        finding.subject_failed.connect(self.subject.fail)
        for pane in (self.results, self.answer, self.subject):
            finding.preparing.connect(pane.show_preparing)
        finding.prepared.connect(self.bar.ask)
        asking.not_ready.connect(finding.prepare)
        asking.answered.connect(self._show_reply)
        asking.phrasing_changed.connect(lambda busy: self.answer.set_phrasing(busy=busy))
        asking.failed.connect(self.answer.fail)
        results = self.results
        results.list.chosen.connect(self.detail.show_result)
        results.list.taken.connect(lambda result: self.open_asked.emit(result.document))
        results.list.similar_asked.connect(self.similar_to)
        results.list.history_asked.connect(self.follow_act)
        results.list.redo_asked.connect(self._session.redo_piece)
        results.more_asked.connect(finding.more)
        results.back_asked.connect(self._back)
        results.question_asked.connect(lambda: self.bar.look_at(Look.QUESTION))
        results.clear_asked.connect(self.bar.filters.clear)
        results.add_asked.connect(self.add_asked)
        self.answer.chosen.connect(self._show_cited)
        self.answer.taken.connect(lambda place: self.open_asked.emit(place.document))
        self.answer.reword_asked.connect(asking.reword)
        self.answer.stop_asked.connect(asking.stop)
        asking.kept_as_it_is.connect(self.answer.say_kept)
        self.answer.search_asked.connect(lambda: self.bar.look_at(Look.SEARCH))
        self.subject.chosen.connect(self.detail.presenter.show_piece)
        self.subject.taken.connect(lambda stored: self.open_asked.emit(stored.document))
        self.subject.subject_asked.connect(self.bar.words.setText)
        self.subject.back_asked.connect(self._leave_subject)
        self.detail.similar_asked.connect(self.similar_to)
        self.detail.history_asked.connect(self.follow_act)
        self.detail.open_asked.connect(self.open_asked)

    # asked from outside

    def focus(self) -> None:
        """Ctrl+K: the words, to search."""
        self._look(Look.SEARCH)
        self.bar.focus()

    def show_result(self, result: Result) -> None:
        """A passage found elsewhere in the window."""
        self._look(Look.SEARCH)
        self.detail.show_result(result)

    def similar_to(self, piece_id: int) -> None:
        """The acts close to one, in place of the results."""
        if self._listing is not None and self._listing.like is None:
            self._kept = (self._listing, self.results.list.currentRow())
        self.bar.show_look(Look.SEARCH)
        self._panes.setCurrentIndex(Look.SEARCH)
        self.results.wait()
        self.finding.similar(piece_id)

    def follow_act(self, piece_id: int) -> None:
        """The subject of an act through time; the act stays in view."""
        self.bar.show_look(Look.SUBJECT)
        self._panes.setCurrentIndex(Look.SUBJECT)
        self.subject.wait()
        self.finding.subject_of(piece_id)

    def redraw(self) -> None:
        """In the colours of the theme."""
        for shown in self._lists:
            shown.viewport().update()
        self.detail.redraw()

    # asked in the bar

    def _search(self, words: str, filters: Filters, sort: Sort) -> None:
        self._asked = (words.strip(), filters)
        self.results.wait()
        self.finding.search(words, filters, sort)

    def _ask(self, question: str) -> None:
        if question:
            self.answer.wait()
        self.asking.ask(question)

    def _follow(self, words: str) -> None:
        if words:
            self.subject.wait()
        self.finding.subject(words)

    def _ask_again(self) -> None:
        """The fund changed: what is on screen is brought up to date."""
        if self.bar.look is Look.SEARCH and self._listing is not None and self._listing.like is None:
            self.bar.ask()

    def _look(self, look: Look) -> None:
        """Turn to another gesture: the document is the one that was chosen there."""
        self.bar.show_look(look)
        if look != self._panes.currentIndex():
            self._panes.setCurrentIndex(look)
            shown = self._lists[look]
            if shown.current() is None:
                self.detail.clear()
            else:
                shown.chosen.emit(shown.current())

    def _leave_subject(self) -> None:
        self._look(Look.SEARCH)
        self.results.list.enter()

    # what comes back

    def _show_listing(self, listing: Listing | None) -> None:
        self._listing = listing
        if listing is None:
            self.results.show_nothing_asked()
            self.detail.clear()
            return
        words, filters = self._asked
        self.results.show_listing(listing, words, limited=filters != EVERYTHING)
        if self.results.list.currentRow() < 0 and listing.like is None:
            self.detail.clear()

    def _show_told(self, told: Told | None) -> None:
        self.subject.show_told(told, self.bar.text)
        if self.bar.look is Look.SUBJECT and (told is None or told.of is None):
            self.detail.clear()

    def _show_reply(self, reply: Reply | None) -> None:
        if reply is None:
            self.answer.show_nothing_asked()
            return
        if not reply.answer.trouve:
            self.detail.clear()
        self.answer.show_reply(reply)

    def _back(self) -> None:
        """From the acts alike to the search that was left."""
        if self._kept is None:
            self.bar.ask()
            return
        listing, row = self._kept
        self._kept = None
        self._show_listing(listing)
        self.results.list.setCurrentRow(row)
        self.results.list.setFocus()

    def _to_list(self) -> None:
        self._lists[self._panes.currentIndex()].enter()

    def _show_cited(self, place: Place) -> None:
        self.detail.show_place(place.document, place.page, place.start, place.end)
