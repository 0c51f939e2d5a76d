"""Plain text and Markdown: the encoding is found, then the text is kept as it is written."""

from __future__ import annotations

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from secretaire.fund.causes import Cause
from secretaire.fund.reading.cleaning import clean
from secretaire.fund.reading.reading import MAX_TEXT_CHARS, Reading, Unreadable, from_pages

_ENCODINGS_OF_FRENCH_FILES = ["cp1252", "latin_1", "cp850", "mac_roman", "utf_16_le", "utf_16_be"]
_BYTES_OF_FRENCH = ("cp1252", "cp850", "mac_roman")
_FREQUENT = frozenset("éèàêçùôîâû’«»°")
_RARER = frozenset("ëïüœÉÈÀÊÇÔÎ–—…€²\xa0")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(path: Path) -> Reading:
    """The text; a form feed ends a page.

    Raises:
        Unreadable: too large, or not text.
    """
    data = path.read_bytes()
    if len(data) > MAX_TEXT_CHARS:
        raise Unreadable(Cause.TOO_LARGE, f"plus de {MAX_TEXT_CHARS // 1_000_000} Mo de texte")
    pages = [clean(page) for page in decode(data).split("\f")]
    return from_pages([page for page in pages if page])


def decode(data: bytes) -> str:
    """The characters of a text file written on a French machine.

    Raises:
        Unreadable: the bytes are not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if data.count(0) * 100 <= len(data):
        data = data.replace(b"\x00", b"")  # stray; every other one in UTF-16
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        french = _french(data)
        if french is not None:
            return french
    best = from_bytes(data, cp_isolation=_ENCODINGS_OF_FRENCH_FILES).best()
    if best is None:
        raise Unreadable(Cause.OTHER_CONTENT, ".txt")
    return str(best)


def _french(data: bytes) -> str | None:
    """The text in the encoding that gives the most letters of French; None when less than half of them are.

    charset-normalizer takes a short Windows text for a Macintosh one (« Saint-RÈmy »).
    """
    marks = bytes(byte for byte in data if byte >= 0x80)[:100_000]

    def score(encoding: str) -> int:
        decoded = marks.decode(encoding, errors="replace")
        return sum(3 * (character in _FREQUENT) + (character in _RARER) for character in decoded)

    best = max(_BYTES_OF_FRENCH, key=score)
    return data.decode(best, errors="replace") if score(best) * 2 >= 3 * len(marks) else None
