"""One file encrypted in the age format (age-encryption.org/v1), as a stream: any `age` program reads it back."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar

from pyrage import DecryptError, EncryptError, IdentityError, decrypt_io, encrypt_io
from pyrage.x25519 import Identity, Recipient

from secretaire.errors import Cancelled, Code, Refused
from secretaire.store.copies import BLOCK, Told, untold

_T = TypeVar("_T")

HEADER = b"age-encryption.org/v1\n"


@dataclass(frozen=True, slots=True)
class Keys:
    """Who can open a vault: the session (kept by this PC) and the sheet (on paper, never kept)."""

    session: str
    recovery: str

    @classmethod
    def draw(cls) -> Keys:
        """Two identities drawn at random, kept nowhere yet."""
        return cls(str(Identity.generate()), str(Identity.generate()))


def public_of(identity: str) -> str:
    """Whom to encrypt for so that this identity opens.

    Raises:
        Refused: it is no identity.
    """
    try:
        return str(Identity.from_str(identity).to_public())
    except IdentityError as error:
        raise Refused(Code.VAULT_KEY_MISTYPED) from error


def encrypt_file(source: Path, target: Path, recipients: Sequence[str], told: Told = untold) -> None:
    """Encrypt; the target is on disk when the call returns.

    Raises:
        OSError: the source cannot be read, or the target written.
        Cancelled: `told` said so.
    """
    with source.open("rb") as clear, target.open("wb") as closed:
        reading, writing = _Followed(clear, source.stat().st_size, told), _Followed(closed)
        try:
            encrypt_io(reading, writing, [Recipient.from_str(each) for each in recipients])
        except EncryptError as error:
            raise reading.fault or writing.fault or OSError(str(error)) from error
        closed.flush()
        os.fsync(closed.fileno())


def decrypt_file(source: Path, target: Path, identity: str, told: Told = untold) -> None:
    """Decrypt; what was altered or cut is refused, though a part of it may be written.

    Raises:
        Refused: the identity does not open it, or the file is not whole.
        OSError: the source cannot be read, or the target written.
        Cancelled: `told` said so.
    """
    with source.open("rb") as closed, target.open("wb") as clear:
        reading, writing = _Followed(closed, source.stat().st_size, told), _Followed(clear)
        try:
            decrypt_io(reading, writing, [Identity.from_str(identity)])
        except (DecryptError, IdentityError, OSError) as error:  # an OSError of the library's own: cut or altered
            fault = reading.fault or writing.fault
            if fault is not None:
                raise fault from error
            raise Refused(Code.VAULT_UNREADABLE, fichier=str(source)) from error


def hash_file(path: Path) -> str:
    """Its SHA-256, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


class _Followed:
    """A file lent to the library, which makes words of what a file raises: the fault is kept, to be raised again."""

    def __init__(self, file: IO[bytes], total: int = 0, told: Told = untold) -> None:
        self._file, self._total, self._told, self._done = file, total, told, 0
        self.fault: OSError | Cancelled | None = None

    def read(self, size: int = -1) -> bytes:
        return self._kept(lambda: self._read(size))

    def write(self, block: bytes) -> int:
        return self._kept(lambda: self._file.write(block))

    def flush(self) -> None:
        self._kept(self._file.flush)

    def _read(self, size: int) -> bytes:
        block = self._file.read(size)
        before, self._done = self._done, self._done + len(block)
        if before // BLOCK != self._done // BLOCK:
            self._told(self._done, self._total)
        return block

    def _kept(self, work: Callable[[], _T]) -> _T:
        try:
            return work()
        except (OSError, Cancelled) as error:
            self.fault = error
            raise
