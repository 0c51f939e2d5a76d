"""The fund of one commune: its documents, read, cut into acts, and searched. The one class the other rooms use."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from secretaire.errors import Code, UnreadableInput, WrongUsage
from secretaire.fund.asking.answering import Outcome, answer
from secretaire.fund.assembling import pieces_of
from secretaire.fund.catalogue.catalogue import Catalogue, Document, Root
from secretaire.fund.catalogue.piece_table import StoredPiece
from secretaire.fund.causes import Cause, french
from secretaire.fund.cutting.corrections import first_words
from secretaire.fund.finding.index import IndexingProgress, PieceIndex
from secretaire.fund.finding.results import DEFAULT_LIMIT, EVERYTHING, Answer, Filters, RebuildReason, Sort
from secretaire.fund.finding.search import Search
from secretaire.fund.finding.synonyms import SynonymFiles
from secretaire.fund.gathering import Corrections, Gathering, Progress, ReadingReport
from secretaire.fund.histories import Histories
from secretaire.fund.history.chain import History
from secretaire.fund.pieces import Extent
from secretaire.fund.reading.reading_process import ReadingProcess
from secretaire.fund.reading.scan import readable_name
from secretaire.fund.recognising import PageProgress, Recogniser, Recognising, RecognitionReport
from secretaire.fund.rules import FundRules
from secretaire.store.corrections import Change, Correction


def _no_progress(done: int, total: int, path: Path, seconds_left: float) -> None:
    """The caller does not want to follow."""


def _no_indexing_progress(done: int, total: int) -> None:
    """The caller does not want to follow."""


class _NoCorrections:
    """Nobody has corrected anything."""

    def of_file(self, _sha256: str, _path: Path, /) -> Sequence[Correction]:
        return ()

    def move(self, _old: Path, _new: Path, /) -> None:
        """Nothing to move."""


class Fund:
    """The fund of a workspace; any thread may use it; one reads at a time, one recognises.

    Args:
        folder: the folder of the workspace: `fonds.sqlite` and `index/` live there.
        rules: what is known of the trade: families of subjects, matières, synonyms.
        corrections: what the secretary corrected; it wins over what is read.

    Raises:
        EnvironmentFault: the catalogue is damaged, locked, or comes from a newer version.
    """

    def __init__(self, folder: Path, rules: FundRules, corrections: Corrections | None = None) -> None:
        self.catalogue = Catalogue(folder / "fonds.sqlite")
        self._corrections: Corrections = corrections or _NoCorrections()
        self._index = PieceIndex(folder / "index", self.catalogue)
        self.own_synonyms = folder / "synonymes.txt"
        self._rules = rules
        self._synonyms = SynonymFiles([rules.synonyms, self.own_synonyms])
        self._search = Search(self.catalogue, self._index, self._synonyms.current)
        self._histories = Histories(self.catalogue, self._search, rules.subjects)
        self._reading = threading.Lock()
        self._recognising = threading.Lock()

    def close(self) -> None:
        """Close the files; the fund is not used after."""
        self._index.close()
        self.catalogue.close()

    # folders

    def folders(self) -> list[Root]:
        """The folders and single files chosen by the person."""
        return self.catalogue.roots()

    def add_paths(self, paths: Iterable[Path]) -> list[Root]:
        """Choose folders or files; they are read by the next `read`. A path inside a chosen folder adds nothing.

        Raises:
            UnreadableInput: there is nothing at one of these paths, or its name cannot be kept; none is added.
        """
        roots = [_root(path) for path in paths]
        for root in roots:
            chosen = self.catalogue.roots()
            if not any(root.path.is_relative_to(other.path) for other in chosen if other.is_folder):
                self.catalogue.add_root(root)
        return roots

    def remove_folder(self, path: Path) -> int:
        """No longer read nor search a chosen folder; its files stay. Returns how many documents left the fund."""
        removed = self.catalogue.remove_root(path)
        self._index.update()
        return removed

    # reading

    def read(
        self,
        paths: Iterable[Path] | None = None,
        progress: Progress = _no_progress,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> ReadingReport:
        """Read what is new or changed, under these paths (added if need be) or everything chosen.

        `cancelled` is asked between files and, within one, every tenth of a second.

        Raises:
            UnreadableInput: there is nothing at one of the paths and it was never chosen.
            EnvironmentFault: the catalogue or the index cannot be written.
        """
        with self._reading, ReadingProcess() as process:
            roots = self._chosen(paths)
            gathering = Gathering(
                self.catalogue, self._index, self._rules, self._corrections, process, progress, cancelled
            )
            report = gathering.run(roots)
        if report.lus or report.supprimes:
            self._histories.link()
        return report

    def recognise(
        self,
        recogniser: Recogniser,
        progress: PageProgress = _no_progress,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> RecognitionReport:
        """Turn the scanned pages that wait into text, one by one; stopped, it takes up where it was.

        Raises:
            EnvironmentFault: the catalogue or the index cannot be written.
        """
        with self._recognising, ReadingProcess() as process:
            recognising = Recognising(
                self.catalogue, self._index, self._rules, self._corrections, recogniser, process, progress, cancelled
            )
            report = recognising.run()
        if report.documents:
            self._histories.link()
        return report

    # finding

    def prepare_index(
        self, progress: IndexingProgress = _no_indexing_progress, cancelled: Callable[[], bool] = lambda: False
    ) -> RebuildReason | None:
        """Bring the index to what was read: seconds, minutes when a large one has to be made again.

        Raises:
            Cancelled: `cancelled` said so; the next call starts it again.
            EnvironmentFault: another program is writing the index, or the disk refuses.
        """
        return self._index.update(cancelled, progress)

    def search(
        self, text: str, filters: Filters = EVERYTHING, sort: Sort = Sort.RELEVANCE, limit: int = DEFAULT_LIMIT
    ) -> Answer:
        """Search for words as typed; see `search.Search.search`."""
        return self._search.search(text, filters, sort, limit)

    def similar_to(
        self, text: str, filters: Filters = EVERYTHING, limit: int = DEFAULT_LIMIT, excluding: Iterable[int] = ()
    ) -> Answer:
        """Pieces close to a subject, a draft or an act; see `search.Search.similar_to`."""
        return self._search.similar_to(text, filters, limit, frozenset(excluding))

    def answer(self, question: str, on: date) -> Outcome:
        """The answer that the acts in force on a day give to a question, word for word; see `asking.answering`."""
        return answer(self, question, on, self._synonyms.current())

    def history_of_subject(self, words: str) -> History:
        """The acts on a subject, one after the other."""
        return self._histories.of_subject(words)

    def history_of_piece(self, piece_id: int) -> History:
        """The acts before and after one of them, on its subject.

        Raises:
            WrongUsage: its document left the fund, or was read again since.
        """
        return self._histories.of_piece(self.piece(piece_id))

    def documents(self) -> list[Document]:
        """Every document the fund knows, read or not."""
        return self.catalogue.documents()

    def document(self, document_id: int) -> Document:
        """A document of the fund.

        Raises:
            WrongUsage: it left the fund.
        """
        document = self.catalogue.document(document_id)
        if document is None:
            raise WrongUsage(Code.UNKNOWN_DOCUMENT, document=document_id)
        return document

    def document_count(self) -> int:
        """How many documents can be searched."""
        return self.catalogue.searchable_count()

    def page_text(self, document_id: int, page: int) -> str | None:
        """The text of a page, in which spans are counted; None when there is no such page."""
        return self.catalogue.page_text(document_id, page)

    def piece(self, piece_id: int) -> StoredPiece:
        """A piece of the fund.

        Raises:
            WrongUsage: its document left the fund, or was read again since.
        """
        piece = self.catalogue.pieces.get(piece_id)
        if piece is None:
            raise WrongUsage(Code.UNKNOWN_PIECE, piece=piece_id)
        return piece

    def piece_text(self, piece: StoredPiece) -> str:
        """The text of a piece."""
        return self.catalogue.piece_text(piece)

    # corrections

    def correction_of(self, piece: StoredPiece, change: Change, facts: dict[str, str]) -> Correction:
        """A correction of a piece, in the form in which it is found again whatever becomes of the catalogue."""
        return self._correction(piece.document, piece.extent, change, facts)

    def correction_at(self, document_id: int, page: int, start: int) -> Correction:
        """That an act begins at a character of a page."""
        text = self.page_text(document_id, page) or ""
        return self._correction(document_id, Extent(page, start, page, len(text)), Change.STARTS_HERE, {})

    def cut_again(self, document_id: int) -> None:
        """Cut a document and its copies into pieces again, after a correction; their text is not read again.

        Raises:
            WrongUsage: it left the fund.
            EnvironmentFault: the catalogue or the index cannot be written.
        """
        for document in self.catalogue.same_content(self.document(document_id)):
            corrections = self._corrections.of_file(document.fingerprint.sha256, document.path)
            pages = self.catalogue.pages(document.id)
            self.catalogue.cut_again(document.id, pieces_of(pages, document.path.stem, self._rules, corrections))
        self._index.update()
        self._histories.link()

    def _correction(self, document_id: int, extent: Extent, change: Change, facts: dict[str, str]) -> Correction:
        document = self.document(document_id)
        words = first_words(self.catalogue.pages(document_id), extent)
        return Correction(document.fingerprint.sha256, document.path, extent.first_page, words, change, facts)

    def _chosen(self, paths: Iterable[Path] | None) -> list[Root]:
        """The roots to read: those given, or those they are inside of."""
        if paths is None:
            return self.catalogue.roots()
        wanted = [path.expanduser().absolute() for path in paths]
        known = {root.path for root in self.catalogue.roots()}
        self.add_paths(path for path in wanted if path not in known)
        roots = self.catalogue.roots()
        return [root for root in roots if any(path == root.path or path.is_relative_to(root.path) for path in wanted)]


def _root(path: Path) -> Root:
    path = path.expanduser().absolute()
    if not readable_name(str(path)):
        raise UnreadableInput(Code.FILE_UNREADABLE, fichier=ascii(str(path)), cause=french(Cause.BAD_NAME))
    if not path.exists():
        raise UnreadableInput(Code.FILE_MISSING, fichier=str(path))
    return Root(path, path.is_dir())
