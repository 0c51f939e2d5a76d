"""Read the documents of the commune into the fund."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from secretaire.desk.office import Office
from secretaire.fund.catalogue.catalogue import Document
from secretaire.fund.causes import french
from secretaire.fund.gathering import ReadingReport
from secretaire.fund.pictures.recognition import Recognition
from secretaire.fund.pictures.tesseract import tesseract_state
from secretaire.fund.reading.reading import Status
from secretaire.fund.recognising import RecognitionReport
from secretaire.fund.watching import FolderWatch


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """Where a reading stands: files done, files in all, the one being read, seconds left (estimate)."""

    done: int
    total: int
    current: Path
    seconds_left: float


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document of the fund: what was read of it, or why it was not (in French).

    Attributes:
        path: of a document kept inside an archive or a letter, the path of that one then its name inside.
        inside: it is kept inside another document.
        scans_waiting: pages that are pictures of text, to be recognised.
        same_as: the first file with the very same content, when this is not it.
    """

    id: int
    path: Path
    inside: bool
    status: str
    cause: str
    page_count: int
    scans_waiting: int
    same_as: Path | None = None


@dataclass(frozen=True, slots=True)
class ScansState:
    """The pages that wait to be turned into text.

    Attributes:
        pages, documents: how many wait.
        available: this PC can recognise them.
        advice: one French sentence: that it can, or what is missing and what to do.
    """

    pages: int
    documents: int
    available: bool
    advice: str


@dataclass(frozen=True, slots=True)
class FormatCount:
    """What was read of the documents of one format.

    Attributes:
        name: « PDF », « DOCX ».
        read: documents with text; `scans`: documents that wait to be recognised; `left_out`: the others.
        causes: why these were left out, and how many.
    """

    name: str
    read: int
    scans: int
    left_out: int
    causes: dict[str, int]


def formats(office: Office) -> tuple[FormatCount, ...]:
    """What was read, format by format, the most frequent first; archives, which only hold others, apart."""
    by_format: dict[str, list[Document]] = {}
    for document in office.fund.documents():
        if document.status is not Status.CONTAINER:
            by_format.setdefault(document.path.suffix.lstrip(".").upper(), []).append(document)
    return tuple(
        _count(name, documents) for name, documents in sorted(by_format.items(), key=lambda item: -len(item[1]))
    )


def _count(name: str, documents: list[Document]) -> FormatCount:
    read = [document for document in documents if document.status is Status.READ]
    scans = [document for document in documents if document.status is not Status.READ and document.scans_waiting]
    others = [document for document in documents if document.status is not Status.READ and not document.scans_waiting]
    causes = Counter(french(x.cause, x.detail) for x in others if x.cause)
    return FormatCount(name, len(read), len(scans), len(others), dict(causes.most_common()))


def watch_folders(office: Office, changed: Callable[[], None]) -> FolderWatch:
    """Watch the chosen folders; `changed` is called in another thread a little after something changed in one.

    The caller tells it again which folders (`watch`) when they change, and closes it.
    """
    watch = FolderWatch(changed)
    watch.watch(watched_folders(office))
    return watch


def watched_folders(office: Office) -> tuple[Path, ...]:
    """The folders and files the fund reads again on demand."""
    return tuple(root.path for root in office.fund.folders())


def read_documents(
    office: Office,
    paths: Sequence[Path],
    progress: Callable[[ReadingProgress], None],
    cancelled: Callable[[], bool],
) -> ReadingReport:
    """Read folders and files, incrementally; no path: read again what is watched.

    Raises:
        UnreadableInput: there is nothing at one of the paths.
        EnvironmentFault: the fund cannot be written.
    """

    def tell(done: int, total: int, current: Path, seconds_left: float) -> None:
        progress(ReadingProgress(done, total, current, seconds_left))

    # abspath also folds « .. »; resolve() would turn a mapped drive into its network name
    given = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100
    return office.fund.read(given or None, tell, cancelled)


def forget_folder(office: Office, path: Path) -> int:
    """No longer read nor search a folder; its files stay where they are. Returns how many documents left."""
    return office.fund.remove_folder(path)


def scans_state(office: Office) -> ScansState:
    """What waits to be recognised, and whether this PC can."""
    waiting = office.fund.catalogue.scans.waiting()
    tesseract = tesseract_state()
    return ScansState(len(waiting), len({page.document for page in waiting}), tesseract.usable, tesseract.advice)


def recognise_scans(
    office: Office, progress: Callable[[ReadingProgress], None], cancelled: Callable[[], bool]
) -> RecognitionReport:
    """Turn the scanned pages that wait into text; stopped, the next call takes up where it was.

    Raises:
        EnvironmentFault: no recognition program is on this PC, or the fund cannot be written.
    """

    def tell(done: int, total: int, current: Path, seconds_left: float) -> None:
        progress(ReadingProgress(done, total, current, seconds_left))

    with Recognition() as recognition:
        return office.fund.recognise(recognition, tell, cancelled)


def retry_scans(office: Office) -> None:
    """Pages given up wait again."""
    office.fund.catalogue.scans.retry()


def documents(office: Office) -> tuple[DocumentLine, ...]:
    """Every document the fund knows, with what was read of it or why it was not."""
    known = office.fund.documents()
    first: dict[str, Document] = {}
    for document in known:
        first.setdefault(document.fingerprint.sha256 or str(document.path), document)
    return tuple(_line(document, first.get(document.fingerprint.sha256, document)) for document in known)


def _line(document: Document, first: Document) -> DocumentLine:
    return DocumentLine(
        id=document.id,
        path=document.path,
        inside=document.container is not None,
        status=document.status.value,
        cause=french(document.cause, document.detail) if document.cause else "",
        page_count=document.page_count,
        scans_waiting=document.scans_waiting,
        same_as=first.path if first.id != document.id else None,
    )
