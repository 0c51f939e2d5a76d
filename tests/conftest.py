"""Rules for every test: an unexpected log of level WARNING or more fails it; no test opens a socket."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import keyring
import pytest
from hypothesis import settings
from memory_keyring import MemoryKeyring

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# what an installer settled for this machine says nothing to the tests
os.environ["SECRETAIRE_POSTE"] = str(Path(__file__).parent / "aucun-poste")

# no deadline: a slow machine is not a defect; the same examples in continuous integration, new ones elsewhere
settings.register_profile("poste", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("chasse", deadline=None, max_examples=2000)
settings.load_profile("ci" if os.environ.get("CI") else "poste")


@pytest.fixture(autouse=True, scope="session")
def session_keyring() -> MemoryKeyring:
    """No test writes to the keyring of the developer."""
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    return backend


@pytest.fixture(autouse=True, scope="session")
def _application_of_windows(qapp: object) -> None:
    """Made first: a PDF drawn before any window would make a smaller application, which windows cannot use."""


@pytest.fixture(autouse=True)
def _fail_on_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A test that expects a warning asserts it through `caplog`, then calls `caplog.clear()`."""
    yield
    unexpected = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    if unexpected:
        pytest.fail("unexpected log: " + "; ".join(f"{r.name}: {r.getMessage()}" for r in unexpected))


@pytest.fixture(autouse=True)
def _no_log_file_left_open() -> Iterator[None]:
    """`start_log` writes where the first caller of the process said: each test starts its own."""
    yield
    root = logging.getLogger()
    for handler in [kept for kept in root.handlers if isinstance(kept, RotatingFileHandler)]:
        root.removeHandler(handler)
        handler.close()


def _no_network(event: str, args: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"} and args:
        address = args[1] if len(args) > 1 else args[0]
        if not isinstance(address, str | bytes):  # a path is a Unix socket: the keyring's bus
            raise AssertionError(f"network use in a test: {event} {address!r}")


sys.addaudithook(_no_network)
