"""What a command works with: the workspace it names, its author, its dates."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from getpass import getpass
from pathlib import Path
from typing import TypeVar

from secretaire.acts.fields import parse_date, parse_time
from secretaire.desk import journal
from secretaire.desk.office import Office, last_space, open_space, shipped_types
from secretaire.desk.vault import enter
from secretaire.drafting.act_types.catalogue import TypesCatalogue
from secretaire.errors import Code, Refused, WrongUsage
from secretaire.store.vault_card import is_vault

_T = TypeVar("_T")

DEFAULT_AUTHOR = "secrétaire"


@contextmanager
def office(options: argparse.Namespace) -> Iterator[Office]:
    """The workspace named by --espace, else the last one opened; closed at the end, and its vault with it.

    Its passphrase, if it has one, is asked where somebody can type it; elsewhere no decision is recorded, and a vault
    stays closed.
    """
    opened = _opened(named_folder(options))
    try:
        if journal.is_locked(opened) and sys.stdin.isatty():
            journal.unlock(opened, getpass(f"Phrase secrète de l'espace de {opened.commune.nom} : "))
        yield opened
    finally:
        opened.close()


def named_folder(options: argparse.Namespace) -> Path:
    """The folder named by --espace, else of the last workspace opened: whole or not, in clear or in a vault.

    Raises:
        WrongUsage: there is none.
    """
    folder = Path(options.espace) if options.espace else last_space()
    if folder is None:
        raise WrongUsage(Code.NO_WORKSPACE)
    return folder.absolute()


@contextmanager
def clear_folder(options: argparse.Namespace) -> Iterator[Path]:
    """The folder of the workspace, in clear for the time of the command if it is in a vault."""
    folder = named_folder(options)
    if not is_vault(folder):
        yield folder
        return
    entrance = _with_passphrase(lambda passphrase: enter(folder, passphrase))
    try:
        yield entrance.work
    finally:
        entrance.leave()


def _opened(folder: Path) -> Office:
    return _with_passphrase(lambda passphrase: open_space(folder, passphrase))


def _with_passphrase(opening: Callable[[str], _T]) -> _T:
    """Open; what waits for its passphrase gets it from whoever can type it."""
    try:
        return opening("")
    except Refused as error:
        if error.code is not Code.VAULT_LOCKED or not sys.stdin.isatty():
            raise
        return opening(getpass(f"Phrase secrète du coffre ({error.data['commune']}) : "))


def new_passphrase() -> str:
    """Typed twice in a terminal; elsewhere the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    phrase = getpass("Nouvelle phrase secrète : ")
    if getpass("La même, encore une fois : ") != phrase:
        raise WrongUsage(Code.WRONG_OPTION, cause="Les deux phrases ne sont pas les mêmes")
    return phrase


@contextmanager
def types_catalogue(options: argparse.Namespace) -> Iterator[TypesCatalogue]:
    """The act types of the workspace, or those of the application when there is no workspace."""
    if not options.espace and last_space() is None:
        yield shipped_types()
        return
    with office(options) as opened:
        yield opened.types


def today() -> date:
    """The day on this PC."""
    return datetime.now().astimezone().date()


def author(options: argparse.Namespace) -> str:
    """Who acts: --par, else the secretary."""
    return (getattr(options, "par", None) or DEFAULT_AUTHOR).strip()


def day(text: str) -> date:
    """A date typed on the command line (« 2026-12-18 », « 18/12/2026 », « 18 décembre 2026 »)."""
    try:
        return parse_date(text)
    except ValueError as error:
        raise WrongUsage(Code.WRONG_OPTION, cause=f"« {text} » n'est pas une date (écrivez 18/12/2026)") from error


def hour(text: str) -> time:
    """A time typed on the command line (« 20h30 », « 20:30 »)."""
    try:
        return parse_time(text)
    except ValueError as error:
        raise WrongUsage(Code.WRONG_OPTION, cause=f"« {text} » n'est pas une heure (écrivez 20h30)") from error
