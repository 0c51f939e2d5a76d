"""What happened at a meeting, and who could vote on each point (CGCT L. 2121-14 to L. 2121-21).

The course is a value: how the meeting opened, who came and left before which point, what became of each point. The
room at a point is worked out from it every time, so that a correction made an hour later is right everywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from secretaire.council.agenda import Point
from secretaire.council.circumstances import HuisClos, Voix
from secretaire.council.elections import Tour
from secretaire.council.nominations import Nomme, SansSecret
from secretaire.council.pouvoirs import valid_pouvoirs
from secretaire.council.quorum import Presence
from secretaire.council.seance import Pouvoir, Seance
from secretaire.council.votes import Scrutin


class Sens(StrEnum):
    """What a movement is."""

    ARRIVEE = "arrivee"
    DEPART = "depart"
    POUVOIR = "pouvoir"  # given during the meeting, by one who is not there
    REVOCATION = "revocation"  # a pouvoir can be taken back at any time


@dataclass(frozen=True, slots=True)
class Mouvement:
    """Someone comes or goes before a point is taken; `avant` None: after the last one.

    Attributes:
        pouvoir_a: the holder of the pouvoir, for a pouvoir, or left behind by one who goes.
    """

    elu: int
    sens: Sens
    heure: dt.time | None
    avant: int | None
    pouvoir_a: int | None = None


class Motif(StrEnum):
    """Why a member who is there has no part in a point."""

    INTERET = "interet"  # L. 2131-11: counts for the members in office
    ORGANISME = "organisme"  # L. 1111-6, II: counts nowhere for this point
    COMPTE = "compte"  # the maire withdraws when his accounts are voted (L. 2121-14)


@dataclass(frozen=True, slots=True)
class Retrait:
    """A member who leaves the room for one point."""

    elu: int
    motif: Motif
    heure: dt.time | None = None


class Sort(StrEnum):
    """What became of a point."""

    VOTE = "vote"
    PREND_ACTE = "prend_acte"
    SANS_VOTE = "sans_vote"  # information, questions
    REPORTE = "reporte"
    RETIRE = "retire"
    SANS_QUORUM = "sans_quorum"


@dataclass(frozen=True, slots=True)
class ByName:
    """Whose voice was against, withheld, or refused; every other voice was for. Roster ids: the owner of the voice,
    the giver of a pouvoir included, whoever held it.
    """

    contre: tuple[int, ...] = ()
    abstentions: tuple[int, ...] = ()
    refus: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ByCount:
    """Voices counted, pouvoirs included; the only way of a secret ballot."""

    pour: int
    contre: int = 0
    abstentions: int = 0
    refus: int = 0
    blancs_nuls: int = 0
    president_pour: bool | None = None  # needed when the voices are equal, except in a secret ballot


DECIDED = frozenset({Sort.VOTE, Sort.PREND_ACTE})
"""The council decided: the quorum was needed."""

UNDECIDED = frozenset({Sort.REPORTE, Sort.RETIRE, Sort.SANS_QUORUM})
"""The point was put off, taken off or left: the council decided nothing."""

NOT_NOTED = dt.time(0, 0)
"""Hour of an opening that nobody gave: no council opens at midnight."""

_REACHED = DECIDED | {Sort.SANS_VOTE, Sort.SANS_QUORUM}


@dataclass(frozen=True, slots=True)
class Passage:
    """What happened on one point.

    Attributes:
        president: who presides this point in place of the president of the meeting.
        demandeurs: who asked for the public (a quarter) or the secret (a third) ballot (L. 2121-21).
        amendement: what the council changed in the text put to it, as the secretary noted it.
        notes: telegraphic lines of the secretary: who said what.
        huis_clos: the doors were asked to be closed for this point alone.
        tours: the rounds of an election.
        sans_secret: why a nomination is not by secret ballot; None: it is, or nobody is nominated.
        nommes: who is nominated, when no round says it: a single candidacy, the names of a list.
    """

    point: int
    sort: Sort | None = None
    retraits: tuple[Retrait, ...] = ()
    president: int | None = None
    scrutin: Scrutin = Scrutin.ORDINAIRE
    demandeurs: tuple[int, ...] = ()
    ballot: ByName | ByCount | None = None
    amendement: str = ""
    notes: str = ""
    huis_clos: HuisClos | None = None
    tours: tuple[Tour, ...] = ()
    sans_secret: SansSecret | None = None
    nommes: tuple[Nomme, ...] = ()

    @property
    def immediate(self) -> bool:
        """The nomination takes effect without a vote: there was a single candidacy."""
        return self.sans_secret is SansSecret.CANDIDATURE_UNIQUE


@dataclass(frozen=True, slots=True)
class Course:
    """A meeting from its opening to its end. `seance` says how it opened: date, presence, pouvoirs, officers.

    Attributes:
        ouverture: hour it really opened; None: not yet.
        levee: hour it ended; None: not yet.
        premiere: day of the first meeting, which lacked a quorum: this is the second convocation, and none is needed for
            the same agenda (L. 2121-17).
        urgence: why the delay of convocation was shortened; empty when it was not (L. 2121-11).
        avis_urgence: what the council said of it at the opening; None: nothing is noted.
        huis_clos: the doors were asked to be closed for the whole meeting (L. 2121-18).
        dernier_point: the highest id that a point ever had: that of a point struck out is never given again.
    """

    seance: Seance
    points: tuple[Point, ...] = ()
    mouvements: tuple[Mouvement, ...] = ()
    passages: tuple[Passage, ...] = ()
    ouverture: dt.time | None = None
    levee: dt.time | None = None
    premiere: dt.date | None = None
    urgence: str = ""
    avis_urgence: Voix | None = None
    huis_clos: HuisClos | None = None
    dernier_point: int = 0

    @property
    def seconde_convocation(self) -> bool:
        return self.premiere is not None

    @property
    def a_huis_clos(self) -> bool:
        """The whole meeting sits behind closed doors."""
        return self.huis_clos is not None and self.huis_clos.decide

    @property
    def heure(self) -> dt.time | None:
        """When it opened; the hour of the convocation as long as nobody noted another."""
        return self.ouverture if self.ouverture not in {None, NOT_NOTED} else self.seance.heure

    def point(self, point_id: int) -> Point:
        """The point of that id; LookupError if there is none."""
        found = next((p for p in self.points if p.id == point_id), None)
        if found is None:
            raise LookupError(point_id)
        return found

    def passage(self, point_id: int) -> Passage:
        """What happened on a point; an empty passage when nothing did yet."""
        return next((p for p in self.passages if p.point == point_id), Passage(point_id))

    def with_passage(self, passage: Passage) -> Course:
        """The course with this passage in place of what was known of its point."""
        others = tuple(p for p in self.passages if p.point != passage.point)
        return replace(self, passages=(*others, passage))

    def next_point(self) -> Point | None:
        """The point the meeting is at: the first one not settled after the last one reached; None at the end.

        A point left behind by mistake is behind; one taken off or postponed in advance does not count as reached.
        """
        sorts = [self.passage(p.id).sort for p in self.points]
        reached = max((rank for rank, sort in enumerate(sorts) if sort in _REACHED), default=-1)
        left = (p for p, sort in zip(self.points[reached + 1 :], sorts[reached + 1 :], strict=True) if sort is None)
        return next(left, None)

    def before(self, point_id: int | None) -> Iterator[Mouvement]:
        """The movements that come before a point is voted, in the order of the agenda (None: all of them)."""
        ranks = {p.id: rank for rank, p in enumerate(self.points)}
        last = len(ranks)

        def place(mouvement: Mouvement) -> int:
            return last if mouvement.avant is None else ranks.get(mouvement.avant, last)

        end = last if point_id is None else ranks[point_id]
        return (m for m in sorted(self.mouvements, key=place) if place(m) <= end)


def rearranged(course: Course, points: tuple[Point, ...]) -> Course:
    """Another agenda. Who came or left since the last point did so before whichever point is now the next one."""
    kept = {p.id for p in points}
    here, there = course.next_point(), replace(course, points=points).next_point()
    mouvements = []
    for m in course.mouvements:
        if m.avant == (here.id if here else None):
            m = replace(m, avant=there.id if there else None)
        elif m.avant not in kept and m.avant is not None:  # that point is struck out: the one that followed it
            after = course.points[[p.id for p in course.points].index(m.avant) + 1 :]
            m = replace(m, avant=next((p.id for p in after if p.id in kept), None))
        mouvements.append(m)
    last = max((course.dernier_point, *(p.id for p in (*course.points, *points))))
    return replace(course, points=points, mouvements=tuple(mouvements), dernier_point=last)


@dataclass(frozen=True, slots=True)
class Room:
    """Who is in the room when a point is voted.

    Attributes:
        presents: physically there, in the order of the roll, before anyone withdraws for this point.
        pouvoirs: those that count for this point.
        retires: present members without a part in this point.
        voix: whose voice counts: present members, then the givers of the pouvoirs.
        presence: the figures the quorum is judged on.
        president: who presides, None: the maire.
    """

    presents: tuple[int, ...]
    pouvoirs: tuple[Pouvoir, ...]
    retires: tuple[int, ...]
    voix: tuple[int, ...]
    presence: Presence
    president: int | None

    @property
    def quorum_reached(self) -> bool:
        return self.presence.reached


def seance_at(course: Course, point_id: int | None) -> Seance:
    """The meeting as a point finds it: who is there by then, and which pouvoirs stand (None: as it ended).

    The arrival of who gave a pouvoir ends it; the departure of who holds one too (L. 2121-20).
    """
    presents = list(course.seance.presents)
    pouvoirs = list(valid_pouvoirs(course.seance))
    waiting = [p for p in course.seance.pouvoirs if p.mandataire not in presents]  # for a holder who is late
    for mouvement in course.before(point_id):
        elu = mouvement.elu
        if mouvement.sens is Sens.ARRIVEE:
            if elu not in presents:
                presents.append(elu)
            pouvoirs = [p for p in (*pouvoirs, *waiting) if p.mandant != elu and p.mandataire in presents]
            waiting = [p for p in waiting if elu not in {p.mandant, p.mandataire}]
        elif mouvement.sens is Sens.DEPART:
            presents = [p for p in presents if p != elu]
            pouvoirs = [p for p in pouvoirs if p.mandataire != elu]
        elif mouvement.sens is Sens.REVOCATION:
            pouvoirs = [p for p in pouvoirs if p.mandant != elu]
            waiting = [p for p in waiting if p.mandant != elu]
        if mouvement.pouvoir_a is not None:
            pouvoirs.append(Pouvoir(elu, mouvement.pouvoir_a))
    excuses = tuple(e for e in course.seance.excuses if e not in presents)
    held = replace(course.seance, presents=tuple(presents), excuses=excuses, pouvoirs=tuple(pouvoirs))
    return replace(held, pouvoirs=valid_pouvoirs(held))


def room_at(course: Course, point_id: int, en_exercice: Collection[int]) -> Room:
    """Who can vote on a point. `en_exercice`: roster ids of the members in office that day.

    Whoever has no part in the point neither gives nor holds a pouvoir for it.
    """
    seance = seance_at(course, point_id)
    passage = course.passage(point_id)
    presents = tuple(e for e in seance.presents if e in en_exercice)
    aside = {r.elu: r.motif for r in passage.retraits}
    retires = tuple(e for e in presents if e in aside)
    pouvoirs = tuple(
        p
        for p in seance.pouvoirs
        if p.mandant in en_exercice and p.mandataire in presents and not {p.mandant, p.mandataire} & aside.keys()
    )
    delegates = {e for e, motif in aside.items() if motif is Motif.ORGANISME and e in en_exercice}
    ecartes = len(delegates & set(presents))
    presence = Presence(
        en_exercice=len(en_exercice) - (len(delegates) - ecartes),
        presents=len(presents),
        pouvoirs=len(pouvoirs),
        sortis=len(retires) - ecartes,
        ecartes=ecartes,
        seconde_convocation=course.seconde_convocation and course.point(point_id).repris,
    )
    voix = (*(e for e in presents if e not in aside), *(p.mandant for p in pouvoirs))
    president = passage.president if passage.president is not None else seance.president
    return Room(presents, pouvoirs, retires, voix, presence, president)


@dataclass(frozen=True, slots=True)
class Held:
    """A point of a meeting that was opened: what its act says of the meeting, and is judged by."""

    course: Course
    point: Point
    room: Room

    @property
    def passage(self) -> Passage:
        return self.course.passage(self.point.id)

    @property
    def seance(self) -> Seance:
        """The meeting as this point finds it, under whoever presides it."""
        seance = seance_at(self.course, self.point.id)
        return replace(seance, heure=self.course.heure, president=self.room.president)


def held_at(course: Course, point_id: int, en_exercice: Collection[int]) -> Held | None:
    """A point as it is held; None before the meeting is open."""
    if course.ouverture is None:
        return None
    return Held(course, course.point(point_id), room_at(course, point_id, en_exercice))
