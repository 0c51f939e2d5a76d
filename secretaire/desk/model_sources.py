"""Find the file of an assistant near this PC (key, folder, beside the application), and install it: nothing is downloaded."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from secretaire.desk.models import choice, installed_models, known_models
from secretaire.desk.resources import resources
from secretaire.drafting.engine.model_files import InstalledModel, KnownModel
from secretaire.drafting.engine.model_import import Piece, file_piece, import_pieces, package_pieces
from secretaire.errors import Code, UnreadableInput, WrongUsage

_INSIDE = (Path(), Path("modeles"), Path("secretaire"), Path("secretaire") / "modeles")
"""Where on a key: at its root, or in the folder that an installer makes for us."""

_REMOVABLE = (Path("/media"), Path("/run/media"), Path("/mnt"))


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a known model, found near this PC: one file, or the packages that hold its pieces."""

    model: KnownModel
    place: Path
    pieces: tuple[Piece, ...]


def wanted(name: str = "") -> KnownModel:
    """The model of the catalogue that a person names, by its start; else the one settled for this PC, else the usual one.

    Raises:
        WrongUsage: no model of the catalogue, or several, bear this name.
    """
    catalogue = known_models()
    if not name:
        settled = choice().model_sha256
        return next((m for m in catalogue if m.sha256 == settled), catalogue[0])
    start = name.casefold()
    found = [m for m in catalogue if m.id.startswith(start) or m.nom.casefold().startswith(start)]
    if len(found) != 1:
        names = ", ".join(m.id for m in found or catalogue)
        raise WrongUsage(Code.WRONG_OPTION, cause=f"« {name} » ne désigne pas un assistant du catalogue ({names})")
    return found[0]


def places(folder: Path | None = None) -> tuple[Path, ...]:
    """Where a model is looked for: the folder given, else beside the application, on the keys, and here."""
    roots = [folder] if folder is not None else [*_beside(), *_volumes(), Path.cwd()]
    return tuple(dict.fromkeys(root / inside for root in roots for inside in _INSIDE))


def find(model: KnownModel, looked: tuple[Path, ...]) -> Source:
    """The first place that holds the model, by its name and size; its imprint is judged when it is copied.

    Raises:
        UnreadableInput: none holds it; the places are told.
    """
    for place in looked:
        file = place / model.fichier
        if file.is_file() and file.stat().st_size == model.octets:
            return Source(model, place, (file_piece(file),))
        pieces = package_pieces(place) if place.is_dir() else ()
        if pieces and sum(piece.size for piece in pieces) == model.octets:
            return Source(model, place, pieces)
    here = [str(place) for place in looked if place.is_dir()]
    raise UnreadableInput(
        Code.MODEL_NOT_FOUND,
        modele=model.nom,
        fichier=model.fichier,
        taille=f"{model.octets / 1e9:.1f} Go".replace(".", ","),
        lieux="cherché dans " + ", ".join(here) if here else "aucun des dossiers où il est cherché n'existe",
    )


def install(
    source: Source,
    folder: Path,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool] = lambda: False,
) -> InstalledModel:
    """Copy what was found into a folder of models; see `model_import.import_pieces` for what is refused."""
    return import_pieces(source.pieces, source.model.fichier, folder, known_models(), progress, cancelled)


def already_here(model: KnownModel) -> InstalledModel | None:
    """The model as it is installed on this PC, for this account or for all; None when it is not."""
    return next((m for m in installed_models() if m.sha256 == model.sha256), None)


def _beside() -> Iterator[Path]:
    """Beside the packaged application, and beside its folder of versions; else beside the catalogue."""
    if getattr(sys, "frozen", False):
        home = Path(sys.executable).parent
        yield home
        if home.parent.name == "versions":
            yield home.parents[1]
    yield resources().parent


def _volumes() -> Iterator[Path]:
    """The keys and disks plugged in."""
    for partition in psutil.disk_partitions(all=False):
        mount = Path(partition.mountpoint)
        if sys.platform == "win32":
            if "cdrom" not in partition.opts or partition.fstype:  # an empty drive would ask for a disc
                yield mount
        elif any(mount.is_relative_to(root) for root in _REMOVABLE):
            yield mount
