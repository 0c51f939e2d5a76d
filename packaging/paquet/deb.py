"""The Debian package of the application, made by construire.py from the folder of PyInstaller.

Nothing is run at install, nothing is fetched. Two builds of the same folder are the same bytes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from arbre import NAME, ROOT, epoch, furnish, settle, version

sys.path.insert(0, str(ROOT / "packaging"))
from preparer import QT_PACKAGES

ARCHITECTURE = "amd64"
# Debian 13 and Ubuntu 24.04 renamed these when the clock went to 64 bits.
RENAMED = {"libglib2.0-0": "libglib2.0-0t64 | libglib2.0-0"}
CORE = ("libc6 (>= 2.35)", "libstdc++6", "libgcc-s1", "zlib1g", "libexpat1")
HELPFUL = ("libreoffice-writer", "tesseract-ocr", "tesseract-ocr-fra")


def depends() -> str:
    """The system libraries of Qt and of the C library, under their names on Debian 12 and 13, Ubuntu 22.04 and 24.04."""
    qt = sorted(RENAMED.get(package, package) for package in set(QT_PACKAGES.values()))
    return ", ".join([*CORE, *qt])


def control(installed_kib: int) -> str:
    """What dpkg reads."""
    return f"""Package: {NAME}
Version: {version()}
Architecture: {ARCHITECTURE}
Maintainer: Secrétaire <secretaire@localhost>
Installed-Size: {installed_kib}
Depends: {depends()}
Recommends: {", ".join(HELPFUL)}
Section: editors
Priority: optional
Description: actes des communes rurales, sur un seul poste, sans connexion
 Secrétaire lit les documents de la commune, retrouve le précédent, prépare les
 délibérations, les arrêtés et les procès-verbaux, les contrôle, et laisse la main
 à la secrétaire et la décision au maire. Rien ne quitte le poste.
"""


def build(folder: Path, target: Path) -> Path:
    """Make the package in `target`; its path."""
    target.mkdir(parents=True, exist_ok=True)
    package = target / f"{NAME}_{version()}_{ARCHITECTURE}.deb"
    with tempfile.TemporaryDirectory(dir=target) as work:
        tree = Path(work) / "arbre"
        shutil.copytree(folder, tree / "usr" / "lib" / NAME, symlinks=True)
        commands = tree / "usr" / "bin"
        commands.mkdir(parents=True)
        for name in (NAME, f"{NAME}-console"):
            (commands / name).symlink_to(f"../lib/{NAME}/{name}")
        (tree / "var" / "lib" / NAME / "modeles").mkdir(parents=True)
        furnish(tree)
        size = sum(path.lstat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
        (tree / "DEBIAN").mkdir()
        (tree / "DEBIAN" / "control").write_text(control(size // 1024), encoding="utf-8")
        settle(tree)
        environment = os.environ | {"SOURCE_DATE_EPOCH": str(epoch())}
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(tree), str(package)]
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return package
