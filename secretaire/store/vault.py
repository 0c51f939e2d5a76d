"""The vault: a workspace closed in one encrypted file (age format), opened into a working folder, closed again.

What is encrypted is a copy (`copies`): with the recovery identity, any `age` program gives back a zip that `restaurer`
accepts. A working folder is never removed before the file that replaces it was read back whole; one left by a crash or
a power cut is gone on from.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pyrage import DecryptError, IdentityError, decrypt_io, encrypt_io
from pyrage.x25519 import Identity, Recipient

from secretaire.errors import Code, EnvironmentFault, Refused, UnreadableInput, WrongUsage
from secretaire.store.canonical import utc_text
from secretaire.store.copies import BLOCK, DATABASES, FILES, FOLDERS, Contents, write_copy
from secretaire.store.network_volume import on_network
from secretaire.store.occupation import Hold, hold, settle
from secretaire.store.unpacking import unpack
from secretaire.store.workspace import FILE_NAME as WORKSPACE

VAULT_NAME, CARD_NAME = "coffre.age", "coffre.json"
_FORMAT = 1
_STATES = "coffre-etats.txt"  # in the working folder: the files that it is at least as new as, by hash
_CACHES = {"index", _STATES}
_OUR_STARTS = ("espace.", "fonds.", "ouvert.")


@dataclass(frozen=True, slots=True)
class Keys:
    """Who can open a vault: the session (its identity stays in the keyring) and the sheet (never kept on the PC)."""

    session: str
    recovery: str


@dataclass(frozen=True, slots=True)
class OpenVault:
    """An open vault. `resumed`: the working folder was still there, after a stop without closing."""

    vault: Path
    work: Path
    resumed: bool
    held: Hold


def is_vault(folder: Path) -> bool:
    """Does the folder hold a vault?"""
    return (folder / VAULT_NAME).is_file() and (folder / CARD_NAME).is_file()


def create_vault(source: Path, vault: Path, *, now: datetime) -> Keys:
    """Encrypt a workspace into a new folder; the workspace is left as it is.

    Raises:
        WrongUsage: the folder exists already, or the source holds no workspace.
        EnvironmentFault: the disk refuses; nothing is left of the vault.
        Refused: what was written does not read back.
    """
    if vault.exists():
        raise WrongUsage(Code.WORKSPACE_EXISTS, dossier=str(vault))
    session, recovery = Identity.generate(), Identity.generate()
    staged = vault.with_name(f".{vault.name}.partiel")
    shutil.rmtree(staged, ignore_errors=True)
    try:
        staged.mkdir(parents=True, mode=0o700)
        recipients = [str(session.to_public()), str(recovery.to_public())]
        fresh, contents = _encrypted(source, staged, staged, recipients, str(session), now)
        fresh.replace(staged / VAULT_NAME)
        _write_card(staged, contents, recipients, str(session), now)
        staged.rename(vault)
    except OSError as error:
        raise _not_closed(vault, error) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return Keys(str(session), str(recovery))


def open_vault(vault: Path, work: Path, identity: str) -> OpenVault:
    """Decrypt into the working folder, or go on from the one that a stop left: it is newer.

    Raises:
        WrongUsage: there is no vault there.
        Refused: another window has it; the key is wrong, the file altered or cut; the working folder left here does
            not come from this file (`VAULT_TWO_STATES`): neither is touched.
        EnvironmentFault: the working folder would be on a network share, or the disk refuses.
    """
    if not is_vault(vault):
        raise WrongUsage(Code.WORKSPACE_MISSING, dossier=str(vault))
    if on_network(work):
        raise EnvironmentFault(Code.WORKSPACE_ON_NETWORK, fichier=str(work))
    held = hold(vault)
    try:
        resumed = _resume(vault, work)
        if not resumed:
            _decrypted(vault / VAULT_NAME, work, identity)
    except OSError as error:
        held.release()
        raise EnvironmentFault(Code.WORKSPACE_READONLY, fichier=str(work), cause=str(error)) from error
    except BaseException:
        held.release()
        raise
    return OpenVault(vault, work, resumed, held)


def close_vault(opened: OpenVault, identity: str, *, now: datetime) -> None:
    """Write the new encrypted file, read it back whole, give it the place of the former, then remove the clear folder.

    The database must be closed. On any error the vault stays open and the working folder whole.

    `identity` is the session's: a vault opened with the recovery one is encrypted anew by `create_vault`.

    Raises:
        Refused: a command uses the workspace; the card or its recipients were altered; the folder holds a file that a copy leaves out; the file does not read back.
        EnvironmentFault: the disk refuses (full, taken out…).
    """
    vault, work = opened.vault, opened.work
    closing, aside = _closing(work), _aside(work)
    try:
        if closing.exists() and not work.exists():
            closing.rename(work)
        _refuse_strangers(work)
        recipients = _recipients(vault, identity)
        _settle(work)
        work.rename(closing)  # from here no command finds it
        try:
            _settle(closing)
            shutil.rmtree(aside, ignore_errors=True)
            aside.mkdir(mode=0o700)
            fresh, contents = _encrypted(closing, vault, aside, recipients, identity, now)
            with (closing / _STATES).open("a", encoding="ascii") as states:
                states.write(f"{_hash(fresh)}\n")
                states.flush()
                os.fsync(states.fileno())
            fresh.replace(vault / VAULT_NAME)
            _sync(vault)
        except BaseException:
            closing.rename(work)
            raise
        with suppress(OSError):  # the file of the vault is whole: the card follows at the next closing
            _write_card(vault, contents, recipients, identity, now)
        closing.rename(_closed(work))
        shutil.rmtree(_closed(work), ignore_errors=True)
    except OSError as error:
        raise _not_closed(vault, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    opened.held.release()


def _encrypted(
    source: Path, beside: Path, aside: Path, recipients: list[str], identity: str, now: datetime
) -> tuple[Path, Contents]:
    """The new file, under another name, once it was decrypted again and found the same."""
    copy, fresh = aside / ".coffre.zip.partiel", beside / f"{VAULT_NAME}.nouveau"
    try:
        contents = write_copy(source, copy, now=now)
        with copy.open("rb") as clear, fresh.open("wb") as closed:
            encrypt_io(clear, closed, [Recipient.from_str(each) for each in recipients])
            closed.flush()
            os.fsync(closed.fileno())
        expected = _hash(copy)
        copy.unlink()
        _decrypt_file(fresh, copy, identity)
        if _hash(copy) != expected:
            raise Refused(Code.VAULT_UNREADABLE, fichier=str(fresh))
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    finally:
        with suppress(OSError):
            copy.unlink(missing_ok=True)
    return fresh, contents


def _decrypt_file(source: Path, target: Path, identity: str) -> None:
    try:
        with source.open("rb") as closed, target.open("wb") as clear:
            decrypt_io(closed, clear, [Identity.from_str(identity)])
    except OSError as error:
        if error.errno is not None:
            raise
        raise Refused(
            Code.VAULT_UNREADABLE, fichier=str(source)
        ) from error  # altered or cut: no errno from the library
    except (DecryptError, IdentityError) as error:
        raise Refused(Code.VAULT_UNREADABLE, fichier=str(source)) from error


def _decrypted(source: Path, work: Path, identity: str) -> None:
    staged = work.with_name(f".{work.name}.ouverture")
    shutil.rmtree(staged, ignore_errors=True)
    try:
        staged.mkdir(parents=True, mode=0o700)
        copy = staged / "coffre.zip"
        _decrypt_file(source, copy, identity)
        try:
            unpack(copy, staged / "espace")
        except UnreadableInput as error:
            raise Refused(Code.VAULT_UNREADABLE, fichier=str(source)) from error
        (staged / "espace").chmod(0o700)
        (staged / "espace" / _STATES).write_text(f"{_hash(source)}\n", encoding="ascii")
        (staged / "espace").rename(work)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _resume(vault: Path, work: Path) -> bool:
    for leftover in (_closed(work), _aside(work)):
        shutil.rmtree(leftover, ignore_errors=True)
    if _closing(work).exists() and not work.exists():
        _closing(work).rename(work)
    if not work.exists():
        return False
    states = work / _STATES
    known = states.read_text(encoding="ascii").split() if states.is_file() else []
    if not (work / WORKSPACE).is_file() or _hash(vault / VAULT_NAME) not in known:
        raise Refused(Code.VAULT_TWO_STATES, dossier=str(work), fichier=str(vault / VAULT_NAME))
    return True


def _refuse_strangers(work: Path) -> None:
    known = {*DATABASES, *FILES, *FOLDERS, *_CACHES}
    for path in sorted(work.iterdir()):
        if path.name not in known and not path.name.startswith(_OUR_STARTS):
            raise Refused(Code.VAULT_STRANGER, fichier=str(path))


def _settle(work: Path) -> None:
    hold(work).release()
    for name in DATABASES:
        if (work / name).is_file():
            settle(work / name)


def _write_card(vault: Path, contents: Contents, recipients: list[str], identity: str, now: datetime) -> None:
    card = {
        "format": _FORMAT,
        "commune": contents.commune,
        "uuid": contents.uuid,
        "ferme": utc_text(now),
        "destinataires": recipients,
        "sceau": _card_seal(recipients, identity),
    }
    fresh = vault / f"{CARD_NAME}.nouveau"
    fresh.write_text(json.dumps(card, ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.replace(vault / CARD_NAME)


def _recipients(vault: Path, identity: str) -> list[str]:
    """Whom to encrypt for: sealed, lest somebody who had the stick an hour add a key of their own."""
    card = vault / CARD_NAME
    try:
        read = json.loads(card.read_text(encoding="utf-8"))
        recipients, said = [str(each) for each in read["destinataires"]], str(read["sceau"])
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(Code.VAULT_UNREADABLE, fichier=str(card)) from error
    if not hmac.compare_digest(said.encode(), _card_seal(recipients, identity).encode()):
        raise Refused(Code.VAULT_UNREADABLE, fichier=str(card))
    return recipients


def _card_seal(recipients: list[str], identity: str) -> str:
    return hmac.new(identity.encode(), "\n".join(recipients).encode(), "sha256").hexdigest()


def _aside(work: Path) -> Path:
    return work.with_name(f".{work.name}.relecture")


def _closing(work: Path) -> Path:
    return work.with_name(f"{work.name}.en-fermeture")


def _closed(work: Path) -> Path:
    return work.with_name(f"{work.name}.ferme")


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _sync(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _not_closed(vault: Path, error: OSError) -> EnvironmentFault:
    return EnvironmentFault(Code.VAULT_NOT_CLOSED, dossier=str(vault), cause=error.strerror or str(error))
