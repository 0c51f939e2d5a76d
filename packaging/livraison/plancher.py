"""The oldest system that can run the package: the newest version of the C library that one of its files asks for.

    .venv/bin/python packaging/livraison/plancher.py FOLDER

Ends with 1 when Debian 12 or Ubuntu 22.04 could not run it.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

Version = tuple[int, ...]
ASKED = re.compile(rb"GLIBC_(\d+(?:\.\d+)+)\0")
# The C library of each system that town halls may have.
SYSTEMS: dict[str, Version] = {
    "Debian 12": (2, 36),
    "Debian 13": (2, 41),
    "Ubuntu 22.04": (2, 35),
    "Ubuntu 24.04": (2, 39),
}
PROMISED = ("Debian 12", "Ubuntu 22.04")


def asked_by(content: bytes) -> Version:
    """The newest version of the C library that a compiled file asks for; (0,) for none."""
    found = (tuple(int(part) for part in version.split(b".")) for version in ASKED.findall(content))
    return max(found, default=(0,))


def floor(folder: Path) -> tuple[Version, list[Path]]:
    """The newest version asked for in a folder, and the files that ask for it."""
    asked: dict[Version, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            if content.startswith(b"\x7fELF"):
                asked.setdefault(asked_by(content), []).append(path.relative_to(folder))
    newest = max(asked, default=(0,))
    return newest, asked.get(newest, [])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    version, files = floor(parser.parse_args().folder)
    runs = [name for name, has in SYSTEMS.items() if has >= version]
    print(f"glibc {'.'.join(map(str, version))} au moins : {', '.join(runs)}")
    for path in files[:10]:
        print(f"  demandée par {path}")
    raise SystemExit(0 if set(PROMISED) <= set(runs) else 1)


if __name__ == "__main__":
    main()
