"""The assistant of this PC: the models installed, the one chosen, its adapter, the process that runs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from secretaire.desk.energy import Energy, energy
from secretaire.desk.resources import models_catalogue
from secretaire.drafting.engine import model_files, model_import
from secretaire.drafting.engine.adapters import Adapter, adapter_of
from secretaire.drafting.engine.child import engine_of_this_pc
from secretaire.drafting.engine.choice import Choice, load_choice, save_choice
from secretaire.drafting.engine.client import Engine, Limits
from secretaire.drafting.engine.model_files import InstalledModel, KnownModel
from secretaire.errors import Code, ModelUnavailable, Refused, WrongUsage
from secretaire.store import locations
from secretaire.store.policy import OPTIONS, Policy, machine_policy, policy_file, shared_models_folder


@dataclass(frozen=True, slots=True)
class ModelLine:
    """A model of the catalogue, or one imported from elsewhere. Sizes: bytes, megabytes of memory."""

    name: str
    licence: str
    size: int
    ram_mb: int | None
    sha256: str
    path: Path | None
    file_name: str = ""


def list_models() -> tuple[ModelLine, ...]:
    """Models of the catalogue, installed or not, then those imported from elsewhere."""
    here = {m.sha256: m for m in installed_models()}
    known = known_models()
    lines = [
        ModelLine(m.nom, m.licence, m.octets, m.memoire_mo, m.sha256, _path_of(here.get(m.sha256)), m.fichier)
        for m in known
    ]
    foreign = [m for sha, m in here.items() if sha not in {k.sha256 for k in known}]
    return (*lines, *(ModelLine(m.name, "", m.size, None, m.sha256, m.path, m.path.name) for m in foreign))


def _path_of(model: InstalledModel | None) -> Path | None:
    return model.path if model else None


def installed_models() -> tuple[InstalledModel, ...]:
    """The models of this PC, the preferred one first."""
    return model_files.installed(*locations.model_folders())


def import_model(
    path: Path,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool] = lambda: False,
    *,
    folder: Path | None = None,
) -> InstalledModel:
    """Install a model file in a folder, that of this account by default; see `model_import` for what is refused."""
    return model_import.import_model(path, folder or locations.models_folder(), known_models(), progress, cancelled)


def engine_words() -> str:
    """The engine and the processor library it chose, in a few words; half a second, no model is opened.

    Raises:
        ModelUnavailable: the engine does not start on this PC.
    """
    engine = engine_of_this_pc()
    return f"{engine.library}, {f'bibliothèque {engine.variant}' if engine.variant else 'construit pour ce poste'}"


def own_folder() -> Path:
    """The models of this account."""
    return locations.models_folder()


def shared_folder() -> Path:
    """The models of all the accounts of the machine, which an administrator alone may change."""
    return shared_models_folder()


def verify_model(
    progress: Callable[[int, int], None] = lambda _done, _total: None, cancelled: Callable[[], bool] = lambda: False
) -> InstalledModel:
    """Read the model of this PC again and compare its imprint.

    Raises:
        ModelUnavailable: none is installed, or the file changed.
        Cancelled: the person interrupted.
    """
    model = default_model()
    if model is None:
        raise ModelUnavailable(Code.MODEL_MISSING)
    model_files.verify(model, progress, cancelled)
    return model


# what this PC chose


def choice() -> Choice:
    """The choice of this PC: what the person chose, over what the installer proposes, under what he locks."""
    policy, personal = machine_policy(), load_choice(locations.models_folder())
    proposed = _settled(policy)
    locked = {
        name: proposed.get(name, getattr(Choice(), name)) for name, option in _OPTIONS.items() if policy.locks(option)
    }
    return Choice(**{**proposed, **personal.model_dump(exclude_unset=True), **locked})


def is_chosen(option: str) -> bool:
    """Did the person of this account choose this option (« assistant.fils »)?"""
    chosen = load_choice(locations.models_folder()).model_fields_set
    return any(of == option and name in chosen for name, of in _OPTIONS.items())


def default_model() -> InstalledModel | None:
    """The model that would work on this PC, even if it is set aside; None when none is installed."""
    return model_files.preferred(installed_models(), choice().model_sha256)


def chosen_model() -> InstalledModel:
    """The model that works on this PC.

    Raises:
        ModelUnavailable: none is installed, or the person or the installer works without the assistant.
    """
    model = default_model()
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
        Refused: the installer fixed the model, or that there is none.
    """
    if model_sha256 not in {m.sha256 for m in installed_models()}:
        raise WrongUsage(Code.WRONG_OPTION, cause="cet assistant n'est pas installé sur ce poste")
    measured: dict[str, object] = {} if is_fixed("assistant.fils") else {"threads": threads}
    return _keep({"model_sha256": model_sha256, "set_aside": False, **measured})


def set_aside() -> Path:
    """Work without the assistant from now on; what is installed stays.

    Raises:
        Refused: the installer fixed it.
    """
    return _keep({"set_aside": True})


def rest_after(minutes: int) -> Path:
    """Give the memory back after this idle time; 0 for never.

    Raises:
        Refused: the installer fixed it.
    """
    return _keep({"rest_minutes": minutes})


def is_fixed(option: str) -> bool:
    """Did the installer lock this option (« assistant.modele »)?"""
    return machine_policy().locks(option)


_OPTIONS = {
    "set_aside": "assistant.actif",
    "model_sha256": "assistant.modele",
    "threads": "assistant.fils",
    "rest_minutes": "assistant.repos_min",
}
"""Where each choice is settled in the file of the machine."""


def _settled(policy: Policy) -> dict[str, str | int | bool]:
    """What the file of the machine says, as a choice."""
    said = policy.assistant
    found = {
        "set_aside": None if said.actif is None else not said.actif,
        "model_sha256": said.modele and _sha256_of(said.modele),
        "threads": said.fils,
        "rest_minutes": said.repos_min,
    }
    return {name: value for name, value in found.items() if value is not None}


def _sha256_of(named: str) -> str:
    """The imprint of a model named as in the catalogue, or by its imprint."""
    return next((m.sha256 for m in known_models() if named in {m.id, m.nom, m.fichier}), named)


def _keep(changed: dict[str, object]) -> Path:
    """Keep a choice; what the installer locked may be chosen again as it is, never otherwise."""
    current = choice()
    for name, value in changed.items():
        if machine_policy().locks(_OPTIONS[name]) and value != getattr(current, name):
            raise Refused(Code.FIXED_BY_INSTALLER, option=OPTIONS[_OPTIONS[name]], fichier=str(policy_file()))
    personal = load_choice(locations.models_folder())
    return save_choice(locations.models_folder(), personal.model_copy(update=changed))


# the process


def adapter(model: InstalledModel) -> Adapter:
    """What the application lays over a model of this PC."""
    return adapter_of(model, known_models(), models_catalogue().parent)


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
    return chosen.threads if chosen.model_sha256 in {"", model.sha256} else 0


def known_models() -> tuple[KnownModel, ...]:
    """The catalogue, the usual model first."""
    return model_files.load_catalogue(models_catalogue())
