"""The processes the application starts of itself: from its sources, or from its packaged executable.

A package has no Python to give a module to: its console executable takes the name of one of these modules instead.
"""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path

from secretaire.watched import begin

CHILDREN = (
    "secretaire.desk.drafting_run",
    "secretaire.drafting.engine.worker",
    "secretaire.fund.pictures.picture_worker",
    "secretaire.fund.pictures.recognition_worker",
    "secretaire.fund.reading.reading_worker",
    "secretaire.listening.listening_worker",
)
"""The modules that may be run so, and no other."""

_OPTION = "--processus"
_CONSOLE = "secretaire-console"


def packaged() -> bool:
    """Is this the packaged application?"""
    return bool(getattr(sys, "frozen", False))


def module_command(name: str) -> list[str]:
    """The command that runs one of our modules in a process of its own."""
    if packaged():
        here = Path(sys.executable)
        return [str(here.with_name(_CONSOLE + here.suffix)), _OPTION, name]
    # -P: the current folder, which may hold anything, is not a place to import from
    return [sys.executable, "-P", "-m", name]


def run_child() -> None:
    """Be one of the children, if the packaged executable was started for that; else return."""
    if not packaged() or sys.argv[1:2] != [_OPTION] or sys.argv[2:3] == [] or sys.argv[2] not in CHILDREN:
        return
    name = sys.argv.pop(2)
    del sys.argv[1]
    begin()  # from its sources, Python does it
    runpy.run_module(name, run_name="__main__", alter_sys=True)
    sys.exit(0)


def free_environment() -> None:
    """Let each program started from here find its own libraries.

    Those of the package would break the programs of the system (LibreOffice, Tesseract); a process of ours is told to look
    for them again, as if nothing had started it (without it, PyInstaller counts on those of the process that started it).
    """
    if not packaged():
        return
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    for name in ("LD_LIBRARY_PATH", "LIBPATH", "DYLD_LIBRARY_PATH"):
        former = os.environ.pop(f"{name}_ORIG", None)
        os.environ.pop(name, None)
        if former is not None:
            os.environ[name] = former
