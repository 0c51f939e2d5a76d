"""What support needs to know of a PC and a workspace, without personal data."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import psutil

from secretaire import __version__
from secretaire.desk import models
from secretaire.desk.assistant import assistant_state
from secretaire.desk.journal import journal_report
from secretaire.desk.law import law_state
from secretaire.desk.messages import ADAPTER_FAULTS
from secretaire.desk.office import Office
from secretaire.store import locations

_LIBRARIES = ("PySide6_Essentials", "llama-cpp-python", "python-docx", "pypdf", "Whoosh-Reloaded", "keyring")


def machine_report() -> dict[str, Any]:
    """Machine, versions, model, keyring: nothing that names a person or a document."""
    model = models.default_model()
    choice = models.choice()
    fault = models.adapter(model).fault if model else None
    return {
        "version": __version__,
        "systeme": platform.platform(),
        "python": platform.python_version(),
        "processeurs": os.cpu_count(),
        "sqlite": sqlite3.sqlite_version,
        "bibliotheques": {name: _version(name) for name in _LIBRARIES},
        "memoire_mo": round(psutil.virtual_memory().total / 1e6),
        "modele": model.name if model else None,
        "assistant": assistant_state().reason or "prêt",
        "complement": ADAPTER_FAULTS[fault] if fault else None,
        "fils": choice.threads or None,
        "memoire_rendue_apres_min": choice.rest_minutes or None,
        "journal_technique": str(locations.log_file()),
        "droit": law_state().date.isoformat(),
    }


def space_report(office: Office) -> dict[str, Any]:
    """Sizes and counts of a workspace."""
    journal = journal_report(office)
    return {
        "ouvert": True,
        "actes": len(office.workspace.acts.list()),
        "documents": office.fund.document_count(),
        "elus": len(office.workspace.roster.get().elus),
        "journal_intact": journal.intact,
        "journal_protection": journal.protection.value,
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
