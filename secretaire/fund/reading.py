"""What reading one file gives, whatever its format, and the limits every reader keeps.

Apart from the readers, so that the application never loads the libraries that parse files: its worker does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from secretaire.fund.causes import Cause

VERSION = 2
"""Raise it when readers improve: every document of the fund is then read again."""

READ_EXTENSIONS = frozenset({".pdf", ".docx", ".odt", ".txt", ".md"})
NOT_READ_YET = frozenset(
    {
        ".doc",
        ".dot",
        ".dotx",
        ".docm",
        ".rtf",
        ".wps",
        ".pages",
        ".ott",
        ".fodt",
        ".sxw",
        ".xls",
        ".xlsx",
        ".ods",
        ".csv",
    }
    | {".ppt", ".pptx", ".odp", ".htm", ".html", ".msg", ".eml", ".xml", ".pub"}
)
"""Documents a town hall keeps that this version cannot read: reported, unlike images or programs, which are ignored."""

MAX_FILE_BYTES = 200 * 1024 * 1024
MAX_PAGES = 3_000
MAX_TEXT_CHARS = 20_000_000
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_PACKED_FILES = 5_000
MAX_COMPRESSION = 200
"""Unpacked size over packed size of one member of a DOCX or ODT; real ones stay under 60."""


class Status(StrEnum):
    """What came of a file."""

    READ = "lu"
    NO_TEXT = "sans_texte"
    CONTAINER = "contenant"
    UNSUPPORTED = "non_pris_en_charge"
    ERROR = "erreur"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of text; DOCX, ODT and text files have as many as their page breaks tell.

    Attributes:
        confidence: of the recognition of a scanned page, 0 to 1; 1 for text that was typed.
    """

    number: int
    text: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome of one file, or of one member of a container.

    Attributes:
        pages: the pages that hold text, when the status is READ; a page left out here has none.
        scanned: numbers of the pages that are pictures of text: `recognition` can read them.
        members: names of the documents kept inside (archive, attachments), « / » between levels; each is then read by
            itself with `ReadingProcess.read(path, member)`.
    """

    status: Status
    pages: tuple[Page, ...] = ()
    page_count: int = 0
    scanned: tuple[int, ...] = ()
    members: tuple[str, ...] = ()
    cause: Cause | None = None
    detail: str = ""


class Unreadable(Exception):
    """Raised by a reader that gives up; `read_file` turns it into a `Reading`."""

    def __init__(self, cause: Cause, detail: str = "") -> None:
        super().__init__(cause.value, detail)
        self.cause = cause
        self.detail = detail


def from_pages(texts: list[str]) -> Reading:
    """A reading of cleaned page texts; without any letter at all it is an empty document.

    Raises:
        Unreadable: the text is larger than `MAX_TEXT_CHARS`.
    """
    if sum(map(len, texts)) > MAX_TEXT_CHARS:
        raise Unreadable(Cause.TOO_LARGE, f"plus de {MAX_TEXT_CHARS // 1_000_000} millions de caractères")
    if not any(character.isalnum() for text in texts for character in text):
        return Reading(Status.NO_TEXT, page_count=len(texts), cause=Cause.EMPTY)
    pages = tuple(Page(number, text) for number, text in enumerate(texts, start=1))
    return Reading(Status.READ, pages, page_count=len(pages))
