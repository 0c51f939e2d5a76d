"""HTML through lxml: what a person sees, in the order of the page. No script is run, nothing is fetched.

lxml rather than the parser of the standard library: it is already there for DOCX, repairs broken pages as browsers do,
stops at 256 nested tags, and replaces entities without ever expanding one inside another.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from secretaire.fund.causes import Cause
from secretaire.fund.reading.cleaning import clean
from secretaire.fund.reading.readers.plain import decode
from secretaire.fund.reading.reading import MAX_TEXT_CHARS, Reading, Unreadable, from_pages

_UNSEEN = frozenset({"head", "script", "style", "template", "noscript", "svg", "math", "object", "select", "iframe"})
_NAMES_OF_BLOCKS = """
address article aside blockquote center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p
pre section table ul
"""
_BLOCKS = frozenset(_NAMES_OF_BLOCKS.split())
_CELLS = frozenset({"td", "th"})
_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[^<>]{10000,}>")
"""A picture written in its own tag; or thousands of attributes, compared each with each."""
_TOO_DEEP = "Excessive depth"
_HEAD_BYTES = 4096


def read(path: Path) -> Reading:
    """The text of the page.

    Raises:
        Unreadable: damaged, or too large.
    """
    data = path.read_bytes()
    if len(data) > MAX_TEXT_CHARS:
        raise Unreadable(Cause.TOO_LARGE, f"plus de {MAX_TEXT_CHARS // 1_000_000} Mo de texte")
    return from_pages([clean(visible_text(_characters(data)))])


def visible_text(markup: str) -> str:
    """What a person sees of some HTML: one line per paragraph and per table row, cells parted by « | ».

    Raises:
        Unreadable: not HTML at all.
    """
    markup = _LONG_TAG.sub("", markup)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup.encode("utf-8", errors="replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(Cause.DAMAGED) from error
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):
        raise Unreadable(Cause.SUSPICIOUS, "balises emboîtées sans fin")
    return "" if root is None else "".join(_pieces(root))


def _characters(data: bytes) -> str:
    """The characters of a page: as it says, else as for a text file."""
    said = _CHARSET.search(data[:_HEAD_BYTES])
    if said is not None and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            name = codecs.lookup(said[1].decode("ascii")).name
            # browsers take « iso-8859-1 » for the Windows characters, which hold the euro and the French quotes
            return data.decode("cp1252" if name in {"iso8859-1", "ascii"} else name, errors="replace")
        except (LookupError, UnicodeError, ValueError):  # unknown, or no character set at all (« rot13 »)
            pass
    return decode(data)


def _pieces(root: etree._Element) -> Iterator[str]:
    """Pieces of text in order; walked without recursion, whatever the depth."""
    unseen: etree._Element | None = None
    cells = 0  # how many of the current row have begun
    inside = 0  # how many cells we are inside of: their own breaks are spaces
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if unseen is not None:
            if event == "end" and element is unseen:
                unseen = None
                yield _flat(element.tail)
            continue
        if event == "start":
            if tag in _UNSEEN or element.get("hidden") is not None:
                unseen = element
                continue
            if tag == "tr" and not inside:
                cells = 0
                yield "\n"
            elif tag in _CELLS:
                if not inside:
                    yield " | " if cells else ""
                    cells += 1
                inside += 1
            elif tag == "br" or tag in _BLOCKS:
                yield " " if inside else "\n" if tag == "br" else "\n\n"
            yield element.text if element.text and tag == "pre" else _flat(element.text)
        else:
            if tag in _CELLS:
                inside -= 1
            elif tag in _BLOCKS:
                yield " " if inside else "\n\n"
            yield _flat(element.tail)


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""
