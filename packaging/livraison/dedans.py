"""The gestures on the PCs of one distribution, from inside the namespaces that `epreuve.py` made. Not run by hand."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gestes
from gestes import Trial
from machine import Failed, Machine

Gesture = Callable[[Trial], str]

NEW_PC: tuple[tuple[str, Gesture], ...] = (
    ("Un système nu", gestes.nothing_to_lean_on),
    ("Aucun réseau", gestes.no_network),
    ("Installer depuis la clé", gestes.install),
    ("Importer l'assistant depuis la clé", gestes.import_model),
    ("La commune fictive", gestes.fictional_commune),
    ("Des champs à la délibération définitive", gestes.demo_job),
    ("Cinq phrases de l'assistant", gestes.five_sentences),
    ("La fenêtre", gestes.window),
    ("Le diagnostic", gestes.diagnostic),
    ("La preuve hors ligne", gestes.offline_proof),
    ("L'espace relu", gestes.sound_space),
    ("Désinstaller", gestes.uninstall),
)
UPGRADED_PC: tuple[tuple[str, Gesture], ...] = (
    ("Une version ancienne et ses données", gestes.older_version),
    ("Mettre à jour par-dessus", gestes.upgrade),
    ("L'espace relu après la mise à jour", gestes.sound_space),
    ("Désinstaller en gardant les données", gestes.uninstall),
)
MODEST_PC: tuple[tuple[str, Gesture], ...] = (
    ("Aucun réseau", gestes.no_network),
    ("Installer pour son seul compte, sans administrateur", gestes.install_alone),
    ("Retirer en gardant les données", gestes.remove_alone),
)


def on_a_pc(
    name: str, steps: tuple[tuple[str, Gesture], ...], settings: dict[str, Any], results: list[dict[str, Any]]
) -> None:
    """The gestures on one fresh PC, in order; what fails is noted and the rest goes on."""
    log = Path(settings["journal"])
    with log.open("a", encoding="utf-8") as stream:
        stream.write(f"\n════ {settings['systeme']} — {name}\n")
    folder = Path(settings["travail"]) / name
    machine = Machine(Path(settings["racine"]), folder, log)
    machine.plug(Path(settings["cle"]))
    trial = Trial(machine, settings["modele"], Path(settings["demo"]), log.parent)
    for title, gesture in steps:
        with log.open("a", encoding="utf-8") as stream:
            stream.write(f"\n──── {title}\n")
        began = time.monotonic()
        try:
            seen, done = gesture(trial), True
        except (Failed, OSError, ValueError, KeyError) as error:
            seen, done = f"{type(error).__name__} : {error}", False
        seconds = round(time.monotonic() - began, 1)
        results.append({"poste": name, "geste": title, "reussi": done, "vu": seen, "secondes": seconds})
        print(f"  {'✓' if done else '✗'} {title} ({seconds:.0f} s) : {seen}", flush=True)
        with log.open("a", encoding="utf-8") as stream:
            stream.write(f"→ {'réussi' if done else 'ÉCHEC'} : {seen}\n")


def main() -> None:
    settings = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    results: list[dict[str, Any]] = []
    on_a_pc("poste neuf", NEW_PC, settings, results)
    on_a_pc("poste mis à jour", UPGRADED_PC, settings, results)
    if settings["autonome"]:
        on_a_pc("poste sans droits", MODEST_PC, settings, results)
    Path(settings["resultats"]).write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    raise SystemExit(0 if all(result["reussi"] for result in results) else 1)


if __name__ == "__main__":
    main()
