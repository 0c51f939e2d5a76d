"""The vault around the work: whose key opens it, where it is in clear meanwhile, and closing it when the last one leaves."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from secretaire.errors import Code, EnvironmentFault, Refused, SecretaireError
from secretaire.store import locations
from secretaire.store.age_file import public_of
from secretaire.store.copies import Told, untold
from secretaire.store.occupation import hold
from secretaire.store.sealed_copies import KEY_NAME
from secretaire.store.sealed_key import seal, unseal
from secretaire.store.secrets import forget_identity, keep_identity, read_identity
from secretaire.store.vault import OpenVault, close_vault, in_clear, open_vault, sweep, work_of
from secretaire.store.vault_card import CARD_NAME, VAULT_NAME, is_vault, read_card
from secretaire.store.workspace import FILE_NAME

_WHOSE = "coffre-de.json"


class KeyPlace(StrEnum):
    """Where the key of the session is."""

    TROUSSEAU = "trousseau"
    PHRASE = "phrase"
    ABSENTE = "absente"


@dataclass(frozen=True, slots=True)
class VaultState:
    """A vault as it is seen from here. `closed` is in UTC; `size` in bytes.

    Attributes:
        at_work: a window or a command of this PC has it open.
        left_in_clear: its work is in clear on this PC, and nobody is at it: a stop, or a closing that failed.
    """

    folder: Path
    commune: str
    closed: datetime
    size: int
    key: KeyPlace
    at_work: bool
    left_in_clear: bool


@dataclass(slots=True)
class Entrance:
    """A vault that was entered. Without `_opened`, another window or command has it open, and lets us work beside."""

    vault: Path
    home: Path
    identity: str
    _opened: OpenVault | None

    @property
    def work(self) -> Path:
        """The workspace, in clear."""
        return work_of(self.home)

    def leave(self, told: Told = untold) -> None:
        """Close the vault, its database being closed; whoever leaves last closes it. After a fault, it can be tried again.

        Raises:
            Refused, EnvironmentFault: see `close_vault`; the work stays whole, in clear.
        """
        try:
            if self._opened is None and self.identity and in_clear(self.home):
                self._opened = open_vault(self.vault, self.home, self.identity, told)
            if self._opened is not None:
                close_vault(self._opened, self.identity, now=datetime.now(UTC), told=told)
                self._opened = None
        except Refused as error:
            if error.code is not Code.SPACE_OPEN_ELSEWHERE:
                raise
            self.abandon()

    def abandon(self) -> None:
        """Leave it open: to who is at work in it, or until the next opening."""
        if self._opened is not None:
            self._opened.release()
            self._opened = None


def enter(vault: Path, passphrase: str = "", told: Told = untold) -> Entrance:
    """Open a vault, or join those who are at work in it.

    Raises:
        WrongUsage: there is no vault there.
        Refused: `VAULT_LOCKED`, it waits for its passphrase; `VAULT_KEY_AWAY`, this session has no key of it; others as
            `open_vault`.
        EnvironmentFault: as `open_vault`.
    """
    vault = vault.absolute()
    home = home_of(vault)
    joins = _at_work(home) and (work_of(home) / FILE_NAME).is_file()
    try:
        identity = session_identity(vault, passphrase)
    except SecretaireError:
        if joins:
            return Entrance(vault, home, "", None)
        raise
    if joins:
        return Entrance(vault, home, identity, None)
    opened = open_vault(vault, home, identity, told)
    _remember_whose(vault, home)
    return Entrance(vault, home, identity, opened)


def state(vault: Path) -> VaultState:
    """What can be said of a vault without opening it.

    Raises:
        WrongUsage: there is no vault there.
        Refused: its card is not one of ours.
    """
    card, home = read_card(vault), home_of(vault)
    at_work = _at_work(home)
    size = (vault / VAULT_NAME).stat().st_size
    return VaultState(vault, card.commune, card.closed, size, key_place(vault), at_work, in_clear(home) and not at_work)


def key_place(vault: Path) -> KeyPlace:
    """Where the key that opens it without the sheet is. May wait for the person: a locked keyring asks for its password."""
    with suppress(EnvironmentFault):
        if read_identity(read_card(vault).recipients[0]) is not None:
            return KeyPlace.TROUSSEAU
    return KeyPlace.PHRASE if (vault / KEY_NAME).is_file() else KeyPlace.ABSENTE


def session_identity(vault: Path, passphrase: str = "") -> str:
    """The key of this session: in the keyring, else under the passphrase.

    Raises:
        Refused: `VAULT_LOCKED`, `VAULT_PASSPHRASE_WRONG` or `VAULT_KEY_AWAY`.
    """
    card = read_card(vault)
    public = card.recipients[0]
    with suppress(EnvironmentFault):
        kept = read_identity(public)
        if kept is not None:
            return kept
    if not (vault / KEY_NAME).is_file():
        raise Refused(Code.VAULT_KEY_AWAY, dossier=str(vault))
    if not passphrase:
        raise Refused(Code.VAULT_LOCKED, commune=card.commune)
    try:
        return unseal(vault / KEY_NAME, passphrase, public).decode("ascii")
    except Refused as error:
        raise Refused(Code.VAULT_PASSPHRASE_WRONG) from error


def keep_key(folder: Path, identity: str, passphrase: str = "") -> None:
    """Keep the session's key: under the passphrase, in that folder, if one is given; else in the keyring; never in clear.

    Raises:
        Refused: the passphrase is too short.
        EnvironmentFault: there is no keyring (`NO_KEYRING`), or the file cannot be written.
    """
    public = public_of(identity)
    if passphrase:
        seal(identity.encode("ascii"), passphrase, public, folder / KEY_NAME)
    else:
        keep_identity(public, identity)


def forget_vault(vault: Path) -> None:
    """Take away a vault whose workspace is in clear elsewhere, and its key.

    Raises:
        EnvironmentFault: the disk refuses.
    """
    public = read_card(vault).recipients[0]
    with suppress(EnvironmentFault):
        if read_identity(public) is not None:
            forget_identity(public)
    try:
        for name in (KEY_NAME, VAULT_NAME, CARD_NAME):
            (vault / name).unlink(missing_ok=True)
        for left in vault.glob("ouvert.verrou*"):
            left.unlink()
        with suppress(OSError):  # something else is in it
            vault.rmdir()
    except OSError as error:
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.WORKSPACE_READONLY, fichier=str(vault), cause=cause) from error


def sweep_homes() -> tuple[Path, ...]:
    """Take away what stops left in clear and that is whole elsewhere; returns the vaults whose work is still in clear."""
    left = []
    for home in _homes():
        with suppress(SecretaireError):
            held = hold(home)
            try:
                sweep(home)
                if in_clear(home):
                    left.append(_whose(home) or home)
            finally:
                held.release()
    return tuple(left)


def home_of(vault: Path) -> Path:
    """Where a vault is in clear while it is open; the work left of one that moved (the letter of a stick) is found again."""
    name = hashlib.sha256(os.fsencode(vault.resolve())).hexdigest()[:16]
    home = locations.open_vaults_folder() / name
    if in_clear(home) or not is_vault(vault):
        return home
    uuid = read_card(vault).uuid
    for other in _homes():
        whose = _whose(other)
        if in_clear(other) and whose is not None and _uuid(other) == uuid and not is_vault(whose):
            return other
    return home


def _homes() -> tuple[Path, ...]:
    try:
        return tuple(sorted(path for path in locations.open_vaults_folder().iterdir() if path.is_dir()))
    except OSError:
        return ()


def _at_work(home: Path) -> bool:
    if not home.is_dir():
        return False
    try:
        hold(home).release()
    except Refused:
        return True
    return False


def _remember_whose(vault: Path, home: Path) -> None:
    with suppress(OSError):  # a moved vault would then be told as another
        text = json.dumps({"coffre": str(vault), "uuid": read_card(vault).uuid})
        (home / _WHOSE).write_text(text, encoding="utf-8")


def _whose(home: Path) -> Path | None:
    said = _said(home)
    return Path(said["coffre"]) if "coffre" in said else None


def _uuid(home: Path) -> str:
    return _said(home).get("uuid", "")


def _said(home: Path) -> dict[str, str]:
    try:
        read = json.loads((home / _WHOSE).read_text(encoding="utf-8"))
        return {str(name): str(value) for name, value in read.items()}
    except (OSError, ValueError, AttributeError):
        return {}
