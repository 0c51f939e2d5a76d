"""What can happen at a meeting: each gesture gives the course it makes, or is refused (CGCT L. 2121-14 to L. 2121-21).

`en_exercice` is always the roster ids of the members in office that day. A gesture may correct what was said before; it
is refused when a vote already recorded would become impossible: that point is then to be reopened first.

Raises (all): Refused, with the code of what the law or sense forbids; WrongUsage for a point that is not on the agenda.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace

from secretaire.council import agenda
from secretaire.council.agenda import Nature, Point
from secretaire.council.coherence import impossible, refuse_movement, refuse_pouvoir
from secretaire.council.course import (
    NOT_NOTED,
    ByCount,
    ByName,
    Course,
    Motif,
    Mouvement,
    Passage,
    Retrait,
    Sens,
    Sort,
    rearranged,
    room_at,
    seance_at,
)
from secretaire.council.elections import filled, rounds_of, seats
from secretaire.council.guards import checked, in_office, open_passage, the_point, under_way
from secretaire.council.seance import Pouvoir, Seance
from secretaire.council.votes import Scrutin
from secretaire.errors import Code, Refused

# one member in so many, among those present, may ask for the ballot (L. 2121-21)
_ASKING = {Scrutin.PUBLIC: 4, Scrutin.SECRET: 3}
_NOTHING_DECIDED = frozenset({Nature.DECISIONS, Nature.INFORMATION, Nature.QUESTIONS})


def add_point(course: Course, en_exercice: Collection[int], point: Point) -> Course:
    """One more point, with an id of its own; said to be added once the meeting is open."""
    if course.levee is not None:
        raise Refused(Code.MEETING_LIFTED)
    _refuse_act_twice(course, point.act_id)
    fresh = replace(point, ajoute=point.ajoute or course.ouverture is not None)
    points = agenda.added(course.points, fresh, course.dernier_point)
    last = course.points[-1] if course.points else None
    if last and course.passage(last.id).sort is not None:  # the questions have been taken: nothing goes before them
        placed = next(p for p in points if p not in course.points)
        points = (*course.points, placed)
    return checked(course, rearranged(course, points), en_exercice)


def move_point(course: Course, en_exercice: Collection[int], point_id: int, rank: int) -> Course:
    """A point not settled yet takes another place (0: the first)."""
    open_passage(course, point_id)
    return checked(course, rearranged(course, agenda.moved(course.points, point_id, rank)), en_exercice)


def remove_point(course: Course, en_exercice: Collection[int], point_id: int) -> Course:
    """Strike a point out of the agenda as if it had never been there; once the meeting is open, settle it instead."""
    point = the_point(course, point_id)
    if course.ouverture is not None and not point.ajoute:
        raise Refused(Code.MEETING_ALREADY_OPEN)
    open_passage(course, point_id)
    without = rearranged(course, tuple(p for p in course.points if p.id != point_id))
    passages = tuple(p for p in course.passages if p.point != point_id)
    return checked(course, replace(without, passages=passages), en_exercice)


def change_point(
    course: Course, _en_exercice: Collection[int], point_id: int, objet: str, nature: Nature, rapporteur: int | None
) -> Course:
    """The words of a point, its nature, and who presents it (None: the maire)."""
    changed = replace(the_point(course, point_id), objet=objet.strip(), nature=nature, rapporteur=rapporteur)
    return replace(course, points=tuple(changed if p.id == point_id else p for p in course.points))


def rename_point(course: Course, en_exercice: Collection[int], point_id: int, objet: str) -> Course:
    """Other words for a point."""
    point = the_point(course, point_id)
    return change_point(course, en_exercice, point_id, objet, point.nature, point.rapporteur)


def attach_act(course: Course, _en_exercice: Collection[int], point_id: int, act_id: str | None) -> Course:
    """The draft put to the council on a point; None: none any more."""
    point = the_point(course, point_id)
    if act_id != point.act_id:
        _refuse_act_twice(course, act_id)
    return replace(course, points=tuple(replace(p, act_id=act_id) if p.id == point_id else p for p in course.points))


def open_meeting(
    course: Course,
    en_exercice: Collection[int],
    heure: dt.time | None,
    presents: Sequence[int],
    excuses: Sequence[int] = (),
    secretaire: int | None = None,
    president: int | None = None,
) -> Course:
    """The meeting opens with those present; without a quorum too, so as to note that it could not be held."""
    if course.ouverture is not None:
        raise Refused(Code.MEETING_ALREADY_OPEN)
    called = call_roll(course, en_exercice, presents, excuses)
    opened = replace(called, ouverture=heure or course.seance.heure or NOT_NOTED, levee=None)
    return appoint(opened, en_exercice, secretaire, president)


def call_roll(
    course: Course, en_exercice: Collection[int], presents: Sequence[int], excuses: Sequence[int] = ()
) -> Course:
    """Who was there when the meeting opened, and who had sent an excuse."""
    for elu in (*presents, *excuses):
        in_office(elu, en_exercice)
    there = tuple(dict.fromkeys(presents))
    away = tuple(e for e in dict.fromkeys(excuses) if e not in there)
    return checked(course, replace(course, seance=replace(course.seance, presents=there, excuses=away)), en_exercice)


def appoint(course: Course, en_exercice: Collection[int], secretaire: int | None, president: int | None) -> Course:
    """The secretary of the meeting, and who presides it in place of the maire; both are there (L. 2121-14, L. 2121-15)."""
    for elu in (secretaire, president):
        if elu is not None and elu not in seance_at(course, None).presents and elu not in course.seance.presents:
            raise Refused(Code.NOT_PRESENT, elu=elu)
    seance = replace(course.seance, secretaire=secretaire, president=president)
    return checked(course, replace(course, seance=seance), en_exercice)


def opened_as(course: Course, en_exercice: Collection[int], seance: Seance) -> Course:
    """Another account of the meeting and its opening: day, place, presence, pouvoirs, officers.

    Before the meeting is open nothing is judged: presence and votes noted apart may be put right one after the other.
    """
    told = replace(course, seance=seance)
    return told if course.ouverture is None else checked(course, told, en_exercice)


def close_meeting(course: Course, en_exercice: Collection[int], heure: dt.time) -> Course:
    """The meeting is over. Points nobody decides are done; those left without a quorum could not be voted."""
    under_way(course)
    left: list[int] = []
    for point in course.points:
        if course.passage(point.id).sort is not None:
            continue
        if point.nature in _NOTHING_DECIDED:
            course = course.with_passage(replace(course.passage(point.id), sort=Sort.SANS_VOTE))
        elif not room_at(course, point.id, en_exercice).quorum_reached:
            course = course.with_passage(replace(course.passage(point.id), sort=Sort.SANS_QUORUM))
        else:
            left.append(point.id)
    if left:
        raise Refused(Code.POINTS_LEFT, points=tuple(left))
    return checked(course, replace(course, levee=heure), en_exercice)


def reopen_meeting(course: Course, _en_exercice: Collection[int]) -> Course:
    """The end of the meeting was noted too soon, or something has to be put right."""
    if course.levee is None:
        raise Refused(Code.MEETING_NOT_LIFTED)
    return replace(course, levee=None)


def arrive(course: Course, en_exercice: Collection[int], elu: int, heure: dt.time | None, avant: int | None) -> Course:
    """A member takes a seat before a point (None: after the last one); the pouvoir given ends there."""
    return _moved(course, en_exercice, Mouvement(elu, Sens.ARRIVEE, heure, avant))


def leave(
    course: Course,
    en_exercice: Collection[int],
    elu: int,
    heure: dt.time | None,
    avant: int | None,
    pouvoir_a: int | None = None,
) -> Course:
    """A member leaves before a point, and may leave a pouvoir behind; the one held falls."""
    return _moved(course, en_exercice, Mouvement(elu, Sens.DEPART, heure, avant, pouvoir_a))


def give_pouvoir(
    course: Course,
    en_exercice: Collection[int],
    mandant: int,
    mandataire: int,
    heure: dt.time | None = None,
    avant: int | None = None,
) -> Course:
    """A pouvoir, in the place of an earlier one: at the opening, or before a point once the meeting is open.

    Before the opening nobody knows who will be there: only a second pouvoir for one holder is refused (L. 2121-20).
    """
    if course.ouverture is not None:
        return _moved(course, en_exercice, Mouvement(mandant, Sens.POUVOIR, heure, avant, mandataire))
    for elu in (mandant, mandataire):
        in_office(elu, en_exercice)
    kept = tuple(p for p in course.seance.pouvoirs if p.mandant != mandant)
    pouvoir = Pouvoir(mandant, mandataire)
    to_come = replace(course.seance, presents=(*course.seance.presents, mandataire), pouvoirs=(*kept, pouvoir))
    if mandant in course.seance.presents:
        raise Refused(Code.POUVOIR_OF_PRESENT, mandant=mandant, mandataire=mandataire)
    refuse_pouvoir(to_come, pouvoir)
    return replace(course, seance=replace(course.seance, pouvoirs=(*kept, pouvoir)))


def revoke_pouvoir(
    course: Course,
    en_exercice: Collection[int],
    mandant: int,
    heure: dt.time | None = None,
    avant: int | None = None,
) -> Course:
    """A pouvoir is taken back: it can be at any time."""
    _on_agenda(course, avant)
    held = seance_at(course, avant).pouvoirs if course.ouverture is not None else course.seance.pouvoirs
    if mandant not in {p.mandant for p in held}:
        raise Refused(Code.NO_POUVOIR, mandant=mandant)
    if course.ouverture is not None:
        return _moved(course, en_exercice, Mouvement(mandant, Sens.REVOCATION, heure, avant))
    kept = tuple(p for p in course.seance.pouvoirs if p.mandant != mandant)
    return replace(course, seance=replace(course.seance, pouvoirs=kept))


def forget(course: Course, en_exercice: Collection[int], mouvement: Mouvement) -> Course:
    """A movement noted by mistake never was."""
    if mouvement not in course.mouvements:
        raise Refused(Code.UNKNOWN_MOVEMENT)
    under_way(course)
    rank = course.mouvements.index(mouvement)
    return checked(
        course, replace(course, mouvements=course.mouvements[:rank] + course.mouvements[rank + 1 :]), en_exercice
    )


def withdraw(
    course: Course, en_exercice: Collection[int], point_id: int, elu: int, motif: Motif, heure: dt.time | None = None
) -> Course:
    """A member has no part in a point: neither voice nor pouvoir, given or held (L. 2131-11, L. 1111-6, L. 2121-14)."""
    passage = open_passage(course, point_id)
    in_office(elu, en_exercice)
    seance = seance_at(course, point_id)
    represented = elu in {p.mandant for p in seance.pouvoirs}
    if elu not in seance.presents and not represented and motif is not Motif.ORGANISME:
        raise Refused(Code.NOT_PRESENT, elu=elu)
    others = tuple(r for r in passage.retraits if r.elu != elu)
    aside = replace(passage, retraits=(*others, Retrait(elu, motif, heure)))
    return checked(course, course.with_passage(aside), en_exercice)


def come_back(course: Course, _en_exercice: Collection[int], point_id: int, elu: int) -> Course:
    """A member noted as withdrawn takes part after all."""
    passage = open_passage(course, point_id)
    if elu not in {r.elu for r in passage.retraits}:
        raise Refused(Code.NOT_PRESENT, elu=elu)
    return course.with_passage(replace(passage, retraits=tuple(r for r in passage.retraits if r.elu != elu)))


def preside(course: Course, en_exercice: Collection[int], point_id: int, elu: int | None) -> Course:
    """Who presides this point in place of the president of the meeting; None: nobody does."""
    passage = open_passage(course, point_id)
    if elu is not None:
        room = room_at(course, point_id, en_exercice)
        if elu not in room.presents:
            raise Refused(Code.NOT_PRESENT, elu=elu)
        if elu in room.retires:
            raise Refused(Code.PRESIDENT_AWAY, elu=elu, point=point_id)
    return course.with_passage(replace(passage, president=elu))


def ask_ballot(
    course: Course, en_exercice: Collection[int], point_id: int, scrutin: Scrutin, demandeurs: Sequence[int] = ()
) -> Course:
    """How a point is voted. A quarter of those present ask for the public ballot, a third for the secret one; the secret
    one is also due without anybody asking, for a nomination (L. 2121-21).
    """
    passage = open_passage(course, point_id)
    presents = room_at(course, point_id, en_exercice).presents
    asking = tuple(dict.fromkeys(demandeurs))
    for elu in asking:
        if elu not in presents:
            raise Refused(Code.NOT_PRESENT, elu=elu)
    if scrutin is Scrutin.PUBLIC and passage.scrutin is Scrutin.SECRET:
        raise Refused(Code.SECRET_PREVAILS, point=point_id)
    part = _ASKING.get(scrutin)
    if part and (asking or scrutin is Scrutin.PUBLIC) and len(asking) * part < len(presents):
        raise Refused(Code.ASKERS_TOO_FEW, demandeurs=len(asking), necessaires=-(-len(presents) // part))
    chosen = replace(passage, scrutin=scrutin, demandeurs=asking if part else ())
    if scrutin is Scrutin.SECRET and passage.sans_secret is not None:
        if passage.tours:
            raise Refused(Code.ELECTION_STARTED, point=point_id)
        chosen = replace(chosen, sans_secret=None, nommes=() if passage.immediate else passage.nommes)
    return course.with_passage(chosen)


def record_by_name(course: Course, en_exercice: Collection[int], point_id: int, ballot: ByName) -> Course:
    """The vote of each voice."""
    under_way(course)
    return _settled(course, en_exercice, replace(open_passage(course, point_id), sort=Sort.VOTE, ballot=ballot))


def record_by_count(course: Course, en_exercice: Collection[int], point_id: int, ballot: ByCount) -> Course:
    """The vote as it was counted, pouvoirs included."""
    under_way(course)
    return _settled(course, en_exercice, replace(open_passage(course, point_id), sort=Sort.VOTE, ballot=ballot))


def settle(course: Course, en_exercice: Collection[int], point_id: int, sort: Sort) -> Course:
    """What became of a point without a count: noted, postponed, taken off, stopped for lack of a quorum. « Voté » only
    for an election, whose rounds are told in the act, and for a nomination that takes effect at once (L. 2121-21).
    """
    under_way(course)
    passage = open_passage(course, point_id)
    if sort is Sort.VOTE and not (passage.scrutin is Scrutin.SECRET or passage.tours or passage.immediate):
        raise Refused(Code.BALLOT_MISSING, point=point_id)
    if sort is Sort.VOTE and not all(filled(rounds_of(passage.tours, seat)) for seat in seats(passage.tours)):
        raise Refused(Code.ELECTION_OPEN, point=point_id)
    return _settled(course, en_exercice, replace(passage, sort=sort, ballot=None))


def reopen(course: Course, _en_exercice: Collection[int], point_id: int) -> Course:
    """A point is to be taken again: its vote is erased; who withdrew, the notes and the amendment stay."""
    under_way(course)
    passage = course.passage(the_point(course, point_id).id)
    if passage.sort is None:
        raise Refused(Code.POINT_UNTOUCHED, point=point_id)
    return course.with_passage(replace(passage, sort=None, ballot=None))


def amend(course: Course, _en_exercice: Collection[int], point_id: int, text: str) -> Course:
    """What the council changed in the text put to it."""
    return course.with_passage(replace(course.passage(the_point(course, point_id).id), amendement=text))


def note(course: Course, _en_exercice: Collection[int], point_id: int, notes: str) -> Course:
    """The lines of the secretary on a point."""
    return course.with_passage(replace(course.passage(the_point(course, point_id).id), notes=notes))


def _on_agenda(course: Course, avant: int | None) -> None:
    if avant is not None:
        the_point(course, avant)


def _refuse_act_twice(course: Course, act_id: str | None) -> None:
    if act_id is not None and any(p.act_id == act_id for p in course.points):
        raise Refused(Code.ACT_ALREADY_ON_AGENDA, acte=act_id)


def _settled(course: Course, en_exercice: Collection[int], passage: Passage) -> Course:
    settled = course.with_passage(passage)
    if fault := impossible(settled, passage.point, en_exercice):
        raise fault
    return settled


def _moved(course: Course, en_exercice: Collection[int], mouvement: Mouvement) -> Course:
    under_way(course)
    for elu in (mouvement.elu, mouvement.pouvoir_a):
        if elu is not None:
            in_office(elu, en_exercice)
    _on_agenda(course, mouvement.avant)
    refuse_movement(course, mouvement)
    return checked(course, replace(course, mouvements=(*course.mouvements, mouvement)), en_exercice)
