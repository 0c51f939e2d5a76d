"""Type files of a commune: export them, verify them with every fault at its line, import them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from secretaire.desk.act_types import files_in, keep_file, own_file, reload, types_folder
from secretaire.desk.office import TYPES, Office
from secretaire.desk.resources import resources
from secretaire.drafting.act_types.reading import Fault, inspect_file
from secretaire.errors import Code, EnvironmentFault, UnreadableInput, WrongUsage

_HELP = ("schema.json", "LISEZMOI.md")


@dataclass(frozen=True, slots=True)
class Verified:
    """A type file verified: the id of the type when it is right, else its faults."""

    path: Path
    type_id: str
    libelle: str
    faults: tuple[Fault, ...]


def export_type(office: Office, type_id: str, target: Path) -> tuple[Path, ...]:
    """Write the file of a type, and beside it the schema and the guide that help to change it.

    Raises:
        WrongUsage: there is no such type.
        EnvironmentFault: the folder cannot be written.
    """
    office.types.get(type_id)
    own = own_file(office, type_id)
    source = own or resources() / TYPES / f"{type_id}.yaml"
    return _copied([(source, target)], target.parent)


def export_types(office: Office, folder: Path) -> tuple[Path, ...]:
    """Write the files of the commune's own types and of its changes; every shipped type when it has none.

    Raises:
        EnvironmentFault: the folder cannot be written.
    """
    ours = [(f, folder / f.name) for f in files_in(types_folder(office))]
    ours += [(f, folder / "adaptations" / f.name) for f in files_in(types_folder(office) / "adaptations")]
    shipped = [(f, folder / f.name) for f in files_in(resources() / TYPES)]
    return _copied(ours or shipped, folder)


def verify_types(path: Path) -> tuple[Verified, ...]:
    """Verify a type file, or every type file of a folder: every fault with its line.

    Raises:
        WrongUsage: no such file, or no type file in the folder.
    """
    files = files_in(path) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise WrongUsage(Code.NO_TYPE_FILE, fichier=str(path))
    found = []
    for file in files:
        inspected = inspect_file(file)
        kind = inspected.kind
        found.append(Verified(file, kind.id if kind else "", kind.libelle if kind else "", inspected.faults))
    return tuple(found)


def import_types(office: Office, path: Path) -> tuple[Verified, ...]:
    """Use type files in this workspace; a type of same id takes the place of the shipped one.

    Nothing is imported when one of the files has a fault.

    Raises:
        UnreadableInput: a file has a fault (TYPE_FILE_INVALID).
        WrongUsage: no such file.
        EnvironmentFault: the workspace cannot be written.
    """
    verified = verify_types(path)
    for each in verified:
        if each.faults:
            fault = each.faults[0]
            cause = f"ligne {fault.line}, {fault.cause}"
            raise UnreadableInput(Code.TYPE_FILE_INVALID, fichier=each.path.name, cause=cause, ligne=fault.line)
    for each in verified:
        keep_file(types_folder(office) / f"{each.type_id}.yaml", each.path.read_bytes())
    reload(office)
    return verified


def _copied(pairs: Sequence[tuple[Path, Path]], folder: Path) -> tuple[Path, ...]:
    try:
        for source, target in pairs:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        for name in _HELP:
            shutil.copyfile(resources() / TYPES / name, folder / name)
    except OSError as error:
        raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(folder), cause=error.strerror or "") from error
    return tuple(target for _, target in pairs)
