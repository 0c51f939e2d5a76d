"""What was read of the fund: `fonds.sqlite`, the truth from which the index is made and made again.

It lives in its own file, apart from the drafts: SQLite has one writer per file, so reading a thousand documents never
makes the saving of a draft wait, and a damaged or lost catalogue costs a new reading, never a draft.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from secretaire.fund.catalogue.piece_table import PieceTable, StoredPiece, text_of
from secretaire.fund.catalogue.scan_table import ScanTable
from secretaire.fund.causes import Cause
from secretaire.fund.pieces import Piece
from secretaire.fund.reading.reading import VERSION, Page, Reading, Status
from secretaire.store.connections import Connections
from secretaire.store.database import connect, migrate


@dataclass(frozen=True, slots=True)
class Root:
    """A folder or a single file that the person chose to read."""

    path: Path
    is_folder: bool


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells that a file has changed."""

    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the fund, or a document kept inside one, as it was when it was last read.

    Attributes:
        path: of a member, the path of its container followed by its name inside.
        container: id of the archive or letter it is in, if it is in one.
        scans_waiting: pages that are pictures of text, not recognised yet.
    """

    id: int
    path: Path
    root: Path
    container: int | None
    fingerprint: Fingerprint
    status: Status
    cause: Cause | None
    detail: str
    page_count: int
    scans_waiting: int
    reader_version: int
    revision: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What an index that knows the catalogue up to a revision has to do to know it up to `revision`."""

    revision: int
    to_index: list[int]
    to_forget: list[int]


_DOCUMENT = """
    SELECT document.*, (
        SELECT count(*) FROM scanned_page WHERE scanned_page.document = document.id AND text IS NULL AND cause IS NULL
    ) AS scans_waiting
    FROM document
"""


class Catalogue:
    """The catalogue of one workspace. Usable from any thread.

    Attributes:
        pieces: the pieces of its documents.
        scans: the pages that are pictures of text.

    Raises:
        EnvironmentFault: the file is damaged, locked, or comes from a newer version.
    """

    def __init__(self, path: Path) -> None:
        connection = connect(path)
        try:
            migrate(connection, path, files("secretaire.fund.catalogue") / "migrations")
        finally:
            connection.close()
        self._connections = Connections(path)
        self.pieces = PieceTable(self._connections)
        self.scans = ScanTable(self._connections)

    def close(self) -> None:
        """Close every connection; no thread may use the catalogue after."""
        self._connections.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One state of the catalogue for several reads by this thread."""
        with self._connections.reading():
            yield

    # roots

    def roots(self) -> list[Root]:
        """The folders and files chosen, in the order of their names."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT path, is_folder FROM root ORDER BY path").fetchall()
        return [Root(Path(row["path"]), bool(row["is_folder"])) for row in rows]

    def add_root(self, root: Root) -> None:
        """Remember a folder or file; it is not read yet."""
        with self._connections.writing() as db:
            db.execute("INSERT OR IGNORE INTO root VALUES (?, ?, ?)", (str(root.path), int(root.is_folder), _now()))

    def remove_root(self, path: Path) -> int:
        """Forget a folder and its documents; the files stay where they are. Returns how many documents left."""
        with self._connections.writing() as db:
            ids = [int(row["id"]) for row in db.execute("SELECT id FROM document WHERE root = ?", (str(path),))]
            self._remove(db, ids)
            db.execute("DELETE FROM root WHERE path = ?", (str(path),))
        return len(ids)

    # documents

    def documents(self, root: Path | None = None) -> list[Document]:
        """Every document, or those of one root, whatever came of their reading."""
        where, values = ("WHERE root = ?", (str(root),)) if root else ("", ())
        with self._connections.reading() as db:
            return [_document(row) for row in db.execute(f"{_DOCUMENT} {where} ORDER BY path", values)]

    def document(self, document_id: int) -> Document | None:
        """One document, or None when it is not in the fund."""
        with self._connections.reading() as db:
            row = db.execute(f"{_DOCUMENT} WHERE id = ?", (document_id,)).fetchone()
        return _document(row) if row else None

    def document_at(self, path: Path) -> Document | None:
        """The document of a file, or None when it was never read."""
        with self._connections.reading() as db:
            row = db.execute(f"{_DOCUMENT} WHERE path = ?", (str(path),)).fetchone()
        return _document(row) if row else None

    def same_content(self, document: Document) -> list[Document]:
        """A document and those of the very same content."""
        with self._connections.reading() as db:
            rows = db.execute(
                f"{_DOCUMENT} WHERE id = ? OR (sha256 = ? AND sha256 != '') ORDER BY id",
                (document.id, document.fingerprint.sha256),
            ).fetchall()
        return [_document(row) for row in rows]

    def members(self, container_id: int) -> list[Document]:
        """The documents kept inside an archive or a letter."""
        with self._connections.reading() as db:
            rows = db.execute(f"{_DOCUMENT} WHERE container = ? ORDER BY path", (container_id,)).fetchall()
        return [_document(row) for row in rows]

    def searchable_count(self) -> int:
        """How many documents were read with text."""
        with self._connections.reading() as db:
            query = "SELECT count(*) FROM document WHERE status = ?"
            return int(db.execute(query, (Status.READ,)).fetchone()[0])

    def pages(self, document_id: int, first: int = 0, last: int = 2**31) -> list[Page]:
        """The pages of a document that hold text, in order; those from `first` to `last`, both included."""
        with self._connections.reading() as db:
            rows = db.execute(
                """
                SELECT page.number, page.text, ifnull(scanned_page.confidence, 1.0) AS confidence
                FROM page LEFT JOIN scanned_page
                    ON scanned_page.document = page.document AND scanned_page.number = page.number
                WHERE page.document = ? AND page.number BETWEEN ? AND ? ORDER BY page.number
                """,
                (document_id, first, last),
            ).fetchall()
        return [Page(int(row["number"]), str(row["text"]), float(row["confidence"])) for row in rows]

    def text_sizes(self, document_ids: Sequence[int]) -> Iterator[tuple[int, int]]:
        """How many characters the text of each document has."""
        for start in range(0, len(document_ids), 500):
            some = document_ids[start : start + 500]
            query = f"SELECT document, sum(length(text)) FROM page WHERE document IN ({','.join('?' * len(some))})"
            with self._connections.reading() as db:
                sizes = dict(db.execute(f"{query} GROUP BY document", some).fetchall())
            yield from ((document_id, int(sizes.get(document_id, 0))) for document_id in some)

    def page_text(self, document_id: int, page: int) -> str | None:
        """The text of one page, or None when there is no such page."""
        with self._connections.reading() as db:
            query = "SELECT text FROM page WHERE document = ? AND number = ?"
            row = db.execute(query, (document_id, page)).fetchone()
        return str(row["text"]) if row else None

    def piece_text(self, piece: StoredPiece) -> str:
        """The text of a piece of a document."""
        return text_of(piece.extent, {page.number: page.text for page in self.pages(piece.document)})

    # changes made by a reading

    def save(
        self,
        path: Path,
        root: Path,
        fingerprint: Fingerprint,
        reading: Reading,
        pieces: Sequence[Piece],
        container: int | None = None,
    ) -> int:
        """Write all of one file, or replace what was known of it, in one transaction; returns the id of the document.

        Pages already recognised stay so when the content is the same.
        """
        with self._connections.writing() as db:
            known = db.execute("SELECT id, sha256 FROM document WHERE path = ?", (str(path),)).fetchone()
            revision = _next_revision(db)
            values = (
                str(path),
                str(root),
                container,
                fingerprint.size,
                fingerprint.mtime_ns,
                fingerprint.sha256,
                reading.status,
                reading.cause,
                reading.detail,
                reading.page_count,
                VERSION,
                _now(),
                revision,
            )
            document_id = int(
                db.execute(
                    """
                    INSERT INTO document (path, root, container, size, mtime_ns, sha256, status, cause, detail,
                        page_count, reader_version, read_at, revision)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (path) DO UPDATE SET (root, container, size, mtime_ns, sha256, status, cause, detail,
                        page_count, reader_version, read_at, revision) =
                        (excluded.root, excluded.container, excluded.size, excluded.mtime_ns, excluded.sha256,
                        excluded.status, excluded.cause, excluded.detail, excluded.page_count,
                        excluded.reader_version, excluded.read_at, excluded.revision)
                    RETURNING id
                    """,
                    values,
                ).fetchone()[0]
            )
            if known is not None and known["sha256"] != fingerprint.sha256:
                self.scans.forget(document_id)
            self.scans.expect(document_id, reading.scanned)
            db.execute("DELETE FROM page WHERE document = ?", (document_id,))
            db.executemany(
                "INSERT INTO page VALUES (?, ?, ?)", ((document_id, page.number, page.text) for page in reading.pages)
            )
            self.pieces.replace(document_id, reading.pages, pieces, revision)
        return document_id

    def cut_again(self, document_id: int, pieces: Sequence[Piece]) -> None:
        """Replace the pieces of a document whose text is the same."""
        pages = self.pages(document_id)
        with self._connections.writing() as db:
            revision = _next_revision(db)
            db.execute("UPDATE document SET revision = ? WHERE id = ?", (revision, document_id))
            self.pieces.replace(document_id, pages, pieces, revision)

    def set_recognised(self, document_id: int, pages: Sequence[Page], pieces: Sequence[Piece]) -> None:
        """A document whose scanned pages were recognised: its text and its pieces become these."""
        with self._connections.writing() as db:
            revision = _next_revision(db)
            db.execute(
                "UPDATE document SET status = ?, cause = NULL, detail = '', revision = ? WHERE id = ?",
                (Status.READ, revision, document_id),
            )
            db.execute("DELETE FROM page WHERE document = ?", (document_id,))
            db.executemany("INSERT INTO page VALUES (?, ?, ?)", ((document_id, x.number, x.text) for x in pages))
            self.pieces.replace(document_id, pages, pieces, revision)

    def set_cause(self, document_id: int, cause: Cause) -> None:
        """Why a document cannot be searched after all."""
        with self._connections.writing() as db:
            db.execute("UPDATE document SET cause = ? WHERE id = ?", (cause, document_id))

    def touch(self, document_id: int, fingerprint: Fingerprint) -> None:
        """What tells that the file has changed is now this; its text and its pieces are the same."""
        with self._connections.writing() as db:
            db.execute(
                "UPDATE document SET size = ?, mtime_ns = ?, sha256 = ? WHERE id = ?",
                (fingerprint.size, fingerprint.mtime_ns, fingerprint.sha256, document_id),
            )

    def move(self, document_id: int, path: Path, root: Path, fingerprint: Fingerprint) -> None:
        """The same content found elsewhere: the document, and those inside it, keep their ids."""
        with self._connections.writing() as db:
            revision = _next_revision(db)
            old = str(db.execute("SELECT path FROM document WHERE id = ?", (document_id,)).fetchone()["path"])
            db.execute(
                "UPDATE document SET path = ?, root = ?, size = ?, mtime_ns = ?, revision = ? WHERE id = ?",
                (str(path), str(root), fingerprint.size, fingerprint.mtime_ns, revision, document_id),
            )
            db.execute(
                "UPDATE document SET path = ? || substr(path, ?), root = ?, revision = ? WHERE container = ?",
                (str(path), len(old) + 1, str(root), revision, document_id),
            )

    def remove(self, document_ids: Iterable[int]) -> None:
        """Forget documents whose file is gone, with those inside them."""
        with self._connections.writing() as db:
            self._remove(db, document_ids)

    def _remove(self, db: sqlite3.Connection, document_ids: Iterable[int]) -> None:
        for document_id in document_ids:
            revision = _next_revision(db)
            self.pieces.leave(document_id, revision)
            for member in db.execute("SELECT id FROM document WHERE container = ?", (document_id,)).fetchall():
                self.pieces.leave(int(member["id"]), revision)
            db.execute("DELETE FROM document WHERE id = ?", (document_id,))

    # what the index needs

    def identity(self) -> str:
        """What tells this catalogue from any other."""
        with self._connections.reading() as db:
            return str(db.execute("SELECT identity FROM state").fetchone()[0])

    def revision(self) -> int:
        """Grows at each change of a document."""
        with self._connections.reading() as db:
            return int(db.execute("SELECT revision FROM state").fetchone()[0])

    def changes_since(self, revision: int) -> Changes:
        """What changed after a revision; from 0, everything."""
        with self._connections.reading() as db:
            now = int(db.execute("SELECT revision FROM state").fetchone()[0])
            changed = db.execute(
                "SELECT id, status FROM document WHERE revision > ? ORDER BY id", (revision,)
            ).fetchall()
            removed = db.execute("SELECT document FROM removal WHERE revision > ?", (revision,)).fetchall()
        to_index = [int(row["id"]) for row in changed if row["status"] == Status.READ]
        unreadable = [int(row["id"]) for row in changed if row["status"] != Status.READ]
        return Changes(now, to_index, unreadable + [int(row["document"]) for row in removed])


def _next_revision(db: sqlite3.Connection) -> int:
    return int(db.execute("UPDATE state SET revision = revision + 1 RETURNING revision").fetchone()[0])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _document(row: sqlite3.Row) -> Document:
    return Document(
        id=int(row["id"]),
        path=Path(row["path"]),
        root=Path(row["root"]),
        container=row["container"],
        fingerprint=Fingerprint(int(row["size"]), int(row["mtime_ns"]), str(row["sha256"])),
        status=Status(row["status"]),
        cause=Cause(row["cause"]) if row["cause"] else None,
        detail=str(row["detail"]),
        page_count=int(row["page_count"]),
        scans_waiting=int(row["scans_waiting"]),
        reader_version=int(row["reader_version"]),
        revision=int(row["revision"]),
    )
