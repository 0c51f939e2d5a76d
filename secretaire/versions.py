"""The versions of the packaged application, side by side; whichever is started hands over to the one in service.

    HOME/versions/X.Y.Z/secretaire, secretaire-console, _internal/…
    HOME/actuelle.json      the version in service; without it, the one that is started

An update needs no right of an administrator: it never touches the version at work. Read before anything else is
loaded: standard library only.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

VERSIONS = "versions"
_STATE = "actuelle.json"
_HELD = "SECRETAIRE_EN_SERVICE"
_NUMBER = re.compile(r"\d{1,5}\.\d{1,5}\.\d{1,5}")


def numbered(version: str) -> tuple[int, ...]:
    """A version as numbers, in order.

    Raises:
        ValueError: it is not « X.Y.Z ».
    """
    if not _NUMBER.fullmatch(version):
        raise ValueError(version)
    return tuple(int(part) for part in version.split("."))


@dataclass(frozen=True, slots=True)
class InService:
    """What an update settled.

    Attributes:
        version: the one that works.
        former: the one before it; empty when there is nothing to go back to.
        door: the one that the shortcuts of the PC start, which must stay.
    """

    version: str
    former: str
    door: str


@dataclass(frozen=True, slots=True)
class Home:
    """A folder of versions that this account may update."""

    folder: Path

    @classmethod
    def of(cls, executable: Path) -> Home | None:
        """Where an executable of ours is installed; None when it is not among versions (a package of the system)."""
        versions = executable.parent.parent
        return cls(versions.parent) if versions.name == VERSIONS and _NUMBER.fullmatch(executable.parent.name) else None

    def path_of(self, version: str) -> Path:
        """The folder of a version (it may not exist)."""
        return self.folder / VERSIONS / version

    def installed(self) -> tuple[str, ...]:
        """The versions that are there, the latest first."""
        try:
            found = [path.name for path in (self.folder / VERSIONS).iterdir() if _NUMBER.fullmatch(path.name)]
        except OSError:
            return ()
        return tuple(sorted(found, key=numbered, reverse=True))

    def in_service(self) -> InService | None:
        """What the last update settled; None without any, or when it cannot be read."""
        try:
            kept = json.loads((self.folder / _STATE).read_text(encoding="utf-8"))
            state = InService(str(kept["version"]), str(kept["precedente"]), str(kept["porte"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return state if _NUMBER.fullmatch(state.version) else None

    def put_in_service(self, state: InService) -> None:
        """Settle which version works from the next start; a power cut leaves the former state or the new one.

        Raises:
            OSError: the folder cannot be written.
        """
        unfinished = self.folder / f".{_STATE}.{os.getpid()}.partiel"
        words = {"version": state.version, "precedente": state.former, "porte": state.door}
        with unfinished.open("w", encoding="utf-8") as file:
            json.dump(words, file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.folder / _STATE)


def this_home() -> Home | None:
    """Where the application at work is installed; None from its sources, or from a package of the system."""
    return Home.of(Path(sys.executable)) if getattr(sys, "frozen", False) else None


def hand_over() -> None:
    """Run the version in service in place of this one, if it is another; returns when it is this one.

    Children of the version at work stay of that version, whatever is put in service meanwhile.
    """
    home = this_home()
    if home is None or os.environ.get(_HELD):
        return
    os.environ[_HELD] = "1"
    state, here = home.in_service(), Path(sys.executable)
    if state is None or state.version == here.parent.name:
        return
    other = home.path_of(state.version) / here.name
    if not other.is_file():  # erased by hand: this one works
        return
    environment = clean_environment()
    if sys.platform == "win32":
        sys.exit(subprocess.call([str(other), *sys.argv[1:]], env=environment))  # noqa: S603 - our own executable
    os.execve(other, [str(other), *sys.argv[1:]], environment)  # noqa: S606 - our own executable, no shell


def clean_environment() -> dict[str, str]:
    """The environment for another version of ours: what PyInstaller set for this one would lead it to the wrong libraries."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("_PYI_")}
    for name in ("LD_LIBRARY_PATH", "LIBPATH", "DYLD_LIBRARY_PATH"):
        former = kept.pop(f"{name}_ORIG", None)
        if former is not None:
            kept[name] = former
        elif getattr(sys, "frozen", False):
            kept.pop(name, None)
    return kept | {"PYINSTALLER_RESET_ENVIRONMENT": "1", _HELD: "1"}
