"""The pen turns the notes of a point into indirect speech: a proposal beside the notes, taken or refused by a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from secretaire.council.agenda import Nature
from secretaire.council.course import Course
from secretaire.desk import meeting
from secretaire.desk.elus import plume_of
from secretaire.desk.minutes import MinutesView, change_part, minutes_of
from secretaire.desk.office import Office
from secretaire.desk.proposals import doubtful_of, keep_for_point, reasons_from, reasons_of, sentences_of
from secretaire.drafting.minutes import TASKS, with_civility, with_debate
from secretaire.drafting.notes import in_paragraphs, replaced_by_proposal
from secretaire.drafting.pen.pen import propose as write_proposal
from secretaire.drafting.pen.tasks import Task
from secretaire.errors import Code, Refused, WrongUsage
from secretaire.store.proposals import ProposalStatus, StoredProposal


@dataclass(frozen=True, slots=True)
class PointProposal:
    """A proposal beside the notes it says.

    Attributes:
        point, part: id of the point, key of its part.
        notes: as the secretary typed them, the councillors with their civilité.
        acceptable: at least one sentence passed the locks; the notes stand in place of the others.
        reasons: why sentences were put aside, in French.
        replaces: the text it would take the place of.
        outdated: the notes have changed since.
        doubtful: pieces of the text on which the assistant hesitated, to be read closely.
    """

    id: int
    point: int
    part: str
    notes: tuple[str, ...]
    text: str
    acceptable: bool
    reasons: tuple[str, ...]
    replaces: str
    outdated: bool = False
    doubtful: tuple[str, ...] = ()


def points_to_write(office: Office, seance_id: int) -> tuple[int, ...]:
    """The points whose notes stand as the code put them in sentences: what the pen may be asked, in order."""
    view = minutes_of(office, seance_id)
    return tuple(p.point for p in view.minutes.parts if p.key in view.to_reread and p.point is not None)


def propose(
    office: Office,
    seance_id: int,
    point_id: int,
    on_text: Callable[[str], None] = lambda _text: None,
    cancelled: Callable[[], bool] = lambda: False,
    seed: int = 0,
) -> PointProposal:
    """Write the debate of a point from its notes; the minutes do not change.

    `on_text` receives the whole text so far, from the thread of the caller.

    Raises:
        Refused: the point has no notes, or the minutes were read again.
        WrongUsage: no such meeting, or no such point.
        ModelUnavailable: no model, or its process died.
        Cancelled: the person interrupted.
    """
    course = meeting.course_of(office, seance_id)
    point = next((p for p in course.points if p.id == point_id), None)
    if point is None:
        raise WrongUsage(Code.UNKNOWN_POINT, point=point_id)
    notes = _notes(office, course, point_id)
    if not notes:
        raise Refused(Code.NOTHING_NOTED, point=point.objet)
    view = minutes_of(office, seance_id)
    if not view.editable:
        raise Refused(Code.MINUTES_READ, etat=view.record.etat.value)
    made = write_proposal(
        plume_of(office),
        _task(point.nature),
        point.objet,
        notes,
        office.engine(),
        on_text=on_text,
        cancelled=cancelled,
        seed=seed,
    )
    acceptable = any(sentence.accepted for sentence in made.sentences)
    stored = keep_for_point(office, seance_id, point_id, made, () if acceptable else reasons_of(made))
    return _view(office, stored, notes)


def proposals(office: Office, seance_id: int) -> tuple[PointProposal, ...]:
    """The proposals that wait for a decision, the last one of each point, in the order they were made."""
    waiting: dict[int, StoredProposal] = {}
    for stored in office.workspace.proposals.of_seance(seance_id):
        if stored.status is ProposalStatus.PROPOSEE and stored.content.point is not None:
            waiting[stored.content.point] = stored
    course = meeting.course_of(office, seance_id)
    known = {p.id for p in course.points}
    return tuple(
        _view(office, stored, _notes(office, course, point)) for point, stored in waiting.items() if point in known
    )


def accept_proposal(office: Office, seance_id: int, proposal_id: int, author: str) -> MinutesView:
    """A person takes a proposal into the minutes, in place of the notes; who and which run are in the journal.

    Raises:
        Refused: the locks refused every sentence, it was already decided, the notes have changed since, or the minutes
            were read again.
        WrongUsage: no such proposal for the minutes of that meeting.
    """
    stored = _of(office, seance_id, proposal_id)
    content = stored.content
    paragraphs = in_paragraphs(sentences_of(stored))
    with office.workspace.writing():
        course = meeting.course_of(office, seance_id)
        point = next((p for p in course.points if p.id == content.point), None)
        if point is not None and _lines(content.notes) != _notes(office, course, point.id):
            raise Refused(Code.NOTES_CHANGED, point=point.objet)
        office.workspace.proposals.accept(proposal_id, author, now=datetime.now(UTC))
        return change_part(
            office,
            seance_id,
            f"point.{content.point}",
            lambda section: with_debate(section, paragraphs, content.run_id),
        )


def refuse_proposal(office: Office, seance_id: int, proposal_id: int, author: str) -> None:
    """A person leaves a proposal out: the notes stay.

    Raises:
        Refused: it was already decided.
        WrongUsage: no such proposal for the minutes of that meeting.
    """
    _of(office, seance_id, proposal_id)
    office.workspace.proposals.refuse(proposal_id, author, now=datetime.now(UTC))


def _of(office: Office, seance_id: int, proposal_id: int) -> StoredProposal:
    """A proposal for the minutes of that meeting, and of no other."""
    stored = office.workspace.proposals.get(proposal_id)
    if stored.content.seance_id != seance_id:
        raise WrongUsage(Code.UNKNOWN_PROPOSAL, proposition=proposal_id)
    return stored


def _view(office: Office, stored: StoredProposal, notes: tuple[str, ...]) -> PointProposal:
    content = stored.content
    point = content.point or 0
    part = f"point.{point}"
    shown = next((p for p in minutes_of(office, content.seance_id or 0).minutes.parts if p.key == part), None)
    sentences = sentences_of(stored)
    return PointProposal(
        id=stored.id,
        point=point,
        part=part,
        notes=tuple(content.notes.splitlines()),
        text="\n".join(" ".join(s.text for s in lines) for lines in in_paragraphs(sentences)),
        acceptable=not content.lock_reasons,
        reasons=reasons_from(sentences),
        replaces=replaced_by_proposal(shown.section) if shown else "",
        outdated=_lines(content.notes) != notes,
        doubtful=doubtful_of(sentences),
    )


def _task(nature: Nature) -> Task:
    return TASKS.get(nature, Task.DEBAT)


def _notes(office: Office, course: Course, point_id: int) -> tuple[str, ...]:
    """The notes of a point, as they are given to the pen."""
    members = office.workspace.roster.get().on(course.seance.date)
    return with_civility(_lines(course.passage(point_id).notes), members)


def _lines(notes: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in notes.splitlines() if line.strip())
