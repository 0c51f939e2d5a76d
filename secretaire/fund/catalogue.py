"""What was read of the fund: `fonds.sqlite`, the truth from which the index is made and made again.

It lives in its own file, apart from the drafts: SQLite has one writer per file, so reading a thousand documents never
makes the saving of a draft wait, and a damaged or lost catalogue costs a new reading, never a draft.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

from secretaire.fund.act_facts import ActFacts, Kind
from secretaire.fund.causes import Cause
from secretaire.fund.reading import VERSION, Page, Reading, Status
from secretaire.store.database import connect, migrate, transaction


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
    """A file of the fund, as it was when it was last read."""

    id: int
    path: Path
    root: Path
    fingerprint: Fingerprint
    status: Status
    cause: Cause | None
    detail: str
    facts: ActFacts
    page_count: int
    pages_without_text: int
    reader_version: int
    revision: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What an index that knows the catalogue up to a revision has to do to know it up to `revision`."""

    revision: int
    to_index: list[int]
    to_forget: list[int]


class Catalogue:
    """The catalogue of one workspace. Usable from any thread: each has its own connection.

    Raises:
        EnvironmentFault: the file is damaged, locked, or comes from a newer version.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        migrate(self._connection, path, files("secretaire.fund") / "migrations")

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self._path)
            self._local.connection = connection
            self._connections.append(connection)
        return connection

    def close(self) -> None:
        """Close every connection; no thread may use the catalogue after."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._local = threading.local()

    # roots

    def roots(self) -> list[Root]:
        """The folders and files chosen, in the order of their names."""
        rows = self._connection.execute("SELECT path, is_folder FROM root ORDER BY path")
        return [Root(Path(row["path"]), bool(row["is_folder"])) for row in rows]

    def add_root(self, root: Root) -> None:
        """Remember a folder or file; it is not read yet."""
        with transaction(self._connection) as connection:
            connection.execute(
                "INSERT OR IGNORE INTO root VALUES (?, ?, ?)", (str(root.path), int(root.is_folder), _now())
            )

    def remove_root(self, path: Path) -> int:
        """Forget a folder and its documents; the files stay where they are. Returns how many documents left."""
        with transaction(self._connection) as connection:
            removed = connection.execute("DELETE FROM document WHERE root = ?", (str(path),)).rowcount
            connection.execute("DELETE FROM root WHERE path = ?", (str(path),))
        return removed

    # documents

    def documents(self, root: Path | None = None) -> list[Document]:
        """Every document, or those of one root, whatever came of their reading."""
        where, values = ("WHERE root = ?", (str(root),)) if root else ("", ())
        return [
            _document(row) for row in self._connection.execute(f"SELECT * FROM document {where} ORDER BY path", values)
        ]

    def document(self, document_id: int) -> Document | None:
        """One document, or None when it is not in the fund."""
        row = self._connection.execute("SELECT * FROM document WHERE id = ?", (document_id,)).fetchone()
        return _document(row) if row else None

    def document_at(self, path: Path) -> Document | None:
        """The document of a file, or None when it was never read."""
        row = self._connection.execute("SELECT * FROM document WHERE path = ?", (str(path),)).fetchone()
        return _document(row) if row else None

    def searchable_count(self) -> int:
        """How many documents were read with text."""
        query = "SELECT count(*) FROM document WHERE status = ?"
        return int(self._connection.execute(query, (Status.READ,)).fetchone()[0])

    def pages(self, document_id: int) -> list[Page]:
        """The pages of a document, in order."""
        rows = self._connection.execute(
            "SELECT number, text FROM page WHERE document = ? ORDER BY number", (document_id,)
        )
        return [Page(int(row["number"]), str(row["text"])) for row in rows]

    def page_text(self, document_id: int, page: int) -> str | None:
        """The text of one page, or None when there is no such page."""
        query = "SELECT text FROM page WHERE document = ? AND number = ?"
        row = self._connection.execute(query, (document_id, page)).fetchone()
        return str(row["text"]) if row else None

    def matching(self, kind: Kind | None, since: date | None, until: date | None) -> set[int]:
        """Documents of a kind and between two dates, both included; a document without date is between none."""
        conditions = ["status = ?"]
        values: list[str] = [Status.READ]
        for condition, value in (("kind = ?", kind), ("date >= ?", since), ("date <= ?", until)):
            if value is not None:
                conditions.append(condition)
                values.append(value.isoformat() if isinstance(value, date) else value)
        rows = self._connection.execute(f"SELECT id FROM document WHERE {' AND '.join(conditions)}", values)
        return {int(row["id"]) for row in rows}

    # changes made by a reading

    def save(self, path: Path, root: Path, fingerprint: Fingerprint, reading: Reading, facts: ActFacts) -> None:
        """Write all of one file, or replace what was known of it, in one transaction."""
        with transaction(self._connection) as connection:
            revision = _next_revision(connection)
            document_id = connection.execute(
                """
                INSERT INTO document (path, root, size, mtime_ns, sha256, status, cause, detail, kind, number, date,
                    objet, page_count, pages_without_text, reader_version, read_at, revision)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (path) DO UPDATE SET (root, size, mtime_ns, sha256, status, cause, detail, kind, number, date,
                    objet, page_count, pages_without_text, reader_version, read_at, revision) =
                    (excluded.root, excluded.size, excluded.mtime_ns, excluded.sha256, excluded.status, excluded.cause,
                    excluded.detail, excluded.kind, excluded.number, excluded.date, excluded.objet, excluded.page_count,
                    excluded.pages_without_text, excluded.reader_version, excluded.read_at, excluded.revision)
                RETURNING id
                """,
                (
                    str(path),
                    str(root),
                    fingerprint.size,
                    fingerprint.mtime_ns,
                    fingerprint.sha256,
                    reading.status,
                    reading.cause,
                    reading.detail,
                    facts.kind,
                    facts.number,
                    facts.date.isoformat() if facts.date else None,
                    facts.objet,
                    reading.page_count,
                    reading.pages_without_text,
                    VERSION,
                    _now(),
                    revision,
                ),
            ).fetchone()[0]
            connection.execute("DELETE FROM page WHERE document = ?", (document_id,))
            connection.executemany(
                "INSERT INTO page VALUES (?, ?, ?)", ((document_id, page.number, page.text) for page in reading.pages)
            )

    def touch(self, document_id: int, fingerprint: Fingerprint) -> None:
        """The same content under a new modification time: nothing to read, nothing to index."""
        with transaction(self._connection) as connection:
            connection.execute(
                "UPDATE document SET size = ?, mtime_ns = ? WHERE id = ?",
                (fingerprint.size, fingerprint.mtime_ns, document_id),
            )

    def move(self, document_id: int, path: Path, root: Path, fingerprint: Fingerprint) -> None:
        """The same content found elsewhere: the document keeps its id."""
        with transaction(self._connection) as connection:
            connection.execute(
                "UPDATE document SET path = ?, root = ?, size = ?, mtime_ns = ?, revision = ? WHERE id = ?",
                (str(path), str(root), fingerprint.size, fingerprint.mtime_ns, _next_revision(connection), document_id),
            )

    def remove(self, document_ids: Iterable[int]) -> None:
        """Forget documents whose file is gone."""
        with transaction(self._connection) as connection:
            connection.executemany(
                "DELETE FROM document WHERE id = ?", ((document_id,) for document_id in document_ids)
            )

    # what the index needs

    def identity(self) -> str:
        """What tells this catalogue from any other."""
        return str(self._connection.execute("SELECT identity FROM state").fetchone()[0])

    def revision(self) -> int:
        """Grows at each change of a document."""
        return int(self._connection.execute("SELECT revision FROM state").fetchone()[0])

    def changes_since(self, revision: int) -> Changes:
        """What changed after a revision; from 0, everything."""
        connection = self._connection
        now = self.revision()  # read first: what changes meanwhile will be found again by the next call
        changed = connection.execute(
            "SELECT id, status FROM document WHERE revision > ? ORDER BY id", (revision,)
        ).fetchall()
        removed = connection.execute("SELECT document FROM removal WHERE revision > ?", (revision,)).fetchall()
        to_index = [int(row["id"]) for row in changed if row["status"] == Status.READ]
        unreadable = [int(row["id"]) for row in changed if row["status"] != Status.READ]
        return Changes(now, to_index, unreadable + [int(row["document"]) for row in removed])


def _next_revision(connection: sqlite3.Connection) -> int:
    return int(connection.execute("UPDATE state SET revision = revision + 1 RETURNING revision").fetchone()[0])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _document(row: sqlite3.Row) -> Document:
    return Document(
        id=int(row["id"]),
        path=Path(row["path"]),
        root=Path(row["root"]),
        fingerprint=Fingerprint(int(row["size"]), int(row["mtime_ns"]), str(row["sha256"])),
        status=Status(row["status"]),
        cause=Cause(row["cause"]) if row["cause"] else None,
        detail=str(row["detail"]),
        facts=ActFacts(
            kind=Kind(row["kind"]),
            date=date.fromisoformat(row["date"]) if row["date"] else None,
            number=str(row["number"]),
            objet=str(row["objet"]),
        ),
        page_count=int(row["page_count"]),
        pages_without_text=int(row["pages_without_text"]),
        reader_version=int(row["reader_version"]),
        revision=int(row["revision"]),
    )
