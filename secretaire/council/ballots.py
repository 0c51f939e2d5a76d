"""The vote on a point, as its ballot and the room give it (CGCT L. 2121-20, L. 2121-21, L. 1612-12)."""

from __future__ import annotations

from collections.abc import Collection

from secretaire.acts.act_type import Majorite
from secretaire.council.course import DECIDED, ByCount, ByName, Course, Motif, Room, room_at
from secretaire.council.roster import Roster
from secretaire.council.seance import Vote
from secretaire.council.votes import Outcome, decision


def cast(ballot: ByCount) -> int:
    """The voices a count accounts for: all of them, once it is right."""
    return ballot.pour + ballot.contre + ballot.abstentions + ballot.refus + ballot.blancs_nuls


def count_of(ballot: ByName | ByCount, room: Room) -> ByCount:
    """The figures of a ballot. By name, whoever was not named against, withheld or refusing was for."""
    if isinstance(ballot, ByCount):
        return ballot
    contre, abstentions, refus = len(ballot.contre), len(ballot.abstentions), len(ballot.refus)
    return ByCount(len(room.voix) - contre - abstentions - refus, contre, abstentions, refus)


def vote_of(course: Course, point_id: int, en_exercice: Collection[int], roster: Roster) -> Vote | None:
    """The vote on a point, names as they are written; None while no ballot is recorded.

    A secret ballot names nobody but who stood back. The maire who leaves for the accounts is not « interested ».
    """
    passage = course.passage(point_id)
    if passage.ballot is None:
        return None
    room = room_at(course, point_id, en_exercice)
    count = count_of(passage.ballot, room)
    by_name = passage.ballot if isinstance(passage.ballot, ByName) else ByName()
    president_pour = count.president_pour
    if isinstance(passage.ballot, ByName):
        president = president_of(course, point_id, roster)
        against = {*by_name.contre, *by_name.abstentions, *by_name.refus}
        president_pour = president in room.voix and president not in against
    aside = tuple(r.elu for r in passage.retraits if r.motif is not Motif.COMPTE)
    return Vote(
        pour=count.pour,
        contre=count.contre,
        abstentions=count.abstentions,
        ne_prend_pas_part=count.refus,
        noms_contre=names(roster, by_name.contre),
        noms_abstentions=names(roster, by_name.abstentions),
        noms_deport=names(roster, aside),
        president_pour=president_pour,
        blancs_nuls=count.blancs_nuls,
    )


def outcome_at(
    course: Course, point_id: int, en_exercice: Collection[int], roster: Roster, majorite: Majorite
) -> Outcome | None:
    """What the council decided on a point; None while no ballot is recorded."""
    vote = vote_of(course, point_id, en_exercice, roster)
    return None if vote is None else decision(vote, majorite, course.passage(point_id).scrutin)


def president_of(course: Course, point_id: int, roster: Roster) -> int | None:
    """Who presides a point: who was named for it, else for the meeting, else the maire of that day."""
    named = course.passage(point_id).president
    if named is None:
        named = course.seance.president
    if named is None and (maire := roster.maire(course.seance.date)):
        named = maire.id
    return named


def nobody_presides(course: Course, en_exercice: Collection[int], roster: Roster) -> tuple[int, ...]:
    """The points decided while whoever should preside was not there or had withdrawn; none before the meeting is open."""
    if course.ouverture is None:
        return ()
    found = []
    for point in course.points:
        if course.passage(point.id).sort in DECIDED:
            room = room_at(course, point.id, en_exercice)
            president = president_of(course, point.id, roster)
            if president not in room.presents or president in room.retires:
                found.append(point.id)
    return tuple(found)


def names(roster: Roster, elus: Collection[int]) -> tuple[str, ...]:
    """« Mme Claire MARTIN », in the order given."""
    known = {e.id: f"{e.civilite} {e.full_name}" for e in roster.elus}
    return tuple(known[e] for e in elus if e in known)
