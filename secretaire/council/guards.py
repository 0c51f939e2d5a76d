"""What has to be true before a gesture is made in a meeting.

Raises (all): Refused, with the code of what is missing; WrongUsage for a point that is not on the agenda.
"""

from __future__ import annotations

from collections.abc import Collection

from secretaire.council.agenda import Point
from secretaire.council.coherence import refuse_broken
from secretaire.council.course import Course, Passage
from secretaire.errors import Code, Refused, WrongUsage


def the_point(course: Course, point_id: int) -> Point:
    """The point of that id."""
    try:
        return course.point(point_id)
    except LookupError:
        raise WrongUsage(Code.UNKNOWN_POINT, point=point_id) from None


def open_passage(course: Course, point_id: int) -> Passage:
    """What happened on a point that is not settled yet."""
    passage = course.passage(the_point(course, point_id).id)
    if passage.sort is not None:
        raise Refused(Code.POINT_SETTLED, point=point_id)
    return passage


def under_way(course: Course) -> None:
    """The meeting is open, and not over."""
    if course.ouverture is None:
        raise Refused(Code.MEETING_NOT_OPEN)
    if course.levee is not None:
        raise Refused(Code.MEETING_LIFTED)


def in_office(elu: int, en_exercice: Collection[int]) -> None:
    """A member in office that day."""
    if elu not in en_exercice:
        raise Refused(Code.NOT_IN_OFFICE, elu=elu)


def checked(before: Course, after: Course, en_exercice: Collection[int]) -> Course:
    """The course after a gesture: what was possible stays so."""
    refuse_broken(before, after, en_exercice)
    return after
