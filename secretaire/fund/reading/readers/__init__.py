"""Readers of the formats of the fund: one module each, chosen by the content of the file rather than its name."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from secretaire.fund.causes import Cause
from secretaire.fund.reading.readers import archive, docx, image, mail, odt, old_word, pdf, plain, records, rtf, web
from secretaire.fund.reading.readers.containers import documents, taken_out
from secretaire.fund.reading.readers.content import Content, sniff
from secretaire.fund.reading.reading import MAX_DEPTH, MAX_FILE_BYTES, READ_EXTENSIONS, Reading, Status, Unreadable

_Reader = Callable[[Path], Reading]

_READERS: dict[Content, _Reader] = {
    Content.PDF: pdf.read,
    Content.DOCX: docx.read,
    Content.ODT: odt.read,
    Content.OLE: old_word.read,
    Content.RTF: rtf.read,
    Content.IMAGE: image.read,
    Content.ARCHIVE: archive.read,
}
"""Formats that say what they are: read whatever the extension."""

_READERS_OF_TEXT: dict[str, _Reader] = {
    ".txt": plain.read,
    ".md": plain.read,
    ".csv": records.read,
    ".htm": web.read,
    ".html": web.read,
    ".xhtml": web.read,
    ".eml": mail.read,
    ".fodt": odt.read,
}
"""Text is read as the extension says; under another one it is a cut transfer, or the page of an error."""

_HTML_SUFFIXES = frozenset({".htm", ".html", ".xhtml", ".doc", ".dot"})
"""Extensions under which HTML is meant: trade programs export it under the name of a Word document."""

_NOT_AN_ERROR = frozenset({Cause.UNSUPPORTED, Cause.TOO_SMALL})


def read_file(path: Path, member: str = "") -> Reading:
    """Read one file, or one of the documents kept inside it, whatever it is; never raises for what the file holds.

    Raises:
        MemoryError: the file asks more than the process may use.
    """
    return _outcome(lambda: _read_unchanged(path, member))


def extract(path: Path, member: str, target: Path) -> Reading:
    """Write one of the documents kept inside a file to `target`, to be opened by its own program; without pages.

    Raises:
        MemoryError: the file asks more than the process may use.
    """
    return _outcome(lambda: _extract(path, member, target))


def _outcome(work: Callable[[], Reading]) -> Reading:
    try:
        return work()
    except Unreadable as outcome:
        status = Status.UNSUPPORTED if outcome.cause in _NOT_AN_ERROR else Status.ERROR
        return Reading(status, cause=outcome.cause, detail=outcome.detail)
    except PermissionError:
        return Reading(Status.ERROR, cause=Cause.NO_RIGHT)
    except FileNotFoundError:
        return Reading(Status.ERROR, cause=Cause.VANISHED)
    except OSError:
        return Reading(Status.ERROR, cause=Cause.DAMAGED)


def _extract(path: Path, member: str, target: Path) -> Reading:
    with taken_out(path, member) as copy:
        shutil.copyfile(copy, target)
    return Reading(Status.READ)


def _read_unchanged(path: Path, member: str) -> Reading:
    before = _state(path)
    reading = _read_member(path, member) if member else _read_whole(path)
    if _state(path) != before:
        raise Unreadable(Cause.CHANGED)
    return reading


def _read_whole(path: Path) -> Reading:
    reading = _read(path)
    if reading.status is not Status.CONTAINER and path.suffix.lower() != ".eml":
        return reading
    members = documents(path)
    if reading.status is Status.CONTAINER and not members:
        return replace(reading, cause=Cause.NOTHING_INSIDE)
    return replace(reading, members=members)


def _read_member(path: Path, member: str) -> Reading:
    with taken_out(path, member) as copy:
        reading = _read(copy)
    if reading.status is Status.CONTAINER:  # an archive of the last level: those above gave their documents
        raise Unreadable(Cause.TOO_NESTED, str(MAX_DEPTH))
    return reading


def _read(path: Path) -> Reading:
    size = path.stat().st_size
    suffix = path.suffix.lower()
    if size == 0:
        raise Unreadable(Cause.EMPTY)
    if suffix not in READ_EXTENSIONS:
        raise Unreadable(Cause.UNSUPPORTED, suffix)
    if size > MAX_FILE_BYTES:
        raise Unreadable(Cause.TOO_LARGE, f"plus de {MAX_FILE_BYTES // 1024**2} Mo")
    content = sniff(path)
    reader = _reader(content, suffix)
    if reader is None:
        damaged = content is Content.UNKNOWN and suffix not in _READERS_OF_TEXT
        raise Unreadable(Cause.DAMAGED if damaged else Cause.OTHER_CONTENT, suffix)
    return reader(path)


def _reader(content: Content, suffix: str) -> _Reader | None:
    if content is Content.HTML and suffix in _HTML_SUFFIXES:
        return web.read
    if content in {Content.TEXT, Content.HTML, Content.FLAT_ODT}:
        return _READERS_OF_TEXT.get(suffix)
    return _READERS.get(content)


def _state(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns
