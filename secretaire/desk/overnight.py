"""The ordre du jour given in the evening, a draft for each of its points in the morning; nothing is ever decided.

One point at a time, kept before the next: after a power cut it goes on where it was, and no point has two drafts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from statistics import median
from time import perf_counter

from secretaire.acts.act import Act, ActId, State
from secretaire.acts.act_type import ActType, Famille
from secretaire.checks.finding import Finding
from secretaire.council.agenda import Nature, Point
from secretaire.council.course import Course
from secretaire.council.happenings import attach_act
from secretaire.desk import assistant, finding, meeting, old_acts, reusing, writing
from secretaire.desk.checking import check_act
from secretaire.desk.exporting import FINAL_STATES
from secretaire.desk.messages import sentence
from secretaire.desk.office import Office
from secretaire.desk.old_acts import FAMILLES, ReadAct
from secretaire.desk.precedent_checks import same_subject
from secretaire.drafting.agenda import Guess, guess_type, stated_fields
from secretaire.drafting.reuse.old_act import OldAct
from secretaire.errors import Cancelled, Code, Refused, SecretaireError, WrongUsage
from secretaire.store.preparations import Etat, Preparation
from secretaire.store.proposals import ProposalStatus

__all__ = ["Etat", "Prepared", "Step", "Task", "choose", "estimate", "forget", "prepare", "prepared", "queue"]

_ACT = "acte:"


@dataclass(frozen=True, slots=True)
class Task:
    """A point to prepare, or that was.

    Attributes:
        rank: its place on the agenda, from 1.
        act_id: the draft made for it; it is no longer put to the meeting when `detached`.
        types: the one written, or those that are likely when a person has to choose.
        raison: why the one written, in French.
        cause: why it failed, in French; the draft may be there all the same.
        noted: there are notes, from which the pen may propose.
        seconds: what it took.
    """

    point: int
    rank: int
    objet: str
    etat: Etat
    act_id: ActId | None = None
    types: tuple[ActType, ...] = ()
    raison: str = ""
    cause: str = ""
    noted: bool = False
    seconds: float | None = None
    detached: bool = False

    @property
    def pending(self) -> bool:
        """The next `prepare` takes it: it waits, was interrupted, or failed."""
        return self.etat in {Etat.EN_ATTENTE, Etat.EN_COURS, Etat.ECHEC}


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the morning shows of a draft.

    Attributes:
        precedent: « la délibération n° 2025-014 du 12 mars 2025 », whose values are offered one by one; else empty.
        offered: how many values of it wait for an answer.
        blanks: fields left to fill.
        proposals: ids of what the pen proposed and nobody decided yet.
    """

    act: Act
    precedent: str
    offered: int
    blanks: tuple[str, ...]
    findings: tuple[Finding, ...]
    proposals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A point that begins, or that has just ended.

    Attributes:
        done, total: points ended since the call, and all those it takes.
        left: estimated time for those that are left, in seconds; None: not known yet.
        failure: why this one failed.
    """

    task: Task
    done: int
    total: int
    left: float | None
    failure: SecretaireError | None = None


def queue(office: Office, seance_id: int) -> tuple[Task, ...]:
    """The points that ask for a deliberation and have no draft of a person, in the order of the agenda.

    Raises:
        WrongUsage: no such meeting.
    """
    course = meeting.course_of(office, seance_id)
    kept = office.workspace.preparations.of(seance_id)
    return tuple(task for point in course.points if (task := _task(office, course, point, kept)) is not None)


def estimate(office: Office, tasks: Sequence[Task], with_pen: bool) -> float | None:
    """The time that these points should take, in seconds, from what the last ones took; None: not known yet."""
    total = 0.0
    for noted in (True, False):
        number = sum(task.pending and (task.noted and with_pen) is noted for task in tasks)
        times = office.workspace.preparations.times(plume=noted)
        if number and not times:
            return None
        total += number * median(times or (0.0,))
    return total


def prepare(
    office: Office,
    seance_id: int,
    author: str,
    *,
    with_pen: bool = True,
    tell: Callable[[Step], None] = lambda _step: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Task, ...]:
    """Make the drafts that are missing, one after the other; returns the queue as it then stands.

    A point whose type is not certain gets no draft. The pen proposes where there are notes, and nothing is accepted.

    Raises:
        Refused: the meeting is open.
        WrongUsage: no such meeting.
        Cancelled: `cancelled` said so; the next call goes on from there.
        EnvironmentFault: the file cannot be written.
    """
    _not_open(meeting.course_of(office, seance_id))
    pen = with_pen and assistant.assistant_state().ready
    undecided = [t for t in queue(office, seance_id) if t.pending or t.etat is Etat.A_CHOISIR]

    def between() -> None:
        if cancelled():
            raise Cancelled

    def write(act_id: ActId) -> bool:
        return pen and _propose(office, act_id, between, cancelled)

    for done, task in enumerate(undecided):
        between()
        rest = undecided[done:]
        begun = replace(task, etat=Etat.EN_COURS)
        tell(Step(begun, done, len(undecided), estimate(office, [t for t in rest if t.pending], pen)))
        failure = _prepare_one(office, seance_id, task, author, write)
        ended = _of_point(office, seance_id, task.point) or task
        left = estimate(office, [t for t in rest[1:] if t.pending], pen)
        tell(Step(ended, done + 1, len(undecided), left, failure))
    return queue(office, seance_id)


def choose(office: Office, seance_id: int, point_id: int, type_id: str, author: str) -> Act:
    """A person says the type of a point: its draft is made at once, as the night would have.

    Raises:
        Refused: the point has a draft already.
        WrongUsage: no such meeting, point or type.
    """
    course = meeting.course_of(office, seance_id)
    point = next((p for p in course.points if p.id == point_id), None)
    if point is None:
        raise WrongUsage(Code.UNKNOWN_POINT, point=point_id)
    if point.act_id is not None:
        raise Refused(Code.ACT_ALREADY_ON_AGENDA, acte=point.act_id)
    kind = writing.act_type(office, type_id)
    former = _precedent(office, point.objet)
    with office.workspace.writing():
        act = _draft(office, course, point, kind, former, author)
        raison = f"choisi par {author}"
        _keep(office, Preparation(seance_id, point_id, point.objet, Etat.PRET, act.id, (kind.id,), raison))
    return act


def forget(office: Office, seance_id: int, point_id: int) -> None:
    """The point waits again for the next night; a draft made for it and taken off stays among the acts."""
    office.workspace.preparations.forget(seance_id, point_id)


def prepared(office: Office, act_id: str) -> Prepared:
    """What a draft of the night is, as it stands now.

    Raises:
        WrongUsage: no such act.
    """
    act = writing.get_act(office, act_id)
    reuse = reusing.reuse_of(office, act_id)
    proposals = office.workspace.proposals.of_act(act.id)
    return Prepared(
        act=act,
        precedent=reuse.label if reuse else "",
        offered=len(reuse.pending) if reuse else 0,
        blanks=act.field_blanks(),
        findings=check_act(office, act),
        proposals=tuple(p.id for p in proposals if p.status is ProposalStatus.PROPOSEE),
    )


def _task(office: Office, course: Course, point: Point, kept: Mapping[int, Preparation]) -> Task | None:
    if point.nature is not Nature.DELIBERATION:
        return None
    known = kept.get(point.id)
    if known is not None and point.act_id is None and known.objet != point.objet:
        known = None  # another subject, or a point struck out whose id was used again
    if known is None and point.act_id is None and course.passage(point.id).sort is None:
        known = Preparation(course.seance.id, point.id, point.objet, Etat.EN_ATTENTE)
    if known is None or (point.act_id is not None and point.act_id != known.act_id):
        return None  # a person saw to it
    return Task(
        point=point.id,
        rank=course.points.index(point) + 1,
        objet=point.objet,
        etat=known.etat,
        act_id=known.act_id,
        types=tuple(kind for type_id in known.types if (kind := office.types.find(type_id)) is not None),
        raison=known.raison,
        cause=known.cause,
        noted=bool(_notes(course, point)),
        seconds=known.secondes,
        detached=known.act_id is not None and point.act_id is None,
    )


def _prepare_one(
    office: Office, seance_id: int, task: Task, author: str, write: Callable[[ActId], bool]
) -> SecretaireError | None:
    """Prepare a point to its end; returns why it failed, which is kept too."""
    started, whole = perf_counter(), task.etat is not Etat.EN_COURS and task.act_id is None
    now = Preparation(seance_id, task.point, task.objet, Etat.EN_COURS, task.act_id, _ids(task.types), task.raison)
    _keep(office, now)
    failure = None
    try:
        if task.act_id is None:
            now = _start(office, now, author)
        if now.act_id is not None and not task.detached:
            now = replace(now, plume=write(now.act_id))
        if now.etat is Etat.EN_COURS:
            now = replace(now, etat=Etat.PRET, secondes=perf_counter() - started if whole else None)
    except SecretaireError as error:
        failure = error
        kept = office.workspace.preparations.of(seance_id)[task.point]
        now = replace(kept, etat=Etat.ECHEC, cause=sentence(error))
    _keep(office, now)
    return failure


def _start(office: Office, now: Preparation, author: str) -> Preparation:
    """The draft of a point, put to the meeting and kept as its own, all at once; or the types that are likely."""
    former = _precedent(office, now.objet)
    of_type = _type_of(office, former) if former is not None else None
    guess = _guess(office, now.objet, of_type)
    if guess.kind is None:
        return replace(now, etat=Etat.A_CHOISIR, types=_ids(guess.likely))
    raison = guess.because
    if former is not None and of_type is not None:
        raison = f"{raison} ; du type de son précédent"
    with office.workspace.writing():
        course = meeting.course_of(office, now.seance_id)
        point = next((p for p in course.points if p.id == now.point and p.objet == now.objet), None)
        if point is None:
            raise WrongUsage(Code.UNKNOWN_POINT, point=now.objet)
        if point.act_id is not None:
            raise Refused(Code.ACT_ALREADY_ON_AGENDA, acte=point.act_id)
        act = _draft(office, course, point, guess.kind, former, author)
        now = replace(now, act_id=act.id, types=(guess.kind.id,), raison=raison)
        _keep(office, now)
    return now


def _draft(office: Office, course: Course, point: Point, kind: ActType, former: ReadAct | None, author: str) -> Act:
    """A draft with what the agenda says for certain; the values of the precedent are offered, none is taken."""
    act, of_type = None, _type_of(office, former) if former is not None else None
    if former is not None and (of_type is None or of_type.id == kind.id):
        ours = former.source.startswith(_ACT)
        started = (
            reusing.start_again(office, former.source.removeprefix(_ACT), author)
            if ours
            else reusing.start_from(office, former, author, kind.id)
        )
        act = started if started.seance_id is None else None  # it is of another point
    if act is None:
        act = writing.start_draft(office, kind.id, {}, author=author)
    stated = stated_fields(kind, point.objet)
    if stated:
        writing.change_fields(office, act.id, stated, author)
    if notes := _notes(course, point):
        writing.change_facts(office, act.id, author, notes=notes)
    meeting.change(office, course.seance.id, partial(attach_act, point_id=point.id, act_id=act.id), author)
    return writing.get_act(office, act.id)


def _propose(office: Office, act_id: ActId, between: Callable[[], None], cancelled: Callable[[], bool]) -> bool:
    """Ask the pen for the parts it has not proposed yet; False when there are no notes to write from."""
    act = writing.get_act(office, act_id)
    zones = assistant.zones(act) if act.state is State.BROUILLON else ()
    made = {p.content.role for p in office.workspace.proposals.of_act(act.id)}
    for zone in zones:
        if zone.role not in made:
            between()
            assistant.propose(office, act_id, zone.role, lambda _text: None, cancelled)
    return bool(zones)


# the type and the precedent


def _guess(office: Office, objet: str, precedent: ActType | None) -> Guess:
    asked = [c.kind for c in office.types.choose(objet) if c.kind.famille is Famille.DELIBERATION]
    titled = ReadAct(OldAct(objet, objet, Famille.DELIBERATION), "texte")
    recognised = [r for r in reusing.types_of(office, titled) if r.kind.famille is Famille.DELIBERATION]
    return guess_type(objet, asked, recognised, precedent)


def _precedent(office: Office, objet: str) -> ReadAct | None:
    """The last deliberation on the subject: ours, else the latest of those of the fund that are close to it."""
    ours = (
        line
        for line in writing.list_acts(office)
        if line.state in FINAL_STATES
        and (kind := office.types.find(line.type_id)) is not None
        and kind.famille is Famille.DELIBERATION
        and same_subject(objet, line.objet)
    )
    last = max(ours, key=lambda line: line.updated, default=None)
    if last is not None:
        return old_acts.of_ours(office, last.id)
    near = [
        result
        for result in finding.on_subject(office, objet).results
        if FAMILLES.get(result.facts.kind) is Famille.DELIBERATION and same_subject(objet, result.facts.objet)
    ]
    latest = max(near, key=lambda result: result.facts.date or date.min, default=None)
    return old_acts.of_piece(office, latest.piece) if latest is not None else None


def _type_of(office: Office, former: ReadAct) -> ActType | None:
    """The type of an old deliberation; None when it is not recognised."""
    if former.source.startswith(_ACT):
        return office.types.find(writing.get_act(office, former.source.removeprefix(_ACT)).type_id)
    recognised = reusing.types_of(office, former)
    return recognised[0].kind if recognised else None


# what is kept


def _not_open(course: Course) -> None:
    if course.ouverture is not None:
        raise Refused(Code.MEETING_ALREADY_OPEN)


def _of_point(office: Office, seance_id: int, point_id: int) -> Task | None:
    return next((task for task in queue(office, seance_id) if task.point == point_id), None)


def _notes(course: Course, point: Point) -> tuple[str, ...]:
    return tuple(line.strip() for line in course.passage(point.id).notes.splitlines() if line.strip())


def _ids(kinds: Sequence[ActType]) -> tuple[str, ...]:
    return tuple(kind.id for kind in kinds)


def _keep(office: Office, preparation: Preparation) -> None:
    office.workspace.preparations.save(preparation, now=datetime.now(UTC))
