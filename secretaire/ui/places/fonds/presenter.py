"""What is found in the fund: results, acts alike, the answer to a question, a subject through time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from secretaire.desk import finding
from secretaire.desk.standing import Listing, listing
from secretaire.fund.finding.results import DEFAULT_LIMIT, Filters, Sort
from secretaire.fund.history.chain import History
from secretaire.fund.pieces import ActFacts
from secretaire.ui.places.fonds.filters import Choices
from secretaire.ui.session import Session
from secretaire.ui.tasks import LongTask, Progress

PREPARING = "préparation de la recherche"
_RESULTS = "fonds.resultats"


@dataclass(frozen=True, slots=True)
class Told:
    """The acts on a subject.

    Attributes:
        of: the act it was asked from; None when the subject was typed.
    """

    history: History
    of: ActFacts | None = None


class FindingPresenter(QObject):
    """Only the answer to the last thing asked comes back."""

    listed = Signal(object)  # Listing, or None when nothing is asked
    told = Signal(object)  # Told, or None when nothing is asked
    list_failed = Signal(str)
    subject_failed = Signal(str)
    offered = Signal(object)  # Choices
    counted = Signal(int)  # documents that can be searched
    preparing = Signal()  # the index is made again first: nothing was looked for
    prepared = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._again: Callable[[int], Listing] | None = None
        self._limit = DEFAULT_LIMIT
        self._preparation: LongTask | None = None
        session.opened.connect(self._another_space)
        session.fund_changed.connect(self.look_around)

    def search(self, words: str, filters: Filters, sort: Sort) -> None:
        """Search for words as typed; filters alone list all that passes them."""
        office = self._session.office
        if not words.strip() and filters == Filters():
            self._again = None
            self._session.tasks.query(lambda: None, self.listed.emit, key=_RESULTS)
            return

        def work(limit: int) -> Listing:
            return listing(office, finding.search(office, words, filters, sort, limit))

        self._list(work)

    def similar(self, piece_id: int) -> None:
        """The acts closest to one."""
        office = self._session.office

        def work(limit: int) -> Listing:
            like = finding.piece(office, piece_id).facts
            return listing(office, finding.similar(office, piece_id, limit), like)

        self._list(work)

    def more(self) -> None:
        """As many results again, after those shown."""
        if self._again is not None:
            self._limit += DEFAULT_LIMIT
            self._run(self._again)

    def subject(self, words: str) -> None:
        """The acts on a subject in words."""
        office = self._session.office
        if not words.strip():
            self._session.tasks.query(lambda: None, self.told.emit, key="fonds.sujet")
            return
        self._tell(lambda: Told(finding.history_of(office, words)))

    def subject_of(self, piece_id: int) -> None:
        """The acts on the subject of one."""
        office = self._session.office

        def work() -> Told:
            return Told(finding.history_of_piece(office, piece_id), finding.piece(office, piece_id).facts)

        self._tell(work)

    def look_around(self) -> None:
        """What there is to choose from, and whether there is anything to search."""
        office = self._session.office

        def work() -> tuple[Choices, int]:
            choices = Choices(finding.years(office), finding.authors(office), finding.matieres())
            return choices, office.fund.document_count()

        def show(found: tuple[Choices, int]) -> None:
            self.offered.emit(found[0])
            self.counted.emit(found[1])

        self._session.tasks.query(work, show, key="fonds.choix")

    def _list(self, work: Callable[[int], Listing]) -> None:
        self._again = work
        self._limit = DEFAULT_LIMIT
        self._run(work)

    def _run(self, work: Callable[[int], Listing]) -> None:
        limit = self._limit
        self._session.tasks.query(
            lambda: work(limit), self._show_listing, lambda _, text: self.list_failed.emit(text), key=_RESULTS
        )

    def _show_listing(self, listing: Listing) -> None:
        if listing.answer.preparing:
            self.prepare()
        else:
            self.listed.emit(listing)

    def _tell(self, work: Callable[[], Told]) -> None:
        office = self._session.office
        self._session.tasks.query(
            lambda: work() if finding.is_ready(office) else None,
            lambda told: self.told.emit(told) if told is not None else self.prepare(),
            lambda _, text: self.subject_failed.emit(text),
            key="fonds.sujet",
        )

    def prepare(self) -> None:
        """Make the index again, in view at the bottom of the window."""
        self.preparing.emit()
        if self._preparation is not None:
            return
        office = self._session.office

        def work(task: LongTask) -> None:
            finding.prepare(office, lambda done, total: task.report(Progress(PREPARING, done, total)), task.cancelled)

        self._preparation = self._session.tasks.long(
            PREPARING, work, lambda _: self.prepared.emit(), lambda _, text: self.list_failed.emit(text), self._over
        )

    def _over(self) -> None:
        self._preparation = None

    def _another_space(self) -> None:
        self._again = None
        self.listed.emit(None)
        self.told.emit(None)
        self.look_around()
