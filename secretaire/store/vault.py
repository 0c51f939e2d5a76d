"""The vault: a workspace closed in one encrypted file (age format), opened into a working folder, closed again.

What is encrypted is a copy (`copies`): with the recovery identity, any `age` program gives back a zip that `restaurer`
accepts. A working folder is never removed before the file that replaces it was read back whole; one left by a crash or
a power cut is gone on from. What is in clear while a vault is open, or for a moment while it opens or closes, is in its
home: a private folder of this PC, never beside the vault, which may be on a stick.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from secretaire.errors import Code, EnvironmentFault, Refused, UnreadableInput, WrongUsage
from secretaire.store.age_file import Keys, decrypt_file, encrypt_file, hash_file, public_of
from secretaire.store.copies import DATABASES, FILES, FOLDERS, Contents, Told, untold, write_copy
from secretaire.store.network_volume import on_network
from secretaire.store.occupation import Hold, hold, settle
from secretaire.store.unpacking import unpack
from secretaire.store.vault_card import (
    VAULT_NAME,
    is_vault,
    read_card,
    sealed_by,
    sealed_recipients,
    write_card,
)
from secretaire.store.workspace import FILE_NAME as WORKSPACE

_STATES = "coffre-etats.txt"  # in the working folder: the files that it is at least as new as, by hash
_CACHES = {"index", _STATES}
_OUR_STARTS = ("espace.", "fonds.", "ouvert.")
_UNFINISHED = ".partiel"
_WORK, _CLOSING, _CLOSED, _OPENING, _ASIDE = "espace", "fermeture", "ferme", "ouverture", "relecture"
COPYING = "copie"
"""In the home: where a copy of the vault is made."""


@dataclass(frozen=True, slots=True)
class OpenVault:
    """An open vault. `resumed`: the working folder was still there, after a stop without closing."""

    vault: Path
    home: Path
    resumed: bool
    holds: tuple[Hold, ...]

    @property
    def work(self) -> Path:
        """The workspace, in clear."""
        return work_of(self.home)

    def release(self) -> None:
        """Let another window open it."""
        for held in self.holds:
            held.release()


def work_of(home: Path) -> Path:
    """Where the workspace of a vault is while it is open."""
    return home / _WORK


def in_clear(home: Path) -> bool:
    """Is the workspace of a vault in clear on this PC: at work, or left by a stop?"""
    return any((home / name / WORKSPACE).is_file() for name in (_WORK, _CLOSING))


def create_vault(source: Path, vault: Path, home: Path, keys: Keys, *, now: datetime, told: Told = untold) -> None:
    """Encrypt a workspace into a new folder; the workspace is left as it is.

    Raises:
        WrongUsage: the folder exists already, or the source holds no workspace.
        EnvironmentFault: the disk refuses; nothing is left of the vault.
        Refused: what was written does not read back.
        Cancelled: `told` said so; nothing is left of the vault.
    """
    if vault.exists():
        raise WrongUsage(Code.VAULT_EXISTS if is_vault(vault) else Code.RESTORE_TAKEN, dossier=str(vault))
    staged = vault.with_name(f".{vault.name}{_UNFINISHED}")
    aside = home / _ASIDE
    shutil.rmtree(staged, ignore_errors=True)
    try:
        _private(aside)
        staged.mkdir(parents=True, mode=0o700)
        recipients = (public_of(keys.session), public_of(keys.recovery))
        fresh, contents = _encrypted(source, staged, aside, recipients, keys.session, now, told)
        fresh.replace(staged / VAULT_NAME)
        write_card(staged, contents.commune, contents.uuid, recipients, keys.session, now)
        staged.rename(vault)
    except OSError as error:
        raise _not_closed(vault, error) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        shutil.rmtree(aside, ignore_errors=True)


def open_vault(vault: Path, home: Path, identity: str, told: Told = untold) -> OpenVault:
    """Decrypt into the working folder, or go on from the one that a stop left: it is newer.

    Raises:
        WrongUsage: there is no vault there.
        Refused: another window has it; the key is wrong, the file altered or cut; the working folder left here does
            not come from this file (`VAULT_TWO_STATES`): neither is touched.
        EnvironmentFault: the working folder would be on a network share, or the disk refuses.
    """
    if not is_vault(vault):
        raise WrongUsage(Code.VAULT_MISSING, dossier=str(vault))
    if on_network(home):
        raise EnvironmentFault(Code.WORKSPACE_ON_NETWORK, fichier=str(home))
    holds = [hold(vault)]
    try:
        _private(home)
        holds.append(hold(home))
        sweep(home)
        resumed = _resume(vault, home)
        if resumed:
            _prove(vault, home, identity, told)
        else:
            _decrypted(vault / VAULT_NAME, home, identity, told)
    except OSError as error:
        _release(holds)
        raise EnvironmentFault(Code.WORKSPACE_READONLY, fichier=str(home), cause=str(error)) from error
    except BaseException:
        _release(holds)
        raise
    return OpenVault(vault, home, resumed, tuple(holds))


def close_vault(opened: OpenVault, identity: str, *, now: datetime, told: Told = untold) -> None:
    """Write the new encrypted file, read it back whole, give it the place of the former, then remove the clear folder.

    The database must be closed. On any error the vault stays open and the working folder whole.

    `identity` is the session's: a vault opened with the recovery one is first given a new session (`renew_session`).

    Raises:
        Refused: a command uses the workspace; the card or its recipients were altered; another PC closed the vault
            meanwhile (`VAULT_TWO_STATES`); the folder holds a file that a copy leaves out; the file does not read back.
        EnvironmentFault: the disk refuses (full, taken out…).
    """
    vault, work, closing = opened.vault, opened.work, opened.home / _CLOSING
    aside, closed = opened.home / _ASIDE, opened.home / _CLOSED
    try:
        if closing.exists() and not work.exists():
            closing.rename(work)
        _refuse_strangers(work)
        recipients = sealed_recipients(vault, identity)
        _refuse_two_states(vault, work)
        _settle(work)
        work.rename(closing)  # from here no command finds it
        try:
            _settle(closing)
            shutil.rmtree(aside, ignore_errors=True)
            _private(aside)
            fresh, contents = _encrypted(closing, vault, aside, recipients, identity, now, told)
            with (closing / _STATES).open("a", encoding="ascii") as states:
                states.write(f"{hash_file(fresh)}\n")
                states.flush()
                os.fsync(states.fileno())
            fresh.replace(vault / VAULT_NAME)
            _sync(vault)
        except BaseException:
            closing.rename(work)
            raise
        with suppress(OSError):  # the file of the vault is whole: the card follows at the next closing
            write_card(vault, contents.commune, contents.uuid, recipients, identity, now)
        shutil.rmtree(closed, ignore_errors=True)
        closing.rename(closed)
        _remove(closed)
    except (OSError, sqlite3.Error) as error:
        raise _not_closed(vault, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    opened.release()


def renew_session(opened: OpenVault, recovery: str, session: str, *, now: datetime) -> None:
    """Opened by the sheet: from the next closing on, this session opens it and the former one no more.

    Raises:
        Refused: it is not the identity of the sheet.
        EnvironmentFault: the card cannot be written.
    """
    card = read_card(opened.vault)
    public = public_of(recovery)
    if public not in card.recipients[1:]:
        raise Refused(Code.VAULT_KEY_MISTYPED)
    try:
        write_card(opened.vault, card.commune, card.uuid, (public_of(session), public), session, now)
    except OSError as error:
        raise _not_closed(opened.vault, error) from error


def set_aside(home: Path, folder: Path) -> None:
    """Make an ordinary workspace, in clear, of the work left by a stop: the vault then opens as it is.

    Raises:
        WrongUsage: nothing was left.
        Refused: somebody is at work in it, or the folder exists.
        EnvironmentFault: the disk refuses; the work is where it was.
    """
    if not in_clear(home):
        raise WrongUsage(Code.WORKSPACE_MISSING, dossier=str(work_of(home)))
    if folder.exists():
        raise Refused(Code.RESTORE_TAKEN, dossier=str(folder))
    held = hold(home)
    staged = folder.with_name(f".{folder.name}{_UNFINISHED}")
    try:
        left = next(path for path in (work_of(home), home / _CLOSING) if (path / WORKSPACE).is_file())
        _settle(left)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(staged, ignore_errors=True)
        shutil.copytree(left, staged, ignore=shutil.ignore_patterns("index", _STATES, "ouvert.*"))
        staged.rename(folder)
        _remove(left)
    except (OSError, sqlite3.Error) as error:
        raise EnvironmentFault(Code.WORKSPACE_READONLY, fichier=str(folder), cause=str(error)) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        held.release()


def sweep(home: Path) -> None:
    """Take away what a stop left in clear and that is whole elsewhere; the caller holds the home."""
    for name in (_CLOSED, _OPENING, _ASIDE, COPYING):
        shutil.rmtree(home / name, ignore_errors=True)


def encrypt_copy(copy: Path, fresh: Path, recipients: Sequence[str], identity: str, told: Told = untold) -> None:
    """Encrypt a copy; it counts once it was decrypted again and found the same. The copy in clear is taken away.

    Raises:
        OSError: the disk refuses.
        Refused: what was written does not read back.
    """
    try:
        encrypt_file(copy, fresh, recipients, told)
        expected = hash_file(copy)
        copy.unlink()
        decrypt_file(fresh, copy, identity, told)
        if hash_file(copy) != expected:
            raise Refused(Code.VAULT_UNREADABLE, fichier=str(fresh))
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    finally:
        with suppress(OSError):
            copy.unlink(missing_ok=True)


def _encrypted(
    source: Path, beside: Path, aside: Path, recipients: Sequence[str], identity: str, now: datetime, told: Told
) -> tuple[Path, Contents]:
    """The new file, under another name, read back."""
    copy, fresh = aside / "coffre.zip", beside / f"{VAULT_NAME}.nouveau"
    contents = write_copy(source, copy, now=now, told=told, aside=aside)
    encrypt_copy(copy, fresh, recipients, identity, told)
    return fresh, contents


def _decrypted(source: Path, home: Path, identity: str, told: Told) -> None:
    staged = home / _OPENING
    try:
        _private(staged)
        copy = staged / "coffre.zip"
        decrypt_file(source, copy, identity, told)
        space = _unpack(copy, staged / _WORK, source, told)
        (space / _STATES).write_text(f"{hash_file(source)}\n", encoding="ascii")
        space.rename(work_of(home))
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _unpack(copy: Path, into: Path, source: Path, told: Told) -> Path:
    shutil.rmtree(into, ignore_errors=True)
    try:
        unpack(copy, into, told)
    except UnreadableInput as error:
        raise Refused(Code.VAULT_UNREADABLE, fichier=str(source)) from error
    into.chmod(0o700)
    return into


def _prove(vault: Path, home: Path, identity: str, told: Told) -> None:
    """Is the key that of the card, or of the file? The work left needs none, but closing with another would lock everybody out."""
    if sealed_by(read_card(vault), identity):
        return
    aside = home / _ASIDE
    try:
        _private(aside)
        decrypt_file(vault / VAULT_NAME, aside / "coffre.zip", identity, told)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _resume(vault: Path, home: Path) -> bool:
    work, closing = work_of(home), home / _CLOSING
    if closing.exists() and not work.exists():
        closing.rename(work)
    if not work.exists():
        return False
    _refuse_two_states(vault, work)
    return True


def _refuse_two_states(vault: Path, work: Path) -> None:
    """Another PC may have closed it meanwhile: neither of the two takes the place of the other."""
    states = work / _STATES
    known = states.read_text(encoding="ascii", errors="replace").split() if states.is_file() else []
    if not (work / WORKSPACE).is_file() or hash_file(vault / VAULT_NAME) not in known:
        raise Refused(Code.VAULT_TWO_STATES, dossier=str(work), fichier=str(vault / VAULT_NAME))


def _refuse_strangers(work: Path) -> None:
    known = {*DATABASES, *FILES, *FOLDERS, *_CACHES}
    for path in sorted(work.iterdir()):
        ours = path.name in known or path.name.startswith(_OUR_STARTS) or path.name.endswith(_UNFINISHED)
        if not ours:
            raise Refused(Code.VAULT_STRANGER, fichier=str(path))


def _settle(work: Path) -> None:
    hold(work).release()
    for name in DATABASES:
        if (work / name).is_file():
            settle(work / name)


def _private(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)


def _remove(folder: Path) -> None:
    """What is joined is read-only, which some systems refuse to remove."""
    for path in folder.rglob("*"):
        if os.name == "nt" and path.is_file():
            path.chmod(0o600)
    shutil.rmtree(folder, ignore_errors=True)


def _release(holds: Sequence[Hold]) -> None:
    for held in holds:
        held.release()


def _sync(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _not_closed(vault: Path, error: Exception) -> EnvironmentFault:
    return EnvironmentFault(
        Code.VAULT_NOT_CLOSED, dossier=str(vault), cause=getattr(error, "strerror", None) or str(error)
    )
