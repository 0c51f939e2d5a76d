"""reglages: what the installer settled for this machine."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.desk import machine_settings
from secretaire.store.policy import Fault


def declare(commands: Subparsers) -> None:
    """Declare the group."""
    reglages = commands.group("reglages", "les réglages du poste, posés par l'installateur")
    reglages.command("montrer", "chaque option : sa valeur, et qui l'a posée", show)
    verifier = reglages.command("verifier", "dit les lignes fausses d'un fichier de réglages", check)
    verifier.add_argument("fichier", metavar="REGLAGES.toml")
    reglages.command("exemple", "un fichier de réglages à compléter", write_example)


def show(_options: argparse.Namespace) -> Result:
    found = machine_settings.machine_settings()
    data = {
        "fichier": str(found.file),
        "present": found.present,
        "fautes": _faults_json(found.faults),
        "options": [
            {
                "nom": s.option,
                "libelle": s.label,
                "valeur": s.value,
                "origine": s.settler.value,
                "fixe": s.fixed,
                "fichier": str(s.file) if s.file else None,
            }
            for s in found.settings
        ],
    }
    lines = [f"Réglages du poste : {found.file}{'' if found.present else ' (absent)'}"]
    lines += [f"  à corriger, {_fault_line(fault)}" for fault in found.faults]
    for s in found.settings:
        lines += [f"{s.label} : {s.value}", f"    {s.option}, {s.origin}{f' ({s.file})' if s.file else ''}"]
    return Result(data, lines)


def check(options: argparse.Namespace) -> Result:
    faults = machine_settings.check_file(Path(options.fichier))
    lines = [_fault_line(fault) for fault in faults] or ["Aucune faute : le fichier peut être posé."]
    return Result({"fautes": _faults_json(faults)}, lines, exit_code=3 if faults else 0)


def write_example(_options: argparse.Namespace) -> Result:
    text = machine_settings.example()
    return Result({"exemple": text}, text.splitlines())


def _fault_line(fault: Fault) -> str:
    return f"ligne {fault.line} : {fault.cause}" if fault.line else fault.cause


def _faults_json(faults: tuple[Fault, ...]) -> list[dict[str, Any]]:
    return [{"ligne": fault.line, "cause": fault.cause} for fault in faults]
