"""The adapter of a model: what it learnt for the pen, shipped with the application and checked before it is used."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path

from secretaire.drafting.engine.model_files import InstalledModel, KnownModel


class AdapterFault(Enum):
    """Why a model works without the adapter that the catalogue gives it."""

    MISSING = auto()
    ALTERED = auto()


@dataclass(frozen=True, slots=True)
class Adapter:
    """What can be laid over a model.

    Attributes:
        path: the file, checked; None: nothing is laid over.
        fault: why nothing is, though the catalogue names a file.
    """

    path: Path | None = None
    sha256: str = ""
    fault: AdapterFault | None = None


NO_ADAPTER = Adapter()


def adapter_of(model: InstalledModel, catalogue: Sequence[KnownModel], folder: Path) -> Adapter:
    """The adapter of a model; a model that the catalogue does not know has none.

    Args:
        folder: where the files that the catalogue names are.
    """
    line = next((known for known in catalogue if known.sha256 == model.sha256), None)
    if line is None or line.adaptateur is None:
        return NO_ADAPTER
    file = folder / line.adaptateur.fichier
    try:
        state = file.stat()
        found = _imprint(file, state.st_size, state.st_mtime_ns)
    except OSError:
        return Adapter(fault=AdapterFault.MISSING)
    if found != line.adaptateur.sha256:
        return Adapter(fault=AdapterFault.ALTERED)
    return Adapter(file, found)


@lru_cache(maxsize=8)
def _imprint(file: Path, _size: int, _modified_ns: int) -> str:
    """SHA-256 of a file, read once as long as it does not change."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
