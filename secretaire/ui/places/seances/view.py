"""All that is shown of one meeting, read at once off the UI thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from secretaire.acts.act import Act, Role, State
from secretaire.acts.act_type import ActType, Famille, Majorite, ModeScrutin
from secretaire.council.course import Course, Passage, Room
from secretaire.council.roster import Elu
from secretaire.council.votes import Scrutin
from secretaire.desk import elections, meeting, writing
from secretaire.desk.convocations import without_quorum
from secretaire.desk.office import Office
from secretaire.desk.writing import ActLine

_UNDECIDED = frozenset({State.BROUILLON, State.RELU, State.SOUMIS, State.A_REPRENDRE})


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as the meeting sees it.

    Attributes:
        dispositif: what the council decides, to be read aloud.
        majorite: the rule of its type.
        scrutin: how its type is voted.
        seats: those it fills, as far as it says.
        shared: how many of them lists share in proportion.
    """

    act: Act
    dispositif: str
    majorite: Majorite
    scrutin: ModeScrutin
    seats: tuple[str, ...]
    shared: int


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting, the room at each of its points, the drafts put to the council and those that could be.

    Attributes:
        members: in office that day, in the order of the tableau.
        rooms: by id of point.
        drafts: by id of act, those of the agenda.
        free: deliberations that no point holds and that can be put to the council.
        undoable: there is a gesture to undo.
        firsts: earlier meetings that lacked a quorum, of which this one can be the second convocation.
    """

    course: Course
    members: tuple[Elu, ...]
    rooms: Mapping[int, Room]
    drafts: Mapping[str, Draft]
    free: tuple[ActLine, ...]
    undoable: bool
    firsts: tuple[Course, ...]

    @property
    def en_exercice(self) -> tuple[int, ...]:
        return tuple(e.id for e in self.members)

    @property
    def at(self) -> int | None:
        """The point the meeting is at, the last one once the agenda is done; None without an agenda."""
        points = self.course.points
        found = self.course.next_point() or (points[-1] if points else None)
        return found.id if found else None

    def passage(self, point_id: int) -> Passage:
        return self.course.passage(point_id)

    def draft(self, point_id: int) -> Draft | None:
        """The draft put to the council on that point."""
        act_id = self.course.point(point_id).act_id
        return self.drafts.get(act_id) if act_id else None

    def majorite(self, point_id: int) -> Majorite:
        """The rule by which a point is decided."""
        draft = self.draft(point_id)
        return draft.majorite if draft else Majorite.SUFFRAGES

    def nominates(self, point_id: int) -> bool:
        """The point is known to be a nomination that the council may make without the secret ballot (L. 2121-21)."""
        draft, passage = self.draft(point_id), self.passage(point_id)
        noted = bool(passage.tours or passage.sans_secret or passage.nommes)
        if draft is None:
            return noted or passage.scrutin is Scrutin.SECRET
        return draft.scrutin is ModeScrutin.SECRET_SAUF_UNANIMITE or (noted and draft.scrutin is not ModeScrutin.SECRET)

    def avant(self, point_id: int | None) -> int | None:
        """The point before which someone comes or goes while that one is on screen: that one, or the next not settled."""
        ids = [p.id for p in self.course.points]
        rest = ids[ids.index(point_id) :] if point_id in ids else ids
        return next((i for i in rest if self.course.passage(i).sort is None), None)


def _draft(act: Act, kind: ActType, population: int) -> Draft:
    return Draft(
        act,
        act.section(Role.DISPOSITIF).text,
        kind.majorite,
        kind.scrutin,
        elections.seats_to_fill(kind, act, population),
        elections.seats_to_share(kind, population),
    )


def read_view(office: Office, course: Course) -> MeetingView:
    """Everything about a meeting whose course is known.

    Raises:
        EnvironmentFault: the space cannot be read.
    """
    held = {p.act_id for p in course.points if p.act_id}
    drafts: dict[str, Draft] = {}
    free: list[ActLine] = []
    for line in writing.list_acts(office):
        kind = office.types.find(line.type_id)
        if kind is None or kind.famille is not Famille.DELIBERATION:
            continue
        if line.id in held:
            act = writing.get_act(office, line.id)
            drafts[line.id] = _draft(act, kind, office.commune.population)
        elif line.state in _UNDECIDED or (line.state is State.APPROUVE and line.seance_id is None):
            free.append(line)
    return MeetingView(
        course=course,
        members=meeting.members(office, course.seance.id),
        rooms={p.id: meeting.room(office, course, p.id) for p in course.points},
        drafts=drafts,
        free=tuple(free),
        undoable=meeting.can_undo(office, course.seance.id),
        firsts=without_quorum(office, course.seance.id),
    )
