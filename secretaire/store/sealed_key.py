"""The key of a journal in a file of its workspace, sealed by a passphrase: for a PC whose session has no keyring.

The file is worth what the passphrase is worth: scrypt makes each guess slow, AES-GCM shows that it was altered.
"""

from __future__ import annotations

import json
import os
import secrets
import unicodedata
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from secretaire.errors import Code, EnvironmentFault, Refused

FILE_NAME = "cle-du-journal.json"
SHORTEST = 12
"""Signs of a passphrase: NIST SP 800-63B asks for 8, and this one can be guessed at leisure on a stolen stick."""

_COST, _BLOCK = 2**17, 8  # OWASP, Password Storage Cheat Sheet: 128 MiB and some tenths of a second a guess
_SALT_BYTES, _NONCE_BYTES, _SEALING_BYTES = 16, 12, 32


def seal(key: bytes, passphrase: str, owner: str, target: Path) -> None:
    """Write the key, sealed, on disk when the call returns.

    Raises:
        Refused: the passphrase is too short.
        EnvironmentFault: the file cannot be written.
    """
    if len(passphrase.strip()) < SHORTEST:
        raise Refused(Code.PASSPHRASE_SHORT, signes=SHORTEST)
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(_sealing_key(passphrase, salt)).encrypt(nonce, key, owner.encode())
    content = json.dumps({"format": 1, "sel": salt.hex(), "nonce": nonce.hex(), "cle": sealed.hex()})
    unfinished = target.with_name(f"{target.name}.partiel")
    try:
        with unfinished.open("w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(target), cause=str(error)) from error


def unseal(source: Path, passphrase: str, owner: str) -> bytes:
    """The key, if the passphrase is right.

    Raises:
        Refused: it is not, or the file was altered or belongs to another workspace: nothing tells them apart.
        EnvironmentFault: the file cannot be read, or is not one of ours.
    """
    try:
        read = json.loads(source.read_text(encoding="utf-8"))
        salt, nonce, sealed = (bytes.fromhex(read[name]) for name in ("sel", "nonce", "cle"))
        return AESGCM(_sealing_key(passphrase, salt)).decrypt(nonce, sealed, owner.encode())
    except InvalidTag as error:
        raise Refused(Code.PASSPHRASE_WRONG) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EnvironmentFault(Code.FILE_UNREADABLE, fichier=str(source), cause=str(error)) from error


def _sealing_key(passphrase: str, salt: bytes) -> bytes:
    # the same words typed on another system may come in another Unicode form
    words = unicodedata.normalize("NFC", passphrase.strip())
    return Scrypt(salt=salt, length=_SEALING_BYTES, n=_COST, r=_BLOCK, p=1).derive(words.encode())
