"""One file that installs the application for one account, without an administrator, under any Linux.

Made with makeself (Debian package). It puts the folder that PyInstaller made under
`~/.local/share/secretaire-programme/versions/X.Y.Z`, where signed updates go too, and the entry of the menu beside.
`sh F.run -- --retirer` takes the program away and leaves the data. Packed by gzip: a modest Linux has no xz.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from arbre import NAME, TEXTS, epoch, furnish, settle, version


def build(folder: Path, target: Path) -> Path:
    """Make the file in `target`; its path.

    Raises:
        SystemExit: makeself is not installed.
    """
    if shutil.which("makeself") is None:
        raise SystemExit("makeself manque : sudo apt install makeself")
    target.mkdir(parents=True, exist_ok=True)
    made = target / f"{NAME}-{version()}-linux-x86_64.run"
    with tempfile.TemporaryDirectory(dir=target) as work:
        tree = Path(work) / NAME
        shutil.copytree(folder, tree / "programme", symlinks=True)
        furnish(tree)
        script = tree / "installer.sh"
        script.write_text(
            (TEXTS / "installer.sh").read_text(encoding="utf-8").replace("@VERSION@", version()), encoding="utf-8"
        )
        script.chmod(0o755)
        settle(tree)
        date = datetime.fromtimestamp(epoch(), UTC)
        order = ("--tar-extra", f"--sort=name --owner=0 --group=0 --numeric-owner --mtime=@{epoch()}")
        # « 9n »: the level, and no date in the header of gzip
        dated = ("--packaging-date", date.isoformat(), "--nox11", "--sha256", "--gzip", "--complevel", "9n", "--quiet")
        # makeself writes its own command in the file: names alone, so that two builds are the same
        command = ["makeself", *dated, *order, NAME, made.name, f"Secrétaire {version()}", "./installer.sh"]
        settled = os.environ | {"SOURCE_DATE_EPOCH": str(epoch())}
        subprocess.run(command, check=True, cwd=work, env=settled, stdout=subprocess.DEVNULL)
        (Path(work) / made.name).replace(made)
    return made
