"""What support needs to know of a PC and a workspace: one page, which names neither a person nor a document."""

from __future__ import annotations

import getpass
import os
import platform
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import psutil

from secretaire import __version__, libreoffice
from secretaire.desk import before_migration, models, recordings, updates
from secretaire.desk.assistant import assistant_state
from secretaire.desk.automatic_copies import places
from secretaire.desk.journal import journal_report
from secretaire.desk.law import law_state
from secretaire.desk.logs import logged_faults
from secretaire.desk.machine_settings import machine_settings
from secretaire.desk.messages import ADAPTER_FAULTS, sentence
from secretaire.desk.office import Office
from secretaire.drafting.engine.model_files import InstalledModel
from secretaire.errors import ModelUnavailable
from secretaire.exchange.atomic import write_atomically
from secretaire.fund.pictures.tesseract import Availability, tesseract_state
from secretaire.store import locations
from secretaire.store.network_volume import on_network

_LIBRARIES = ("PySide6_Essentials", "llama-cpp-python", "python-docx", "pypdf", "Whoosh-Reloaded", "keyring")
_RECOGNITION = {
    Availability.READY: "prête",
    Availability.NO_FRENCH: "sans le français",
    Availability.ABSENT: "absente",
}
_FAULTS = 8
_ACCOUNT = "‹compte›"
_MACHINE = "‹poste›"
_HOMES = re.compile(r"((?:/home|/Users|[A-Za-z]:\\+(?:Users|Utilisateurs))[/\\]+)[^/\\\n]+")


def machine_report() -> dict[str, Any]:
    """Machine, versions, model, settings, faults: nothing that names a person or a document. Sizes in megabytes."""
    model = models.default_model()
    choice = models.choice()
    fault = models.adapter(model).fault if model else None
    settings = machine_settings()
    standing = updates.standing()
    report = {
        "version": __version__,
        "empaquete": bool(getattr(sys, "frozen", False)),
        "versions_gardees": list(standing.installed),
        "systeme": platform.platform(),
        "python": platform.python_version(),
        "processeurs": os.cpu_count(),
        "sqlite": sqlite3.sqlite_version,
        "bibliotheques": {name: _version(name) for name in _LIBRARIES},
        "memoire_mo": round(psutil.virtual_memory().total / 1e6),
        "memoire_libre_mo": round(psutil.virtual_memory().available / 1e6),
        "disque_libre_mo": _free_mb(locations.models_folder()),
        "libreoffice": libreoffice.program() is not None,
        "reconnaissance_du_texte": _RECOGNITION[tesseract_state().availability],
        "modele": _model_words(model) if model else None,
        "modele_commun_au_poste": bool(model and not model.path.is_relative_to(locations.models_folder())),
        "assistant": assistant_state().reason or "prêt",
        "moteur": _engine_words(),
        "complement": ADAPTER_FAULTS[fault] if fault else None,
        "transcription": recordings.installed() is not None,
        "fils": choice.threads or None,
        "memoire_rendue_apres_min": choice.rest_minutes or None,
        "reglages_du_poste": {
            "present": settings.present,
            "lignes_fausses": [fault.line for fault in settings.faults],
            "options": {
                s.option: s.settler.value + (", fixé" if s.fixed else "")
                for s in settings.settings
                if s.file is not None
            },
        },
        "journal_technique": str(locations.log_file()),
        "pannes": [{"genre": f.kind, "endroit": f.place, "fois": f.times} for f in logged_faults(_FAULTS)],
        "droit": law_state().date.isoformat(),
    }
    return {key: _without_names(value) for key, value in report.items()}


def space_report(office: Office) -> dict[str, Any]:
    """Sizes and counts of a workspace."""
    journal = journal_report(office)
    kept = [copy for place in places(office) for copy in place.copies]
    return {
        "ouvert": True,
        "actes": len(office.workspace.acts.list()),
        "documents": office.fund.document_count(),
        "elus": len(office.workspace.roster.get().elus),
        "octets": sum(file.stat().st_size for file in office.folder.glob("*.sqlite*")),
        "sur_le_reseau": on_network(office.folder),
        "disque_libre_mo": _free_mb(office.folder),
        "journal_intact": journal.intact,
        "journal_protection": journal.protection.value,
        "sauvegardes": len(kept),
        "derniere_sauvegarde": max((_day(copy.moment) for copy in kept), default=None),
        "sauvegardes_avant_mise_a_jour": len(before_migration.copies()),
    }


def readable(report: dict[str, Any]) -> str:
    """The same as one page of text, to send by mail."""
    now = datetime.now().astimezone()
    lines = [
        f"État du poste — Secrétaire {report['version']} — {now:%d/%m/%Y %H:%M}",
        "Cette page ne contient ni nom, ni texte d'acte ou de document : elle peut être envoyée à votre installateur.",
        "",
        *_page_lines(report),
    ]
    return "\n".join(lines) + "\n"


def write_readable(report: dict[str, Any], target: Path) -> None:
    """Write that page; a mark at its head tells Notepad how it is written.

    Raises:
        EnvironmentFault: the target cannot be written.
    """
    write_atomically(target, readable(report).encode("utf-8-sig"))


_LABELS = {
    "version": "Version",
    "empaquete": "Application installée (et non lancée de ses sources)",
    "versions_gardees": "Versions gardées",
    "systeme": "Système",
    "python": "Python",
    "processeurs": "Processeurs",
    "sqlite": "SQLite",
    "bibliotheques": "Bibliothèques",
    "memoire_mo": "Mémoire (Mo)",
    "memoire_libre_mo": "Mémoire libre (Mo)",
    "disque_libre_mo": "Disque libre (Mo)",
    "libreoffice": "LibreOffice",
    "reconnaissance_du_texte": "Reconnaissance du texte (Tesseract)",
    "modele": "Assistant installé",
    "modele_commun_au_poste": "Assistant commun à tous les comptes",
    "assistant": "État de l'assistant",
    "moteur": "Moteur de l'assistant",
    "complement": "Complément de l'assistant",
    "transcription": "Transcription des enregistrements",
    "fils": "Cœurs choisis",
    "memoire_rendue_apres_min": "Mémoire rendue après (min)",
    "reglages_du_poste": "Réglages du poste",
    "present": "  fichier présent",
    "lignes_fausses": "  lignes fausses",
    "options": "  options posées ou choisies",
    "journal_technique": "Journal technique",
    "pannes": "Pannes notées (genre, endroit du programme, nombre)",
    "droit": "État du droit",
    "espace": "Espace de la commune",
    "ouvert": "  ouvert",
    "raison": "  raison",
    "actes": "  actes",
    "documents": "  documents du fonds",
    "elus": "  élus",
    "octets": "  octets",
    "sur_le_reseau": "  sur le réseau",
    "journal_intact": "  journal intact",
    "journal_protection": "  protection du journal",
    "sauvegardes": "  sauvegardes",
    "derniere_sauvegarde": "  dernière sauvegarde",
    "sauvegardes_avant_mise_a_jour": "  sauvegardes d'avant une mise à jour",
}


def _page_lines(report: dict[str, Any]) -> Iterator[str]:
    for key, value in report.items():
        label = _LABELS.get(key, key)
        if key in {"espace", "reglages_du_poste"}:
            yield ""
            yield label
            yield from _page_lines(value)
        else:
            yield f"{label} : {_words(value)}"


def _words(value: object) -> str:
    if value is None or value in ([], {}):
        return "néant"
    match value:
        case bool():
            return "oui" if value else "non"
        case dict():
            return ", ".join(f"{name} {_words(each)}" for name, each in value.items())
        case list():
            return " ; ".join(_words(each) for each in value)
        case _:
            return str(value)


def _engine_words() -> str:
    try:
        return models.engine_words()
    except ModelUnavailable as error:
        return sentence(error)


def _model_words(model: InstalledModel) -> str:
    """A file from elsewhere may bear the name of whoever brought it."""
    return model.name if model.known else f"fichier hors catalogue, {model.sha256[:12]}"


def _without_names(value: Any) -> Any:
    """The same, where neither the account, nor its folder, nor the PC is named."""
    if isinstance(value, dict):
        return {key: _without_names(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_without_names(each) for each in value]
    return _masked(value) if isinstance(value, str) else value


def _masked(text: str) -> str:
    text = text.replace(str(Path.home()), "~")
    text = _HOMES.sub(rf"\1{_ACCOUNT}", text)
    for name, mark in ((_account(), _ACCOUNT), (platform.node(), _MACHINE)):
        if len(name) > 1:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", mark, text, flags=re.IGNORECASE)
    return text


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return ""


def _free_mb(folder: Path) -> int | None:
    """Room left on the disk of a folder, which may not exist yet."""
    for place in (folder, *folder.parents):
        if place.exists():
            return round(shutil.disk_usage(place).free / 1e6)
    return None


def _day(moment: datetime) -> str:
    return moment.astimezone().date().isoformat()


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
