"""Model files on this machine: imported once with a verified imprint, found, verified again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from secretaire.drafting.engine.choice import load_choice
from secretaire.errors import Cancelled, Code, EnvironmentFault, ModelUnavailable, UnreadableInput

Progress = Callable[[int, int], None]
"""Bytes done, bytes in all."""

_MAGIC = b"GGUF"
_TEMPLATE_KEY = b"tokenizer.chat_template"
_METADATA_BYTES = 64 * 1024 * 1024  # the vocabulary comes before the template; weights come after both
_CHUNK = 4 * 1024 * 1024
_CARD = ".json"  # beside the model: what was found when it was imported


class KnownAdapter(BaseModel):
    """What a model learnt for the pen. `fichier`: its path from the folder of the catalogue."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fichier: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class KnownModel(BaseModel):
    """A line of the catalogue. Sizes: bytes on disk, megabytes of memory, tokens of context."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    nom: str
    fichier: str
    licence: str
    octets: int
    memoire_mo: int
    contexte: int
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    provenance: str
    adaptateur: KnownAdapter | None = None


class _Catalogue(BaseModel):
    modeles: tuple[KnownModel, ...]


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model file of this machine. `known` is False when the catalogue does not know its imprint."""

    path: Path
    name: str
    sha256: str
    size: int
    known: bool


def load_catalogue(path: Path) -> tuple[KnownModel, ...]:
    """The known models, the preferred one first.

    Raises:
        UnreadableInput: the catalogue is missing or wrong.
    """
    try:
        return _Catalogue.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).modeles
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise UnreadableInput(Code.FILE_UNREADABLE, fichier=str(path), cause=str(error)) from error


def installed(models_folder: Path) -> tuple[InstalledModel, ...]:
    """The models imported on this machine, the preferred one first (known, then the largest)."""
    found: list[InstalledModel] = []
    for file in models_folder.glob("*.gguf"):
        try:
            card = json.loads(_card_of(file).read_text(encoding="utf-8"))
            found.append(
                InstalledModel(
                    path=file,
                    name=str(card["nom"]),
                    sha256=str(card["sha256"]),
                    size=file.stat().st_size,
                    known=bool(card["connu"]),
                )
            )
        except (OSError, ValueError, KeyError, TypeError):  # copied there by hand: never verified, not ours
            continue
    return tuple(sorted(found, key=lambda m: (not m.known, -m.size, m.name)))


def default_model(models_folder: Path) -> InstalledModel | None:
    """The model to use: the one chosen on this PC while it is there, else the preferred one; None without any."""
    found = installed(models_folder)
    chosen = load_choice(models_folder).model_sha256
    return next((m for m in found if m.sha256 == chosen), next(iter(found), None))


def import_model(
    source: Path,
    models_folder: Path,
    catalogue: Sequence[KnownModel],
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> InstalledModel:
    """Copy a GGUF file into the models of this machine and check it.

    Raises:
        UnreadableInput: the file is missing.
        ModelUnavailable: it is not a model with a chat template, or not the one its name says.
        EnvironmentFault: not enough room, or the folder cannot be written.
        Cancelled: nothing is left behind.
    """
    return import_parts((source,), source.name, models_folder, catalogue, progress, cancelled)


def import_parts(
    parts: Sequence[Path],
    name: str,
    models_folder: Path,
    catalogue: Sequence[KnownModel],
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> InstalledModel:
    """Same as `import_model`, for a file cut in parts (given in order)."""
    for part in parts:
        if not part.is_file():
            raise UnreadableInput(Code.FILE_MISSING, fichier=str(part))
    total = sum(part.stat().st_size for part in parts)
    temporary = models_folder / f".import-{os.getpid()}.tmp"
    try:
        models_folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(models_folder).free < total:
            raise EnvironmentFault(
                Code.FILE_NOT_WRITABLE,
                fichier=str(models_folder),
                cause=f"il faut {total / 1e9:.1f} Go libres sur ce disque",
            )
        sha256 = _copy(parts, temporary, total, progress, cancelled)
        known = next((m for m in catalogue if m.sha256 == sha256), None)
        if known is None:
            _refuse_what_is_no_model(temporary, name, catalogue)
        target = models_folder / (known.fichier if known else Path(name).with_suffix(".gguf").name)
        _write_card(target, known.nom if known else target.stem, sha256, known is not None)
        temporary.replace(target)
    except OSError as error:
        raise EnvironmentFault(
            Code.FILE_NOT_WRITABLE, fichier=str(models_folder), cause=error.strerror or str(error)
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return next(m for m in installed(models_folder) if m.path == target)


def verify(
    model: InstalledModel,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Read the whole file again and compare its imprint with the one of its import.

    Raises:
        ModelUnavailable: the file changed or disappeared.
        Cancelled: the person interrupted.
    """
    digest = hashlib.sha256()
    try:
        for chunk in _chunks((model.path,), model.size, progress, cancelled):
            digest.update(chunk)
    except OSError as error:
        raise ModelUnavailable(
            Code.MODEL_INVALID, fichier=str(model.path), cause=error.strerror or str(error)
        ) from error
    if digest.hexdigest() != model.sha256:
        raise ModelUnavailable(
            Code.MODEL_INVALID, fichier=str(model.path), cause="son contenu a changé depuis son installation"
        )


def _card_of(file: Path) -> Path:
    return file.with_name(file.name + _CARD)


def _write_card(target: Path, name: str, sha256: str, known: bool) -> None:
    card = json.dumps({"nom": name, "sha256": sha256, "connu": known}, ensure_ascii=False, indent=1)
    temporary = target.with_name(f".{target.name}.tmp")
    temporary.write_text(card + "\n", encoding="utf-8")
    temporary.replace(_card_of(target))


def _chunks(parts: Sequence[Path], total: int, progress: Progress, cancelled: Callable[[], bool]) -> Iterator[bytes]:
    done = 0
    for part in parts:
        with part.open("rb") as source:
            while chunk := source.read(_CHUNK):
                if cancelled():
                    raise Cancelled
                yield chunk
                done += len(chunk)
                progress(done, total)


def _copy(parts: Sequence[Path], target: Path, total: int, progress: Progress, cancelled: Callable[[], bool]) -> str:
    """Copy the parts one after the other, down to the disk; returns the SHA-256 of the whole."""
    digest = hashlib.sha256()
    with target.open("wb") as file:
        for chunk in _chunks(parts, total, progress, cancelled):
            file.write(chunk)
            digest.update(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _refuse_what_is_no_model(file: Path, name: str, catalogue: Sequence[KnownModel]) -> None:
    with file.open("rb") as content:
        head = content.read(_METADATA_BYTES)
    cause = ""
    if any(m.fichier == name for m in catalogue):
        cause = "ce n'est pas le fichier attendu sous ce nom : la copie est incomplète ou modifiée"
    elif not head.startswith(_MAGIC):
        cause = "ce n'est pas un fichier de modèle au format GGUF"
    elif _TEMPLATE_KEY not in head:
        cause = "ce modèle n'a pas de gabarit de conversation"
    if cause:
        raise ModelUnavailable(Code.MODEL_INVALID, fichier=name, cause=cause)
