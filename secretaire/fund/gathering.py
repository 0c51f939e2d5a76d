"""Read folders into the catalogue, incrementally: only what is new or changed is opened.

Each document is one transaction and the index follows every few files, so a reading can be stopped, or killed, at any
moment: the next one takes up where it was.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from secretaire.errors import Cancelled
from secretaire.fund.assembling import completed, pieces_of
from secretaire.fund.catalogue.catalogue import Catalogue, Document, Fingerprint, Root
from secretaire.fund.causes import TRANSIENT, Cause, french
from secretaire.fund.finding.index import PieceIndex
from secretaire.fund.finding.results import RebuildReason
from secretaire.fund.reading.reading import MAX_FILE_BYTES, VERSION, Reading, Status
from secretaire.fund.reading.reading_process import ReadingProcess
from secretaire.fund.reading.scan import Found, scan
from secretaire.fund.rules import FundRules
from secretaire.store.corrections import Correction

Progress = Callable[[int, int, Path, float], None]
"""Called with: files done, files to read, the one being read, seconds left (estimate)."""

_FILES_PER_INDEXING = 100


class Corrections(Protocol):
    """Where the corrections of the secretary are kept."""

    def of_file(self, sha256: str, path: Path, /) -> Sequence[Correction]:
        """Those of a file, known by its content or by its path."""

    def move(self, old: Path, new: Path, /) -> None:
        """A file was found elsewhere: its corrections follow it."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file or folder that cannot be searched, and why."""

    path: Path
    cause: Cause
    detail: str = ""

    @property
    def text(self) -> str:
        """The cause in French."""
        return french(self.cause, self.detail)


@dataclass(slots=True)
class ReadingReport:
    """What a reading did.

    Attributes:
        lus: documents read with text, those inside archives and letters included; of them, `ajoutes` new and
            `modifies` changed.
        deplaces: files found under another name or in another folder.
        inchanges: files left as they were, whether they could be read or not.
        supprimes: documents whose file is gone, no longer searched.
        ignores: files that are not documents.
        partiels: documents read of which some pages are pictures of text, with the number of these.
        erreurs: every document of these folders that cannot be searched now, read today or before.
        duree_s: seconds.
        index_rebuilt: why the index had to be made again, if it was.
        interrompu: the person stopped it; what was done is kept.
    """

    lus: int = 0
    ajoutes: int = 0
    modifies: int = 0
    deplaces: int = 0
    inchanges: int = 0
    supprimes: int = 0
    ignores: int = 0
    partiels: list[tuple[Path, int]] = field(default_factory=list)
    erreurs: list[Trouble] = field(default_factory=list)
    duree_s: float = 0.0
    index_rebuilt: RebuildReason | None = None
    interrompu: bool = False


class Gathering:
    """One reading of some roots. Made for one use, by one thread."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: PieceIndex,
        rules: FundRules,
        corrections: Corrections,
        process: ReadingProcess,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> None:
        self._catalogue = catalogue
        self._index = index
        self._rules = rules
        self._corrections = corrections
        self._process = process
        self._progress = progress
        self._cancelled = cancelled
        self._report = ReadingReport()
        self._to_read: list[tuple[Root, Found, Document | None]] = []
        self._vanished: dict[str, list[Document]] = {}

    def run(self, roots: list[Root]) -> ReadingReport:
        """Read what is new or changed under these roots.

        Raises:
            EnvironmentFault: the catalogue or the index cannot be written.
        """
        started = time.monotonic()
        report = self._report
        try:
            report.index_rebuilt = self._index.update(self._cancelled)
            seen: set[Path] = set()
            for root in roots:
                self._look_at(root, seen)
            self._read_all()
            self._forget_vanished()
        except Cancelled:
            report.interrompu = True
        if not (report.interrompu and self._index.problem()):
            self._index.update()
        report.erreurs.extend(self._unsearchable(roots))
        report.duree_s = time.monotonic() - started
        return report

    def _look_at(self, root: Root, seen: set[Path]) -> None:
        """Sort the files of a root into unchanged, to read, and vanished."""
        found = scan(root.path, is_folder=root.is_folder)
        known = {
            document.path: document for document in self._catalogue.documents(root.path) if document.container is None
        }
        self._report.ignores += found.ignored
        if known and root.is_folder and not (found.found or found.ignored or found.blind):
            # a disk taken off often leaves its empty folder behind
            found.blind.append((root.path, Cause.ROOT_EMPTY))
        self._report.erreurs.extend(Trouble(path, cause) for path, cause in found.blind)
        for file in found.found:
            if file.path in seen:
                continue  # under two roots, one inside the other
            seen.add(file.path)
            document = known.get(file.path) or self._catalogue.document_at(file.path)
            if document is not None and _unchanged(document, file):
                self._report.inchanges += 1
            else:
                self._to_read.append((root, file, document))
        blind = [path for path, _ in found.blind]
        for path, document in known.items():
            if path not in seen and not any(path.is_relative_to(folder) for folder in blind):
                self._vanished.setdefault(document.fingerprint.sha256, []).append(document)

    def _read_all(self) -> None:
        started = time.monotonic()
        total = len(self._to_read)
        for done, (root, file, document) in enumerate(self._to_read):
            if self._cancelled():
                raise Cancelled
            left = (time.monotonic() - started) / done * (total - done) if done else 0.0
            self._progress(done, total, file.path, left)
            self._read_file(root, file, document)
            if (done + 1) % _FILES_PER_INDEXING == 0:
                self._index.update()
        if total:
            self._progress(total, total, self._to_read[-1][1].path, 0.0)

    def _read_file(self, root: Root, file: Found, document: Document | None) -> None:
        digest = ""
        reading: Reading | None = None
        try:
            if file.size <= MAX_FILE_BYTES:  # beyond, its reader will refuse it: size and time tell enough
                digest = _sha256(file.path)
        except PermissionError:
            reading = Reading(Status.ERROR, cause=Cause.NO_RIGHT)
        except FileNotFoundError:
            reading = Reading(Status.ERROR, cause=Cause.VANISHED)
        except OSError:
            reading = Reading(Status.ERROR, cause=Cause.DAMAGED)
        fingerprint = Fingerprint(file.size, file.mtime_ns, digest)
        if digest and self._same_content(root, file, document, fingerprint):
            return
        reading = reading or self._process.read(file.path, cancelled=self._cancelled)
        if _changed_since(file):
            # kept under the old date: the next reading sees that it must be read again
            self._report.erreurs.append(Trouble(file.path, Cause.CHANGED))
        if not reading.members:
            self._keep(root, file.path, fingerprint, document, reading, None)
            return
        # until all its members are read, a container is kept as one that must be read again
        document_id = self._keep(root, file.path, replace(fingerprint, mtime_ns=0, sha256=""), document, reading, None)
        if document_id is not None:
            self._read_members(root, file.path, fingerprint, document_id, reading.members)
            self._catalogue.touch(document_id, fingerprint)

    def _read_members(
        self, root: Root, file: Path, fingerprint: Fingerprint, container: int, names: tuple[str, ...]
    ) -> None:
        """The documents kept inside a file, each read by itself; those no longer there are forgotten."""
        known = {document.path: document for document in self._catalogue.members(container)}
        seen: set[Path] = set()
        waiting = list(reversed(names))
        while waiting:
            if self._cancelled():
                raise Cancelled
            name = waiting.pop()
            path = file / name
            if path in seen:
                continue
            seen.add(path)
            reading = self._process.read(file, name, self._cancelled)
            content = hashlib.sha256(f"{fingerprint.sha256}:{name}".encode()).hexdigest()
            of_member = Fingerprint(0, fingerprint.mtime_ns, content)
            self._keep(root, path, of_member, known.get(path), reading, container)
            waiting.extend(reversed(reading.members))
        self._catalogue.remove(document.id for path, document in known.items() if path not in seen)

    def _keep(
        self,
        root: Root,
        path: Path,
        fingerprint: Fingerprint,
        document: Document | None,
        reading: Reading,
        container: int | None,
    ) -> int | None:
        """Write what was read; None when what was read before is worth more."""
        had_text = document is not None and document.status is Status.READ
        if reading.cause is Cause.VANISHED or (had_text and reading.cause in TRANSIENT):
            # what was read of it before stays: a file open in Word today is still searched
            self._report.erreurs.append(Trouble(path, reading.cause or Cause.VANISHED, reading.detail))
            return None
        if document is not None and document.fingerprint.sha256 == fingerprint.sha256:
            reading = completed(reading, self._catalogue.scans.recognised(document.id))
        if reading.status is Status.READ:
            self._count_read(path, document, reading)
        corrections = self._corrections.of_file(fingerprint.sha256, path)
        pieces = pieces_of(reading.pages, path.stem, self._rules, corrections)
        return self._catalogue.save(path, root.path, fingerprint, reading, pieces, container)

    def _count_read(self, path: Path, document: Document | None, reading: Reading) -> None:
        self._report.lus += 1
        if document is None:
            self._report.ajoutes += 1
        else:
            self._report.modifies += 1
        read = {page.number for page in reading.pages if page.confidence < 1}
        waiting = [number for number in reading.scanned if number not in read]
        if waiting:
            self._report.partiels.append((path, len(waiting)))

    def _same_content(self, root: Root, file: Found, document: Document | None, fingerprint: Fingerprint) -> bool:
        """True when there is nothing to read: the file was only touched, or is one that moved."""
        if document is not None:
            if not _settled(document) or document.fingerprint.sha256 != fingerprint.sha256:
                return False
            self._catalogue.touch(document.id, fingerprint)
            self._report.inchanges += 1
            return True
        twins = self._vanished.get(fingerprint.sha256, [])
        twin = next(
            (old for old in twins if _settled(old) and old.path.suffix.lower() == file.path.suffix.lower()), None
        )
        if twin is None:
            return False
        twins.remove(twin)
        self._catalogue.move(twin.id, file.path, root.path, fingerprint)
        self._corrections.move(twin.path, file.path)
        self._report.deplaces += 1
        return True

    def _forget_vanished(self) -> None:
        gone = [document for documents in self._vanished.values() for document in documents]
        self._catalogue.remove(document.id for document in gone)
        self._report.supprimes = len(gone)

    def _unsearchable(self, roots: list[Root]) -> list[Trouble]:
        return [
            Trouble(document.path, document.cause, document.detail)
            for root in roots
            for document in self._catalogue.documents(root.path)
            if document.cause is not None
        ]


def _settled(document: Document) -> bool:
    """Reading it again would give the same: same readers, and no cause that may be gone."""
    return document.reader_version == VERSION and document.cause not in TRANSIENT


def _unchanged(document: Document, file: Found) -> bool:
    fingerprint = document.fingerprint
    return _settled(document) and (fingerprint.size, fingerprint.mtime_ns) == (file.size, file.mtime_ns)


def _changed_since(file: Found) -> bool:
    """Someone wrote in it while it was being read."""
    try:
        now = file.path.stat()
    except OSError:
        return False
    return (now.st_size, now.st_mtime_ns) != (file.size, file.mtime_ns)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
