"""Bring a model onto this machine: refused early, copied again from where it stopped, trusted only by its imprint."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from secretaire.drafting.engine.model_files import (
    CHUNK,
    READABLE,
    InstalledModel,
    KnownModel,
    Progress,
    installed,
    write_card,
)
from secretaire.errors import Cancelled, Code, EnvironmentFault, ModelUnavailable, Refused, UnreadableInput
from secretaire.store.occupation import hold_file

LOCK = ".import.verrou"
"""In the folder of the models: one import at a time."""

_MAGIC = b"GGUF"
_TEMPLATE_KEY = b"tokenizer.chat_template"
_METADATA_BYTES = 64 * 1024 * 1024  # the vocabulary comes before the template; weights come after both
_LEFT_FREE = 200_000_000  # a disk filled to its last byte stops the rest of the PC


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of bytes of a model: a file, or what a package holds. `size` in bytes."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]


def file_piece(path: Path) -> Piece:
    """The whole of a file.

    Raises:
        UnreadableInput: it is missing, or cannot be read.
    """
    if not path.is_file():
        raise UnreadableInput(Code.FILE_MISSING, fichier=str(path))
    return Piece(path.name, path.stat().st_size, lambda: path.open("rb"))


def package_pieces(folder: Path) -> tuple[Piece, ...]:
    """What the Python packages (`*.whl`) of a folder hold of a model cut in parts, in order; empty if they hold none."""
    pieces = []
    for path in sorted(folder.glob("*.whl"), key=_by_number):
        try:
            with zipfile.ZipFile(path) as package:
                parts = [i for i in package.infolist() if "/data/" in i.filename and i.filename.endswith(".bin")]
        except (OSError, zipfile.BadZipFile):  # another file, or one badly copied: its absence will be told
            continue
        if len(parts) == 1:
            pieces.append(Piece(path.name, parts[0].file_size, _opener(path, parts[0].filename)))
    return tuple(pieces)


def import_model(
    source: Path,
    models_folder: Path,
    catalogue: Sequence[KnownModel],
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> InstalledModel:
    """Copy a GGUF file into the models of this machine and check it; see `import_pieces`.

    Raises:
        UnreadableInput: the file is missing, or stopped answering.
        ModelUnavailable, Refused, EnvironmentFault, Cancelled: as `import_pieces`.
    """
    return import_pieces((file_piece(source),), source.name, models_folder, catalogue, progress, cancelled)


def import_pieces(
    pieces: Sequence[Piece],
    name: str,
    models_folder: Path,
    catalogue: Sequence[KnownModel],
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> InstalledModel:
    """Join the pieces, in the given order, into a model of this machine.

    A copy that an accident stopped (power, key pulled out, process killed) goes on from there the next time.

    Raises:
        UnreadableInput: a piece stopped answering; what was copied is kept for the next time.
        ModelUnavailable: it is not a model with a chat template, or not the one its name says; nothing is left.
        Refused: another import is under way.
        EnvironmentFault: not enough room, or the folder cannot be written.
        Cancelled: nothing is left behind.
    """
    try:
        models_folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_writable(models_folder, error) from error
    try:
        lock = hold_file(models_folder / LOCK, Refused(Code.MODEL_IMPORT_UNDER_WAY, dossier=str(models_folder)))
    except EnvironmentFault as error:
        raise EnvironmentFault(Code.MODELS_FOLDER_PROTECTED, dossier=str(models_folder)) from error
    try:
        return _Copy(pieces, name, models_folder, catalogue, progress, cancelled).made()
    finally:
        lock.release()


@dataclass(frozen=True, slots=True)
class _Copy:
    """One import under way."""

    pieces: Sequence[Piece]
    name: str
    folder: Path
    catalogue: Sequence[KnownModel]
    progress: Progress
    cancelled: Callable[[], bool]

    @property
    def total(self) -> int:
        return sum(piece.size for piece in self.pieces)

    @property
    def partial(self) -> Path:
        """The same for the same source: what was copied is found again."""
        named = hashlib.sha256(self.name.encode()).hexdigest()[:12]
        return self.folder / f".{named}.{self.total}.partiel"

    def made(self) -> InstalledModel:
        try:
            self._refuse_early()
            known, sha256 = self._filled()
            target = self.folder / (known.fichier if known else Path(self.name).with_suffix(".gguf").name)
            write_card(target, known.nom if known else target.stem, sha256, known is not None)
            self.partial.chmod(READABLE)
            self.partial.replace(target)
        except (Cancelled, ModelUnavailable, EnvironmentFault):
            self._forget()
            raise
        except OSError as error:
            self._forget()
            raise _not_writable(self.folder, error) from error
        for left in self.folder.glob(".*.partiel"):  # of another source, given up
            with suppress(OSError):
                left.unlink()
        return next(m for m in installed(self.folder) if m.sha256 == sha256)

    def _refuse_early(self) -> None:
        """What its first bytes or its size already say: a gigabyte is not copied to learn it."""
        expected = next((m for m in self.catalogue if m.fichier == self.name), None)
        if expected is not None and expected.octets != self.total:
            raise self._invalid(
                f"la copie est incomplète ou modifiée : {self.total} octets au lieu de {expected.octets}"
            )
        if b"".join(self._blocks(0, len(_MAGIC))) != _MAGIC:
            raise self._invalid("ce n'est pas un fichier de modèle au format GGUF")
        here = self.partial.stat().st_size if self.partial.exists() else 0
        free = shutil.disk_usage(self.folder).free
        if free < self.total - here + _LEFT_FREE:
            needed, left = f"{(self.total - here) / 1e9:.1f}", f"{free / 1e9:.1f}"
            cause = f"il y faut {needed} Go libres, il en reste {left}".replace(".", ",")
            raise EnvironmentFault(Code.MODEL_NO_ROOM, dossier=str(self.folder), cause=cause)

    def _filled(self) -> tuple[KnownModel | None, str]:
        """Copy what is missing; a copy that went on from an earlier one counts only if its imprint is known."""
        resumed = self.partial.exists()
        sha256 = self._fill()
        known = next((m for m in self.catalogue if m.sha256 == sha256), None)
        if known is None and resumed:
            self._forget()
            sha256 = self._fill()
            known = next((m for m in self.catalogue if m.sha256 == sha256), None)
        if known is None:
            self._refuse_what_is_no_model()
        return known, sha256

    def _fill(self) -> str:
        """Copy down to the disk, from where the partial file stops; returns the SHA-256 of the whole."""
        digest, done = hashlib.sha256(), 0
        with self.partial.open("ab+") as file:
            file.seek(0)
            while block := file.read(CHUNK):
                self._stop_if_asked()
                digest.update(block)
                done += len(block)
            for block in self._blocks(done, self.total):
                self._stop_if_asked()
                file.write(block)
                digest.update(block)
                done += len(block)
                self.progress(done, self.total)
            file.flush()
            os.fsync(file.fileno())
        return digest.hexdigest()

    def _blocks(self, start: int, end: int) -> Iterator[bytes]:
        """The bytes of the pieces, joined, between two places.

        Raises:
            UnreadableInput: a piece stopped answering, or is shorter than it was.
        """
        passed = 0
        for piece in self.pieces:
            first, last = max(start - passed, 0), min(end - passed, piece.size)
            passed += piece.size
            if first >= last:
                continue
            try:
                with piece.open() as source:
                    source.seek(first)
                    while first < last:
                        block = source.read(min(CHUNK, last - first))
                        if not block:
                            raise self._lost(piece)
                        first += len(block)
                        yield block
            except (OSError, zipfile.BadZipFile, zlib.error) as error:
                raise self._lost(piece) from error

    def _refuse_what_is_no_model(self) -> None:
        with self.partial.open("rb") as content:
            head = content.read(_METADATA_BYTES)
        if any(m.fichier == self.name for m in self.catalogue):
            raise self._invalid("ce n'est pas le fichier attendu sous ce nom : la copie est incomplète ou modifiée")
        if _TEMPLATE_KEY not in head:
            raise self._invalid("ce modèle n'a pas de gabarit de conversation")

    def _stop_if_asked(self) -> None:
        if self.cancelled():
            raise Cancelled

    def _forget(self) -> None:
        with suppress(OSError):
            self.partial.unlink(missing_ok=True)

    def _invalid(self, cause: str) -> ModelUnavailable:
        return ModelUnavailable(Code.MODEL_INVALID, fichier=self.name, cause=cause)

    def _lost(self, piece: Piece) -> UnreadableInput:
        done = self.partial.stat().st_size if self.partial.exists() else 0
        return UnreadableInput(
            Code.MODEL_SOURCE_LOST, fichier=piece.name, fait=done // 1_000_000, total=self.total // 1_000_000
        )


def _opener(path: Path, inside: str) -> Callable[[], IO[bytes]]:
    return lambda: zipfile.ZipFile(path).open(inside)


def _by_number(path: Path) -> list[tuple[int, str]]:
    """« part10 » comes after « part2 »."""
    return [(int(run), "") if run.isdigit() else (0, run) for run in re.split(r"(\d+)", path.name)]


def _not_writable(folder: Path, error: OSError) -> EnvironmentFault:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        cause = "le disque s'est rempli pendant la copie"
        return EnvironmentFault(Code.MODEL_NO_ROOM, dossier=str(folder), cause=cause)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return EnvironmentFault(Code.MODELS_FOLDER_PROTECTED, dossier=str(folder))
    return EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(folder), cause=error.strerror or str(error))
