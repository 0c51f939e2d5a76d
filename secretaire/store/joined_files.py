"""The files joined to the acts: a copy of each in the workspace, named by its hash, so that none replaces another."""

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

_BLOCK = 1 << 20


class JoinedFiles:
    """The folder of the copies; it is made with the first one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, source: Path) -> PieceJointe:
        """Copy a file; the same content joined twice is kept once.

        Raises:
            UnreadableInput: it is missing, a folder, empty, too large, or cannot be read.
            EnvironmentFault: the copy cannot be written.
        """
        digest = _read(source)
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


def _read(source: Path) -> str:
    try:
        if source.is_dir():
            raise UnreadableInput(Code.FILE_UNREADABLE, fichier=str(source), cause="c'est un dossier")
        size = source.stat().st_size
        if not 0 < size <= LARGEST:
            cause = "fichier trop volumineux (100 Mo au plus)" if size else "fichier vide"
            raise UnreadableInput(Code.FILE_UNREADABLE, fichier=str(source), cause=cause)
        with source.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise UnreadableInput(Code.FILE_MISSING, fichier=str(source)) from error
    except OSError as error:
        cause = error.strerror or str(error)
        raise UnreadableInput(Code.FILE_UNREADABLE, fichier=str(source), cause=cause) from error
