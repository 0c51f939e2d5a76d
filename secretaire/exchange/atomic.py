"""Write a file whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from secretaire.errors import Code, EnvironmentFault


def write_atomically(target: Path, content: bytes) -> None:
    """Put the content in the file; a power cut leaves the former one or the new one, never a half.

    Raises:
        EnvironmentFault: no such folder, no right, disk full, or the file is open in another program (Windows).
    """
    # not tempfile: its files are readable by their owner alone, and an act is shared
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))  # os.replace would not mind
        with partial.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(target), cause=_cause(error)) from error


def _cause(error: OSError) -> str:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return "le dossier n'existe pas"
        case IsADirectoryError():
            return "c'est un dossier"
        case PermissionError():
            return "accès refusé"
        case OSError(errno=errno.ENOSPC):
            return "le disque est plein"
        case _:
            return error.strerror or str(error)
