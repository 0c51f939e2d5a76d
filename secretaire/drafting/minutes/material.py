"""What a procès-verbal is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from secretaire.acts import wording
from secretaire.acts.act import Act
from secretaire.acts.act_type import ActType, Famille, Paragraphe, Recours
from secretaire.acts.spans import Span, Value, ValueKind
from secretaire.council.agenda import Point
from secretaire.council.commune import Commune
from secretaire.council.course import Course, Room, room_at
from secretaire.council.minutes import Arret
from secretaire.council.roster import Elu, Roster
from secretaire.council.seance import Vote
from secretaire.drafting.compose.context import Context
from secretaire.drafting.compose.facts import Facts
from secretaire.drafting.pen.tasks import Plume

PROCES_VERBAL = ActType(
    id="proces_verbal",
    famille=Famille.DELIBERATION,
    libelle="Procès-verbal de séance",
    matiere="5.2",
    nature_actes="DE",
    transmissible=False,
    objet="Procès-verbal",
    champs=(),
    visas=(),
    articles=(Paragraphe(texte="Procès-verbal"),),
    recours=Recours.AUCUN,
    droit_au="2026-11",
)
"""The wording of the minutes bears this name in its origins; nobody starts an act of this type."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The minutes of an earlier meeting, settled at this one, with what was asked to be put right."""

    date: dt.date
    remarques: str = ""


@dataclass(frozen=True)
class Material:
    """All that is known of a meeting.

    Attributes:
        acts: the act put to the council at a point, with the vote and the presence of that point; by id of point.
        votes: the count at a point, by id of point.
        settled: the minutes settled at this meeting, the oldest first; none: those of no meeting we know.
        arret: where these minutes were settled themselves.
    """

    course: Course
    commune: Commune
    roster: Roster
    plume: Plume
    acts: Mapping[int, Act] = field(default_factory=dict)
    votes: Mapping[int, Vote] = field(default_factory=dict)
    settled: tuple[Settled, ...] = ()
    arret: Arret | None = None

    @cached_property
    def facts(self) -> Facts:
        """What the formulas of the house may write: the meeting as it opened."""
        opened = replace(self.course.seance, heure=self.course.heure)
        context = Context(self.commune, self.roster, opened, None, opened.date, "", told=self.course)
        return Facts(PROCES_VERBAL, {}, context)

    @property
    def members(self) -> tuple[int, ...]:
        """Roster ids of the members in office that day."""
        return tuple(e.id for e in self.roster.on(self.course.seance.date))

    def room(self, point: Point) -> Room:
        """Who could vote on a point."""
        return room_at(self.course, point.id, self.members)

    def elu(self, elu_id: int) -> Elu:
        """The member of that id; LookupError if the roster has none."""
        found = self.facts.context.elu(elu_id)
        if found is None:
            raise LookupError(elu_id)
        return found

    def person(self, source: str, elu_id: int) -> tuple[Span, ...]:
        """« Mme Claire MARTIN »."""
        return (self.facts.person(source, self.elu(elu_id)),)

    def hour(self, source: str, heure: dt.time | None) -> tuple[Span, ...]:
        """« 20 heures 45 »; nothing when it was not noted."""
        if heure is None:
            return ()
        value = Value(ValueKind.HEURE, heure.isoformat("minutes"))
        return (self.facts.known(source, wording.hour(heure), value),)

    def number(self, source: str, count: int) -> tuple[Span, ...]:
        """A count of people, or the rank of a point."""
        return (self.facts.known(source, str(count), Value(ValueKind.NOMBRE, str(count))),)

    def rank(self, point_id: int) -> int:
        """The place of a point in the ordre du jour, from 1."""
        return next(rank for rank, p in enumerate(self.course.points, start=1) if p.id == point_id)

    def names(self, source: str, elus: Iterator[int] | tuple[int, ...]) -> list[Span]:
        """« M. A, Mme B et M. C »."""
        ids = list(elus)
        spans: list[Span] = []
        for place, elu_id in enumerate(ids):
            if place:
                spans.append(self.facts.said(" et " if place == len(ids) - 1 else ", "))
            spans.append(self.facts.person(source, self.elu(elu_id)))
        return spans
