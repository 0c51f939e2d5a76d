"""Where the things of this PC are: last workspace opened, models, logs.

`SECRETAIRE_DONNEES` puts all of it in one folder (tests, USB stick, installers). The machine's own settings
(`policy`) say where copies and new workspaces go, and where the models common to all accounts are.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

import platformdirs

from secretaire.errors import Code, EnvironmentFault
from secretaire.store.network_volume import on_network
from secretaire.store.policy import machine_policy, shared_models_folder

_APPLICATION = "secretaire"
_VARIABLE = "SECRETAIRE_DONNEES"
_LAST = "dernier-espace.json"
_MOST_SPACES = 12


def models_folder() -> Path:
    """Where this account keeps its language models and its choice (it may not exist yet)."""
    return (_one_folder() or platformdirs.user_data_path(_APPLICATION, appauthor=False)) / "modeles"


def model_folders() -> tuple[Path, Path]:
    """Where language models are found: those of this account, then those of the machine, which are only read."""
    return models_folder(), shared_models_folder()


def spaces_folder() -> Path:
    """Where a new workspace is proposed (it may not exist yet); never on a share unless the installer settled one.

    « Documents » is often on a server in a mairie with several PCs, where no workspace can live.
    """
    settled = machine_policy().dossiers.espaces
    if settled:
        return Path(settled)
    documents = platformdirs.user_documents_path()
    if on_network(documents):
        return platformdirs.user_data_path(_APPLICATION, appauthor=False) / "espaces"
    return documents / "Secrétaire"


def law_folder() -> Path:
    """Where the states of the law brought to this PC are kept (it may not exist yet)."""
    return (_one_folder() or platformdirs.user_data_path(_APPLICATION, appauthor=False)) / "droit"


def copies_folder() -> Path:
    """Where the copies that make themselves are kept on this PC, a folder for each workspace (it may not exist yet)."""
    if (one := _one_folder()) is not None:
        return one / "sauvegardes"
    settled = machine_policy().dossiers.copies
    return Path(settled) if settled else platformdirs.user_data_path(_APPLICATION, appauthor=False) / "sauvegardes"


def open_vaults_folder() -> Path:
    """Where the vaults are in clear while they are open, a folder for each (it may not exist yet)."""
    return (_one_folder() or platformdirs.user_data_path(_APPLICATION, appauthor=False)) / "coffres-ouverts"


def logs_folder() -> Path:
    """Where the technical logs are written (it may not exist yet)."""
    one = _one_folder()
    return one / "traces" if one else platformdirs.user_log_path(_APPLICATION, appauthor=False)


def log_file() -> Path:
    """The technical log of the application."""
    return logs_folder() / "secretaire.log"


def last_space() -> Path | None:
    """The folder of the last workspace opened on this PC (it may be gone); None if there was none."""
    return next(iter(_remembered()), None)


def known_spaces() -> tuple[Path, ...]:
    """The workspaces opened by this account that are still there, the latest first: a secretary may serve several communes."""
    return tuple(folder for folder in _remembered() if folder.is_dir())


def _remembered() -> tuple[Path, ...]:
    base = config_folder()
    try:
        kept = json.loads((base / _LAST).read_text(encoding="utf-8"))
        return tuple(base / str(folder) for folder in (kept["dossier"], *kept.get("autres", ())))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()  # a lost preference, not a fault: the person opens them again


def remember_space(folder: Path) -> None:
    """Remember the folder of the workspace just opened.

    Raises:
        EnvironmentFault: the preferences of the person cannot be written.
    """
    base, folder = config_folder().absolute(), folder.absolute()
    # a workspace carried on the same stick is found again when its drive letter changes
    first, *others = (
        str(each.relative_to(base) if each.is_relative_to(base) else each)
        for each in (folder, *(former for former in _remembered() if former != folder))
    )
    target = base / _LAST
    unfinished = base / f"{_LAST}.{os.getpid()}.partiel"
    try:
        base.mkdir(parents=True, exist_ok=True)
        with unfinished.open("w", encoding="utf-8") as file:
            json.dump({"dossier": first, "autres": others[: _MOST_SPACES - 1]}, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(target), cause=cause) from error


def config_folder() -> Path:
    """Where the preferences of the person are (it may not exist yet)."""
    return _one_folder() or platformdirs.user_config_path(_APPLICATION, appauthor=False)


def _one_folder() -> Path | None:
    chosen = os.environ.get(_VARIABLE, "")
    return Path(chosen) if chosen else None
