"""The hours of a meeting follow one another: opening, who comes, leaves or withdraws, point after point, the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from secretaire.acts import wording
from secretaire.council.course import Course
from secretaire.errors import Code, Refused

_DAY = 24 * 60
_LONGEST = 8 * 60  # minutes: a meeting may go past midnight; an hour typed the next morning is not one of its hours


def out_of_order(course: Course) -> Refused | None:
    """The first hour noted that cannot be, given those noted before it; None when all of them can.

    What happened before one point may be noted in any order; one person's own hours follow one another.
    """
    opened = course.heure
    if opened is None:
        return None
    latest, latest_said = 0, opened
    own: dict[int, int] = {}
    for group in _groups(course):
        reached, said = latest, latest_said
        for elu, hour in group:
            since = _minutes(opened, hour)
            if since > _LONGEST or since < latest:
                return _refusal(hour, opened if since > _LONGEST else latest_said)
            if elu is not None and since < own.get(elu, 0):
                return _refusal(hour, said)
            if elu is not None:
                own[elu] = since
            if since > reached:
                reached, said = since, hour
        latest, latest_said = reached, said
    return None


def _groups(course: Course) -> Iterator[list[tuple[int | None, dt.time]]]:
    """The hours noted at each point, then after the last one, then the end of the meeting."""
    known = {p.id for p in course.points}
    moves = list(course.before(None))
    for point in (*(p.id for p in course.points), None):
        group: list[tuple[int | None, dt.time]] = [
            (m.elu, m.heure) for m in moves if m.heure and (m.avant if m.avant in known else None) == point
        ]
        if point is not None:
            group += [(None, r.heure) for r in course.passage(point).retraits if r.heure]
        yield group
    if course.levee is not None:
        yield [(None, course.levee)]


def _minutes(start: dt.time, end: dt.time) -> int:
    """From one hour to another, past midnight if need be."""
    return ((end.hour - start.hour) * 60 + end.minute - start.minute) % _DAY


def _refusal(hour: dt.time, known: dt.time) -> Refused:
    return Refused(Code.HOUR_OUT_OF_ORDER, heure=wording.hour(hour), notee=wording.hour(known))
