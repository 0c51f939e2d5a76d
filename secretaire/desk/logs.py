"""The technical log of this PC, for support: local, small, without the text of any document."""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler

from secretaire.store import locations

_MAX_BYTES = 1_000_000
_TRACEBACK = "Traceback (most recent call last):"
_PLACE = re.compile(r'\s+File ".*?[/\\](secretaire[/\\][\w/\\]+\.py)", line (\d+)')
_CLASS = re.compile(r"([A-Za-z_][\w.]*)(:|$)")


@dataclass(frozen=True, slots=True)
class LoggedFault:
    """A fault of ours that the log tells: its kind and its last place in our code, never its words, which may name a person."""

    kind: str
    place: str
    times: int


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


def logged_faults(most: int) -> tuple[LoggedFault, ...]:
    """The faults of the log, the latest first; none when it cannot be read."""
    try:
        lines = locations.log_file().read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    found: Counter[tuple[str, str]] = Counter()
    place, inside = "", False
    for line in lines:
        if line.startswith(_TRACEBACK):
            place, inside = "", True
        elif inside and (at := _PLACE.match(line)):
            place = f"{at[1].replace(chr(92), '/')}:{at[2]}"
        elif inside and line and not line.startswith(" "):
            inside = False
            named = _CLASS.match(line)
            key = (named[1] if named else "?", place)
            found[key] = found.pop(key, 0) + 1  # the latest goes last
    latest = reversed(found.items())
    return tuple(LoggedFault(kind, where, times) for (kind, where), times in latest)[:most]
