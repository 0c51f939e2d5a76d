"""Acts that come back every year at the same season: the tax rates in April, the tariffs in December. Pure.

An act comes back when several of the last years have one on the same subject around the same day. What is taken all year
long (a décision modificative, a sale) has no season, and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from secretaire.fund.history.subjects import Likeness, Subject, SubjectRules, likeness
from secretaire.fund.pieces import Kind

YEARS_LOOKED_AT = 3
_LEAST_YEARS = 2
_SEASON = 45  # days on each side of the same day of another year
_ALIKE = 0.6  # share of the words of two objets, figures left out
_SEASONAL = 0.7  # share of the acts on a subject that fall in the season
_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Taken:
    """An act that was taken: where it is (« piece:12 », « acte:<id> »), its kind, day, number and objet."""

    source: str
    kind: Kind
    day: date
    number: str
    objet: str


@dataclass(frozen=True, slots=True)
class Recurrence:
    """An act that comes back: the latest one, and one for each year that had it, the latest first."""

    taken: tuple[Taken, ...]

    @property
    def last(self) -> Taken:
        """The precedent to start from."""
        return self.taken[0]

    def expected(self, on: date, late: timedelta) -> date:
        """The same day of the year that is to come, or that passed less than `late` ago without an act."""
        day = _same_day(self.last.day, self.last.day.year + 1)
        while day < on - late:
            day = _same_day(day, day.year + 1)
        return day


class Subjects:
    """Tells whether two objets say the same thing, whatever the year."""

    def __init__(self, rules: SubjectRules) -> None:
        self._rules = rules

    def alike(self, one: str, other: str) -> bool:
        """True for « Tarifs de la salle 2025 » and « Salle des fêtes : tarifs 2026 »."""
        return self._alike(self._rules.subject(one), self._rules.subject(other))

    def family(self, objet: str) -> str:
        """The name of the family of an objet, empty when no word tells it."""
        family = self._rules.subject(objet).family
        return family.nom if family else ""

    def _alike(self, one: Subject, other: Subject) -> bool:
        if one.family != other.family:
            return False
        if one.topic and likeness(one, other) is Likeness.SAME:
            return True
        words, others = _bare(one), _bare(other)
        return bool(words) and len(words & others) >= _ALIKE * len(words | others)


def recurring(taken: Iterable[Taken], subjects: Subjects, on: date) -> tuple[Recurrence, ...]:
    """The acts that come back, from those taken until a day; one for each subject."""
    first = on - timedelta(days=round((YEARS_LOOKED_AT + 1) * _YEAR))
    last = on - timedelta(days=round((_LEAST_YEARS - 0.5) * _YEAR))  # older: the habit is lost
    groups: defaultdict[tuple[Kind, str], list[Taken]] = defaultdict(list)
    for act in taken:
        if act.objet and first <= act.day <= on:
            groups[act.kind, subjects.family(act.objet)].append(act)
    found = (_in_group(sorted(group, key=lambda a: a.day, reverse=True), subjects, last) for group in groups.values())
    return tuple(chain.from_iterable(found))


def _in_group(acts: Sequence[Taken], subjects: Subjects, last: date) -> list[Recurrence]:
    found: list[Recurrence] = []
    left = list(acts)
    while left and left[0].day >= last:
        newest = left[0]
        alike = [act for act in left if act is newest or subjects.alike(newest.objet, act.objet)]
        left = [act for act in left if act not in alike]
        years: dict[int, Taken] = {}
        in_season = [act for act in alike if _apart(newest.day, act.day) <= _SEASON]
        for act in in_season:
            years.setdefault(round((newest.day - act.day).days / _YEAR), act)
        recent = [years[back] for back in sorted(years) if back < YEARS_LOOKED_AT]
        if len(recent) >= _LEAST_YEARS and len(in_season) >= _SEASONAL * len(alike):
            found.append(Recurrence(tuple(recent)))
    return found


def _apart(one: date, other: date) -> float:
    """Days between two days of the year, across the end of December too."""
    days = abs((one - other).days) % _YEAR
    return min(days, _YEAR - days)


def _same_day(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28)) if day.month == 2 else day.replace(year=year)


def _bare(subject: Subject) -> frozenset[str]:
    """The words of an objet without its years and numbers."""
    return frozenset(word for word in subject.words if not any(c.isdigit() for c in word))
