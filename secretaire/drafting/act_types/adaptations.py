"""The files of what a commune changes in the shipped types: `types/adaptations/<id>.yaml` in its workspace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError

from secretaire.acts.act_type import ActType
from secretaire.acts.adaptation import Adaptation, adapt
from secretaire.drafting.act_types.faults import faults
from secretaire.drafting.act_types.reading import Fault


@dataclass(frozen=True, slots=True)
class ReadAdaptation:
    """A file of the folder: what it changes, or why it cannot be read."""

    name: str
    adaptation: Adaptation | None
    faults: tuple[Fault, ...] = ()


def adaptations_folder(types: Path) -> Path:
    """Where they are, in the folder of the types of the commune."""
    return types / "adaptations"


def adaptation_file(types: Path, type_id: str) -> Path:
    """The file of one type."""
    return adaptations_folder(types) / f"{type_id}.yaml"


def read_adaptations(folder: Path) -> Iterator[ReadAdaptation]:
    """Every file of the folder, by name; none when the folder does not exist."""
    for file in sorted(folder.glob("*.yaml")):
        yield read_adaptation(file)


def read_adaptation(file: Path) -> ReadAdaptation:
    """One file."""
    try:
        given = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return ReadAdaptation(file.name, Adaptation.model_validate(given))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return ReadAdaptation(file.name, None, (Fault(line, f"YAML illisible ({error.problem})"),))
    except (yaml.YAMLError, ValidationError):
        return ReadAdaptation(file.name, None, (Fault(1, "ce n'est pas l'adaptation d'un type d'acte"),))
    except (OSError, UnicodeDecodeError):
        return ReadAdaptation(file.name, None, (Fault(1, "le fichier n'est pas lisible en UTF-8"),))


def adaptation_text(adaptation: Adaptation) -> str:
    """The YAML of an adaptation, as a person may read it."""
    kept = adaptation.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=110)


def adaptation_faults(kind: ActType, adaptation: Adaptation) -> tuple[str, ...]:
    """Why the type would be wrong with these changes: a field that does not exist, a form that does not suit."""
    return tuple(cause for cause, _ in faults(adapt(kind, adaptation).kind))
