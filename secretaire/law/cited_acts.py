"""Find the acts that a text cites: « la délibération n° 2024-12 du 3 juin 2024 », « l'arrêté préfectoral du … »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secretaire.acts.wording import MONTHS

_SPACE = r"[ \t\u00a0\u202f\u2009\n]"
_MONTH = (
    r"janvier|janv\.?|f[ée]vrier|f[ée]vr?\.?|mars|avril|avr\.?|mai|juin|juillet|juil\.?|ao[uû]t|septembre|sept\.?"
    r"|octobre|oct\.?|novembre|nov\.?|d[ée]cembre|d[ée]c\.?"
)
_DAY = (
    rf"(?:(?P<day>\d{{1,2}})(?:er)?{_SPACE}+(?P<month>{_MONTH}){_SPACE}+(?P<year>\d{{4}})"
    r"|(?P<day_n>\d{1,2})[/.-](?P<month_n>\d{1,2})[/.-](?P<year_n>\d{4}|\d{2})(?!\d))"
)
# a number holds a digit: « 2024-12 », « 2024/03/12 », « D24-007 », « 12 bis », « DRCL/BCL n° 5 »
_NUMBER = (
    rf"(?:n[°ºo]s?\.?|N[°º]|num[ée]ro|ref\.?){_SPACE}*:?{_SPACE}*"
    rf"(?P<number>[A-Za-z]{{0,12}}(?:[-/_.]?[A-Z]{{1,12}})*[-/_. ]?\d[\w./_-]*(?<![./_-])(?:{_SPACE}(?:bis|ter)\b)?)"
)
# who took it, or what it is about: a few words without another act, before the number or the date
_WORDS = r"(?:(?!\b(?:arr[êe]t[ée]|d[ée]lib[ée]ration|d[ée]cision|circulaire|loi|d[ée]cret)s?\b|\bn[°º])[^.;:\n]|\n(?=[a-zéèà(]))"
_ACT = re.compile(
    rf"\b(?P<nature>(?:d[ée]lib[ée]ration|arr[êe]t[ée]|d[ée]cision|circulaire|instruction)s?)\b"
    rf"(?P<author>{_WORDS}{{0,60}}?){_SPACE}*,?{_SPACE}*"
    rf"(?:{_NUMBER}(?:{_SPACE}*,?{_SPACE}*(?:(?:pris|prise|adopt[ée]e?|vot[ée]e?|rendue?){_SPACE}+)?(?:en{_SPACE}+date{_SPACE}+)?(?:du|le|au){_SPACE}+{_DAY})?"
    rf"|\b(?:en{_SPACE}+date{_SPACE}+)?(?:du|le){_SPACE}+{_DAY.replace('(?P<', '(?P<only_')})",
    re.IGNORECASE,
)


class Nature(StrEnum):
    """What the cited act is."""

    DELIBERATION = "deliberation"
    ARRETE = "arrete"
    DECISION = "decision"
    CIRCULAIRE = "circulaire"


_NATURES = (
    ("déli", Nature.DELIBERATION),
    ("deli", Nature.DELIBERATION),
    ("arr", Nature.ARRETE),
    ("déc", Nature.DECISION),
    ("dec", Nature.DECISION),
)
_HEADING = re.compile(
    r"D[ÉE]LIB[ÉE]RATIONS|ARR[ÊE]T[ÉE]S|D[ÉE]CISIONS"
)  # « DÉLIBÉRATIONS DU CONSEIL, séance du… » cites none
_NOT_OURS = re.compile(
    r"pr[ée]fe|pr[ée]fet|minist|interminist|interpr[ée]f|d[ée]partement|r[ée]gion|communaut|syndica|comit[ée]|\bEPCI\b|bureau"
    r"|conseil g[ée]n[ée]ral|tribunal|commission|assembl[ée]e",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CitedAct:
    """An act cited at characters [start, end).

    Attributes:
        number: as written, « 2024-12 »; empty when only the date is given.
        date: None when it is not written, or is no date.
        author: the words between the nature and the number, « préfectoral », « du conseil municipal ».
    """

    start: int
    end: int
    nature: Nature
    number: str
    date: date | None
    author: str

    @property
    def of_another(self) -> bool:
        """Another authority took it (préfet, ministre, EPCI, département…)."""
        return bool(_NOT_OURS.search(self.author))


@dataclass(frozen=True, slots=True)
class KnownAct:
    """An act that the commune is known to have taken."""

    nature: Nature
    number: str
    date: date
    objet: str


def find_cited_acts(text: str) -> tuple[CitedAct, ...]:
    """Every act that a text cites by its number or its date, in reading order."""
    return tuple(_cited(found) for found in _ACT.finditer(text) if not _HEADING.fullmatch(found["nature"]))


def _cited(found: re.Match[str]) -> CitedAct:
    prefix = "" if found["number"] else "only_"
    written = found["nature"].lower()
    nature = next((nature for start, nature in _NATURES if written.startswith(start)), Nature.CIRCULAIRE)
    return CitedAct(
        found.start(),
        found.end(),
        nature,
        " ".join((found["number"] or "").split()),
        _day(found, prefix),
        " ".join(found["author"].split()),
    )


def _day(found: re.Match[str], prefix: str) -> date | None:
    groups = {name: found[f"{prefix}{name}"] for name in ("day", "month", "year", "day_n", "month_n", "year_n")}
    if groups["day"]:
        day, month, year = int(groups["day"]), _month(groups["month"]), int(groups["year"])
    elif groups["day_n"]:
        day, month, year = int(groups["day_n"]), int(groups["month_n"]), int(groups["year_n"])
        year += 2000 if year < 100 else 0
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(written: str) -> int:
    folded = written.lower().translate(str.maketrans("éû", "eu")).rstrip(".")
    names = [name.translate(str.maketrans("éû", "eu")) for name in MONTHS]
    return next(rank for rank, name in enumerate(names, 1) if name.startswith(folded))
