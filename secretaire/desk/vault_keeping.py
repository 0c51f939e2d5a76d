"""A workspace put in a vault, a vault opened by its sheet, a vault given back to clear, and its copies."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from secretaire.desk.office import Office
from secretaire.desk.recovery_sheet import read_identity
from secretaire.desk.safekeeping import check_copy
from secretaire.desk.vault import enter, home_of, keep_key
from secretaire.errors import Code, EnvironmentFault, Refused, UnreadableInput, WrongUsage
from secretaire.store import locations
from secretaire.store.age_file import Keys
from secretaire.store.canonical import utc_text
from secretaire.store.copies import DATABASES, FILES, FOLDERS, Told, copy_fault, untold, write_copy
from secretaire.store.journal import Entry, Event
from secretaire.store.occupation import hold, settle
from secretaire.store.sealed_copies import KEY_NAME, SealedCopy, unpack_sealed_copy, write_sealed_copy
from secretaire.store.unpacking import unpack
from secretaire.store.vault import (
    COPYING,
    close_vault,
    create_vault,
    encrypt_copy,
    open_vault,
    renew_session,
    set_aside,
)
from secretaire.store.vault_card import Card, sealed_recipients
from secretaire.store.workspace import FILE_NAME, Workspace

_SETTING = "coffre"


@dataclass(frozen=True, slots=True)
class ClearCopy:
    """The folder that a vault was made from, as it was that day: `digest` is of its database."""

    folder: Path
    digest: str


@dataclass(frozen=True, slots=True)
class RestoredVault:
    """The copy of a vault, put back. `told_in_journal`: False when no key is here to write in it."""

    folder: Path
    card: Card
    told_in_journal: bool


def put_in_vault(
    office: Office, vault: Path, keys: Keys, by: str, *, passphrase: str = "", told: Told = untold
) -> Path:
    """Encrypt the workspace of an office in a new folder, open it once to be sure, and remember it as the last one.

    The folder in clear stays as it is (`clear_copy`, `remove_clear_copy`); the office is still of that one.

    Args:
        passphrase: which the session's key is put under; without one, it is kept in the keyring.

    Raises:
        WrongUsage: the office is in a vault already, or the folder exists.
        Refused: the passphrase is too short, or what was written does not read back.
        EnvironmentFault: there is no keyring, the journal waits for its passphrase, or the disk refuses.
        Cancelled: `told` said so; nothing is left of the vault.
    """
    if office.entrance is not None:
        raise WrongUsage(Code.VAULT_EXISTS, dossier=str(office.place))
    vault, home, now = vault.absolute(), home_of(vault.absolute()), datetime.now(UTC)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        keep_key(home, keys.session, passphrase)
        office.workspace.journal.append(Entry(by, Event.COFFRE_CREE, data={"destinataires": 2}), now=now)
        create_vault(office.folder, vault, home, keys, now=now, told=told)
        if passphrase:
            shutil.copyfile(home / KEY_NAME, vault / KEY_NAME)
    except OSError as error:
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.VAULT_NOT_CLOSED, dossier=str(vault), cause=cause) from error
    finally:
        (home / KEY_NAME).unlink(missing_ok=True)
    entrance = enter(vault, passphrase, told)
    try:
        digest = _digest(entrance.work / FILE_NAME)
        with Workspace.open(entrance.work) as workspace:
            workspace.settings.put(_SETTING, {"dossier": str(office.folder), "empreinte": digest})
    finally:
        entrance.leave(told)
    locations.remember_space(vault)
    return vault


def clear_copy(office: Office) -> ClearCopy | None:
    """The folder in clear that the vault of an office was made from, if it is still there."""
    kept = office.workspace.settings.get(_SETTING)
    if office.entrance is None or not isinstance(kept, dict) or "dossier" not in kept:
        return None
    folder = Path(str(kept["dossier"]))
    return ClearCopy(folder, str(kept["empreinte"])) if (folder / FILE_NAME).is_file() else None


def remove_clear_copy(office: Office, by: str) -> tuple[str, ...]:
    """Take away the folder in clear that the vault was made from; returns what else it held, which stays there.

    Raises:
        WrongUsage: there is none.
        Refused: somebody uses it, or it changed since: it is not only a copy any more.
        EnvironmentFault: the journal waits for its passphrase, or the disk refuses.
    """
    kept = clear_copy(office)
    if kept is None:
        raise WrongUsage(Code.WORKSPACE_MISSING, dossier=str(office.place))
    folder = kept.folder
    hold(folder).release()
    for name in DATABASES:
        if (folder / name).is_file():
            settle(folder / name)
    if _digest(folder / FILE_NAME) != kept.digest:
        raise Refused(Code.VAULT_CLEAR_CHANGED, dossier=str(folder))
    entry = Entry(by, Event.COPIE_EN_CLAIR_ENLEVEE, data={"dossier": folder.name})
    office.workspace.journal.append(entry, now=datetime.now(UTC))
    try:
        _remove_space(folder)
        left = tuple(sorted(path.name for path in folder.iterdir()))
        if not left:
            folder.rmdir()
    except OSError as error:
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.WORKSPACE_READONLY, fichier=str(folder), cause=cause) from error
    office.workspace.settings.put(_SETTING, {})
    return left


def open_by_sheet(vault: Path, typed: str, by: str, *, passphrase: str = "", told: Told = untold) -> None:
    """Open with the key of the sheet, give this session a new key, close: the former session opens it no more.

    Args:
        passphrase: which the new key is put under; without one, it is kept in the keyring.

    Raises:
        WrongUsage: there is no vault there.
        Refused: the key is mistyped or of another vault, the passphrase too short; see `open_vault`.
        EnvironmentFault: there is no keyring, or the disk refuses.
    """
    vault, recovery, session = vault.absolute(), read_identity(typed), Keys.draw().session
    opened = open_vault(vault, home_of(vault), recovery, told)
    try:
        keep_key(vault, session, passphrase)
        now = datetime.now(UTC)
        with Workspace.open(opened.work) as workspace, suppress(EnvironmentFault):  # the journal may be locked
            workspace.journal.append(Entry(by, Event.COFFRE_SECOURS), now=now)
        renew_session(opened, recovery, session, now=now)
        if not passphrase:
            (vault / KEY_NAME).unlink(missing_ok=True)
        close_vault(opened, session, now=now, told=told)
    finally:
        opened.release()
    locations.remember_space(vault)


def set_work_aside(vault: Path, folder: Path) -> None:
    """Put the work that a stop left, and that is not of the vault as it is now, in a folder in clear; see `set_aside`."""
    set_aside(home_of(vault.absolute()), folder.absolute())


def give_back(office: Office, folder: Path, by: str, told: Told = untold) -> None:
    """Write the workspace of a vault in clear, in a new folder; once the office is closed, `forget_vault` ends it.

    Raises:
        WrongUsage: the office is in no vault.
        Refused: the folder exists.
        EnvironmentFault: the journal waits for its passphrase, or the disk refuses; nothing is left of the folder.
        Cancelled: `told` said so.
    """
    entrance = office.entrance
    if entrance is None:
        raise WrongUsage(Code.VAULT_MISSING, dossier=str(office.place))
    folder, now = folder.absolute(), datetime.now(UTC)
    if folder.exists():
        raise Refused(Code.RESTORE_TAKEN, dossier=str(folder))
    office.workspace.journal.append(Entry(by, Event.COFFRE_ENLEVE), now=now)
    office.workspace.settings.put(_SETTING, {})
    aside = entrance.home / COPYING
    staged = folder.with_name(f".{folder.name}.partiel")
    try:
        aside.mkdir(mode=0o700, exist_ok=True)
        write_copy(office.folder, aside / "espace.zip", now=now, told=told, aside=aside)
        folder.parent.mkdir(parents=True, exist_ok=True)
        unpack(aside / "espace.zip", staged, told)
        staged.rename(folder)
    except UnreadableInput as error:
        raise EnvironmentFault(Code.COPY_UNSOUND, fichier=str(folder), cause=str(error.data["cause"])) from error
    except OSError as error:
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.WORKSPACE_READONLY, fichier=str(folder), cause=cause) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        shutil.rmtree(aside, ignore_errors=True)


def save_sealed_copy(office: Office, target: Path, told: Told = untold) -> SealedCopy:
    """Copy the vault of an office as it is now, encrypted: checked as any copy, then read back. Nothing in clear leaves its home.

    Raises:
        Refused: the key of the session is not here.
        EnvironmentFault: the copy cannot be made, or is not faithful.
        Cancelled: `told` said so.
    """
    entrance = office.entrance
    if entrance is None:
        raise WrongUsage(Code.VAULT_MISSING, dossier=str(office.place))
    if not entrance.identity:
        raise Refused(Code.VAULT_KEY_AWAY, dossier=str(entrance.vault))
    aside = entrance.home / COPYING
    clear, encrypted = aside / "espace.zip", aside / "coffre.age"
    try:
        aside.mkdir(mode=0o700, exist_ok=True)
        write_copy(office.folder, clear, now=datetime.now(UTC), told=told, aside=aside)
        check_copy(clear, told, aside=aside)
        recipients = sealed_recipients(entrance.vault, entrance.identity)
        encrypt_copy(clear, encrypted, recipients, entrance.identity, told)
        return write_sealed_copy(encrypted, entrance.vault, target, now=datetime.now(UTC))
    except UnreadableInput as error:
        raise EnvironmentFault(Code.COPY_UNSOUND, fichier=str(target), cause=error.data["cause"]) from error
    except OSError as error:
        raise copy_fault(target, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def restore_sealed_copy(archive: Path, folder: Path, by: str, *, passphrase: str = "") -> RestoredVault:
    """Put the copy of a vault in a new folder, still encrypted; its journal tells it if the key of the session is here.

    Args:
        passphrase: of the vault, when its key is under one.

    Raises:
        UnreadableInput: the file is no copy of a vault, or not whole; nothing was touched.
        Refused: the folder exists, or `VAULT_PASSPHRASE_WRONG`.
        EnvironmentFault: the disk refuses.
    """
    folder = folder.absolute()
    card = unpack_sealed_copy(archive, folder)
    locations.remember_space(folder)
    try:
        entrance = enter(folder, passphrase)
    except Refused as error:
        if error.code in {Code.VAULT_KEY_AWAY, Code.VAULT_LOCKED}:
            return RestoredVault(folder, card, told_in_journal=False)
        raise
    now = datetime.now(UTC)
    try:
        with Workspace.open(entrance.work) as workspace, suppress(EnvironmentFault, WrongUsage):
            head = workspace.journal.head()
            data = {
                "sauvegarde_du": utc_text(card.closed),
                "lignes": head.seq if head else 0,
                "empreinte": head.hash if head else "",
            }
            workspace.journal.append(Entry(by, Event.ESPACE_RESTAURE, data=data), now=now)
            workspace.journal.admit_return(by, "sauvegarde du coffre restaurée", now=now)
    finally:
        entrance.leave()
    return RestoredVault(folder, card, told_in_journal=True)


def _remove_space(folder: Path) -> None:
    ours = {*DATABASES, *FILES, *FOLDERS, "index"}
    for path in sorted(folder.iterdir()):
        if path.name not in ours and not path.name.startswith(("espace.", "fonds.", "ouvert.")):
            continue
        if path.is_dir() and not path.is_symlink():
            for inside in path.rglob("*"):
                if inside.is_file() and not inside.is_symlink():
                    inside.chmod(0o600)  # read-only, some systems refuse to remove it
            shutil.rmtree(path)
        else:
            path.unlink()


def _digest(database: Path) -> str:
    """Of all that a database says, in whatever order its file says it: a copy is laid out otherwise."""
    total = 0
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as db:
        for line in db.iterdump():
            total += int.from_bytes(hashlib.sha256(line.encode("utf-8", "surrogatepass")).digest())
    return f"{total % 2**256:064x}"
