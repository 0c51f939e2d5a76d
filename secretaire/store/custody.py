"""Who holds the key of a journal: the keyring of the session, a file sealed by a passphrase, or nobody."""

from __future__ import annotations

import hashlib
import hmac
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from secretaire.errors import Code, EnvironmentFault, Refused
from secretaire.store.sealed_key import seal, unseal
from secretaire.store.secrets import create_key, keep_mark, new_key, read_key, read_mark


class Protection(StrEnum):
    """What keeps the journal from being written again by someone else."""

    SIGNE = "signe"
    SANS_TROUSSEAU = "sans_trousseau"  # chained without key: the keyring of the session is absent
    CLE_ABSENTE = "cle_absente"  # signed elsewhere or before: the key is not in this session's keyring
    PHRASE = "phrase"  # signed; the key is in a file, which the passphrase opened
    FERME = "ferme"  # the same, and nobody gave the passphrase yet


@dataclass(frozen=True, slots=True)
class Mark:
    """A head of the journal that this PC saw: how many lines, the hash of the last."""

    entries: int
    hash: str


class Custody:
    """Signs with the key, without giving it; remembers the last head beside it, where the keyring can.

    Attributes:
        mark: the last head that the keyring remembers.
        is_new: the key was made just now: the journal has to say it.
    """

    def __init__(self, owner: str, file: Path, key: bytes | None, protection: Protection, mark: Mark | None) -> None:
        self._owner = owner
        self._file = file
        self._key = key
        self.protection = protection
        self.mark = mark
        self.is_new = False

    @classmethod
    def find(cls, owner: str, file: Path, *, signed: bool) -> Custody:
        """Look in the keyring, which gets a new key when nothing was ever signed; else see whether a sealed file is there.

        Args:
            file: where a key sealed by a passphrase would be.
            signed: lines of the journal bear a signature.
        """
        sealed = file.exists()
        without = Protection.FERME if sealed else Protection.CLE_ABSENTE if signed else Protection.SANS_TROUSSEAU
        try:
            key = read_key(owner)
            if key is not None:
                return cls(owner, file, key, Protection.SIGNE, _mark(read_mark(owner)))
            if not signed and not sealed:
                made = cls(owner, file, create_key(owner), Protection.SIGNE, None)
                made.is_new = True
                return made
        except EnvironmentFault:
            pass
        return cls(owner, file, None, without, None)

    @property
    def holds_key(self) -> bool:
        return self._key is not None

    def unlock(self, passphrase: str) -> None:
        """Take the key from its sealed file; nothing changes if it is already here.

        Raises:
            Refused: the passphrase is not the right one.
            EnvironmentFault: the file is gone, or is not one of ours.
        """
        if self.protection is Protection.FERME:
            self._key = unseal(self._file, passphrase, self._owner)
            self.protection = Protection.PHRASE

    def seal(self, passphrase: str) -> None:
        """Put the key in a file sealed by this passphrase, making the key if there is none; replaces a former file.

        Raises:
            Refused: the passphrase is too short, or the key of this journal is not here.
            EnvironmentFault: the file cannot be written.
        """
        if self.protection in {Protection.FERME, Protection.CLE_ABSENTE}:
            raise Refused(Code.JOURNAL_KEY_AWAY)
        key = self._key or new_key()
        seal(key, passphrase, self._owner, self._file)
        if self._key is None:
            self._key, self.protection = key, Protection.PHRASE

    def keep_mark(self, mark: Mark) -> None:
        """Remember a head, if the key is in the keyring; one that was just closed keeps the older, which accuses nobody."""
        if self.protection is not Protection.SIGNE or mark == self.mark:
            return
        with suppress(EnvironmentFault):
            keep_mark(self._owner, f"{mark.entries}:{mark.hash}")
            self.mark = mark

    def sign(self, text: str) -> str | None:
        """None without the key."""
        return hmac.new(self._key, text.encode("utf-8"), hashlib.sha256).hexdigest() if self._key else None

    def vouches(self, signature: str | None, text: str) -> bool:
        """True if the signature is right, or if there is no key here to tell."""
        expected = self.sign(text)
        return expected is None or (signature is not None and hmac.compare_digest(signature, expected))


def _mark(kept: str | None) -> Mark | None:
    entries, _, digest = (kept or "").partition(":")
    return Mark(int(entries), digest) if entries.isdecimal() else None
