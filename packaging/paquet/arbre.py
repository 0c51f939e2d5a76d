"""What a system needs around the program: entry of the menu, icon, manual, licences. Shared by the .deb and the file that installs itself."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "packaging" / "paquet" / "textes"
LEGAL = ROOT / "build" / "livraison"  # written by packaging/livraison
NAME = "secretaire"


def version() -> str:
    """The version of the product, from pyproject.toml."""
    found = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise SystemExit("pyproject.toml ne dit pas la version.")
    return found.group(1)


def epoch() -> int:
    """The date of everything in a package, in seconds: that of the last change, so that two builds are the same bytes."""
    if asked := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(asked)
    shown = subprocess.run(["git", "-C", ROOT, "log", "-1", "--format=%ct"], capture_output=True, text=True, check=True)
    return int(shown.stdout)


def furnish(tree: Path) -> None:
    """Put under `usr/share` what the menu, the manual and the law ask for."""
    share = tree / "usr" / "share"
    _copy(TEXTS / "secretaire.desktop", share / "applications" / f"{NAME}.desktop")
    _copy(
        ROOT / "resources" / "icons" / f"{NAME}.svg", share / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg"
    )
    manual = share / "man" / "fr" / "man1" / f"{NAME}.1.gz"
    manual.parent.mkdir(parents=True)
    text = (TEXTS / "secretaire.1").read_text(encoding="utf-8").replace("@VERSION@", version())
    manual.write_bytes(gzip.compress(text.encode(), mtime=0))
    legal = share / "doc" / NAME
    legal.mkdir(parents=True)
    head = "Secrétaire est distribué sous la licence EUPL-1.2, dont voici le texte.\n"
    head += "Les licences de ce qu'il contient sont dans LICENCES-TIERS.txt.\n\n"
    (legal / "copyright").write_text(head + (ROOT / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8")
    for name in ("LICENCES-TIERS.txt", "secretaire.cdx.json"):
        if (LEGAL / name).is_file():
            _copy(LEGAL / name, legal / name)


def settle(tree: Path) -> None:
    """The same rights and the same date for all: nothing of the account or of the hour of the build."""
    date = epoch()
    for path in sorted([tree, *tree.rglob("*")]):
        if path.is_symlink():
            os.utime(path, (date, date), follow_symlinks=False)
            continue
        runs = path.is_dir() or os.access(path, os.X_OK)
        path.chmod(0o755 if runs else 0o644)
    for path in [*sorted(tree.rglob("*"), reverse=True), tree]:
        os.utime(path, (date, date), follow_symlinks=False)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
