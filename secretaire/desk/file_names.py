"""Names of files that every system takes."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from textwrap import shorten

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')  # what Windows refuses in a name
_LONGEST = 80


def safe_name(words: str) -> str:
    """The words, at most 80 characters of them, without what Windows refuses; it may be empty."""
    return shorten(_UNSAFE.sub(" ", words), _LONGEST, placeholder="").strip(" .")


def new_folder(parent: Path, name: str) -> Path:
    """A folder of that name, « … (2) » when there is one: no file already there is replaced. It is not made."""
    named = (parent / (f"{name} ({rank})" if rank > 1 else name) for rank in count(1))
    return next(folder for folder in named if not folder.exists())
