"""Find the figures of a text: dates, hours, amounts, percentages, numbers, legal references, in a comparable form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from secretaire.acts.fields import canonical, parse_date
from secretaire.acts.spans import ValueKind
from secretaire.law.references import find_references

_SPACE = r"[ \u00a0\u202f\u2009]"
# notes abbreviate: « 1er juil. »
_MONTHS = (
    r"(?:janv(?:ier)?|f[ée]v(?:r(?:ier)?)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[ûu]t|sept(?:embre)?|oct(?:obre)?"
    r"|nov(?:embre)?|d[ée]c(?:embre)?)\b\.?"
)
_NUMBER = rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:,\d+)?|\d{{1,3}}(?:\.\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[,.]\d+)?"
_PATTERN = re.compile(
    rf"(?P<date>(?<!\d)(?:\d{{1,2}}(?:er)?{_SPACE}+{_MONTHS}{_SPACE}+\d{{4}}(?!\d)|\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}})(?!\d)|\d{{4}}-\d{{2}}-\d{{2}}(?!\d)))"
    rf"|(?P<part>(?<!\d)\d{{1,2}}(?:er)?{_SPACE}+{_MONTHS}|(?<![\d/])\d{{1,2}}/(?:0[1-9]|1[0-2])(?![\d/]))"
    rf"|(?P<month>\b{_MONTHS}{_SPACE}+\d{{4}}(?!\d))"
    rf"|(?P<hour>(?<!\d)\d{{1,2}}{_SPACE}?(?:h|heures?){_SPACE}?(?:\d{{2}}(?!\d))?(?![a-zé²/])|(?<!\d)\d{{1,2}}:\d{{2}}(?!\d))"
    rf"|(?P<code>\b[A-Za-z]*\d+(?:[-/.]\d+){{1,5}}(?!\d)(?!{_SPACE}?(?:€|euros?|%)))"
    rf"|(?P<number>(?<![\d,.])(?:{_NUMBER}))(?P<unit>{_SPACE}?(?:€|euros?\b|EUR\b)|{_SPACE}?(?:%|pour{_SPACE}cent\b))?",
    re.IGNORECASE,
)
_LEAP_YEAR = 2000
# the names of budget rules hold digits and are no figure
_NAMES = re.compile(r"\bM\.?(?:14|4\d?|57)\b")
# « Article 3 : », « 2° », « 1) » at the beginning of a line, « article 3 » of the act itself
_NUMBERING = re.compile(
    r"^[ \t\u00a0]*(?:article\s+)?\d{1,2}(?:er)?\s?(?:°\)?|\)|\.(?=\s|$)|\s?:|\s?[-–](?=\s))|\barticles?\s+\d{1,2}(?:er)?(?![\d.,-])",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at characters [start, end).

    Attributes:
        raw: comparable form: ISO date, « --03-12 » (no year), « 2026-03 » (no day), « 18:30 », « 12400 »,
            « L. 2121-29 »; several figures that mean the same thing have the same one.
    """

    start: int
    end: int
    kind: ValueKind
    raw: str


@lru_cache(maxsize=4096)  # while a person types, all the paragraphs but one are the same
def find_figures(text: str) -> tuple[Figure, ...]:
    """Every figure written with digits, in reading order; figures in words and the numbering of the act are left out."""
    references = [Figure(r.start, r.end, ValueKind.REFERENCE, r.article or r.code) for r in find_references(text)]
    skipped = [m.span() for pattern in (_NAMES, _NUMBERING) for m in pattern.finditer(text)]
    covered = sorted([(r.start, r.end) for r in references] + skipped)
    figures = list(references)
    for gap_start, gap_end in _gaps(covered, len(text)):
        figures.extend(_figures_between(text, gap_start, gap_end))
    figures.sort(key=lambda f: f.start)
    return tuple(figures)


def _gaps(covered: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    position = 0
    for start, end in covered:
        if start > position:
            yield position, start
        position = max(position, end)
    if position < length:
        yield position, length


def _figures_between(text: str, start: int, end: int) -> Iterator[Figure]:
    for found in _PATTERN.finditer(text, start, end):
        kind, raw = _read(found)
        yield Figure(found.start(), found.end(), kind, raw)


def _read(found: re.Match[str]) -> tuple[ValueKind, str]:
    written = re.sub(_SPACE, " ", found.group()).lower()
    match found.lastgroup:
        case "date":
            return _date(written)
        case "part":
            separator = "/" if "/" in written else " "
            return ValueKind.DATE, f"-{_date(f'{written}{separator}{_LEAP_YEAR}')[1][4:]}"
        case "month":
            return ValueKind.DATE, _date(f"1 {written}")[1][:7]
        case "hour":
            hours, minutes = re.fullmatch(r"(\d+)\D*(\d{2})?", written).groups()  # type: ignore[union-attr]
            return ValueKind.HEURE, f"{int(hours):02d}:{minutes or '00'}"
        case "code":
            return ValueKind.NOMBRE, written
    unit = (found["unit"] or "").strip().lower()
    kind = ValueKind.NOMBRE
    if unit:
        kind = ValueKind.POURCENTAGE if unit.startswith(("%", "pour")) else ValueKind.MONTANT
    return kind, _number(found["number"])


def _date(written: str) -> tuple[ValueKind, str]:
    try:
        return ValueKind.DATE, parse_date(written).isoformat()
    except ValueError:  # « 31 février 2026 »: nothing can equal it
        return ValueKind.DATE, written


def _number(written: str) -> str:
    plain = re.sub(_SPACE, "", written)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", plain):
        plain = plain.replace(".", "")
    return canonical(Decimal(plain.replace(",", ".")))


def same_figure(one: Figure, known: Figure) -> bool:
    """Does a written figure say what a known one says?

    A date may leave out its year or its day, and a year alone may be that of a known date; a number without
    unit may be a known amount, and the reverse, but an amount is never a percentage nor a date. A known figure
    of kind `texte` counts people: only a number without unit can say it.
    """
    if one.kind is known.kind and one.raw == known.raw:
        return True
    if known.kind is ValueKind.DATE:
        if one.kind is ValueKind.DATE:
            return known.raw.endswith(one.raw.removeprefix("-")) or known.raw.startswith(f"{one.raw}-")
        return one.kind is ValueKind.NOMBRE and known.raw.startswith(f"{one.raw}-")
    if known.kind is ValueKind.TEXTE:  # a count of the meeting: never an amount nor a percentage
        return one.kind is ValueKind.NOMBRE and one.raw == known.raw
    counts = {ValueKind.NOMBRE, ValueKind.MONTANT, ValueKind.POURCENTAGE}
    return {one.kind, known.kind} <= counts and ValueKind.NOMBRE in {one.kind, known.kind} and one.raw == known.raw


def day_figure(day: date) -> Figure:
    """A known date as a figure."""
    return Figure(0, 0, ValueKind.DATE, day.isoformat())
