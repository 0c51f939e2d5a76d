"""A file kept inside another one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO


@dataclass(frozen=True, slots=True)
class Member:
    """A file kept inside an archive or a message.

    Attributes:
        name: as the container says it, which may be anything.
        size: in bytes, as declared.
        copy: writes the content to an open file; raises `Unreadable`.
    """

    name: str
    size: int
    copy: Callable[[IO[bytes]], None]
