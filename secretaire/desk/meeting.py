"""A meeting of the council while it is held: every gesture is kept at once, and the acts it touches are written again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from secretaire.acts.act import Act, ActId
from secretaire.council import happenings
from secretaire.council.ballots import names, nobody_presides, vote_of
from secretaire.council.course import Course, Passage, Room, room_at, seance_at
from secretaire.council.nominations import may_be_open
from secretaire.council.roster import Elu
from secretaire.council.seance import Vote
from secretaire.desk import courses, elections, writing
from secretaire.desk.courses import course_of
from secretaire.desk.office import Office
from secretaire.errors import Code, Refused, SecretaireError

__all__ = ["Gesture", "can_undo", "change", "course_of", "members", "note_vote", "room", "undo", "vote"]

Gesture = Callable[[Course, Collection[int]], Course]
"""A gesture of `council.happenings`, its other arguments given: `lambda course, office: arrive(course, office, …)`."""


def members(office: Office, seance_id: int) -> tuple[Elu, ...]:
    """The members in office on the day of a meeting, in the order of the tableau.

    Raises:
        WrongUsage: no such meeting.
    """
    return office.workspace.roster.get().on(office.workspace.seances.get(seance_id).date)


def room(office: Office, course: Course, point_id: int) -> Room:
    """Who can vote on a point."""
    return room_at(course, point_id, courses.in_office(office, course))


def vote(office: Office, course: Course, point_id: int) -> Vote | None:
    """The vote on a point, as it is written; None while there is none."""
    return vote_of(course, point_id, courses.in_office(office, course), office.workspace.roster.get())


def change(office: Office, seance_id: int, gesture: Gesture, author: str) -> Course:
    """What a gesture makes of the meeting, kept before this returns; the acts it touches are written again with the
    room and the vote of their point.

    Raises:
        Refused: the law or sense forbids it; nothing is changed.
        WrongUsage: no such meeting or point, or a person who is not on the roster.
        EnvironmentFault: the file cannot be written; nothing is changed.
    """
    with office.workspace.writing():
        before = _current(office, seance_id)
        with _in_words(office, before):
            after = gesture(before, courses.in_office(office, before))
            _presided(office, before, after)
            _secret_by_law(office, before, after)
        if _without_notes(after) == _without_notes(before):
            office.workspace.courses.replace(after)
        else:
            office.workspace.courses.save(after, author, now=datetime.now(UTC))
        _write_acts(office, before, after, author)
    return after


def undo(office: Office, seance_id: int, author: str) -> Course:
    """The meeting as it was before the last gesture; the notes typed since stay, and convocations sent stay sent.

    Raises:
        Refused: there is nothing left to undo.
        WrongUsage, EnvironmentFault: as `change`.
    """
    with office.workspace.writing():
        before = _current(office, seance_id)
        after = office.workspace.courses.undo(seance_id)
        known = {p.id for p in before.points}
        for point in (p for p in after.points if p.id in known):  # a point struck out comes back with its own
            notes = before.passage(point.id).notes
            if notes != after.passage(point.id).notes:
                after = after.with_passage(replace(after.passage(point.id), notes=notes))
        after = replace(after, dernier_point=max(before.dernier_point, after.dernier_point))
        if office.workspace.convocations.of(seance_id):
            after = replace(after, seance=replace(after.seance, convocation=before.seance.convocation))
        office.workspace.courses.replace(after)
        _write_acts(office, before, after, author)
    return after


def can_undo(office: Office, seance_id: int) -> bool:
    """Is there a gesture left to undo?"""
    return office.workspace.courses.can_undo(seance_id)


def note_vote(office: Office, act: Act, seance_id: int | None, vote: Vote | None, author: str) -> None:
    """The vote on an act, noted or erased as a mere count, with names as typed: on the act, and on its point if it has one.

    Raises:
        Refused: the meeting was opened, and the room does not allow that count.
    """
    course = office.workspace.courses.get(seance_id) if seance_id is not None else None
    point = next((p.id for p in course.points if p.act_id == act.id), None) if course else None
    with office.workspace.writing():
        if course is None or point is None:
            office.workspace.seances.set_vote(act.id, vote)
        elif course.ouverture is None:
            office.workspace.seances.set_vote(act.id, vote)
            noted = course.with_passage(courses.voted_elsewhere(course.passage(point), vote))
            office.workspace.courses.save(noted, author, now=datetime.now(UTC))
        else:
            held = change(office, course.seance.id, partial(_noted, point_id=point, vote=vote), author)
            counted = vote_of(held, point, courses.in_office(office, held), office.workspace.roster.get())
            if vote is not None and counted is not None:
                named = replace(counted, noms_contre=vote.noms_contre, noms_abstentions=vote.noms_abstentions)
                office.workspace.seances.set_vote(act.id, named)


def _noted(course: Course, en_exercice: Collection[int], point_id: int, vote: Vote | None) -> Course:
    """The vote of a point, already settled or not, counted again."""
    if course.passage(point_id).sort is not None:
        course = happenings.reopen(course, en_exercice, point_id)
    ballot = courses.count_noted(vote) if vote else None
    return happenings.record_by_count(course, en_exercice, point_id, ballot) if ballot else course


def _current(office: Office, seance_id: int) -> Course:
    """The course as it is shown. What came from elsewhere is now kept in it, and undoing does not go back before that."""
    course = course_of(office, seance_id)
    if course != office.workspace.courses.get(seance_id):
        office.workspace.courses.restart(course)
    return course


def _presided(office: Office, before: Course, after: Course) -> None:
    """Someone presides each point that is decided now (L. 2121-14): the roster alone says who the maire is."""
    roster, in_office = office.workspace.roster.get(), courses.in_office(office, after)
    for point in nobody_presides(after, in_office, roster):
        if after.passage(point).sort is not before.passage(point).sort:
            raise Refused(Code.NOBODY_PRESIDES, point=point)


def _secret_by_law(office: Office, before: Course, after: Course) -> None:
    """The maire and the adjoints are always elected by secret ballot (L. 2122-4, L. 2122-7): the type of act says so."""
    former = {(p.id, p.act_id) for p in before.points if before.passage(p.id).sans_secret}
    for point in after.points:
        if point.act_id is None or not after.passage(point.id).sans_secret or (point.id, point.act_id) in former:
            continue
        if not may_be_open(writing.act_type(office, writing.get_act(office, point.act_id).type_id).scrutin):
            raise Refused(Code.SECRET_BY_LAW, point=point.id)


def _nominations(passage: Passage) -> tuple[object, ...]:
    return passage.tours, passage.sans_secret, passage.nommes


def _without_notes(course: Course) -> Course:
    return replace(course, passages=tuple(replace(course.passage(p.id), notes="") for p in course.points))


def _write_acts(office: Office, before: Course, after: Course, author: str) -> None:
    """Bring the acts of the agenda to what the course now says of their points."""
    former = {p.act_id: p.id for p in before.points if p.act_id is not None}
    present = {p.act_id: p.id for p in after.points if p.act_id is not None}
    for act_id in former.keys() - present.keys():
        office.workspace.seances.set_vote(writing.get_act(office, act_id).id, None)
        writing.detach(office, act_id, author)
    for act_id, point_id in present.items():
        known = former.get(act_id)
        if known is None or vote(office, before, known) != vote(office, after, point_id):
            office.workspace.seances.set_vote(ActId(act_id), vote(office, after, point_id))
        if known is None and writing.get_act(office, act_id).seance_id != after.seance.id:
            writing.change_facts(office, act_id, author, seance_id=after.seance.id)
        here = before.passage(known) if known is not None else Passage(point_id)
        if _nominations(here) != _nominations(after.passage(point_id)):
            kind = writing.act_type(office, writing.get_act(office, act_id).type_id)
            told = elections.changed_fields(kind, here, after.passage(point_id))
            writing.change_fields(office, act_id, told, author)
        elif known is None or _seen_from(before, known) != _seen_from(after, point_id):
            writing.refresh(office, act_id, author)


def _seen_from(course: Course, point_id: int) -> tuple[object, ...]:
    """All that an act says of the meeting at its point."""
    passage = replace(course.passage(point_id), notes="", amendement="")
    circumstances = (course.ouverture, course.premiere, course.urgence, course.avis_urgence, course.huis_clos)
    return seance_at(course, point_id), course.point(point_id), passage, circumstances


@contextmanager
def _in_words(office: Office, course: Course) -> Iterator[None]:
    """A refusal names persons and points as people do."""
    try:
        yield
    except SecretaireError as error:
        roster = office.workspace.roster.get()
        said = dict(error.data)
        for key in ("elu", "mandant", "mandataire"):
            if isinstance(who := said.get(key), int):
                said[key] = next(iter(names(roster, (who,))), f"L'élu n° {who}")
        objets = {p.id: p.objet for p in course.points}
        if isinstance(point := said.get("point"), int):
            said["point"] = objets.get(point, point)
        if isinstance(points := said.get("points"), tuple):
            said["points"] = ", ".join(f"« {objets[p]} »" for p in points)
        raise type(error)(error.code, **said) from error
