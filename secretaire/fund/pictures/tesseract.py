"""Tesseract, the program that recognises text: where it is on this computer, what it can read, and one call of it.

Called directly, picture by the standard input and words by the standard output: nothing of a document is written to the
disk (pytesseract goes through temporary files, which a killed process leaves behind).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

FRENCH = "fra"
_PROGRAM = "tesseract.exe" if sys.platform == "win32" else "tesseract"
_SECONDS_TO_ANSWER = 20.0
# a Mac application does not have them in its path
_ELSEWHERE_FOLDERS = (Path("/opt/homebrew/bin"), Path("/usr/local/bin"))


class Availability(StrEnum):
    """Can scans be turned into text on this computer."""

    READY = "prete"
    NO_FRENCH = "sans_francais"
    ABSENT = "absente"


_STATES = {
    Availability.ABSENT: "La reconnaissance du texte n'est pas installée sur cet ordinateur : les documents numérisés "
    "restent à numériser en texte, les autres sont lus.",
    Availability.NO_FRENCH: "La reconnaissance du texte est installée sans le français : les documents numérisés "
    "restent à numériser en texte, les autres sont lus.",
}
_BY_OUR_INSTALLER = (
    "Elle est fournie avec l'installation de Secrétaire : demandez à votre installateur de relancer celle-ci."
)
_NEXT_STEPS = {
    Availability.ABSENT: {
        "win32": _BY_OUR_INSTALLER,
        "linux": "Demandez à votre installateur d'ajouter les paquets « tesseract-ocr » et « tesseract-ocr-fra ».",
        "darwin": "Demandez à votre installateur d'ajouter les paquets Homebrew « tesseract » et « tesseract-lang ».",
    },
    Availability.NO_FRENCH: {
        "win32": _BY_OUR_INSTALLER,
        "linux": "Demandez à votre installateur d'ajouter le paquet « tesseract-ocr-fra ».",
        "darwin": "Demandez à votre installateur d'ajouter le paquet Homebrew « tesseract-lang ».",
    },
}
_ELSEWHERE = "Demandez à votre installateur d'ajouter Tesseract et ses données de français (« fra »)."


@dataclass(frozen=True, slots=True)
class Tesseract:
    """A Tesseract of this computer.

    Attributes:
        program: the executable.
        data: folder of its languages when it is the one we bring, else None: it knows its own.
    """

    program: Path
    data: Path | None = None

    def run(self, arguments: list[str], picture: bytes | memoryview = b"", seconds: float | None = None) -> str:
        """What it writes on its standard output.

        Raises:
            OSError: it cannot be started.
            subprocess.SubprocessError: it failed, or took too long.
        """
        data = ["--tessdata-dir", str(self.data)] if self.data else []
        done = subprocess.run(  # noqa: S603 - a program found in the folders of programs, our own arguments, no shell
            [str(self.program), *data, *arguments],
            input=picture,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=True,
            # one thread: several make it slower on two cores, and freeze the window
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        return done.stdout.decode("utf-8", errors="replace")


@dataclass(frozen=True, slots=True)
class TesseractState:
    """What was found, for the diagnostic and for the person."""

    availability: Availability
    version: str = ""
    tesseract: Tesseract | None = None

    @property
    def usable(self) -> bool:
        """Scans can be turned into text."""
        return self.availability is Availability.READY

    @property
    def advice(self) -> str:
        """What the person is told: the state in French, and what to do on this system; empty when all is well."""
        if self.usable:
            return ""
        return f"{_STATES[self.availability]} {_NEXT_STEPS[self.availability].get(sys.platform, _ELSEWHERE)}"


def tesseract_state() -> TesseractState:
    """The first Tesseract of this computer that knows French, else one that does not, else none; some 50 ms."""
    without_french = TesseractState(Availability.ABSENT)
    for tesseract in _installed():
        try:
            version = _version(tesseract.run(["--version"], seconds=_SECONDS_TO_ANSWER))
            languages = tesseract.run(["--list-langs"], seconds=_SECONDS_TO_ANSWER).split()
        except (OSError, subprocess.SubprocessError):
            continue
        if FRENCH in languages:
            return TesseractState(Availability.READY, version, tesseract)
        without_french = TesseractState(Availability.NO_FRENCH, version, tesseract)
    return without_french


def _version(text: str) -> str:
    """« tesseract v5.3.0.20221214 » gives « 5.3.0.20221214 »."""
    words = text.split()
    return words[1].removeprefix("v") if len(words) > 1 else ""


def _installed() -> Iterator[Tesseract]:
    """Those of this computer, ours first."""
    ours = Path(sys.executable).parent / "tesseract"
    if getattr(sys, "frozen", False) and (ours / _PROGRAM).is_file():
        yield Tesseract(ours / _PROGRAM, ours / "tessdata")
    for folder in _folders():
        if (folder / _PROGRAM).is_file():
            yield Tesseract(folder / _PROGRAM)


def _folders() -> Iterator[Path]:
    """Where programs are; never the current folder, where a document could pass for Tesseract."""
    yield from filter(Path.is_absolute, map(Path, os.get_exec_path()))
    for variable, below in (
        ("ProgramFiles", "Tesseract-OCR"),
        ("ProgramFiles(x86)", "Tesseract-OCR"),
        ("LOCALAPPDATA", "Programs/Tesseract-OCR"),
    ):
        if variable in os.environ:
            yield Path(os.environ[variable]) / below
    yield from _ELSEWHERE_FOLDERS
