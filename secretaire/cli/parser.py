"""An argparse parser that speaks French and raises instead of exiting."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import NoReturn

from secretaire.cli.output import Result
from secretaire.errors import Code, WrongUsage

_MESSAGES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", r"il manque : \1"),
    (r"unrecognized arguments: (.+)", r"option ou argument inconnu : \1"),
    (r"argument (.+?): expected one argument", r"l'option \1 attend une valeur"),
    (r"argument (.+?): expected at least one argument", r"l'option \1 attend au moins une valeur"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\2 n'est pas possible ; choisissez parmi : \3"),
    (r"argument (.+?): invalid .+? value: (.+)", r"la valeur \2 ne convient pas pour \1"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 et \2 ne vont pas ensemble"),
    (r"ambiguous option: (.+?) could match (.+)", r"l'option \1 est ambiguë : \2"),
    (r"one of the arguments (.+) is required", r"il faut l'une des options : \1"),
)


def _in_french(message: str) -> str:
    for pattern, french in _MESSAGES:
        translated, count = re.subn(pattern, french, message)
        if count:
            return translated
    return message


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, "usage : " if prefix is None else prefix)


class FrenchParser(argparse.ArgumentParser):
    """Messages, titles and help in French; a wrong usage is a typed error, not an exit."""

    def __init__(self, **options: object) -> None:
        options.setdefault("formatter_class", _Formatter)
        options["add_help"] = False
        options["allow_abbrev"] = False
        super().__init__(**options)  # type: ignore[arg-type]
        self._positionals.title = "à indiquer"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", "--aide", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(Code.WRONG_OPTION, cause=_in_french(message), commande=self.prog)


class Subparsers:
    """Groups and commands, each with the options common to all (--espace, --json)."""

    def __init__(self, parent: argparse.ArgumentParser, metavar: str = "COMMANDE") -> None:
        self._actions = parent.add_subparsers(title="commandes", metavar=metavar, required=False)

    def group(self, name: str, text: str) -> Subparsers:
        """A word followed by its own commands (« acte exporter »)."""
        parser = self._actions.add_parser(name, help=text, description=text)
        add_common_options(parser)
        return Subparsers(parser)

    def command(self, name: str, text: str, handler: Callable[[argparse.Namespace], Result]) -> argparse.ArgumentParser:
        """A command and the function that runs it."""
        parser = self._actions.add_parser(name, help=text, description=text)
        add_common_options(parser)
        parser.set_defaults(handler=handler)
        return parser


def add_common_options(parser: argparse.ArgumentParser) -> None:
    """--espace and --json, accepted at any place of the line."""
    parser.add_argument(
        "--espace",
        metavar="DOSSIER",
        default=argparse.SUPPRESS,
        help="espace de la commune (par défaut, le dernier ouvert)",
    )
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="répond par un document JSON")
