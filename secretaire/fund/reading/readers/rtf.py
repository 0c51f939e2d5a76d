"""RTF through striprtf, which follows the character sets of the fonts; table cells come parted by « | »."""

from __future__ import annotations

import re
from pathlib import Path

from striprtf.striprtf import font_table_group, rtf_to_text

from secretaire.fund.causes import Cause
from secretaire.fund.reading.cleaning import clean
from secretaire.fund.reading.reading import Reading, Unreadable, from_pages

_MAX_BYTES = 60 * 1024 * 1024
"""Pictures are written in hexadecimal: a letter with a scanned coat of arms weighs some megabytes."""
_MAX_FONT_TABLE = 128 * 1024
"""Characters; striprtf searches it in a time that grows as its square. Word's hundred fonts take forty thousand."""

# a form feed and a line of its own travel as bytes through striprtf, which makes one line end of all breaks
_PAGE = re.compile(r"\\page(?![a-z])")
_PARAGRAPH = re.compile(r"\\par(?![a-z])")


def read(path: Path) -> Reading:
    """The text, split at the page breaks.

    Raises:
        Unreadable: damaged, or too large.
    """
    data = path.read_bytes()
    if len(data) > _MAX_BYTES:
        raise Unreadable(Cause.TOO_LARGE, f"plus de {_MAX_BYTES // 1024**2} Mo")
    # RTF is ASCII by its own rule; stray bytes are taken for Windows characters
    markup = data.decode("cp1252", errors="replace")
    markup = _PARAGRAPH.sub(r"\\'0b\\par", _PAGE.sub(r"\\'0c\\page", markup))
    # parted from its brace the address of a link is left out, which striprtf would search in the time of a square
    markup = markup.replace("\\fldinst{", "\\fldinst {")
    if len(font_table_group(markup)) > _MAX_FONT_TABLE:  # type: ignore[no-untyped-call]
        raise Unreadable(Cause.SUSPICIOUS, "table de polices démesurée")
    try:
        text = str(rtf_to_text(markup, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, KeyError, IndexError, TypeError, OverflowError, LookupError, RecursionError) as error:
        raise Unreadable(Cause.DAMAGED) from error
    pages = [clean("\n".join(map(_row, page.split("\n")))) for page in text.split("\f")]
    return from_pages([page for page in pages if page])


def _row(line: str) -> str:
    """« a|b| » is a row of a table: « a | b »."""
    return " | ".join(cell.strip() for cell in line[:-1].split("|")) if line.endswith("|") else line
