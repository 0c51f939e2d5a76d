"""Entry point: no argument opens the window, else runs one command and ends with the exit code of the contract."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from secretaire import __version__
from secretaire.cli.commands import (
    acts,
    calling,
    data,
    exporting,
    finding,
    journal,
    law,
    look,
    machine,
    meetings,
    parapheur,
    persons,
    proof,
    reading,
    reusing,
    safekeeping,
    space,
    tools,
    types,
    updating,
    vault,
)
from secretaire.cli.output import Result, show, show_error
from secretaire.cli.parser import FrenchParser, Subparsers, add_common_options
from secretaire.desk.logs import start_log
from secretaire.errors import Cancelled, SecretaireError
from secretaire.exchange.delivery import PdfPrinter, without_printer
from secretaire.store import locations

_LOG = logging.getLogger(__name__)
INTERNAL_FAULT = 3
INTERRUPTED = 130


def build_parser() -> FrenchParser:
    """The whole command line."""
    parser = FrenchParser(
        prog="secretaire",
        description="Rédaction des délibérations et arrêtés de la commune, sur ce poste, sans connexion. "
        "Sans commande, ouvre la fenêtre.",
    )
    add_common_options(parser)
    parser.add_argument("--version", action="version", version=f"Secrétaire {__version__}", help="affiche la version")
    commands = Subparsers(parser)
    for family in (
        space,
        reading,
        finding,
        types,
        acts,
        persons,
        reusing,
        meetings,
        calling,
        look,
        exporting,
        law,
        journal,
        proof,
        data,
        safekeeping,
        vault,
        parapheur,
        machine,
        updating,
        tools,
    ):
        family.declare(commands)
    return parser


def main(
    arguments: Sequence[str], open_window: Callable[[Path | None], int], printer: PdfPrinter = without_printer
) -> int:
    """Run one command, or open the window when there is none; returns its exit code.

    `printer` draws a PDF where LibreOffice is missing. Never lets a traceback reach the screen.
    """
    start_log()
    as_json = "--json" in arguments
    try:
        options = build_parser().parse_args(list(arguments))
        options.espace = getattr(options, "espace", None)
        options.printer = printer
        handler: Callable[[argparse.Namespace], Result] | None = getattr(options, "handler", None)
        if handler is None:
            if arguments and not set(arguments) <= {"--espace", options.espace}:
                build_parser().error("the following arguments are required: COMMANDE")
            return open_window(Path(options.espace) if options.espace else None)
        result = handler(options)
    except SecretaireError as error:
        _LOG.info("refused: %s", error.code.value)
        show_error(error, as_json=as_json)
        return error.exit_code
    except Cancelled:
        return INTERRUPTED
    except KeyboardInterrupt:
        sys.stderr.write("Interrompu ; ce qui était enregistré l'est resté.\n")
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - the last resort: the traceback goes to the log file
        _LOG.exception("internal fault")
        sys.stderr.write(
            "Secrétaire a rencontré un défaut imprévu, vos projets d'actes sont enregistrés : "
            f"envoyez à votre installateur le fichier {locations.log_file()}.\n"
        )
        return INTERNAL_FAULT
    show(result, as_json=as_json)
    return result.exit_code
