"""What reading one file gives, whatever its format, and the limits every reader keeps.

Apart from the readers, so that the application never loads the libraries that parse files: its worker does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from secretaire.fund.causes import Cause

VERSION = 3
"""Raise it when readers improve: every document of the fund is then read again."""

READ_EXTENSIONS = frozenset(
    {".pdf", ".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".odt", ".ott", ".fodt", ".rtf", ".txt", ".md"}
    | {".htm", ".html", ".xhtml", ".csv", ".eml", ".zip"}
    | {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"}
)
NOT_READ_YET = frozenset(
    {".pages", ".sxw", ".wpd", ".xls", ".xlsx", ".xlsm", ".ods", ".ppt", ".pptx", ".odp", ".msg", ".xml", ".pub"}
    | {".7z", ".rar", ".tar", ".gz", ".heic"}
)
"""Documents a town hall keeps that this version cannot read: reported, unlike drawings or programs, which are ignored."""

MAX_FILE_BYTES = 200 * 1024 * 1024
MAX_PAGES = 3_000
MAX_ROWS = 50_000
"""Rows of a table of délibérations: the regulations of a large city in thirty years."""
MAX_TEXT_CHARS = 20_000_000
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_PACKED_FILES = 5_000
MAX_COMPRESSION = 200
"""Unpacked size over packed size of one member of an archive, DOCX or ODT; real ones stay under 60."""
MAX_ARCHIVE_BYTES = 2 * 1024 * 1024 * 1024
"""All that the members of a container declare, at every level; they are unpacked one at a time."""
MEMORY_LIMIT_BYTES = 1536 * 1024 * 1024
"""What reading one file may use, the programs it starts included."""
MAX_DEPTH = 3
"""Levels of a member: « archive.zip/message.eml/acte.pdf »."""


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
        members: names of all the documents kept inside (archive, attachments), « / » between levels; each is then read by
            itself with `ReadingProcess.read(path, member)`, and names no more members. A message is READ and has some.
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
