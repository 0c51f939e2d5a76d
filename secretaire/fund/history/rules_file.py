"""Rules that a person can edit: a YAML file, checked, with the fault said in French."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from secretaire.errors import Code, UnreadableInput


class Rules(BaseModel):
    """What rules files have in common: a misspelt key is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Kind = TypeVar("Kind", bound=Rules)


def read_rules(file: Traversable, kind: type[Kind]) -> Kind:
    """The rules of a file.

    Raises:
        UnreadableInput: the file is not there, not YAML, or does not follow the form.
    """
    try:
        return kind.model_validate(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except (OSError, UnicodeDecodeError) as error:
        raise _invalid(file, "il n'est pas lisible en UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _invalid(file, f"ligne {line}, YAML illisible") from error
    except yaml.YAMLError as error:
        raise _invalid(file, "il contient un caractère interdit") from error
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"]) or "le fichier"
        raise _invalid(file, f"« {where} » est inconnu, manque ou ne convient pas") from error


def _invalid(file: Traversable, cause: str) -> UnreadableInput:
    return UnreadableInput(Code.RULES_FILE_INVALID, fichier=file.name, cause=cause)
