"""Read the documents of the commune into the fund."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from secretaire.desk.office import Office
from secretaire.fund.catalogue import Document
from secretaire.fund.causes import french
from secretaire.fund.gathering import ReadingReport


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """Where a reading stands: files done, files in all, the one being read, seconds left (estimate)."""

    done: int
    total: int
    current: Path
    seconds_left: float


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A file of the fund: what was read of it, or why it was not (in French)."""

    id: int
    path: Path
    status: str
    cause: str
    kind: str
    page_count: int
    pages_without_text: int


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


def documents(office: Office) -> tuple[DocumentLine, ...]:
    """Every file the fund knows, with what was read of it or why it was not."""
    return tuple(_line(document) for document in office.fund.documents())


def _line(document: Document) -> DocumentLine:
    return DocumentLine(
        id=document.id,
        path=document.path,
        status=document.status.value,
        cause=french(document.cause, document.detail) if document.cause else "",
        kind=document.facts.kind.value,
        page_count=document.page_count,
        pages_without_text=document.pages_without_text,
    )
