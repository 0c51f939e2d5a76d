"""Names of files that every system takes."""

from __future__ import annotations

import re
from textwrap import shorten

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')  # what Windows refuses in a name
_LONGEST = 80


def safe_name(words: str) -> str:
    """The words, at most 80 characters of them, without what Windows refuses; it may be empty."""
    return shorten(_UNSAFE.sub(" ", words), _LONGEST, placeholder="").strip(" .")
