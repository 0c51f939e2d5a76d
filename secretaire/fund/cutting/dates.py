"""The dates that acts write: « L'an deux mil vingt et un, le treize septembre », « séance du 8 avril 2019 ». Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from num2words import num2words

from secretaire.fund.folding import fold

_MONTH = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_MONTHS = {name: number for number, name in enumerate(_MONTH.split("|"), start=1)}
_DAY_NAME = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_FIRST_YEAR, _LAST_YEAR = 1950, 2099

_OPENING = re.compile(  # « L'an deux mil dix neuf, le huit avril »
    rf"l(?<![a-z]l)\s?['’]?\s?an\s+(?P<year>\d{{4}}|(?:deux\s+mil|mil)[a-z\s-]*?)\s*,?\s*(?:et\s+)?,?\s*le\s+"
    rf"(?:{_DAY_NAME}\s+)?(?P<day>[a-z0-9][a-z0-9\s-]{{0,20}}?)\s+(?:du\s+mois\s+d[e'’]\s*)?(?P<month>{_MONTH})\b"
)
_PLAIN = rf"(?:{_DAY_NAME}\s+)?(?:(?P<day>\d{{1,2}})(?:\s*er)?\s+(?P<month>{_MONTH})\s+(?P<year>\d{{4}})"
_FIGURES = r"|(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4}))\b"
_DATE = _PLAIN + _FIGURES
PLAIN = rf"(?:{_DAY_NAME} )?\d{{1,2}}(?: ?er)? (?:{_MONTH}) \d{{4}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}"
"""A date in figures, in a folded text: « 4 avril 2023 », « 04/04/2023 »."""
_SEANCE = re.compile(
    rf"\b(?:seance|reunion|conseil\s+municipal|deliberations?)(?:\s+(?:publique|ordinaire|extraordinaire|du\s+conseil"
    rf"(?:\s+municipal)?))*\s*(?:du|,|:|-|–|—|tenue\s+le|en\s+date\s+du)?\s+{_DATE}"
)
_SIGNED = re.compile(rf"\bfait\s+(?:a\s+[^\n,]{{2,60}}|en\s+mairie)\s*,?\s*le\s+{_DATE}")
_ARRETE = re.compile(rf"\barrete\b[^\n]{{0,60}}?\bdu\s+{_DATE}")

_HEADED = re.compile(rf"^\s*deliberation\b[^\n]{{0,40}}?\b(?:du|le)\s+{_DATE}")

_SETTLED = re.compile(
    r"(?:proces[ -]verbal|compte[ -]rendu|pv)\b.*\b(?:adopte|approuve|arrete|valide|observation)|approbation"
)

_HEADING_CHARS = 900
_OPENING_CHARS = 6000


def openings(folded: str) -> Iterator[tuple[int, date]]:
    """Where « L'an deux mil vingt et un, le treize septembre » is written in a folded text, and its date."""
    for match in _OPENING.finditer(folded):
        if day := _in_words(match["year"], match["day"], match["month"]):
            yield match.start(), day


def seance_date(text: str) -> date | None:
    """The date of the séance: the opening formula first, else what the heading says; None when unsure."""
    folded = fold(text[:_OPENING_CHARS])
    if match := _OPENING.search(folded):
        return _in_words(match["year"], match["day"], match["month"])
    heading = text[:_HEADING_CHARS]
    folded = fold(heading)
    # minutes also name, below their title, the former seance whose minutes they settle
    return (
        _single(_SEANCE, folded, lambda match: heading[match.start() : match.end()].isupper())
        or _single(_SEANCE, folded, lambda match: not _settles(folded, match))
        or _single(_HEADED, folded)
    )


def _settles(folded: str, match: re.Match[str]) -> bool:
    """True for a date in a line that approves the minutes of a former meeting."""
    start, end = folded.rfind("\n", 0, match.start()) + 1, folded.find("\n", match.end())
    return bool(_SETTLED.search(folded, start, end if end >= 0 else len(folded)))


def arrete_date(text: str) -> date | None:
    """The date of an arrêté: its heading, else the « Fait à …, le … » of its signature; None when unsure."""
    folded = fold(text)
    return _single(_ARRETE, folded[:_HEADING_CHARS]) or _single(_SIGNED, folded)


def day_in_figures(folded: str) -> date | None:
    """The date that a folded text begins with, « 4 avril 2023 » or « 04/04/2023 »; None when there is none."""
    match = re.match(_DATE, folded)
    return _in_figures(match) if match else None


def _single(
    pattern: re.Pattern[str], folded: str, keeps: Callable[[re.Match[str]], bool] = lambda _match: True
) -> date | None:
    """The only date the pattern finds; two different ones are as good as none."""
    found = {_in_figures(match) for match in pattern.finditer(folded) if keeps(match)} - {None}
    return found.pop() if len(found) == 1 else None


def _in_figures(match: re.Match[str]) -> date | None:
    if match["month"]:
        return _valid(int(match["year"]), _MONTHS[match["month"]], int(match["day"]))
    return _valid(int(match["y"]), int(match["m"]), int(match["d"]))


def _in_words(year: str, day: str, month: str) -> date | None:
    years, days = _numbers_in_words()
    year_number = int(year) if year.isdigit() else years.get(_words(year))
    digits = re.fullmatch(r"(\d{1,2})\s*(?:er)?", day.replace(" ", ""))  # « 1 3 septembre » in some PDF
    day_number = int(digits[1]) if digits else days.get(_words(day))
    if year_number is None or day_number is None:
        return None
    return _valid(year_number, _MONTHS[month], day_number)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _words(number: str) -> str:
    """One spelling for « deux mille vingt et un », « deux-mil vingt-et-un », « deux mil vingt un »."""
    words = [word for word in re.split(r"[\s-]+", fold(number)) if word and word != "et"]
    return " ".join(re.sub(r"^(mil)le$|^(cent)s$|^(vingt)s$", r"\1\2\3", word) for word in words)


@cache
def _numbers_in_words() -> tuple[dict[str, int], dict[str, int]]:
    """Years and days of the month, by their words."""
    years = {_words(num2words(year, lang="fr")): year for year in range(_FIRST_YEAR, _LAST_YEAR + 1)}
    days = {_words(num2words(day, lang="fr")): day for day in range(1, 32)}
    return years, days | {"premier": 1}
