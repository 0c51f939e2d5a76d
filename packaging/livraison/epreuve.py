"""The proof of a delivery: the package installed, used, updated and removed on bare PCs without a network.

    sudo .venv/bin/python packaging/livraison/epreuve.py --deb F.deb [--autonome F.run] [--modele F.gguf] [--systemes bookworm,trixie]

Each distribution is a minimal system made by debootstrap, kept for the next time. Everything done there runs in
namespaces of its own, without any network interface. The log, the traces and the photographs go to
`build/livraison/epreuve/SYSTEM/`; the summary is `docs/livraison.md`, its photographs in `docs/epreuve/`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import gestes
from composants import ROOT
from machine import HOME
from racines import SCREEN, SYSTEMS, Impossible, System, bare_root, depends, installed, output

# A state of the application whose database had its eighth form: an update has as many migrations to make as there came since.
OLD_STATE = "f5ec774"
OLD_VERSION = "0.0.9"
SECLUDED = ("unshare", "--net", "--mount", "--pid", "--fork", "--ipc", "--uts", "--kill-child", "--mount-proc")


def default_model() -> Path | None:
    """The language model installed on this machine, if there is one."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return next(iter(sorted((data / "secretaire" / "modeles").glob("*.gguf"))), None)


def older_package(package: Path, target: Path) -> None:
    """The same package under an older number, with a file that the new one has not: what an update must replace."""
    with tempfile.TemporaryDirectory(dir=target.parent) as work:
        tree = Path(work) / "arbre"
        output("dpkg-deb", "--raw-extract", package, tree)
        control = tree / "DEBIAN" / "control"
        lines = control.read_text(encoding="utf-8").splitlines()
        renamed = [f"Version: {OLD_VERSION}" if line.startswith("Version:") else line for line in lines]
        control.write_text("\n".join(renamed) + "\n", encoding="utf-8")
        left = tree / "usr" / "share" / "doc" / "secretaire" / "ancienne-version"
        left.parent.mkdir(parents=True, exist_ok=True)
        left.write_text("n'existe plus dans la nouvelle version\n", encoding="utf-8")
        output("dpkg-deb", "--build", "--root-owner-group", "-Znone", tree, target)


def older_space(folder: Path) -> None:
    """A workspace made by an older state of the application (`ancien-espace`), and what it listed (`.json`).

    It is made at the place where the secretary will have it, in a mount namespace of its own: the paths that it
    keeps are those of her PC.
    """
    with tempfile.TemporaryDirectory() as work:
        source = Path(work)
        archive = subprocess.run(["git", "-C", str(ROOT), "archive", OLD_STATE], capture_output=True, check=True)
        subprocess.run(["tar", "-x", "-C", work], input=archive.stdout, check=True)
        space = f"{HOME}/Documents/Mairie de l'Aubraie"
        script = (
            'mount -t tmpfs tmpfs /home && mkdir -p "$1/Documents" && cd "$2" && export SECRETAIRE_DONNEES="$2/donnees" '
            '&& "$4" -m secretaire demo "$3" && "$4" -m secretaire acte lister --json --espace "$3" > "$5.json" '
            '&& cp -a "$3" "$5"'
        )
        arguments = (HOME, source, space, sys.executable, folder / "ancien-espace")
        output("unshare", "--mount", "sh", "-c", script, "sh", *arguments)


def fill_stick(stick: Path, package: Path, alone: Path | None, model: Path) -> None:
    """What the installer carries from PC to PC."""
    stick.mkdir(parents=True)
    shutil.copy(package, stick / "paquet.deb")
    if alone:
        shutil.copy(alone, stick / gestes.ALONE)
    (stick / model.name).hardlink_to(model) if _same_disk(model, stick) else shutil.copy(model, stick / model.name)
    older_package(package, stick / "ancien.deb")
    older_space(stick)


def _same_disk(left: Path, right: Path) -> bool:
    return left.stat().st_dev == right.stat().st_dev


def prove(system: System, stick: Path, model: str, work: Path, report: Path) -> list[dict[str, Any]]:
    """All the gestures on the PCs of one distribution."""
    root = bare_root(system, depends(stick / "paquet.deb"))
    folder = report / system.name
    output("rm", "-rf", folder)
    folder.mkdir(parents=True)
    (folder / "paquets.txt").write_text("\n".join(installed(root)) + "\n", encoding="utf-8")
    settings: dict[str, Any] = {
        "systeme": system.label,
        "racine": str(root),
        "travail": str(work / system.name),
        "cle": str(stick),
        "modele": model,
        "demo": str(ROOT / "resources" / "demo"),
        "autonome": (stick / gestes.ALONE).exists(),
        "journal": str(folder / "journal.txt"),
        "resultats": str(folder / "resultats.json"),
    }
    config = folder / "reglages.json"
    config.write_text(json.dumps(settings), encoding="utf-8")
    subprocess.run([*SECLUDED, sys.executable, str(Path(__file__).parent / "dedans.py"), str(config)])
    config.unlink()
    if not Path(settings["resultats"]).exists():
        return [{"poste": "", "geste": "L'épreuve", "reussi": False, "vu": "interrompue", "secondes": 0}]
    results: list[dict[str, Any]] = json.loads(Path(settings["resultats"]).read_text(encoding="utf-8"))
    return results


def summary(package: Path, results: dict[str, list[dict[str, Any]]], dependencies: str) -> str:
    """The page of the documentation that tells what was proved."""
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    version = output("dpkg-deb", "--field", package, "Version").strip()
    lines = [
        "# Épreuve de livraison",
        "",
        "Fait par `packaging/livraison/epreuve.py` ; ne pas modifier à la main. Chaque poste est un système minimal neuf (debootstrap), sans",
        "Python, sans compilateur, sans interface réseau ; l'utilisatrice n'est pas administratrice et son dossier est",
        f"« {HOME} ». Tout vient d'une clé USB en lecture seule.",
        "",
        f"Paquet : version {version}, {package.stat().st_size / 1e6:.0f} Mo, SHA-256 `{digest}`.",
        "",
        "Mis d'avance dans les systèmes nus, et rien d'autre : ce dont le paquet dit dépendre, qu'un poste de bureau a déjà "
        f"({dependencies}) ; un écran sans moniteur pour les photographies ({', '.join(SCREEN)}).",
    ]
    for label, rows in results.items():
        done = sum(row["reussi"] for row in rows)
        lines += [
            "",
            f"## {label} : {done} gestes réussis sur {len(rows)}",
            "",
            "| Poste | Geste | | Ce qui a été vu | Durée |",
        ]
        lines.append("|---|---|---|---|---|")
        for row in rows:
            seen = str(row["vu"]).replace("|", "/").replace("\n", " ")
            lines.append(
                f"| {row['poste']} | {row['geste']} | {'oui' if row['reussi'] else '**non**'} | {seen} | {row['secondes']:.0f} s |"
            )
    return "\n".join(lines) + "\n"


def show(photographs: Path, page: Path) -> None:
    """Put the photographs of the window beside the page, and under it."""
    shown = page.parent / "epreuve"
    shown.mkdir(exist_ok=True)
    lines = []
    for picture in sorted(photographs.glob("*/*.png")):
        kept = shown / f"{picture.parent.name}-{picture.name}"
        shutil.copy(picture, kept)
        lines += ["", f"![{picture.stem}, {picture.parent.name}]({shown.name}/{kept.name})"]
    if lines:
        with page.open("a", encoding="utf-8") as stream:
            stream.write("\n".join(["", "## La fenêtre, photographiée sur ces postes", *lines]) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deb", type=Path, required=True)
    parser.add_argument("--autonome", type=Path)
    parser.add_argument("--modele", type=Path, default=default_model())
    parser.add_argument("--systemes", default="bookworm,trixie", help=", ".join(SYSTEMS))
    parser.add_argument("--sortie", type=Path, default=ROOT / "build" / "livraison" / "epreuve")
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "livraison.md")
    asked = parser.parse_args()
    if asked.modele is None:
        raise SystemExit("Aucun modèle sur ce poste : l'indiquer avec --modele F.gguf.")
    results: dict[str, list[dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory(prefix="livraison-", dir=_room()) as work:
        stick = Path(work) / "cle"
        fill_stick(stick, asked.deb, asked.autonome, asked.modele)
        for name in asked.systemes.split(","):
            system = SYSTEMS[name]
            print(f"{system.label}", flush=True)
            try:
                results[system.label] = prove(system, stick, asked.modele.name, Path(work), asked.sortie)
            except Impossible as error:
                print(f"  {error}")
                results[system.label] = [
                    {"poste": "", "geste": "Faire le système", "reussi": False, "vu": str(error), "secondes": 0}
                ]
    asked.page.write_text(summary(asked.deb, results, depends(asked.deb)), encoding="utf-8")
    show(asked.sortie, asked.page)
    print(f"Résumé : {asked.page.name}")
    raise SystemExit(0 if all(row["reussi"] for rows in results.values() for row in rows) else 1)


def _room() -> Path:
    """Where there is room for a model and several systems (a tmpfs may be too small, and cannot bear an overlay)."""
    place = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "secretaire"
    place.mkdir(parents=True, exist_ok=True)
    return place


if __name__ == "__main__":
    main()
