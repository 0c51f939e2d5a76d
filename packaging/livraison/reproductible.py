"""Are two builds of the same sources the same bytes? File by file, then module by module, with what differs.

    .venv/bin/python packaging/livraison/reproductible.py FIRST SECOND

FIRST and SECOND are two folders made by PyInstaller, two .deb files, or two files that install themselves. Ends with 1 when
they differ.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from manifeste import EXECUTABLES, fingerprint


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not the same in two builds, and what is known of why (in French)."""

    path: str
    why: str


def compare(first: Path, second: Path) -> tuple[int, list[Difference]]:
    """How many files were compared, and the differences."""
    left, right = _files(first), _files(second)
    differences = [Difference(path, "seulement dans le premier") for path in sorted(left.keys() - right.keys())]
    differences += [Difference(path, "seulement dans le second") for path in sorted(right.keys() - left.keys())]
    common = sorted(left.keys() & right.keys())
    for path in common:
        if left[path] != right[path]:
            differences.append(Difference(path, _why(first / path, second / path)))
    return len(common), differences


def _files(folder: Path) -> dict[str, str]:
    """Each file with its fingerprint and its rights; each link with its target."""
    found = {}
    for path in folder.rglob("*"):
        relative = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[relative] = f"→ {path.readlink()}"
        elif path.is_file():
            found[relative] = f"{fingerprint(path)} {path.stat().st_mode & 0o777:o}"
    return found


def _why(left: Path, right: Path) -> str:
    if left.is_symlink() or right.is_symlink():
        return "un lien qui ne mène pas au même endroit"
    if left.stat().st_mode != right.stat().st_mode and fingerprint(left) == fingerprint(right):
        return "mêmes octets, droits différents"
    if left.name in EXECUTABLES:
        modules = _changed_modules(left, right)
        return (
            f"{len(modules)} modules diffèrent : {', '.join(modules[:8])}"
            if modules
            else "mêmes modules, enveloppe différente"
        )
    first, second = left.read_bytes(), right.read_bytes()
    if len(first) != len(second):
        return f"{len(first)} octets contre {len(second)}"
    places = [rank for rank, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    return f"{len(places)} octets sur {len(first)}, du {places[0]}e au {places[-1]}e"


def _changed_modules(left: Path, right: Path) -> list[str]:
    return sorted({name for name, _ in _folded(left).items() ^ _folded(right).items()})


def _folded(executable: Path) -> dict[str, bytes]:
    """The bytes of each module folded into an executable of PyInstaller, and of each other piece of it."""
    from PyInstaller.archive.readers import CArchiveReader  # type: ignore[import-untyped]

    archive = CArchiveReader(str(executable))
    pieces: dict[str, bytes] = {}
    for name, (*_, kind) in archive.toc.items():
        if kind != "z":
            pieces[name] = archive.extract(name) or b""
            continue
        embedded = archive.open_embedded_archive(name)
        for module in embedded.toc:
            pieces[module] = embedded.extract(module, raw=True) or b""
    return pieces


def unfolded(package: Path, work: Path) -> Path:
    """A folder as it is; a .deb unpacked with its control files."""
    if package.is_dir():
        return package
    subprocess.run(["dpkg-deb", "--raw-extract", str(package), str(work)], check=True)
    return work


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    asked = parser.parse_args()
    if asked.first.is_file() and fingerprint(asked.first) == fingerprint(asked.second):
        print("Les deux paquets sont le même fichier, octet pour octet.")
        return
    if asked.first.suffix == ".run":
        print(f"{asked.first.name} : {_why(asked.first, asked.second)}")
        raise SystemExit(1)
    with tempfile.TemporaryDirectory() as work:
        one, two = unfolded(asked.first, Path(work, "un")), unfolded(asked.second, Path(work, "deux"))
        count, differences = compare(one, two)
    print(f"{count} fichiers comparés, {len(differences)} différents")
    for difference in differences:
        print(f"  {difference.path} : {difference.why}")
    raise SystemExit(1 if differences else 0)


if __name__ == "__main__":
    main()
