"""Build the packages of this Linux: the folder, what it holds explained, then the .deb and the file that installs itself.

    python3 packaging/paquet/construire.py [--vers DIR]

Run by `make paquet`. The build environment is made apart from the developers' (only what is shipped, and PyInstaller),
kept in the cache and made again when a lock changes. Standard library only.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import arbre
import deb
import portable

from preparer import LOCKS, OLDEST, ROOT, say, stop

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "secretaire"
WHEELS = CACHE / "roues" / "paquet"
SHIPPED = ("construction.lock", "application.lock", "livraison.lock")
# What the symbols of a library must save for it to be worth taking them away, in bytes.
WORTH = 20_000


def engine() -> Path:
    """Our wheel of the engine, built when it is not there (20 minutes and more)."""
    if not any(WHEELS.glob("llama_cpp_python-*.whl")):
        say("Construction du moteur pour tous les processeurs : une seule fois, 20 à 60 minutes sur 2 cœurs")
        subprocess.run([sys.executable, ROOT / "packaging" / "moteur" / "construire.py"], check=True)
    return next(WHEELS.glob("llama_cpp_python-*.whl"))


def environment(wheel: Path) -> Path:
    """The Python that builds, with nothing but what is shipped and the tools; its path."""
    content = b"".join((LOCKS / name).read_bytes() for name in SHIPPED) + wheel.read_bytes()
    key = hashlib.sha256(content + sys.version.encode()).hexdigest()[:12]
    folder = CACHE / "paquet" / key
    python = folder / "bin" / "python"
    if (folder / "pret").exists():
        return python
    say("Environnement de construction (2 à 4 minutes)")
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"]
    for name in SHIPPED:
        locked = ("--require-hashes", "--only-binary", ":all:", "--no-binary", "docopt", "--no-build-isolation")
        subprocess.run([*pip, *locked, "-r", LOCKS / name], check=True)
    subprocess.run([*pip, "--force-reinstall", wheel], check=True)
    (folder / "pret").touch()
    return python


def freeze(python: Path, target: Path) -> Path:
    """The folder that PyInstaller makes in `target`."""
    say("PyInstaller (1 à 3 minutes)")
    settled = os.environ | {"SOURCE_DATE_EPOCH": str(arbre.epoch()), "PYTHONHASHSEED": "0"}
    command = [python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
    command += [
        "--distpath",
        target,
        "--workpath",
        target / "travail",
        ROOT / "packaging" / "paquet" / "secretaire.spec",
    ]
    subprocess.run(command, check=True, cwd=ROOT, env=settled)
    return target / arbre.NAME


def lighten(folder: Path) -> int:
    """Take the symbols of debuggers out of the libraries they weigh on, and link the second door; bytes saved.

    Those of the « .libs » folders were moved by the tool that made their wheel: `strip` damages such files.
    """
    saved = 0
    for path in sorted(folder.rglob("*.so*")):
        if path.is_symlink() or path.parent.name.endswith(".libs") or path.stat().st_size < WORTH:
            continue
        lighter = path.with_name(f".{path.name}.leger")
        subprocess.run(["strip", "--strip-unneeded", "-o", lighter, path], check=True)
        gain = path.stat().st_size - lighter.stat().st_size
        if gain >= WORTH:
            lighter.replace(path)
            saved += gain
        else:
            lighter.unlink()
    console = folder / f"{arbre.NAME}-console"
    console.unlink(missing_ok=True)
    console.symlink_to(arbre.NAME)
    return saved


def explain(python: Path, folder: Path) -> None:
    """Write the manifest, the licences and the bill of materials; told by the environment the files come from."""
    for script in ("manifeste.py", "licences.py", "nomenclature.py"):
        if subprocess.run([python, ROOT / "packaging" / "livraison" / script, folder]).returncode:
            stop(
                f"{script} a trouvé dans le dossier ce qui ne doit pas partir (ci-dessus).",
                "Un fichier pas encore dans le dépôt ? L'y ajouter. Sinon : packaging/livraison/licences.toml, secretaire.spec.",
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vers", type=Path, default=ROOT / "build" / "paquet")
    target = parser.parse_args().vers.resolve()
    if sys.version_info < OLDEST or sys.platform != "linux":
        stop(
            "le paquet se construit sous Linux, avec Python 3.11 au moins.",
            "Pour Windows : packaging/windows/LISEZMOI.md.",
        )
    began = time.monotonic()
    python = environment(engine())
    folder = freeze(python, target)
    say(f"Symboles de débogage retirés : {lighten(folder) / 1e6:.0f} Mo")
    explain(python, folder)
    say("Paquets (3 à 6 minutes)")
    for made in (deb.build(folder, target), portable.build(folder, target)):
        say(f"{made.name} : {made.stat().st_size / 1e6:.0f} Mo")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    say(f"Installé : {size / 1e6:.0f} Mo. Fait en {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
