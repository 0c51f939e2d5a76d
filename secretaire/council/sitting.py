"""How a meeting sits: a second convocation, the urgency, closed doors, the rounds of an election, a nomination.

Raises (all): Refused, with the code of what the law or sense forbids; WrongUsage for a point that is not on the agenda.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from secretaire.council.circumstances import HuisClos, Voix
from secretaire.council.course import Course, Sort
from secretaire.council.elections import LAST_ROUND, Tour, filled, rounds_of
from secretaire.council.guards import checked, in_office, open_passage, under_way
from secretaire.council.nominations import Nomme, SansSecret
from secretaire.council.votes import Scrutin
from secretaire.errors import Code, Refused

_ASKING_HUIS_CLOS = 3
LEFT = frozenset({None, Sort.SANS_QUORUM, Sort.SANS_VOTE})
"""What a meeting did not decide, and that a second one takes again."""
_INTERVAL = dt.timedelta(days=3)


def convene_again(course: Course, en_exercice: Collection[int], first: Course) -> Course:
    """This meeting is the second convocation of one that lacked a quorum, three days before at least (L. 2121-17).

    The points left there without a quorum need none now; any other one does.
    """
    if course.seance.date - first.seance.date < _INTERVAL:
        raise Refused(Code.SECOND_TOO_SOON, premiere=f"{first.seance.date:%d/%m/%Y}")
    left = [p for p in first.points if first.passage(p.id).sort in LEFT]
    if first.ouverture is not None and not any(first.passage(p.id).sort is Sort.SANS_QUORUM for p in left):
        raise Refused(Code.FIRST_HAD_QUORUM, premiere=f"{first.seance.date:%d/%m/%Y}")
    words = {_same(p.objet) for p in left}
    points = tuple(replace(p, repris=not p.ajoute and _same(p.objet) in words) for p in course.points)
    return checked(course, replace(course, premiere=first.seance.date, points=points), en_exercice)


def convene_once(course: Course, en_exercice: Collection[int]) -> Course:
    """This meeting is an ordinary one after all: every point needs a quorum."""
    points = tuple(replace(p, repris=False) for p in course.points)
    return checked(course, replace(course, premiere=None, points=points), en_exercice)


def judge_urgency(course: Course, en_exercice: Collection[int], voix: Voix | None) -> Course:
    """What the council said at the opening of the urgency, of which the maire gave account (L. 2121-11); None: forget it."""
    under_way(course)
    if not course.urgence:
        raise Refused(Code.NO_URGENCY)
    return checked(course, replace(course, avis_urgence=voix), en_exercice)


def close_doors(
    course: Course, en_exercice: Collection[int], huis_clos: HuisClos | None, point_id: int | None = None
) -> Course:
    """Closed doors were asked for and voted without debate (L. 2121-18), for a point or the whole meeting (None).

    `huis_clos` None: nobody asked after all.
    """
    under_way(course)
    if huis_clos is not None and huis_clos.demandeurs:
        for elu in huis_clos.demandeurs:
            in_office(elu, en_exercice)
        if len(set(huis_clos.demandeurs)) < _ASKING_HUIS_CLOS:
            raise Refused(Code.HUIS_CLOS_ASKERS, demandeurs=len(set(huis_clos.demandeurs)))
    if point_id is None:
        return checked(course, replace(course, huis_clos=huis_clos), en_exercice)
    passage = open_passage(course, point_id)
    return checked(course, course.with_passage(replace(passage, huis_clos=huis_clos)), en_exercice)


def record_round(course: Course, en_exercice: Collection[int], point_id: int, tour: Tour) -> Course:
    """The voices of one more round for a seat; it is secret, unless the council has decided otherwise (L. 2121-21).

    Raises:
        Refused: the seat is filled already or the nomination took effect at once, three rounds were held, or the count
            is impossible.
    """
    under_way(course)
    passage = open_passage(course, point_id)
    held = rounds_of(passage.tours, tour.siege)
    if filled(held) or passage.immediate:
        raise Refused(Code.ELECTION_DONE, point=point_id)
    if len(held) == LAST_ROUND:
        raise Refused(Code.ELECTION_ROUNDS, point=point_id)
    scrutin = passage.scrutin if passage.sans_secret else Scrutin.SECRET
    noted = replace(passage, tours=(*passage.tours, tour), scrutin=scrutin)
    return checked(course, course.with_passage(noted), en_exercice)


def forget_round(course: Course, _en_exercice: Collection[int], point_id: int) -> Course:
    """The last round was noted by mistake."""
    passage = open_passage(course, point_id)
    if not passage.tours:
        raise Refused(Code.POINT_UNTOUCHED, point=point_id)
    return course.with_passage(replace(passage, tours=passage.tours[:-1]))


def waive_secrecy(course: Course, en_exercice: Collection[int], point_id: int) -> Course:
    """The council decides, all agreeing, not to nominate by secret ballot (L. 2121-21); whoever had asked for it agreed.

    Raises:
        Refused: a round was noted already, by papers; it is to be forgotten first.
    """
    return _without_secrecy(course, en_exercice, point_id, SansSecret.UNANIMITE)


def keep_secrecy(course: Course, en_exercice: Collection[int], point_id: int) -> Course:
    """The nomination is by secret ballot after all.

    Raises:
        Refused: a round was noted already, by show of hands; it is to be forgotten first.
    """
    return _without_secrecy(course, en_exercice, point_id, None)


def nominate_at_once(course: Course, en_exercice: Collection[int], point_id: int, nommes: tuple[Nomme, ...]) -> Course:
    """There was one candidate a seat, or one list: the nomination takes effect at once and is read out (L. 2121-21).

    Raises:
        Refused: nobody is named, somebody is named twice for a seat, or a round was noted.
    """
    if not nommes:
        raise Refused(Code.NOMINATION_NOBODY, point=point_id)
    immediate = _without_secrecy(course, en_exercice, point_id, SansSecret.CANDIDATURE_UNIQUE)
    return name_elected(immediate, en_exercice, point_id, nommes)


def name_elected(course: Course, en_exercice: Collection[int], point_id: int, nommes: tuple[Nomme, ...]) -> Course:
    """Who is nominated, when the rounds elect lists.

    Raises:
        Refused: somebody has no name, or is named twice for a seat.
    """
    under_way(course)
    return checked(course, course.with_passage(replace(open_passage(course, point_id), nommes=nommes)), en_exercice)


def _without_secrecy(course: Course, en_exercice: Collection[int], point_id: int, why: SansSecret | None) -> Course:
    under_way(course)
    passage = open_passage(course, point_id)
    if passage.tours and why is not passage.sans_secret:
        raise Refused(Code.ELECTION_STARTED, point=point_id)
    scrutin, demandeurs = passage.scrutin, passage.demandeurs
    if why is not None and scrutin is Scrutin.SECRET:
        scrutin, demandeurs = Scrutin.ORDINAIRE, ()
    if why is None and scrutin is Scrutin.ORDINAIRE:
        scrutin = Scrutin.SECRET
    kept = () if passage.immediate else passage.nommes
    noted = replace(passage, sans_secret=why, scrutin=scrutin, demandeurs=demandeurs, nommes=kept)
    return checked(course, course.with_passage(noted), en_exercice)


def _same(objet: str) -> str:
    return " ".join(objet.casefold().split())
