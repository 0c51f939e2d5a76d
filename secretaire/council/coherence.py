"""What makes a course impossible: counts that the room does not allow, someone who comes twice (L. 2121-17 to L. 2121-21)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from secretaire.council.ballots import cast
from secretaire.council.circumstances import Voix
from secretaire.council.course import DECIDED, ByCount, ByName, Course, Mouvement, Room, Sens, Sort, room_at, seance_at
from secretaire.council.elections import Tour
from secretaire.council.hours import out_of_order
from secretaire.council.pouvoirs import PouvoirFault, faulty_pouvoirs, valid_pouvoirs
from secretaire.council.seance import Pouvoir, Seance
from secretaire.council.votes import Scrutin
from secretaire.errors import Code, Refused

_POUVOIR_CODES = {
    PouvoirFault.A_SOI_MEME: Code.POUVOIR_TO_SELF,
    PouvoirFault.MANDANT_PRESENT: Code.POUVOIR_OF_PRESENT,
    PouvoirFault.MANDATAIRE_ABSENT: Code.POUVOIR_HOLDER_ABSENT,
    PouvoirFault.MANDATAIRE_DOUBLE: Code.POUVOIR_HOLDER_TAKEN,
    PouvoirFault.MANDANT_DOUBLE: Code.POUVOIR_GIVEN_TWICE,
}


def impossible(course: Course, point_id: int, en_exercice: Collection[int]) -> Refused | None:
    """Why what is noted of a point cannot be; None when it can."""
    passage = course.passage(point_id)
    room = room_at(course, point_id, en_exercice)
    if passage.sort is Sort.SANS_QUORUM and room.quorum_reached:
        return Refused(Code.QUORUM_REACHED, point=point_id, presents=room.presence.counted, quorum=room.presence.quorum)
    if fault := _noted_apart(course, point_id, room, en_exercice):
        return fault
    if passage.sort not in DECIDED:
        return None
    if not room.quorum_reached:
        return Refused(Code.QUORUM_LOST, point=point_id, presents=room.presence.counted, quorum=room.presence.quorum)
    if room.president is not None and (room.president not in room.presents or room.president in room.retires):
        return Refused(Code.PRESIDENT_AWAY, point=point_id, elu=room.president)
    if isinstance(passage.ballot, ByName):
        return _by_name(passage.ballot, passage.scrutin, point_id, room)
    if isinstance(passage.ballot, ByCount):
        return _by_count(passage.ballot, passage.scrutin, point_id, room)
    return None


def refuse_broken(before: Course, after: Course, en_exercice: Collection[int]) -> None:
    """What was possible stays so.

    Raises:
        Refused: a point settled before would become impossible, or count other voices than those that were asked; or
            someone would come or go twice.
    """
    if fault := _twice(after):
        raise fault
    for judge in (out_of_order, lambda course: _opening_votes(course, en_exercice)):
        if (fault := judge(after)) and judge(before) is None:
            raise fault
    for point in set(before.points) & set(after.points):
        told = before.passage(point.id)
        if isinstance(told.ballot, ByName) and told.sort in DECIDED and after.passage(point.id).ballot == told.ballot:
            asked, counted = (set(room_at(course, point.id, en_exercice).voix) for course in (before, after))
            if asked != counted:  # whoever is not named votes for: a newcomer would have voted unasked
                raise Refused(Code.VOICES_CHANGED, point=point.id)
    for point in after.points:
        fault = impossible(after, point.id, en_exercice)
        if fault and (point not in before.points or impossible(before, point.id, en_exercice) is None):
            raise fault


def refuse_movement(course: Course, mouvement: Mouvement) -> None:
    """A movement that is not in the course yet can have happened in it.

    Raises:
        Refused: who comes was there, who goes was not, or the pouvoir is void.
    """
    without = replace(course, mouvements=(*course.mouvements, replace(mouvement, pouvoir_a=None)))
    if fault := _twice(without):
        raise fault
    if mouvement.pouvoir_a is not None:
        held = seance_at(without, mouvement.avant)
        pouvoir = Pouvoir(mouvement.elu, mouvement.pouvoir_a)
        refuse_pouvoir(replace(held, pouvoirs=(*held.pouvoirs, pouvoir)), pouvoir)


def refuse_pouvoir(seance: Seance, pouvoir: Pouvoir) -> None:
    """A pouvoir, the last written of a meeting, counts there.

    Raises:
        Refused: it is void (L. 2121-20).
    """
    fault = next((f.fault for f in faulty_pouvoirs(seance) if f.pouvoir == pouvoir), None)
    if fault:
        raise Refused(_POUVOIR_CODES[fault], mandant=pouvoir.mandant, mandataire=pouvoir.mandataire)


def _twice(course: Course) -> Refused | None:
    """Who comes was away, who goes was there."""
    present = set(course.seance.presents)
    for m in course.before(None):
        if m.sens in {Sens.ARRIVEE, Sens.DEPART}:
            if (m.elu in present) is (m.sens is Sens.ARRIVEE):
                return Refused(Code.ALREADY_PRESENT if m.elu in present else Code.NOT_PRESENT, elu=m.elu)
            present ^= {m.elu}
    return None


def _opening_votes(course: Course, en_exercice: Collection[int]) -> Refused | None:
    """What the council voted on its own sitting when it opened counts every voice there was."""
    opened = course.seance
    there = sum(e in en_exercice for e in opened.presents)
    voices = there + len(valid_pouvoirs(opened))
    votes = (course.avis_urgence, course.huis_clos.voix if course.huis_clos else None)
    return next((fault for vote in votes if vote and (fault := _all_voices(vote, voices))), None)


def _noted_apart(course: Course, point_id: int, room: Room, en_exercice: Collection[int]) -> Refused | None:
    """The vote on closed doors, who is nominated, and each round of an election, at a point."""
    passage = course.passage(point_id)
    if passage.huis_clos is not None:
        held = seance_at(course, point_id)
        voices = len(room.presents) + sum(p.mandant in en_exercice for p in held.pouvoirs)
        if fault := _all_voices(passage.huis_clos.voix, voices):
            return fault
    named = [(n.siege, n.nom) for n in passage.nommes]
    if len(set(named)) != len(named) or not all(nom.strip() for _, nom in named):
        return Refused(Code.ELECTION_NAMES, point=point_id)
    if passage.sans_secret and any(tour.blancs or tour.nuls for tour in passage.tours):
        return Refused(Code.HANDS_NO_PAPERS, point=point_id)
    return next((fault for tour in passage.tours if (fault := _round(tour, point_id, room))), None)


def _all_voices(vote: Voix, voices: int) -> Refused | None:
    if min(vote.pour, vote.contre, vote.abstentions) < 0 or vote.total != voices:
        return Refused(Code.SITTING_TOTAL, voix=vote.total, attendues=voices)
    return None


def _round(tour: Tour, point_id: int, room: Room) -> Refused | None:
    if min((tour.blancs, tour.nuls, tour.sieges, *(voices for _, voices in tour.voix))) < 0:
        return Refused(Code.BALLOT_NEGATIVE, point=point_id)
    if len({name for name, _ in tour.voix}) != len(tour.voix) or not all(name.strip() for name, _ in tour.voix):
        return Refused(Code.ELECTION_NAMES, point=point_id)
    if not 0 < tour.bulletins <= len(room.voix):
        return Refused(Code.ELECTION_PAPERS, point=point_id, bulletins=tour.bulletins, voix=len(room.voix))
    return None


def _by_name(ballot: ByName, scrutin: Scrutin, point_id: int, room: Room) -> Refused | None:
    if scrutin is Scrutin.SECRET:
        return Refused(Code.SECRET_NAMES_NOBODY, point=point_id)
    seen: set[int] = set()
    for elu in (*ballot.contre, *ballot.abstentions, *ballot.refus):
        if elu not in room.voix:
            return Refused(Code.BALLOT_STRANGER, point=point_id, elu=elu)
        if elu in seen:
            return Refused(Code.BALLOT_TWICE, point=point_id, elu=elu)
        seen.add(elu)
    return None


def _by_count(ballot: ByCount, scrutin: Scrutin, point_id: int, room: Room) -> Refused | None:
    if scrutin is Scrutin.PUBLIC:
        return Refused(Code.PUBLIC_NEEDS_NAMES, point=point_id)
    if min(ballot.pour, ballot.contre, ballot.abstentions, ballot.refus, ballot.blancs_nuls) < 0:
        return Refused(Code.BALLOT_NEGATIVE, point=point_id)
    if cast(ballot) != len(room.voix):
        return Refused(Code.BALLOT_TOTAL, point=point_id, voix=cast(ballot), attendues=len(room.voix))
    tied = ballot.pour == ballot.contre > 0 and scrutin is not Scrutin.SECRET
    if tied and ballot.president_pour is None:
        return Refused(Code.TIE_WITHOUT_PRESIDENT, point=point_id)
    return None
