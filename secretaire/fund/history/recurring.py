"""Acts that come back every year at the same season: the tax rates in April, the tariffs in December. Pure.

An act comes back when several of the last years have one on the same subject around the same day. What is taken all year
long (a décision modificative, a sale) has no season, and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from statistics import median_low

from secretaire.fund.history.subjects import Likeness, SubjectRules, likeness
from secretaire.fund.pieces import Kind

YEARS_LOOKED_AT = 4
_LEAST_YEARS = 2
_SEASON = 60  # days on each side of the usual day: the year of an election is late
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
    """An act that comes back: one for each year that had it, the latest first."""

    taken: tuple[Taken, ...]

    @property
    def last(self) -> Taken:
        """The precedent to start from."""
        return self.taken[0]

    def expected(self, on: date, late: timedelta) -> date:
        """The usual day of the year that is to come, or that passed less than `late` ago without an act."""
        usual = median_low(_after(self.last.day, act.day) for act in self.taken)
        day = _next_year(self.last.day) + timedelta(days=usual)
        while day < on - late:
            day = _next_year(day)
        return day


class Subjects:
    """Tells whether two objets say the same thing, whatever the year."""

    def __init__(self, rules: SubjectRules) -> None:
        self._rules = rules
        self._words: dict[str, frozenset[str]] = {}

    def alike(self, one: str, other: str) -> bool:
        """True for « Tarifs de la salle 2025 » and « Salle des fêtes : tarifs 2026 »."""
        words, others = self._bare(one), self._bare(other)
        shared = len(words & others)
        if not shared:
            return False
        if shared >= _ALIKE * (len(words) + len(others) - shared):
            return self.family(one) == self.family(other)
        subject = self._rules.subject(one)
        return bool(subject.topic) and likeness(subject, self._rules.subject(other)) is Likeness.SAME

    def family(self, objet: str) -> str:
        """The name of the family of an objet, empty when no word tells it."""
        family = self._rules.subject(objet).family
        return family.nom if family else ""

    def _bare(self, objet: str) -> frozenset[str]:
        """Its words without years and numbers."""
        found = self._words.get(objet)
        if found is None:
            stems = self._rules.subject(objet).words
            found = self._words[objet] = frozenset(word for word in stems if not any(c.isdigit() for c in word))
        return found


def recurring(taken: Iterable[Taken], subjects: Subjects, on: date) -> tuple[Recurrence, ...]:
    """The acts that come back, from those taken until a day; one for each subject."""
    first = on - timedelta(days=round((YEARS_LOOKED_AT + 0.3) * _YEAR))
    last = on - timedelta(days=round(1.5 * _YEAR))  # older: the habit is lost
    groups: defaultdict[tuple[Kind, str], list[Taken]] = defaultdict(list)
    for act in taken:
        if act.objet and first <= act.day <= on:
            groups[act.kind, subjects.family(act.objet)].append(act)
    found = (_in_group(sorted(group, key=lambda a: a.day, reverse=True), subjects, last) for group in groups.values())
    return tuple(chain.from_iterable(found))


def _in_group(acts: Sequence[Taken], subjects: Subjects, last: date) -> Iterator[Recurrence]:
    left = list(acts)
    while left and left[0].day >= last:
        newest = left[0]
        alike = [act for act in left if act is newest or subjects.alike(newest.objet, act.objet)]
        left = [act for act in left if act not in alike]
        season = max((_season(act, alike) for act in alike), key=lambda found: len(_by_year(found)))
        years = _by_year(season)
        if len(years) >= _LEAST_YEARS and years[0].day >= last and len(season) >= _SEASONAL * len(alike):
            yield Recurrence(tuple(years))


def _season(centre: Taken, acts: Sequence[Taken]) -> list[Taken]:
    return [act for act in acts if abs(_after(centre.day, act.day)) <= _SEASON]


def _by_year(season: Sequence[Taken]) -> list[Taken]:
    """The latest act of each season, the latest first; a season may go past the end of December."""
    found: dict[int, Taken] = {}
    for act in season:
        found.setdefault(round((season[0].day - act.day).days / _YEAR), act)
    return list(found.values())


def _after(one: date, other: date) -> int:
    """Days from a day to the same season of another year, negative when it comes before."""
    days = (other - one).days % _YEAR
    return round(days if days <= _YEAR / 2 else days - _YEAR)


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28)) if day.month == 2 else day.replace(year=day.year + 1)
