"""What the keyring of the session holds for a workspace: the key of its journal, how far this PC saw it go, the key of its vault."""

from __future__ import annotations

import secrets

import keyring
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend

from secretaire.errors import Code, EnvironmentFault

SERVICE = "secretaire"
_KEY_BYTES = 32
_MARK = ":tete"
_VAULT = "coffre:"


def new_key() -> bytes:
    """A key drawn at random, kept nowhere yet."""
    return secrets.token_bytes(_KEY_BYTES)


def read_key(owner: str) -> bytes | None:
    """The key kept under that name (the uuid of the workspace); None if the keyring holds none.

    May wait for the person: a locked keyring asks for its password.

    Raises:
        EnvironmentFault: this session has no keyring worth the name, or it refuses.
    """
    kept = _get(owner)
    try:
        return None if kept is None else bytes.fromhex(kept)
    except ValueError as error:
        raise _absent(repr(error)) from error


def create_key(owner: str) -> bytes:
    """A new key, kept under that name and read back to be sure that it stays.

    Raises:
        EnvironmentFault: as `read_key`.
    """
    key = new_key()
    _set(owner, key.hex())
    if read_key(owner) != key:
        raise _absent("the key was not kept")
    return key


def read_mark(owner: str) -> str | None:
    """The head of the journal as this PC last left it.

    Raises:
        EnvironmentFault: as `read_key`.
    """
    return _get(owner + _MARK)


def keep_mark(owner: str, mark: str) -> None:
    """Keep the head of the journal, beside its key.

    Raises:
        EnvironmentFault: as `read_key`.
    """
    _set(owner + _MARK, mark)


def read_identity(public: str) -> str | None:
    """The identity that opens a vault, by what it is known by; None if the keyring holds none.

    Raises:
        EnvironmentFault: as `read_key`.
    """
    return _get(_VAULT + public) or None


def keep_identity(public: str, identity: str) -> None:
    """Keep the identity of a vault, read back to be sure that it stays.

    Raises:
        EnvironmentFault: as `read_key`.
    """
    _set(_VAULT + public, identity)
    if _get(_VAULT + public) != identity:
        raise _absent("the identity was not kept")


def forget_identity(public: str) -> None:
    """The vault is no more: its identity opens nothing.

    Raises:
        EnvironmentFault: as `read_key`.
    """
    _set(_VAULT + public, "")


def _get(name: str) -> str | None:
    try:
        return _protected_backend().get_password(SERVICE, name)
    except EnvironmentFault:
        raise
    except Exception as error:  # a backend raises whatever the library under it raises
        raise _absent(repr(error)) from error


def _set(name: str, value: str) -> None:
    try:
        _protected_backend().set_password(SERVICE, name, value)
    except EnvironmentFault:
        raise
    except Exception as error:  # as above
        raise _absent(repr(error)) from error


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
