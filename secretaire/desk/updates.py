"""A new version brought on a stick: judged, installed beside the one at work, tried, put in service; and the way back."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from secretaire import __version__
from secretaire.desk.update_bundle import (
    Bundle,
    Tell,
    check_bundle,
    open_bundle,
    refused,
    this_system,
    unpack_application,
    unpack_packages,
)
from secretaire.errors import Code, EnvironmentFault, Refused, WrongUsage
from secretaire.store.occupation import Hold, hold_file
from secretaire.versions import VERSIONS, Home, InService, clean_environment, numbered, this_home

CONSOLE = "secretaire-console.exe" if os.name == "nt" else "secretaire-console"
_STARTS_WITHIN_S = 120  # the first start of a new version on an old disk, under an antivirus
_LEFT_FREE = 200_000_000
LOCK = ".maj.verrou"

Start = Callable[[Path], str]
"""Start an executable of ours with --version; what it says. Raises OSError."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The versions on this PC.

    Attributes:
        home: where they are; None when this installation is not of those that update themselves.
        former: what `go_back` would put in service; empty when there is nothing.
    """

    current: str
    former: str
    installed: tuple[str, ...]
    home: Path | None


def standing() -> Standing:
    """The version that works here, and those beside it."""
    home = this_home()
    state = home.in_service() if home else None
    return Standing(
        __version__, state.former if state else "", home.installed() if home else (), home.folder if home else None
    )


def examine(path: Path, tell: Tell) -> Bundle:
    """Judge a whole bundle: who signed it, and every file.

    Raises:
        UnreadableInput: it is not one of ours, or is altered.
        Cancelled: `tell` said so.
    """
    bundle = open_bundle(path)
    check_bundle(bundle, tell)
    return bundle


def install(path: Path, tell: Tell, *, into: Path | None = None, start: Start | None = None) -> Standing:
    """Install the version of a bundle beside the one at work, try it, and put it in service from the next start.

    Args:
        into: another folder of versions than the one of this application (a first installation).

    Raises:
        UnreadableInput: it is not one of ours, or is altered.
        Refused: it is not newer, replaces only later versions than this one, or this installation is the administrator's.
        EnvironmentFault: no room, no right to write, or the new version does not start here.
        Cancelled: `tell` said so. In every case the version at work is untouched.
    """
    bundle = open_bundle(path)
    home = Home(into.absolute()) if into is not None else _own_home()
    current = _current(home)
    _refuse_what_does_not_follow(bundle, current)
    version = bundle.manifest.version
    staged = home.folder / VERSIONS / f".{version}.partiel"
    lock = _alone(home)
    try:
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        _refuse_without_room(bundle, staged)
        unpack_application(bundle, staged, tell)
        _try(staged, version, start or _say_version)
        _settle(home, staged, version, current)
    except OSError as error:
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(home.folder), cause=cause) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        lock.release()
    state = home.in_service()
    return Standing(version, state.former if state else "", home.installed(), home.folder)


def go_back(*, into: Path | None = None, start: Start | None = None) -> Standing:
    """Put the former version in service again, from the next start.

    Raises:
        WrongUsage: there is none.
        Refused: this installation is the administrator's.
        EnvironmentFault: it does not start any more, or the folder cannot be written.
    """
    home = Home(into.absolute()) if into is not None else _own_home()
    state = home.in_service()
    if state is None or not state.former or not home.path_of(state.former).is_dir():
        raise WrongUsage(Code.UPDATE_NO_FORMER)
    _try(home.path_of(state.former), state.former, start or _say_version)
    try:
        home.put_in_service(InService(state.former, "", state.door))
    except OSError as error:
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(home.folder), cause=cause) from error
    return Standing(state.former, "", home.installed(), home.folder)


def extract_packages(path: Path, folder: Path) -> tuple[Path, ...]:
    """Write the packages of a bundle, verified, for the administrator who installs them.

    Raises:
        UnreadableInput: it is not one of ours, is altered, or holds no package.
        EnvironmentFault: the folder cannot be written.
    """
    bundle = open_bundle(path)
    if not bundle.manifest.paquets:
        raise refused(path, "elle ne contient aucun paquet pour un administrateur")
    return unpack_packages(bundle, folder)


def _own_home() -> Home:
    home = this_home()
    if home is None:
        cause = "elle a été posée par un paquet du système, ou lancée d'un fichier seul"
        raise Refused(Code.UPDATE_NOT_HERE, cause=cause)
    if not os.access(home.folder, os.W_OK):
        raise Refused(Code.UPDATE_NOT_HERE, cause=f"ce compte ne peut pas écrire dans « {home.folder} »")
    return home


def _alone(home: Home) -> Hold:
    """One installation at a time in this folder."""
    try:
        (home.folder / VERSIONS).mkdir(parents=True, exist_ok=True)
        return hold_file(home.folder / LOCK, Refused(Code.UPDATE_UNDER_WAY, dossier=str(home.folder)))
    except OSError as error:
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(home.folder), cause=cause) from error


def _current(home: Home) -> str:
    """The version in service in this folder; « 0.0.0 » in a new one."""
    state = home.in_service()
    if state is not None:
        return state.version
    if home == this_home():
        return __version__
    return next(iter(home.installed()), "0.0.0")


def _refuse_what_does_not_follow(bundle: Bundle, current: str) -> None:
    manifest = bundle.manifest
    if manifest.systeme != this_system():
        raise refused(bundle.path, f"elle est faite pour un autre système ({manifest.systeme})")
    told = {"fichier": bundle.path.name, "version": manifest.version, "actuelle": current, "minimum": manifest.minimum}
    if numbered(manifest.version) <= numbered(current):
        raise Refused(Code.UPDATE_NOT_NEWER, **told)
    if numbered(current) < numbered(manifest.minimum) and current != "0.0.0":
        raise Refused(Code.UPDATE_TOO_FAR, **told)


def _refuse_without_room(bundle: Bundle, staged: Path) -> None:
    needed, free = bundle.manifest.octets + _LEFT_FREE, shutil.disk_usage(staged).free
    if free < needed:
        raise EnvironmentFault(Code.DISK_FULL, fichier=str(staged.parent))


def _try(folder: Path, version: str, start: Start) -> None:
    """Does it start on this PC (processor, libraries, antivirus), and say that it is what it should be?

    Raises:
        EnvironmentFault: no.
    """
    try:
        said = start(folder / CONSOLE)
    except (OSError, subprocess.SubprocessError) as error:
        cause = getattr(error, "strerror", None) or f"elle s'est arrêtée : {type(error).__name__}"
        raise EnvironmentFault(Code.UPDATE_DOES_NOT_START, version=version, cause=cause) from error
    if said.split()[-1:] != [version]:
        cause = "elle ne dit pas sa version"
        raise EnvironmentFault(Code.UPDATE_DOES_NOT_START, version=version, cause=cause)


def _say_version(executable: Path) -> str:
    done = subprocess.run(  # noqa: S603 - our own executable, no shell
        [str(executable), "--version"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_STARTS_WITHIN_S,
        check=True,
        stdin=subprocess.DEVNULL,
        env=clean_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    return done.stdout


def _settle(home: Home, staged: Path, version: str, current: str) -> None:
    """Give the new version its name, put it in service, and drop those that nothing needs any more."""
    target = home.path_of(version)
    if target.exists():  # of an update that was gone back from
        shutil.rmtree(target)
    staged.replace(target)
    state = home.in_service()
    former = current if home.path_of(current).is_dir() else ""
    door = state.door if state is not None else (former or version)
    home.put_in_service(InService(version, former, door))
    for left in home.installed():
        if left not in {version, former, door}:
            with suppress(OSError):  # at work in another window: dropped by the next update
                shutil.rmtree(home.path_of(left))
