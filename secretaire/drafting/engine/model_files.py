"""Model files on this machine: found, and verified again. `model_import` brings them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from secretaire.errors import Cancelled, Code, ModelUnavailable, UnreadableInput

Progress = Callable[[int, int], None]
"""Bytes done, bytes in all."""

CHUNK = 4 * 1024 * 1024
READABLE = 0o644  # the models of the machine are read by all its accounts
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


def installed(*folders: Path) -> tuple[InstalledModel, ...]:
    """The models imported in these folders, each once, the preferred one first (known, then the largest)."""
    found: dict[str, InstalledModel] = {}
    for file in (file for folder in folders for file in sorted(folder.glob("*.gguf"))):
        try:
            card = json.loads(_card_of(file).read_text(encoding="utf-8"))
            model = InstalledModel(
                path=file,
                name=str(card["nom"]),
                sha256=str(card["sha256"]),
                size=file.stat().st_size,
                known=bool(card["connu"]),
            )
        except (OSError, ValueError, KeyError, TypeError):  # copied there by hand: never verified, not ours
            continue
        found.setdefault(model.sha256, model)
    return tuple(sorted(found.values(), key=lambda m: (not m.known, -m.size, m.name)))


def preferred(models: Sequence[InstalledModel], chosen: str) -> InstalledModel | None:
    """The model to use: the one of this imprint while it is there, else the preferred one; None without any."""
    return next((m for m in models if m.sha256 == chosen), next(iter(models), None))


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
    digest, done = hashlib.sha256(), 0
    try:
        with model.path.open("rb") as file:
            while chunk := file.read(CHUNK):
                if cancelled():
                    raise Cancelled
                digest.update(chunk)
                done += len(chunk)
                progress(done, model.size)
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


def write_card(target: Path, name: str, sha256: str, known: bool) -> None:
    """Keep beside a model what was found when it was imported.

    Raises:
        OSError: the folder cannot be written.
    """
    card = json.dumps({"nom": name, "sha256": sha256, "connu": known}, ensure_ascii=False, indent=1)
    temporary = target.with_name(f".{target.name}.tmp")
    temporary.write_text(card + "\n", encoding="utf-8")
    temporary.chmod(READABLE)
    temporary.replace(_card_of(target))
