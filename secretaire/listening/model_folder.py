"""The transcription model on this PC: a folder of verified files, imported once."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from secretaire.errors import Cancelled, Code, EnvironmentFault, ModelUnavailable, UnreadableInput

_BLOCK = 4 * 1024 * 1024


class KnownTranscriber(BaseModel):
    """The transcription model of the catalogue. `memoire_mo`: measured; `fichiers`: SHA-256 of each file, by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    nom: str
    licence: str
    octets: int
    memoire_mo: int
    provenance: str
    fichiers: dict[str, str] = Field(min_length=1)


class _Catalogue(BaseModel):
    transcription: KnownTranscriber


def load_known(path: Path) -> KnownTranscriber:
    """The model that the catalogue knows.

    Raises:
        UnreadableInput: the catalogue is missing or wrong.
    """
    try:
        return _Catalogue.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).transcription
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise UnreadableInput(Code.FILE_UNREADABLE, fichier=str(path), cause=str(error)) from error


def installed(known: KnownTranscriber, models_folder: Path) -> Path | None:
    """The folder of the model; None when it is not on this PC. Its content was verified when it was imported."""
    folder = _folder(known, models_folder)
    return folder if all((folder / name).is_file() for name in known.fichiers) else None


def import_folder(
    source: Path, known: KnownTranscriber, models_folder: Path, cancelled: Callable[[], bool] = lambda: False
) -> Path:
    """Copy a model from a folder that holds its files, whole or in parts (`model.bin.part1`…), and check each.

    Raises:
        UnreadableInput: a file is missing.
        ModelUnavailable: a file is not the one the catalogue knows.
        EnvironmentFault: not enough room, or the folder cannot be written.
        Cancelled: nothing is left behind.
    """
    target = _folder(known, models_folder)
    partial = models_folder / f".transcription-{os.getpid()}.partiel"
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        for name, sha256 in known.fichiers.items():
            if _copy(_parts(source, name), partial / name, cancelled) != sha256:
                cause = "ce n'est pas le fichier attendu : la copie est incomplète ou modifiée"
                raise ModelUnavailable(Code.MODEL_INVALID, fichier=name, cause=cause)
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(exist_ok=True)
        partial.replace(target)
    except OSError as error:
        code = Code.DISK_FULL if error.errno == errno.ENOSPC else Code.FILE_NOT_WRITABLE
        raise EnvironmentFault(code, fichier=str(models_folder), cause=error.strerror or str(error)) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return target


def _folder(known: KnownTranscriber, models_folder: Path) -> Path:
    return models_folder / "transcription" / known.id


def _parts(source: Path, name: str) -> Sequence[Path]:
    whole = source / name
    parts = [whole] if whole.is_file() else sorted(source.glob(f"{name}.part*"))
    if not parts:
        raise UnreadableInput(Code.FILE_MISSING, fichier=str(whole))
    return parts


def _copy(parts: Sequence[Path], target: Path, cancelled: Callable[[], bool]) -> str:
    """Join the parts, down to the disk; returns the SHA-256 of the whole."""
    digest = hashlib.sha256()
    with target.open("wb") as file:
        for part in parts:
            with part.open("rb") as content:
                while block := content.read(_BLOCK):
                    if cancelled():
                        raise Cancelled
                    digest.update(block)
                    file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()
