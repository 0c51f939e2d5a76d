"""What support needs to know of a PC and a workspace, without personal data."""

from __future__ import annotations

import os
import platform
import sqlite3
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from secretaire import __version__
from secretaire.desk.office import Office, legal_snapshot
from secretaire.drafting.engine import model_files
from secretaire.store import locations, secrets

_LIBRARIES = ("PySide6_Essentials", "llama-cpp-python", "python-docx", "pypdf", "Whoosh-Reloaded", "keyring")


@dataclass(frozen=True, slots=True)
class LawState:
    """The legal snapshot: its date, how many articles it knows, where from."""

    date: str
    articles: int
    source: str


def law_state() -> LawState:
    """The state of the legal snapshot shipped with the application."""
    state = legal_snapshot().state()
    return LawState(state.date, state.articles, state.source)


def machine_report() -> dict[str, Any]:
    """Machine, versions, model, keyring: nothing that names a person or a document."""
    model = model_files.default_model(locations.models_folder())
    return {
        "version": __version__,
        "systeme": platform.platform(),
        "python": platform.python_version(),
        "processeurs": os.cpu_count(),
        "sqlite": sqlite3.sqlite_version,
        "bibliotheques": {name: _version(name) for name in _LIBRARIES},
        "modele": model.name if model else None,
        "trousseau": secrets.keyring_available(),
        "journal_technique": str(locations.log_file()),
        "droit": law_state().date,
    }


def space_report(office: Office) -> dict[str, Any]:
    """Sizes and counts of a workspace."""
    return {
        "ouvert": True,
        "actes": len(office.workspace.acts.list()),
        "documents": office.fund.document_count(),
        "elus": len(office.workspace.roster.get().elus),
        "journal_intact": office.workspace.journal.verify().intact,
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
