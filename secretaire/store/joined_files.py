"""Copies of the files of the commune in its workspace (joined to acts, recordings), named by their hash, so that none
replaces another.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from pathlib import Path

from secretaire.acts.act import PieceJointe
from secretaire.errors import Code, EnvironmentFault, UnreadableInput

LARGEST = 100_000_000
"""Bytes of a file that can be joined: a set of plans, not a film."""

LARGEST_RECORDING = 4_000_000_000
"""Bytes of a recording: six hours as a dictaphone makes them without compression."""

_BLOCK = 1 << 20


class JoinedFiles:
    """The folder of the copies; it is made with the first one."""

    def __init__(self, folder: Path, largest: int = LARGEST) -> None:
        """`largest`: bytes of a file that can be kept."""
        self._folder = folder
        self._largest = largest

    def keep(self, source: Path) -> PieceJointe:
        """Copy a file; the same content joined twice is kept once.

        Raises:
            UnreadableInput: it is missing, a folder, empty, too large, or cannot be read.
            EnvironmentFault: the copy cannot be written.
        """
        digest = self._read(source)
        piece = PieceJointe(source.name, digest)
        if not self.holds(piece):
            self._copy(source, piece)
        return piece

    def path(self, piece: PieceJointe) -> Path:
        """Where the copy is; its suffix is that of the file, for the program that opens it."""
        return self._folder / f"{piece.sha256}{Path(piece.nom).suffix.lower()}"

    def holds(self, piece: PieceJointe) -> bool:
        """Is the copy there, and still the file that was joined?"""
        try:
            with self.path(piece).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == piece.sha256
        except OSError:
            return False

    def remove(self, piece: PieceJointe) -> None:
        """Take the copy off the disk; nothing is said when it is already gone.

        Raises:
            EnvironmentFault: it cannot be removed.
        """
        target = self.path(piece)
        try:
            if target.exists():
                target.chmod(0o600)  # Windows removes nothing that is read-only
                target.unlink()
        except OSError as error:
            cause = error.strerror or str(error)
            raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(target), cause=cause) from error

    def _copy(self, source: Path, piece: PieceJointe) -> None:
        target = self.path(piece)
        partial = target.with_name(f".{secrets.token_hex(4)}.partiel")
        try:
            self._folder.mkdir(exist_ok=True)
            with source.open("rb") as given, partial.open("xb") as file:
                while block := given.read(_BLOCK):
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())
            partial.chmod(0o444)  # opened in Word, it must stay what was approved
            partial.replace(target)
        except OSError as error:
            partial.unlink(missing_ok=True)
            code = Code.DISK_FULL if error.errno == errno.ENOSPC else Code.WORKSPACE_READONLY
            raise EnvironmentFault(code, fichier=str(target), cause=error.strerror or str(error)) from error

    def _read(self, source: Path) -> str:
        try:
            if source.is_dir():
                raise UnreadableInput(Code.FILE_UNREADABLE, fichier=str(source), cause="c'est un dossier")
            size = source.stat().st_size
            if not 0 < size <= self._largest:
                most = (
                    f"{self._largest // 1_000_000} Mo"
                    if self._largest < 1_000_000_000
                    else f"{self._largest // 1_000_000_000} Go"
                )
                cause = f"fichier trop volumineux ({most} au plus)" if size else "fichier vide"
                raise UnreadableInput(Code.FILE_UNREADABLE, fichier=str(source), cause=cause)
            with source.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError as error:
            raise UnreadableInput(Code.FILE_MISSING, fichier=str(source)) from error
        except OSError as error:
            cause = error.strerror or str(error)
            raise UnreadableInput(Code.FILE_UNREADABLE, fichier=str(source), cause=cause) from error
