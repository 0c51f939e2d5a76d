"""What this PC chose: its model, the threads it works with, the idle time after which its memory is given back."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from secretaire.errors import Code, EnvironmentFault

FILE = "choix.json"
"""Beside the models."""

REST_MINUTES = 5


class Choice(BaseModel):
    """The choice of a PC.

    Attributes:
        model_sha256: the model to use; empty for the preferred one of those installed.
        threads: those that suit this model; 0 for one per physical core.
        set_aside: work without the assistant, even if a model is installed.
        rest_minutes: idle minutes before the memory of the model is given back; 0 for never.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    model_sha256: str = Field(default="", validation_alias="modele", serialization_alias="modele")
    threads: int = Field(default=0, validation_alias="fils", serialization_alias="fils", ge=0, le=256)
    set_aside: bool = Field(default=False, validation_alias="sans_assistant", serialization_alias="sans_assistant")
    rest_minutes: int = Field(
        default=REST_MINUTES, validation_alias="repos_min", serialization_alias="repos_min", ge=0, le=24 * 60
    )


def load_choice(models_folder: Path) -> Choice:
    """The choice of this PC; the usual one when nothing was chosen, or when it cannot be read any more."""
    try:
        return Choice.model_validate_json((models_folder / FILE).read_bytes())
    except (OSError, ValidationError):  # a lost preference, not a fault: it is made again
        return Choice()


def save_choice(models_folder: Path, choice: Choice) -> Path:
    """Keep the choice of this PC, all of it or nothing; returns its file.

    Raises:
        EnvironmentFault: the folder of the models cannot be written.
    """
    target = models_folder / FILE
    unfinished = models_folder / f".{FILE}.{os.getpid()}.tmp"
    try:
        models_folder.mkdir(parents=True, exist_ok=True)
        with unfinished.open("w", encoding="utf-8") as file:
            # what was never chosen stays out: the installer or a later version may propose another value
            file.write(choice.model_dump_json(by_alias=True, exclude_unset=True, indent=1) + "\n")
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(target), cause=cause) from error
    return target
