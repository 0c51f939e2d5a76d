"""The classification of the prefecture, imported from a file that the transmission operator gives."""

from __future__ import annotations

from pathlib import Path

from secretaire.desk.office import Office
from secretaire.errors import Code, UnreadableInput
from secretaire.exchange.actes.classification import LARGEST, Classification, from_json, read_classification

_KEY = "classification_actes"


def current(office: Office) -> Classification | None:
    """The one that speaks for this commune; None when none was imported."""
    return from_json(office.workspace.settings.get(_KEY))


def import_file(office: Office, path: Path) -> Classification:
    """Read a classification and keep it in place of the former one.

    Raises:
        UnreadableInput: the file is missing, or is no classification; the former one stays.
        EnvironmentFault: the workspace cannot be written.
    """
    if not path.is_file():
        raise UnreadableInput(Code.FILE_MISSING, fichier=str(path))
    try:
        with path.open("rb") as file:
            found = read_classification(file.read(LARGEST + 1))
    except OSError as error:
        cause = error.strerror or str(error)
        raise UnreadableInput(Code.FILE_UNREADABLE, fichier=str(path), cause=cause) from error
    except ValueError as error:
        raise UnreadableInput(Code.CLASSIFICATION_REFUSED, fichier=path.name, cause=str(error)) from error
    office.workspace.settings.put(_KEY, found.as_json())
    return found
