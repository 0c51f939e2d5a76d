"""The copies that make themselves: where they go, which are there, when the next one is due."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from secretaire.desk.file_names import safe_name
from secretaire.desk.office import Office
from secretaire.desk.rotation import is_due, to_keep
from secretaire.desk.safekeeping import save_copy
from secretaire.desk.vault_keeping import save_sealed_copy
from secretaire.errors import Code, EnvironmentFault, SecretaireError, WrongUsage
from secretaire.store import locations
from secretaire.store.copies import Told, untold

_SETTING = "sauvegardes"
_MOMENT = "%Y-%m-%d_%H-%M-%S"
_NAME = re.compile(r".*_(\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d)_([0-9a-f]{8})(?:\.coffre)?\.zip")
_SEALED = ".coffre.zip"
_ROOM = 3
"""Copies that must fit on a disk before one more is made there: the disk of the PC is never filled by copies."""


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A copy in one of the places, checked when it was made. `moment` is in UTC."""

    path: Path
    moment: datetime
    size: int

    @property
    def sealed(self) -> bool:
        """Is it of a vault: nothing of it in clear?"""
        return self.path.name.endswith(_SEALED)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of copies.

    Attributes:
        here: is it the one of this PC, which every workspace has?
        reachable: False when the stick is not plugged in.
        copies: latest first.
    """

    folder: Path
    here: bool
    reachable: bool
    copies: tuple[KeptCopy, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a copy that was due in a place: the copy, or why it was not made."""

    place: Path
    made: Path | None
    fault: SecretaireError | None


def places(office: Office) -> tuple[Place, ...]:
    """This PC first, then the folder or stick that the person chose, if she did."""
    return tuple(_place(office, folder) for folder in _folders(office))


def choose_place(office: Office, folder: Path) -> None:
    """From now on, copies also go to this folder.

    Raises:
        WrongUsage: it does not exist, or is inside the workspace.
    """
    folder = folder.absolute()
    if not folder.is_dir():
        raise WrongUsage(Code.FILE_MISSING, fichier=str(folder))
    if any(folder.resolve().is_relative_to(within.resolve()) for within in (office.folder, office.place)):
        raise WrongUsage(Code.COPY_INSIDE, dossier=str(folder))
    office.workspace.settings.put(_SETTING, {"dossier": str(folder)})


def forget_place(office: Office) -> None:
    """Copies go to this PC only; those made elsewhere stay there."""
    office.workspace.settings.put(_SETTING, {})


def copy_where_due(office: Office, now: datetime, told: Told = untold) -> tuple[Outcome, ...]:
    """Make the copies that are due, wherever one can be made; a stick that is not plugged in is no fault.

    Raises:
        Cancelled: `told` said so.
    """
    due = [place for place in places(office) if place.reachable and is_due((c.moment for c in place.copies), now)]
    return tuple(_copy(office, place, now, told) for place in due)


def copy_now(office: Office, now: datetime, told: Told = untold) -> tuple[Outcome, ...]:
    """Make a copy wherever one can be made.

    Raises:
        Cancelled: `told` said so.
    """
    return tuple(_copy(office, place, now, told) for place in places(office) if place.reachable)


def _folders(office: Office) -> Iterator[Path]:
    yield locations.copies_folder() / office.workspace.uuid[:8]
    chosen = office.workspace.settings.get(_SETTING)
    if isinstance(chosen, dict) and chosen.get("dossier"):
        yield Path(str(chosen["dossier"]))


def _place(office: Office, folder: Path) -> Place:
    here = folder.parent == locations.copies_folder()
    found = sorted(_copies(folder, office.workspace.uuid), key=lambda copy: copy.moment, reverse=True)
    return Place(folder, here, here or folder.is_dir(), tuple(found))


def _copies(folder: Path, uuid: str) -> Iterator[KeptCopy]:
    try:
        for path in folder.iterdir():
            named = _NAME.fullmatch(path.name)
            if named is not None and uuid.startswith(named[2]):
                moment = datetime.strptime(named[1], _MOMENT).replace(tzinfo=UTC)
                yield KeptCopy(path, moment, path.stat().st_size)
    except (OSError, ValueError):  # pulled out while it was read, or a name nobody of ours gave
        return


def _copy(office: Office, place: Place, now: datetime, told: Told) -> Outcome:
    uuid = office.workspace.uuid
    sealed = office.entrance is not None
    suffix = _SEALED if sealed else ".zip"
    name = f"{safe_name(office.commune.nom)}_{now.astimezone(UTC).strftime(_MOMENT)}_{uuid[:8]}{suffix}"
    try:
        if place.here:
            place.folder.mkdir(parents=True, exist_ok=True)
        for ended in (".zip.a-verifier*", f"{_SEALED}.partiel"):  # by a window that was killed
            for left in place.folder.glob(f".*_{uuid[:8]}{ended}"):
                left.unlink()
        _refuse_to_fill(place)
        target = place.folder / name
        made = (save_sealed_copy(office, target, told) if sealed else save_copy(office.folder, target, told)).path
        kept = to_keep((copy.moment for copy in _copies(place.folder, uuid)), now)
        for copy in _copies(place.folder, uuid):
            if copy.moment not in kept:
                copy.path.unlink(missing_ok=True)
    except SecretaireError as error:
        return Outcome(place.folder, None, error)
    except OSError as error:
        cause = error.strerror or str(error)
        return Outcome(place.folder, None, EnvironmentFault(Code.COPY_NOT_MADE, fichier=name, cause=cause))
    return Outcome(place.folder, made, None)


def _refuse_to_fill(place: Place) -> None:
    largest = max((copy.size for copy in place.copies), default=0)
    if shutil.disk_usage(place.folder).free < _ROOM * largest:
        cause = "il ne reste presque plus de place"
        raise EnvironmentFault(Code.COPY_NOT_MADE, fichier=str(place.folder), cause=cause)
