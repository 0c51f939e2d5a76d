"""The key of a workspace's journal, in the keyring of the session and nowhere else."""

from __future__ import annotations

import secrets

import keyring
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend

from secretaire.errors import Code, EnvironmentFault

SERVICE = "secretaire"
_KEY_BYTES = 32


def read_key(owner: str) -> bytes | None:
    """The key kept under that name (the uuid of the workspace); None if the keyring holds none.

    May wait for the person: a locked keyring asks for its password.

    Raises:
        EnvironmentFault: this session has no keyring worth the name, or it refuses.
    """
    try:
        kept = _protected_backend().get_password(SERVICE, owner)
        return None if kept is None else bytes.fromhex(kept)
    except EnvironmentFault:
        raise
    except Exception as error:  # a backend raises whatever the library under it raises
        raise _absent(repr(error)) from error


def create_key(owner: str) -> bytes:
    """A new key, kept under that name and read back to be sure that it stays.

    Raises:
        EnvironmentFault: as `read_key`.
    """
    key = secrets.token_bytes(_KEY_BYTES)
    try:
        _protected_backend().set_password(SERVICE, owner, key.hex())
    except EnvironmentFault:
        raise
    except Exception as error:  # as above
        raise _absent(repr(error)) from error
    if read_key(owner) != key:
        raise _absent("the key was not kept")
    return key


def _protected_backend() -> KeyringBackend:
    chosen = keyring.get_keyring()
    candidates = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
    for backend in candidates:
        if _protects(backend):
            return backend
    raise _absent(f"{type(chosen).__module__}.{type(chosen).__qualname__}")


def _protects(backend: KeyringBackend) -> bool:
    """False for the backends that keep nothing, and for `keyrings.alt` (plain files, or a console password)."""
    module = type(backend).__module__
    return not isinstance(backend, fail.Keyring | null.Keyring) and module.partition(".")[0] != "keyrings"


def _absent(cause: str) -> EnvironmentFault:
    return EnvironmentFault(Code.NO_KEYRING, cause=cause)
