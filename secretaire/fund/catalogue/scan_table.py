"""The pages that are pictures of text, in the catalogue: those that wait, and what was recognised on the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from secretaire.store.connections import Connections


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """A page to recognise, of a file or of a document kept inside one."""

    document: int
    path: Path
    container: Path | None
    number: int


@dataclass(frozen=True, slots=True)
class RecognisedText:
    """What was recognised on a page; `boxes` tells where, as the recognition wrote it."""

    number: int
    text: str
    confidence: float
    boxes: str


class ScanTable:
    """The scanned pages of a catalogue. Usable from any thread."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def waiting(self) -> list[WaitingPage]:
        """Pages to recognise: shortest documents first, so that something is soon found."""
        with self._connections.reading() as db:
            rows = db.execute(
                """
                SELECT scanned_page.document, scanned_page.number, document.path, container.path AS container
                FROM scanned_page
                JOIN document ON document.id = scanned_page.document
                LEFT JOIN document AS container ON container.id = document.container
                WHERE text IS NULL AND scanned_page.cause IS NULL
                ORDER BY document.page_count, document.path, scanned_page.number
                """
            ).fetchall()
        return [
            WaitingPage(
                int(row["document"]),
                Path(row["path"]),
                Path(row["container"]) if row["container"] else None,
                int(row["number"]),
            )
            for row in rows
        ]

    def recognised(self, document_id: int) -> list[RecognisedText]:
        """The pages of a document recognised so far."""
        with self._connections.reading() as db:
            rows = db.execute(
                "SELECT * FROM scanned_page WHERE document = ? AND text IS NOT NULL ORDER BY number", (document_id,)
            ).fetchall()
        return [RecognisedText(int(row["number"]), row["text"], float(row["confidence"]), row["boxes"]) for row in rows]

    def boxes(self, document_id: int, page: int) -> str | None:
        """Where the words of a recognised page are; None for a page that was not."""
        with self._connections.reading() as db:
            row = db.execute(
                "SELECT boxes FROM scanned_page WHERE document = ? AND number = ?", (document_id, page)
            ).fetchone()
        return row["boxes"] if row else None

    def confidence(self, document_id: int, page: int) -> float | None:
        """How sure the recognition of a page is, 0 to 1; None for a page that was typed."""
        with self._connections.reading() as db:
            row = db.execute(
                "SELECT confidence FROM scanned_page WHERE document = ? AND number = ?", (document_id, page)
            ).fetchone()
        return float(row["confidence"]) if row and row["confidence"] is not None else None

    def keep(self, document_id: int, page: RecognisedText) -> None:
        """What was recognised on a page, kept at once: an interrupted recognition takes up at the next page."""
        with self._connections.writing() as db:
            db.execute(
                "UPDATE scanned_page SET text = ?, confidence = ?, boxes = ?, cause = NULL"
                " WHERE document = ? AND number = ?",
                (page.text, page.confidence, page.boxes, document_id, page.number),
            )

    def give_up(self, document_id: int, page: int, cause: str) -> None:
        """A page that cannot be recognised; it is not tried again until its file changes or `retry` is called."""
        with self._connections.writing() as db:
            db.execute(
                "UPDATE scanned_page SET cause = ? WHERE document = ? AND number = ?", (cause, document_id, page)
            )

    def retry(self) -> None:
        """Pages given up wait again."""
        with self._connections.writing() as db:
            db.execute("UPDATE scanned_page SET cause = NULL WHERE text IS NULL")

    # written by the catalogue, inside its transaction

    def expect(self, document_id: int, numbers: Iterable[int]) -> None:
        """These pages, and no other, are pictures of text; those already recognised stay so."""
        wanted = set(numbers)
        with self._connections.writing() as db:
            rows = db.execute("SELECT number FROM scanned_page WHERE document = ?", (document_id,)).fetchall()
            gone = {int(row["number"]) for row in rows} - wanted
            db.executemany(
                "DELETE FROM scanned_page WHERE document = ? AND number = ?", [(document_id, n) for n in gone]
            )
            db.executemany(
                "INSERT OR IGNORE INTO scanned_page (document, number) VALUES (?, ?)",
                [(document_id, number) for number in sorted(wanted)],
            )

    def forget(self, document_id: int) -> None:
        """The content changed: what was recognised no longer holds."""
        with self._connections.writing() as db:
            db.execute("DELETE FROM scanned_page WHERE document = ?", (document_id,))
