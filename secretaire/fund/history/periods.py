"""From when to when an act says it applies. Pure. What is written twice differently counts as not written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from secretaire.fund.folding import fold

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day on which an act says it applies; None when it does not say."""

    first: date | None = None
    last: date | None = None


_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTHS.split("|"), start=1)}
_DATE = rf"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?(\d{{1,2}}\s*(?:er)?\s+(?:{_MONTHS})\s+\d{{4}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})"
_FIGURES = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_LETTERS = re.compile(rf"(\d{{1,2}})\s*(?:er)?\s+({_MONTHS})\s+(\d{{4}})")

_FROM = re.compile(
    rf"\b(?:a\s+compter\s+d[ue]|a\s+partir\s+d[ue]|a\s+dater\s+du|applicables?\s+(?:au|le|des\s+le)|prend(?:ra)?\s+effet\s+(?:au|le)"
    rf"|entr(?:e|era|ee)\s+en\s+vigueur\s+(?:au|le)|avec\s+effet\s+au|des\s+le)\s+(?:la\s+date\s+du\s+)?{_DATE}"
)
_UNTIL = re.compile(rf"\bjusqu['’]\s?au\s+{_DATE}")
_BETWEEN = re.compile(rf"\b(?:periode|saison|duree)?\s*\bdu\s+{_DATE}\s+(?:au|jusqu['’]\s?au)\s+{_DATE}")
_LASTING = re.compile(
    r"\bpour\s+une\s+(?:duree|periode)\s+(?:d['’]\s?|de\s+)(\d{1,2}|un|une|deux|trois|quatre|cinq|six|dix|douze)\s*(?:\(\d+\)\s*)?(ans?|annees?|mois)\b"
)
_COUNTS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "dix": 10, "douze": 12}
_SCHOOL_YEAR = re.compile(r"\b(20\d{2})\s?[-/–]\s?(20\d{2})\b")
_FOR_YEAR = re.compile(  # « pour 2024 » alone may speak of anything: it must follow what is fixed
    r"\b(?:(?:pour|au\s+titre\s+de)\s+l['’]\s?(?:annee|exercice)(?:\s+(?:civile|budgetaire))?|pour\s+la\s+saison"
    r"|(?:tarifs?|redevances?|taux|prix|loyers?|indemnites?)\b[^.\n]{0,60}\bpour)\s+(20\d{2})\b"
)
_BARE_YEAR = re.compile(r"(?<![\d/.-])(20\d{2})(?![\d/.-]|\s?[-–]\s?\d)")
_DATED = re.compile(rf"{_DATE}|\bn\s?[°o]\s?\S*\d\S*|\ba\s+(?:compter|partir)\s+de\s+20\d{{2}}")
_FROM_YEAR = re.compile(r"\ba\s+(?:compter|partir)\s+de\s+(?:l['’]\s?annee\s+)?(20\d{2})\b")
_DECIDES = re.compile(
    r"apres\s+en\s+avoir\s+delibere|\ble\s+conseil\s+municipal[^.\n]{0,60}\bdecide|^\s*arrete\s*:?\s*$", re.MULTILINE
)
_SCHOOL_START, _SCHOOL_END = (9, 1), (8, 31)


def period_of(objet: str, text: str) -> Period:
    """When an act applies: what the objet says first, then what it decides, then the day its text announces."""
    title, whole = fold(objet), fold(text)
    starts = list(_DECIDES.finditer(whole))
    decided = whole[starts[0].start() :] if starts else ""
    in_title, in_decision = _read(title), _read(decided)
    years = _single(_title_years(title)) or in_title or in_decision or Period()
    first = _single(_dates(_FROM, title)) or _single(_dates(_FROM, decided)) or _single(_dates(_FROM, whole))
    if first and years.first and years.last and not years.first <= first <= years.last:
        first = None  # « à compter du » speaks of something else
    last = years.last
    if last is None and first is not None:
        last = _single(_ends(title, first)) or _single(_ends(decided, first))
    first = first or years.first
    return Period(first, last) if first is None or last is None or first <= last else Period()


def _read(text: str) -> Period | None:
    """A period between two days, for a year, or until a day."""
    between = [(_day(match[1]), _day(match[2])) for match in _BETWEEN.finditer(text)]
    pair = _single(between)
    if pair and pair[0] and pair[1] and pair[0] < pair[1]:
        return Period(pair[0], pair[1])
    schools = _single(_school_years(text))
    if schools:
        return schools
    year = _single(int(match[1]) for match in _FOR_YEAR.finditer(text))
    until = _single(_dates(_UNTIL, text))
    if until:
        return Period(None, until)
    return _year(year) if year else None


def _title_years(title: str) -> list[Period]:
    """A year in a title, apart from those of dates and numbers: « Tarifs 2024 », « année scolaire 2023-2024 »."""
    if schools := _school_years(title):
        return schools
    return [_year(int(match[1])) for match in _BARE_YEAR.finditer(_DATED.sub(" ", title))]


def _school_years(text: str) -> list[Period]:
    return [
        Period(date(int(match[1]), *_SCHOOL_START), date(int(match[2]), *_SCHOOL_END))
        for match in _SCHOOL_YEAR.finditer(text)
        if int(match[2]) == int(match[1]) + 1
    ]


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _ends(text: str, first: date) -> list[date]:
    """The last days of « pour une durée de trois ans » that starts on `first`."""
    ends = []
    for match in _LASTING.finditer(text):
        count = int(match[1]) if match[1].isdigit() else _COUNTS[match[1]]
        months = first.month - 1 + count * (1 if match[2] == "mois" else 12)
        try:
            ends.append(date(first.year + months // 12, months % 12 + 1, first.day) - timedelta(days=1))
        except ValueError:  # the 31st of a shorter month
            continue
    return ends


def _dates(pattern: re.Pattern[str], text: str) -> list[date]:
    days = [_day(match[1]) for match in pattern.finditer(text)]
    if pattern is _FROM:
        days += [date(int(match[1]), 1, 1) for match in _FROM_YEAR.finditer(text)]
    return [day for day in days if day]


def _day(written: str) -> date | None:
    figures, letters = _FIGURES.fullmatch(written), _LETTERS.fullmatch(written)
    try:
        if figures:
            return date(int(figures[3]), int(figures[2]), int(figures[1]))
        if letters:
            return date(int(letters[3]), _MONTH_NUMBERS[letters[2]], int(letters[1]))
    except ValueError:
        return None
    return None


def _single(values: Iterable[T]) -> T | None:
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None
