"""Read the documents of the commune into the fund."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from secretaire.desk.office import Office
from secretaire.errors import Code, UnreadableInput
from secretaire.fund.fund import DocumentLine, ReadingProgress, ReadingReport


def watched_folders(office: Office) -> tuple[Path, ...]:
    """The folders and files the fund reads again on demand."""
    return office.fund.folders()


def read_documents(
    office: Office,
    paths: Sequence[Path],
    progress: Callable[[ReadingProgress], None],
    cancelled: Callable[[], bool],
) -> ReadingReport:
    """Read folders and files, incrementally; no path: read again what is watched.

    Raises:
        UnreadableInput: a path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise UnreadableInput(Code.FILE_MISSING, fichier=str(path))
    return office.fund.read([p.resolve() for p in paths], progress, cancelled)


def documents(office: Office) -> tuple[DocumentLine, ...]:
    """Every file the fund knows, with what was read of it or why it was not."""
    return office.fund.documents()
