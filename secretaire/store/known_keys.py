"""The keys of the town halls whose parapheurs this PC opened: the first one seen is remembered, another one is told."""

from __future__ import annotations

import json
from pathlib import Path

from secretaire.errors import Code, EnvironmentFault
from secretaire.store.locations import config_folder

_FILE = "mairies-connues.json"


def known_key(space: str) -> str | None:
    """The key remembered for a workspace, in hexadecimal; empty: it came unsigned; None: never seen here."""
    kept = _read().get(space)
    return kept if isinstance(kept, str) else None


def remember_key(space: str, key: str) -> None:
    """From now on, this is the key of that workspace.

    Raises:
        EnvironmentFault: the preferences of the person cannot be written.
    """
    path = _path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".partiel")
        unfinished.write_text(json.dumps({**_read(), space: key}), encoding="utf-8")
        unfinished.replace(path)
    except OSError as error:
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(path), cause=cause) from error


def _read() -> dict[str, object]:
    try:
        kept = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):  # never seen is what an absent or a lost file says
        return {}
    return kept if isinstance(kept, dict) else {}


def _path() -> Path:
    return config_folder() / _FILE
