"""Regenerate the lock files of `packaging/verrous/` from `pyproject.toml` (run by `make verrous`).

Hashes of every published file are kept (Linux x86-64 and aarch64, Python 3.11 to 3.13); no index address is.
llama-cpp-python is published as sources only and built once per machine: it has its own lock, whose hash is
that of the sources, because the hash of a wheel built here cannot be known in advance.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "packaging" / "verrous"
PIP_TOOLS = "pip-tools==7.6.2"
ENGINE = "llama-cpp-python"
HEADER = "# Fait par « make verrous » à partir de {source}. Ne pas modifier à la main.\n"
COMPILE = [
    *("-m", "piptools", "compile", "--quiet", "--upgrade", "--generate-hashes", "--strip-extras", "--allow-unsafe"),
    *("--no-header", "--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host", "--no-annotate"),
    # set apart at the end of the file, where `split_engine` finds it
    *("--unsafe-package", ENGINE),
]
MARK = "# The following packages are considered to be unsafe in a requirements file:\n"


def compile_lock(source: str, *options: str) -> str:
    """The text of the lock for a requirement file of the repository."""
    # A machine's own package folders must not bring their hashes into a shared file.
    environment = {k: v for k, v in os.environ.items() if k not in {"PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"}}
    environment["PIP_CONFIG_FILE"] = os.devnull
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "sortie.lock"
        command = [sys.executable, *COMPILE, *options, "--output-file", str(output), source]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        return output.read_text(encoding="utf-8")


def split_engine(lock: str) -> tuple[str, str]:
    """The lock without the engine, and the engine's own lines."""
    others, mark, engine = lock.partition(MARK)
    if not mark or not engine.startswith(ENGINE):
        raise SystemExit(f"{ENGINE} est absent du verrou : vérifier pyproject.toml.")
    return others.rstrip() + "\n", engine


def entries(lock: str) -> list[str]:
    """Each locked distribution with its hashes."""
    return re.split(r"^(?=\S)", lock, flags=re.MULTILINE)[1:]


def beyond(lock: str, other: str) -> str:
    """What a lock has that another has not."""
    return "".join(entry for entry in entries(lock) if entry not in entries(other))


def write(name: str, source: str, text: str) -> None:
    (LOCKS / name).write_text(HEADER.format(source=source) + text, encoding="utf-8")
    print(f"  packaging/verrous/{name}")


def main() -> None:
    if importlib.util.find_spec("piptools") is None:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", PIP_TOOLS], check=True)
    print("Calcul des verrous (2 à 3 minutes) :", flush=True)
    write("construction.lock", "packaging/verrous/construction.in", compile_lock("packaging/verrous/construction.in"))
    application, engine = split_engine(compile_lock("pyproject.toml"))
    write("application.lock", "pyproject.toml", application)
    write("moteur.lock", "pyproject.toml", engine)
    # the same versions as the application, and the development tools added
    constraint = ("--constraint", str(LOCKS / "application.lock"))
    development, _ = split_engine(compile_lock("pyproject.toml", "--extra", "dev", *constraint))
    write("developpement.lock", "pyproject.toml (avec les outils de développement)", development)
    delivery, _ = split_engine(compile_lock("pyproject.toml", "--extra", "livraison", *constraint))
    write("livraison.lock", "pyproject.toml (les outils de livraison seuls)", beyond(delivery, application))


if __name__ == "__main__":
    main()
