"""What must be true of the packages before they leave: each check in turn, its log kept, a table at the end.

    sudo .venv/bin/python packaging/livraison/livrer.py [--dossier FOLDER] [--deb F.deb] [--autonome F.run] [--autre BIS]

FOLDER is what PyInstaller made, F.deb and F.run what was made of it; by default, the last ones in `build/paquet/`. BIS is the
folder of the same packages made a second time. The logs go to `build/livraison/`. Run by `make livraison`. The origin of each file, the licences and the bill of
materials were already asked for by the build (packaging/paquet/construire.py).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGES = ROOT / "build" / "paquet"
LOGS = ROOT / "build" / "livraison"


@dataclass(frozen=True, slots=True)
class Check:
    """A question asked of the package, by a script of this folder."""

    question: str
    script: str
    arguments: tuple[str | Path, ...]


def checks(folder: Path, package: Path, alone: Path | None, other: Path | None) -> list[Check]:
    """The checks, from the quickest to the longest."""
    single = ("--autonome", alone) if alone else ()
    asked = [
        Check("Les systèmes promis peuvent le lancer", "plancher.py", (folder,)),
    ]
    if other:
        asked += [
            Check(f"Deux constructions du {made.suffix} sont égales", "reproductible.py", (made, other / made.name))
            for made in (package, alone)
            if made
        ]
    asked.append(Check("L'épreuve sur postes nus, sans réseau", "epreuve.py", ("--deb", package, *single)))
    asked.append(Check("Les budgets sont tenus", "budgets.py", ("--deb", package, *single)))
    return asked


def newest(pattern: str) -> Path | None:
    """The last package with such a name."""
    return max(PACKAGES.glob(pattern), key=lambda path: path.stat().st_mtime, default=None)


def ask(check: Check, log: Path) -> bool:
    """Run a check, shown and kept; whether its answer is yes."""
    command = [sys.executable, str(HERE / check.script), *map(str, check.arguments)]
    with log.open("w", encoding="utf-8") as stream:
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in running.stdout or ():
            print(f"  {line}", end="", flush=True)
            stream.write(line)
        return running.wait() == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dossier", type=Path, default=PACKAGES / "secretaire")
    parser.add_argument("--deb", type=Path, default=newest("secretaire_*_amd64.deb"))
    parser.add_argument("--autonome", type=Path, default=newest("*.run"))
    parser.add_argument("--autre", type=Path)
    asked = parser.parse_args()
    if asked.deb is None or not asked.dossier.is_dir():
        raise SystemExit(
            "Aucun paquet dans build/paquet/ : le faire d'abord (make paquet), ou l'indiquer (--dossier, --deb)."
        )
    LOGS.mkdir(parents=True, exist_ok=True)
    answers: list[tuple[str, bool, float]] = []
    for check in checks(asked.dossier, asked.deb, asked.autonome, asked.autre):
        print(f"• {check.question}", flush=True)
        began = time.monotonic()
        yes = ask(check, LOGS / f"{len(answers) + 1}-{Path(check.script).stem}.log")
        answers.append((check.question, yes, time.monotonic() - began))
    print()
    for question, yes, seconds in answers:
        print(f"  {'oui' if yes else 'NON':<4}{question} ({seconds:.0f} s)")
    raise SystemExit(0 if all(yes for _question, yes, _seconds in answers) else 1)


if __name__ == "__main__":
    main()
