"""The code of a person, as a command gets it: typed without being shown, or read; never an argument, which others could see."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from secretaire.desk.files import read_text_input

_STANDARD_INPUT = "-"


def add_codes_option(command: argparse.ArgumentParser) -> None:
    """--codes, for whoever cannot type them."""
    command.add_argument(
        "--codes",
        metavar="F.txt",
        help="lit les codes demandés, un par ligne (« - » : l'entrée standard) ; sinon, ils se tapent sans s'afficher",
    )


class Codes:
    """The codes that a command asks for, in order."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._given: list[str] | None = None
        if options.codes == _STANDARD_INPUT:
            self._given = sys.stdin.read().splitlines()
        elif options.codes:
            self._given = read_text_input(Path(options.codes)).splitlines()

    def ask(self, question: str) -> str:
        """The next code; empty when nobody is there to type it."""
        if self._given is not None:
            return self._given.pop(0) if self._given else ""
        return getpass.getpass(f"{question} : ") if sys.stdin.isatty() else ""
