"""The ordre du jour of a meeting: its points, in the order they are taken (CGCT L. 2121-10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Nature(StrEnum):
    """What the council does with a point."""

    PROCES_VERBAL = "proces_verbal"  # settles the minutes of the last meeting (L. 2121-15)
    DELIBERATION = "deliberation"
    DECISIONS = "decisions"  # hears what the maire decided by delegation (L. 2122-23)
    INFORMATION = "information"
    QUESTIONS = "questions"  # oral and sundry questions: nothing is decided


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the ordre du jour. Its id is its own within the meeting and never changes; its rank is its place.

    Attributes:
        act_id: the draft put to the council, if there is one.
        rapporteur: roster id of who presents it; None: the maire.
        ajoute: put on the agenda after the convocation left.
        repris: it was on the agenda of the first meeting, which lacked a quorum (L. 2121-17).
    """

    id: int
    objet: str
    nature: Nature = Nature.DELIBERATION
    act_id: str | None = None
    rapporteur: int | None = None
    ajoute: bool = False
    repris: bool = False


def added(points: Sequence[Point], point: Point, last_id: int = 0) -> tuple[Point, ...]:
    """The point with an id of its own, at the end, but before the questions that end a meeting.

    `last_id`: the highest id given so far, when that point is no longer there.
    """
    known = max((last_id, *(p.id for p in points)))
    fresh = replace(point, id=known + 1)
    questions = point.nature is not Nature.QUESTIONS and points and points[-1].nature is Nature.QUESTIONS
    place = len(points) - 1 if questions else len(points)
    return (*points[:place], fresh, *points[place:])


def moved(points: Sequence[Point], point_id: int, rank: int) -> tuple[Point, ...]:
    """The same points, that one at `rank` (0: the first)."""
    chosen = next(p for p in points if p.id == point_id)
    others = [p for p in points if p.id != point_id]
    others.insert(rank, chosen)
    return tuple(others)
