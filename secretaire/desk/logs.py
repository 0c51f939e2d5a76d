"""The technical log of this PC, for support: local, small, without the text of any document."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler

from secretaire.store import locations

_MAX_BYTES = 1_000_000


def start_log() -> None:
    """Write the log of the whole process to its file; calling it again changes nothing."""
    root = logging.getLogger()
    if any(isinstance(handler, RotatingFileHandler) for handler in root.handlers):
        return
    path = locations.log_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=_MAX_BYTES, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
