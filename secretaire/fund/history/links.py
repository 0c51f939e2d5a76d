"""Which act of the fund is meant by « la délibération n° 2023-12 du 3 mars 2023 ». Pure.

A mention becomes a link only when one act of the fund answers it, and only one:

- number and date, or number with its year: the act that bears them, of the same kind as the one that names it when
  several do (an arrêté is undone by an arrêté, a délibération by a délibération);
- a number without year: an act of the same calendar year;
- date alone, or a number that the fund does not know on that date: the act of that day on the same subject, or the only
  near one; never merely the only one of that day;
- never a later act, never the one that speaks.

The same act kept twice under different layouts counts once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from secretaire.fund.catalogue.piece_table import Link, StoredPiece
from secretaire.fund.history import numbers
from secretaire.fund.history.numbers import Number
from secretaire.fund.history.subjects import Likeness, Subject, SubjectRules, likeness
from secretaire.fund.pieces import Mention, Outcome

_NEAR_SHARE, _NEAR_WORDS = 0.5, 2
_COPY_SHARE = 0.6


def resolve(acts: Sequence[StoredPiece], rules: SubjectRules) -> list[Link]:
    """What each act says it changes, among the acts of the fund (any order, copies once).

    What was rejected or postponed changes nothing.
    """
    register = _Register(acts, rules)
    links: dict[Link, None] = {}
    for act in acts:
        if act.facts.outcome in {Outcome.REJECTED, Outcome.POSTPONED}:
            continue
        for mention in act.facts.mentions:
            if target := register.meant(act, mention):
                links[Link(act.id, target.id, mention.verb)] = None
    return list(links)


def may_name(mention: Mention, act: StoredPiece) -> bool:
    """True when nothing in the mention speaks against this act."""
    if mention.date and act.facts.date and mention.date != act.facts.date:
        return False
    named, number = numbers.parse(mention.number), numbers.parse(act.facts.number)
    # a number restarted at each séance is only comparable on its day
    return named is None or number is None or bool(mention.date) or numbers.same(named, number)


class _Register:
    """The acts by number and by date."""

    def __init__(self, acts: Iterable[StoredPiece], rules: SubjectRules) -> None:
        self._rules = rules
        self._by_serial: dict[tuple[int, ...], list[tuple[Number, StoredPiece]]] = defaultdict(list)
        self._by_date: dict[date, list[StoredPiece]] = defaultdict(list)
        for act in acts:
            if number := numbers.parse(act.facts.number):
                self._by_serial[number.serial].append((number, act))
            if act.facts.date:
                self._by_date[act.facts.date].append(act)

    def meant(self, speaker: StoredPiece, mention: Mention) -> StoredPiece | None:
        """The only act that the mention can mean, or None."""
        number = numbers.parse(mention.number)
        bearing = list(self._bearing(number, mention.date, speaker)) if number else []
        if bearing:
            alike = [act for act in bearing if act.facts.kind is speaker.facts.kind] or bearing
            return self._only(alike) or self._nearest(speaker, alike)
        if mention.date is None or speaker.facts.date is None or mention.date >= speaker.facts.date:
            return None
        same_day = self._by_date.get(mention.date, ())
        return self._nearest(speaker, [act for act in same_day if not _numbered_otherwise(act, number)])

    def _bearing(self, number: Number, day: date | None, speaker: StoredPiece) -> Iterator[StoredPiece]:
        year = day.year if day else number.year
        if year is None and speaker.facts.date:
            year = speaker.facts.date.year
        for other, act in self._by_serial[number.serial]:
            own_year = act.facts.date.year if act.facts.date else other.year
            if (
                act.id != speaker.id
                and numbers.same(number, other)
                and year is not None
                and own_year == year
                and (day is None or act.facts.date == day)
                and _earlier(act, speaker, day)
            ):
                yield act

    def _only(self, acts: Sequence[StoredPiece]) -> StoredPiece | None:
        first = acts[0]
        return first if all(self._copies(first, act) for act in acts[1:]) else None

    def _copies(self, one: StoredPiece, other: StoredPiece) -> bool:
        return is_copy(one, other, self._rules.subject(one.facts.objet), self._rules.subject(other.facts.objet))

    def _nearest(self, speaker: StoredPiece, acts: Iterable[StoredPiece]) -> StoredPiece | None:
        """The only act on the subject of the speaker; failing that, the only near one."""
        subject = self._rules.subject(speaker.facts.objet)
        same: list[StoredPiece] = []
        near: list[StoredPiece] = []
        for act in acts:
            other = self._rules.subject(act.facts.objet)
            if act.id == speaker.id or not other.words:
                continue
            if likeness(other, subject) is Likeness.SAME:
                same.append(act)
            elif _near(other, subject):
                near.append(act)
        return self._only(same or near) if same or near else None


def _near(one: Subject, other: Subject) -> bool:
    """On one séance, half of the topic in common is enough to know the act that is spoken of; one word may be when all is."""
    shared = len(one.topic & other.topic)
    least = min(len(one.topic), len(other.topic))
    return one.family == other.family and shared >= max(min(_NEAR_WORDS, least), _NEAR_SHARE * least, 1)


def _numbered_otherwise(act: StoredPiece, number: Number | None) -> bool:
    """True when the act bears another number of the same series; a rank in minutes belongs to none."""
    own = numbers.parse(act.facts.number)
    return bool(number and own and number.year and own.year)


def is_copy(one: StoredPiece, other: StoredPiece, its: Subject, others: Subject) -> bool:
    """True for one act kept twice: same day, same subject, much the same words, numbers that agree, two documents."""
    if one.document == other.document or one.facts.date is None or one.facts.date != other.facts.date:
        return False
    named, number = numbers.parse(one.facts.number), numbers.parse(other.facts.number)
    if named and number and not numbers.same(named, number):
        return False
    words = its.words | others.words
    alike = bool(words) and len(its.words & others.words) >= _COPY_SHARE * len(words)
    return alike and likeness(its, others) is Likeness.SAME


def _earlier(act: StoredPiece, speaker: StoredPiece, named_day: date | None) -> bool:
    """An act of the same day may be named by its number; without any date, nothing shows that it is not later."""
    if speaker.facts.date is None:
        return named_day is not None and act.facts.date == named_day
    if act.facts.date is None:
        return False
    return act.facts.date <= speaker.facts.date
