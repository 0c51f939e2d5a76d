"""The text of a page as units that can be quoted: a sentence, an item of a list, a row of a table. Pure.

A unit keeps its characters in the page, and what it is under: its heading, and the words that introduce the list or the
table it belongs to (« fixe les tarifs comme suit : »).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from secretaire.fund.asking.orders import orders
from secretaire.fund.finding.passages import Span

_MARK = r"(?:[•●▪■◦✓✔➢►→*]|[-–—](?=\s)|o(?=\s)|\d{1,2}[.)°](?=\s)|[a-z]\)(?=\s)|\((?:\d|[a-z])\))"
_ITEM = re.compile(rf"\s*{_MARK}\s*|\s*(?i:article)\s+\d+")
_INNER_ITEM = re.compile(r"(?<=\s)[•●▪■✓✔➢►](?=\s)")
_ROW_END = re.compile(
    r"(?:\d\s?(?:€|%|euros|€uros|m²|h|ans|jours)\s*(?:HT|TTC)?|[\d ]+[.,]\d\d|(?<!\d)\d{1,3})[.;,]?\s*$"
)
_GOES_ON = re.compile(r"\s*(?:HT|TTC|[a-zàâçéèêëîïôûùœ(€%]|\d{3}\b)")
_ROW_CHARS = 110
_CAPTION_CHARS = 70
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[«\"(]?\s?[A-ZÀÂÇÉÈÊËÎÏÔÛÙŒ•-])|(?<=[.!?;])\s*\n\s*(?=\S)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:M|MM|Mme|Mmes|Mlle|Mr|Mrs|Dr|Me|St|Ste|art|Art|n|N|cf|L|R|D|av|bd|ex|Cf|p|[A-Z])\.|n°|N°|(?:^|\s)\d{1,3}\.)\s*$"
)
_NUMBERED = re.compile(r"\s*(?:\d{8}[ -]\d{1,2}\b|\d{4}[ -]\d{1,2}[ -]\d{1,2}\b|\d{1,3}\s?[.)/–-]+\s*[A-ZÉÈÀÇ«]{2})")
_RUNNING_TITLE = re.compile(r"\bs[ée]ance du\b", re.IGNORECASE)
_SHOUTED = 0.7
_HEADING_CHARS = 260


@dataclass(frozen=True, slots=True)
class Unit:
    """Something to quote.

    Attributes:
        span: its characters in the page, without the spaces around.
        text: those characters, runs of spaces and line ends brought to one space.
        heading: text of the heading it is under; empty at the top of a page.
        lead: the unit that introduces the list or table it is in, as a position in the units of the page.
        is_heading: it is one itself.
        is_item: it is an item of a list or a row of a table.
    """

    page: int
    span: Span
    text: str
    heading: str = ""
    lead: int | None = None
    is_heading: bool = False
    is_item: bool = False


def units(page: int, text: str, start: int = 0, end: int | None = None) -> list[Unit]:
    """The units of the characters [start, end) of a page, in order; what is addressed to a machine is left out."""
    end = len(text) if end is None else end
    silenced = orders(text)
    found: list[Unit] = []
    heading, lead = "", None
    for span, is_item in _spans(text, start, end):
        if any(span.start < order.end and order.start < span.end for order in silenced):
            continue
        words = " ".join(text[span.start : span.end].split())
        if _is_heading(words):
            heading, lead = words, None
            found.append(Unit(page, span, words, is_heading=True))
            continue
        in_list = is_item and lead is not None
        found.append(
            Unit(
                page,
                span,
                words,
                heading,
                lead if in_list or (lead is not None and _is_row(words)) else None,
                is_item=is_item,
            )
        )
        if (words.endswith(":") and not is_item) or _is_caption(words):
            lead = len(found) - 1
        elif not is_item and not _is_row(words):
            lead = None
    return found


def _is_heading(words: str) -> bool:
    letters = [character for character in words if character.isalpha()]
    if len(words) > _HEADING_CHARS or len(letters) < 6:
        return False
    if _NUMBERED.match(words) and re.match(r"\s*\d{4}", words):
        return True
    return sum(map(str.isupper, letters)) / len(letters) >= _SHOUTED and len(words.split()) >= 2


def _is_caption(words: str) -> bool:
    """A short line that names the rows after it: « Tarifs camping 2016 »."""
    if _RUNNING_TITLE.search(words):
        return False
    return len(words) <= _CAPTION_CHARS and words[-1].isalnum() and not _is_row(words) and words[0].isupper()


def _is_row(words: str) -> bool:
    return len(words) <= _ROW_CHARS and bool(_ROW_END.search(words))


def _spans(text: str, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    for block_start, block_end, is_item in _blocks(text, start, end):
        position = block_start
        for cut in _SENTENCE.finditer(text, block_start, block_end):
            if not _ABBREVIATION.search(text, position, cut.start()) and cut.start() > position:
                yield from _trimmed(text, position, cut.start(), is_item)
                position = cut.end()
        yield from _trimmed(text, position, block_end, is_item)


def _trimmed(text: str, start: int, end: int, is_item: bool) -> Iterator[tuple[Span, bool]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if any(character.isalnum() for character in text[start:end]):
        yield Span(start, end), is_item


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Lines joined as long as one goes on with the other."""
    block_start, is_item, previous = start, False, ""
    for line_start, line_end in _lines(text, start, end):
        line = text[line_start:line_end]
        begins_item = bool(_ITEM.match(line))
        if line_start > block_start and (
            not line.strip() or not previous.strip() or begins_item or _breaks(previous, line)
        ):
            yield block_start, line_start, is_item
            block_start, is_item = line_start, False
        if begins_item or (_is_row(" ".join(line.split())) and line_start == block_start):
            is_item = is_item or begins_item or line_start == block_start
        previous = line
    yield block_start, end, is_item


def _breaks(previous: str, line: str) -> bool:
    """The line does not go on the one before: a row ended, a heading begins or ends."""
    before, now = " ".join(previous.split()), " ".join(line.split())
    if _is_row(before) and not _GOES_ON.match(line):
        return True
    if (before.endswith(":") or len(before) <= _CAPTION_CHARS) and now[:1].isupper() and not _GOES_ON.match(line):
        return True
    return _NUMBERED.match(now) is not None or (_is_heading(before) != _is_heading(now) and len(now) > 3)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop + 1
        inner = [match.start() for match in _INNER_ITEM.finditer(text, position, stop)]
        for cut in inner:
            if text[position:cut].strip():
                yield position, cut
                position = cut
        yield position, stop
        position = stop
