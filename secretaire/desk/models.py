"""The assistant of this PC: the models installed, the one chosen, its adapter, the process that runs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from secretaire.desk.energy import Energy, energy
from secretaire.desk.resources import models_catalogue
from secretaire.drafting.engine import model_files
from secretaire.drafting.engine.adapters import Adapter, adapter_of
from secretaire.drafting.engine.choice import Choice, load_choice, save_choice
from secretaire.drafting.engine.client import Engine, Limits
from secretaire.drafting.engine.model_files import InstalledModel, KnownModel
from secretaire.errors import Code, ModelUnavailable, WrongUsage
from secretaire.store import locations


@dataclass(frozen=True, slots=True)
class ModelLine:
    """A model of the catalogue, or one imported from elsewhere. Sizes: bytes, megabytes of memory."""

    name: str
    licence: str
    size: int
    ram_mb: int | None
    sha256: str
    path: Path | None


def list_models() -> tuple[ModelLine, ...]:
    """Models of the catalogue, installed or not, then those imported from elsewhere."""
    here = {m.sha256: m for m in installed_models()}
    known = _catalogue()
    lines = [
        ModelLine(m.nom, m.licence, m.octets, m.memoire_mo, m.sha256, here[m.sha256].path if m.sha256 in here else None)
        for m in known
    ]
    foreign = [m for sha, m in here.items() if sha not in {k.sha256 for k in known}]
    return (*lines, *(ModelLine(m.name, "", m.size, None, m.sha256, m.path) for m in foreign))


def installed_models() -> tuple[InstalledModel, ...]:
    """The models of this PC, the preferred one first."""
    return model_files.installed(locations.models_folder())


def import_model(
    path: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool] = lambda: False
) -> InstalledModel:
    """Install a model file on this PC; see `model_files.import_model` for what is refused."""
    return model_files.import_model(path, locations.models_folder(), _catalogue(), progress, cancelled)


def verify_model(
    progress: Callable[[int, int], None] = lambda _done, _total: None, cancelled: Callable[[], bool] = lambda: False
) -> InstalledModel:
    """Read the model of this PC again and compare its imprint.

    Raises:
        ModelUnavailable: none is installed, or the file changed.
        Cancelled: the person interrupted.
    """
    model = model_files.default_model(locations.models_folder())
    if model is None:
        raise ModelUnavailable(Code.MODEL_MISSING)
    model_files.verify(model, progress, cancelled)
    return model


# what this PC chose


def choice() -> Choice:
    """The choice of this PC."""
    return load_choice(locations.models_folder())


def chosen_model() -> InstalledModel:
    """The model that works on this PC.

    Raises:
        ModelUnavailable: none is installed, or the person works without the assistant.
    """
    model = model_files.default_model(locations.models_folder())
    if model is None:
        raise ModelUnavailable(Code.MODEL_MISSING)
    if choice().set_aside:
        raise ModelUnavailable(Code.MODEL_SET_ASIDE)
    return model


def choose(model_sha256: str, threads: int = 0) -> Path:
    """Work with this model from now on; returns the file where it is kept.

    Args:
        threads: 0 for one per physical core.

    Raises:
        WrongUsage: it is not installed.
    """
    if model_sha256 not in {m.sha256 for m in installed_models()}:
        raise WrongUsage(Code.WRONG_OPTION, cause="cet assistant n'est pas installé sur ce poste")
    return _keep({"model_sha256": model_sha256, "threads": threads, "set_aside": False})


def set_aside() -> Path:
    """Work without the assistant from now on; what is installed stays."""
    return _keep({"set_aside": True})


def rest_after(minutes: int) -> Path:
    """Give the memory back after this idle time; 0 for never."""
    return _keep({"rest_minutes": minutes})


def _keep(changed: dict[str, object]) -> Path:
    return save_choice(locations.models_folder(), choice().model_copy(update=changed))


# the process


def adapter(model: InstalledModel) -> Adapter:
    """What the application lays over a model of this PC."""
    return adapter_of(model, _catalogue(), models_catalogue().parent)


def open_engine(model: InstalledModel, threads: int | None = None) -> Engine:
    """An engine on a model of this PC, with its adapter; what it has read is kept beside the models.

    Args:
        threads: None for those chosen with this model.
    """
    if threads is None:
        threads = _threads(model)
    laid_over = adapter(model)
    return Engine(
        model.path,
        model_sha256=model.sha256,
        adapter=laid_over.path,
        adapter_sha256=laid_over.sha256,
        cache=locations.models_folder() / "memoire",
        threads=threads,
        limits=Limits(rest=choice().rest_minutes * 60),
    )


def energy_of(model: InstalledModel, seconds: float) -> Energy:
    """What a text written in this time by this model costs in electricity (an estimate)."""
    cores = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    return energy(seconds, _threads(model) or cores, cores)


def _threads(model: InstalledModel) -> int:
    """Those chosen with this model; 0 for one per physical core."""
    chosen = choice()
    return chosen.threads if chosen.model_sha256 == model.sha256 else 0


def _catalogue() -> tuple[KnownModel, ...]:
    return model_files.load_catalogue(models_catalogue())
