"""No file in the package that nobody can explain: each is found again, byte for byte, where it comes from.

    .venv/bin/python packaging/livraison/manifeste.py FOLDER [--sortie manifeste.csv]

FOLDER is what PyInstaller made. A file is explained when the same bytes are in a distribution of this Python, in
Python itself, in the repository or in a Debian package of this machine. The modules folded into the executables are
explained the same way, one by one. Ends with 1 when something is left.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distributions, version
from pathlib import Path, PurePosixPath

from composants import (
    APPLICATION,
    DATA,
    INTERPRETER,
    ROOT,
    SYSTEM,
    TOOL,
    Component,
    Facts,
    distribution_component,
    library_of,
    read_facts,
)

EXECUTABLES = ("secretaire", "secretaire-console", "secretaire.exe", "secretaire-console.exe")
STANDARD_ZIP = "base_library.zip"
# PyInstaller writes these itself: they are explained by what they hold, or by the step that made them
MADE = {"LICENCES-TIERS.txt", "secretaire.cdx.json"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the package (or a module folded into an executable), and where the same bytes are."""

    path: str
    octets: int
    sha256: str
    component: Component
    source: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a package holds, and what nobody can explain."""

    entries: tuple[Entry, ...]
    unexplained: tuple[str, ...]

    def components(self) -> list[Component]:
        """What the package is made of."""
        return sorted({entry.component for entry in self.entries})


@dataclass(frozen=True, slots=True)
class _Candidate:
    path: Path
    relative: str
    component: Component
    source: str


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, read once as long as it does not change."""
    seen = path.stat()
    return _fingerprint(path, seen.st_size, seen.st_mtime_ns)


@cache
def _fingerprint(path: Path, _size: int, _changed: int) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_lightened(file: Path, original: Path) -> bool:
    """Whether a compiled file is another one without what only a debugger reads, byte for byte."""
    with file.open("rb") as stream:
        if stream.read(4) != b"\x7fELF" or shutil.which("strip") is None:
            return False
    with tempfile.TemporaryDirectory() as work:
        bare = Path(work) / "sans"
        done = subprocess.run(["strip", "--strip-unneeded", "-o", str(bare), str(original)], capture_output=True)
        return done.returncode == 0 and fingerprint(bare) == fingerprint(file)


class Origins:
    """Where files and modules may come from: this environment, this Python, the repository, this Debian."""

    def __init__(self, facts: Facts, site: Path, python: Path, repository: Path) -> None:
        self.facts = facts
        self.site, self.python = site, python
        self._files: dict[str, list[_Candidate]] = defaultdict(list)
        self._modules: dict[str, _Candidate] = {}
        self.interpreter = Component("Python", platform.python_version(), "PSF-2.0", INTERPRETER)
        for candidate in self._candidates(site, python, repository):
            self._files[PurePosixPath(candidate.relative).name].append(candidate)
            if candidate.relative.endswith((".py", ".so", ".pyd")):
                self._modules.setdefault(_module(candidate.relative), candidate)

    def _candidates(self, site: Path, python: Path, repository: Path) -> Iterator[_Candidate]:
        application = Component("secretaire", _version(repository), "EUPL-1.2", APPLICATION)
        for relative in _tracked(repository):
            of_others = max(self.facts.data, key=lambda data: data.length_of_match(relative))
            component = application
            if of_others.length_of_match(relative):
                component = Component(of_others.name, application.version, of_others.licence, DATA, "secretaire")
            yield _Candidate(repository / relative, relative, component, f"dépôt : {relative}")
        for found in distributions(path=[str(site)]):
            owner = distribution_component(found, self.facts)
            for file in found.files or ():
                component = library_of(file.as_posix(), owner, self.facts) or owner
                yield _Candidate(site / file, file.as_posix(), component, f"{owner.name} : {file.as_posix()}")
        library = python / "lib" / f"python{sysconfig.get_python_version()}"
        for path in [*library.rglob("*.py"), *library.rglob("*.so"), *(python / "lib").glob("libpython*")]:
            if "site-packages" not in path.parts:
                base = library if library in path.parents else python / "lib"
                relative = path.relative_to(base).as_posix().removeprefix("lib-dynload/")
                yield _Candidate(path, relative, self.interpreter, f"Python : {relative}")

    def of_file(self, path: Path, relative: str) -> tuple[Component, str] | None:
        """The component of a file (`relative` to where PyInstaller puts its content) and where it was found."""
        named = [candidate for candidate in self._files[path.name] if candidate.path.is_file()]
        same = [candidate for candidate in named if fingerprint(candidate.path) == fingerprint(path)]
        if same:  # empty files are many: the one at the same place is the one
            best = max(same, key=lambda c: _common_end(c.relative, relative))
            return best.component, best.source
        for candidate in named:
            if is_lightened(path, candidate.path):
                return candidate.component, f"{candidate.source}, allégé (strip --strip-unneeded)"
        return self._of_system(path)

    def of_module(self, name: str) -> tuple[Component, str] | None:
        """The component of a Python module."""
        found = self._modules.get(name)
        return (found.component, found.source) if found else None

    def _of_system(self, path: Path) -> tuple[Component, str] | None:
        for folder in ("lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu", "usr/lib"):
            there = Path("/", folder, path.name)
            same = there.is_file() and (
                fingerprint(there.resolve()) == fingerprint(path) or is_lightened(path, there.resolve())
            )
            if same and (package := _debian_package(there)):
                name, number = package
                licence = self.facts.system.get(name, "")
                return Component(name, number, licence, SYSTEM), f"Debian : {name} {there}"
        return None


def _module(relative: str) -> str:
    parts = list(PurePosixPath(relative).parts)
    parts[-1] = parts[-1].split(".", 1)[0]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _common_end(left: str, right: str) -> int:
    pairs = zip(reversed(PurePosixPath(left).parts), reversed(PurePosixPath(right).parts), strict=False)
    return next((rank for rank, (a, b) in enumerate(pairs) if a != b), len(PurePosixPath(right).parts))


def _tracked(repository: Path) -> list[str]:
    listing = subprocess.run(
        ["git", "-C", str(repository), "ls-files", "-z"], capture_output=True, text=True, check=True
    )
    return [name for name in listing.stdout.split("\0") if name and (repository / name).is_file()]


def _version(repository: Path) -> str:
    return str(tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


@cache
def _debian_package(path: Path) -> tuple[str, str] | None:
    for asked in (path.resolve(), path, Path("/usr", *path.parts[1:])):
        owner = subprocess.run(["dpkg-query", "-S", str(asked)], capture_output=True, text=True)
        if owner.returncode == 0:
            name = owner.stdout.split(":", 1)[0]
            known = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True)
            return name, known.stdout
    return None


def folded_modules(executable: Path) -> list[str]:
    """The names of the Python modules folded into an executable of PyInstaller."""
    from PyInstaller.archive.readers import CArchiveReader  # type: ignore[import-untyped]

    archive = CArchiveReader(str(executable))
    names: list[str] = []
    for name, (*_, kind) in archive.toc.items():
        if kind == "z":
            names += archive.open_embedded_archive(name).toc
    return names


def zipped_modules(archive: Path) -> list[str]:
    """The names of the modules of the zip that holds the start of the standard library."""
    with zipfile.ZipFile(archive) as opened:
        return [_module(name) for name in opened.namelist() if name.endswith((".pyc", ".py"))]


def _modules(names: Iterable[str], holder: str, origins: Origins) -> tuple[list[Entry], list[str]]:
    entries: list[Entry] = []
    unexplained: list[str] = []
    for name in names:
        found = origins.of_module(name)
        if found:
            entries.append(Entry(f"{holder} ▸ {name}", 0, "", *found))
        elif not _is_made_by_pyinstaller(name) and not _is_namespace(name, names):
            unexplained.append(f"{holder} ▸ {name}")
    return entries, unexplained


def _is_made_by_pyinstaller(name: str) -> bool:
    return name.startswith(("pyimod", "pyi_", "pyiboot", "_pyi_"))


def _is_namespace(name: str, names: Iterable[str]) -> bool:
    """A folder of modules without code of its own."""
    return any(other.startswith(f"{name}.") for other in names)


def explain(folder: Path, origins: Origins) -> Manifest:
    """Each file of what PyInstaller made, and each module folded into its executables."""
    packer = Component("pyinstaller", version("pyinstaller"), "GPL-2.0-or-later WITH Bootloader-exception", TOOL)
    entries: list[Entry] = []
    unexplained: list[str] = []
    content = folder / "_internal"
    for path in sorted(p for p in folder.rglob("*") if not p.is_dir() or p.is_symlink()):
        shown = path.relative_to(folder).as_posix()
        if path.is_symlink():
            if not path.resolve().is_relative_to(folder.resolve()) or not path.exists():
                unexplained.append(f"{shown} → {path.readlink()}")
            continue
        relative = (path.relative_to(content) if content in path.parents else Path(shown)).as_posix()
        facts = (shown, path.stat().st_size, fingerprint(path))
        if shown in MADE:
            continue
        if shown in EXECUTABLES:
            entries.append(Entry(*facts, packer, "chargeur de PyInstaller"))
            inside, left = _modules(folded_modules(path), shown, origins)
        elif path.name == STANDARD_ZIP:
            entries.append(Entry(*facts, origins.interpreter, "bibliothèque standard, réunie par PyInstaller"))
            inside, left = _modules(zipped_modules(path), shown, origins)
        elif found := origins.of_file(path, relative):
            inside, left = [Entry(*facts, *found)], []
        else:
            inside, left = [], [shown]
        entries += inside
        unexplained += left
    return Manifest(tuple(entries), tuple(unexplained))


def here(facts: Facts) -> Origins:
    """The origins of what this Python packages."""
    return Origins(facts, Path(sysconfig.get_path("purelib")), Path(sys.base_prefix), ROOT)


def write(manifest: Manifest, target: Path) -> None:
    """The manifest as a table."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, delimiter=";", lineterminator="\n")
        table.writerow(("fichier", "octets", "sha256", "composant", "version", "vient de"))
        for entry in manifest.entries:
            of = entry.component
            table.writerow((entry.path, entry.octets, entry.sha256, of.name, of.version, entry.source))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sortie", type=Path, default=ROOT / "build" / "livraison" / "manifeste.csv")
    asked = parser.parse_args()
    manifest = explain(asked.folder, here(read_facts()))
    write(manifest, asked.sortie)
    files = [entry for entry in manifest.entries if entry.sha256]
    print(
        f"{len(files)} fichiers, {len(manifest.entries) - len(files)} modules, {len(manifest.components())} composants"
    )
    for path in manifest.unexplained:
        print(f"  sans explication : {path}")
    raise SystemExit(1 if manifest.unexplained else 0)


if __name__ == "__main__":
    main()
