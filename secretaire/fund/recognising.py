"""Turn the scanned pages that wait into text: one page at a time, each kept at once, after the files that have text.

Interrupted, killed or cut off, it takes up at the next page. The document is cut into acts when its last page is done.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Protocol

from secretaire.errors import Cancelled, UnreadableInput
from secretaire.fund.assembling import pieces_of, with_recognised
from secretaire.fund.catalogue.catalogue import Catalogue, Document
from secretaire.fund.catalogue.scan_table import RecognisedText, WaitingPage
from secretaire.fund.causes import Cause
from secretaire.fund.finding.index import PieceIndex
from secretaire.fund.gathering import Corrections
from secretaire.fund.reading.reading_process import ReadingProcess
from secretaire.fund.rules import FundRules

PageProgress = Callable[[int, int, Path, float], None]
"""Called with: pages done, pages in all, the document, seconds left (estimate)."""


class Recogniser(Protocol):
    """What reads the picture of a page."""

    def page(self, path: Path, page: int, cancelled: Callable[[], bool]) -> RecognisedText:
        """The text of a page of a file.

        Raises:
            UnreadableInput: the page cannot be recognised.
            EnvironmentFault: no page can: the program is missing.
            Cancelled: `cancelled` said so.
        """


@dataclass(slots=True)
class RecognitionReport:
    """What a recognition did.

    Attributes:
        pages: pages recognised, of which `empty` hold no text (photographs, blank pages).
        failed: pages that could not be.
        documents: documents that can now be searched.
        remaining: pages that still wait.
        confidence: mean of the pages with text, 0 to 1.
        duree_s: seconds.
        interrompu: the person stopped it; what was done is kept.
    """

    pages: int = 0
    empty: int = 0
    failed: int = 0
    documents: int = 0
    remaining: int = 0
    confidence: float = 0.0
    duree_s: float = 0.0
    interrompu: bool = False


class Recognising:
    """One recognition of all that waits. Made for one use, by one thread."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: PieceIndex,
        rules: FundRules,
        corrections: Corrections,
        recogniser: Recogniser,
        process: ReadingProcess,
        progress: PageProgress,
        cancelled: Callable[[], bool],
    ) -> None:
        self._catalogue = catalogue
        self._index = index
        self._rules = rules
        self._corrections = corrections
        self._recogniser = recogniser
        self._process = process
        self._progress = progress
        self._cancelled = cancelled
        self._report = RecognitionReport()
        self._sum = 0.0

    def run(self) -> RecognitionReport:
        """Recognise until nothing waits or the person stops.

        Raises:
            EnvironmentFault: the catalogue or the index cannot be written.
        """
        started = time.monotonic()
        waiting = self._catalogue.scans.waiting()
        try:
            for _, pages in groupby(waiting, key=lambda page: page.document):
                self._document(list(pages), len(waiting), started)
        except Cancelled:
            self._report.interrompu = True
        report = self._report
        with_text = report.pages - report.empty
        report.confidence = self._sum / with_text if with_text else 0.0
        report.remaining = len(self._catalogue.scans.waiting())
        report.duree_s = time.monotonic() - started
        return report

    def _document(self, pages: Sequence[WaitingPage], total: int, started: float) -> None:
        try:
            with self._file(pages[0]) as path:
                for page in pages:
                    if self._cancelled():
                        raise Cancelled
                    done = self._report.pages + self._report.failed
                    left = (time.monotonic() - started) / done * (total - done) if done else 0.0
                    self._progress(done, total, page.path, left)
                    self._page(path, page)
        except UnreadableInput as error:  # its container is gone, or no longer holds it: the other documents go on
            for page in pages:
                self._give_up(page, error)
        finally:  # what was recognised of a long register is found at once, even when stopped in the middle
            document = self._catalogue.document(pages[0].document)
            if document is not None:  # it may have left the fund meanwhile
                self._gather(document)

    def _page(self, path: Path, page: WaitingPage) -> None:
        try:
            found = self._recogniser.page(path, page.number, self._cancelled)
        except UnreadableInput as error:  # of the page; a program that is missing stops all, and nothing is given up
            self._give_up(page, error)
            return
        self._catalogue.scans.keep(page.document, found)
        self._report.pages += 1
        if found.text.strip():
            self._sum += found.confidence
        else:
            self._report.empty += 1

    def _give_up(self, page: WaitingPage, error: UnreadableInput) -> None:
        self._catalogue.scans.give_up(page.document, page.number, error.code.value)
        self._report.failed += 1

    def _gather(self, document: Document) -> None:
        recognised = self._catalogue.scans.recognised(document.id)
        if not recognised:
            return
        pages = with_recognised(self._catalogue.pages(document.id), recognised)
        if not any(page.text.strip() for page in pages):
            if not document.scans_waiting:
                self._catalogue.set_cause(document.id, Cause.NOTHING_RECOGNISED)
            return
        corrections = self._corrections.of_file(document.fingerprint.sha256, document.path)
        pieces = pieces_of(pages, document.path.stem, self._rules, corrections)
        self._catalogue.set_recognised(document.id, pages, pieces)
        self._index.update()
        self._report.documents += 1

    @contextmanager
    def _file(self, page: WaitingPage) -> Iterator[Path]:
        """The file to look at; a document kept inside another is taken out for the time needed."""
        if page.container is None:
            yield page.path
            return
        with tempfile.TemporaryDirectory() as folder:
            name = page.path.relative_to(page.container).as_posix()
            target = Path(folder) / f"document{page.path.suffix}"
            self._process.extract(page.container, name, target)
            yield target
