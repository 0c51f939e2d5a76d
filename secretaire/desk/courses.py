"""The course of a meeting, with the acts put to it."""

from __future__ import annotations

from dataclasses import replace

from secretaire.acts.act import Act, ActId, State
from secretaire.council.agenda import Point, added
from secretaire.council.course import ByCount, Course, Held, Passage, Sort, held_at
from secretaire.council.roster import Elu
from secretaire.council.seance import Seance, Vote
from secretaire.desk.office import Office
from secretaire.store.acts import ActSummary


def course_of(office: Office, seance_id: int) -> Course:
    """The course of a meeting, a point for each act put to it.

    An act attached to the meeting elsewhere gets a point at the end; a vote noted elsewhere is on its point. They are
    kept with the next gesture.

    Raises:
        WrongUsage: no such meeting.
    """
    course = office.workspace.courses.get(seance_id)
    put = {line.id: line for line in reversed(office.workspace.acts.list()) if _is_put(line, seance_id)}
    kept = (p if p.act_id in put else replace(p, act_id=None) for p in course.points)
    points = tuple(kept)
    known = {p.act_id for p in points}
    for line in put.values():
        if line.id not in known:
            late = Point(0, line.objet, act_id=line.id, ajoute=course.ouverture is not None)
            points = added(points, late, course.dernier_point)
    last = max((course.dernier_point, *(p.id for p in points)))
    course = replace(course, points=points, dernier_point=last)
    for point in points:
        if point.act_id is not None and course.passage(point.id).sort is None:
            vote = office.workspace.seances.vote(ActId(point.act_id))
            if vote is not None:
                course = course.with_passage(voted_elsewhere(course.passage(point.id), vote))
    return course


def held(office: Office, act: Act) -> tuple[Seance | None, Held | None]:
    """The meeting an act is put to, as its point finds it, and that point; the point is None before the meeting is open.

    Raises:
        WrongUsage: no such meeting.
    """
    if act.seance_id is None:
        return None, None
    course = course_of(office, act.seance_id)
    point = next((p.id for p in course.points if p.act_id == act.id), None)
    found = held_at(course, point, in_office(office, course)) if point is not None else None
    return (found.seance if found else course.seance), found


def members(office: Office, course: Course) -> tuple[Elu, ...]:
    """The members in office on the day of the meeting, in the order of the tableau."""
    return office.workspace.roster.get().on(course.seance.date)


def in_office(office: Office, course: Course) -> frozenset[int]:
    """Roster ids of the members in office on the day of the meeting."""
    return frozenset(elu.id for elu in members(office, course))


def voted_elsewhere(passage: Passage, vote: Vote | None) -> Passage:
    """The passage of a point whose vote was noted as a mere count, or erased."""
    if vote is None:
        return replace(passage, sort=None, ballot=None)
    return replace(passage, sort=Sort.VOTE, ballot=count_noted(vote))


def count_noted(vote: Vote) -> ByCount:
    """The figures of a vote noted as a mere count."""
    return ByCount(
        vote.pour, vote.contre, vote.abstentions, vote.ne_prend_pas_part, vote.blancs_nuls, vote.president_pour
    )


def _is_put(line: ActSummary, seance_id: int) -> bool:
    return line.seance_id == seance_id and line.state is not State.REFUSE
