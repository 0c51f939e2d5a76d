"""What follows a meeting: the list of deliberations examined, what is sent to the prefect, how each act is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secretaire.acts.act import Act, State
from secretaire.acts.act_type import Majorite
from secretaire.acts.form_values import FormValues
from secretaire.council.agenda import Nature, Point
from secretaire.council.ballots import outcome_at
from secretaire.council.calendar import WEEK
from secretaire.council.course import Course, Sort
from secretaire.council.minutes import Publication
from secretaire.council.recourse import fin_recours
from secretaire.council.seance import Seance
from secretaire.council.transmission import Transmission, transmission
from secretaire.desk import joining, meeting, writing
from secretaire.desk.exporting import approval_of
from secretaire.desk.finding import matieres
from secretaire.desk.minutes import act_of
from secretaire.desk.office import Office
from secretaire.desk.publications import publish, published
from secretaire.errors import Code, Refused
from secretaire.store.transmissions import Sending


class Resultat(StrEnum):
    """What became of a point, in the words of the list (L. 2121-25)."""

    ADOPTEE = "adoptée"
    REJETEE = "rejetée"
    PRIS_ACTE = "prise d'acte"
    REPORTEE = "reportée"
    RETIREE = "retirée"
    SANS_QUORUM = "reportée, faute de quorum"
    EN_ATTENTE = "résultat à noter"


@dataclass(frozen=True, slots=True)
class ExaminedLine:
    """A point put to the council, adopted or not."""

    rank: int
    numero: str
    objet: str
    resultat: Resultat
    act_id: str | None


@dataclass(frozen=True, slots=True)
class ExaminedList:
    """The deliberations examined at a meeting, in the order of the agenda; `before`: last day to display the list."""

    seance: Seance
    lines: tuple[ExaminedLine, ...]
    before: date


@dataclass(frozen=True, slots=True)
class SendingLine:
    """An adopted act and what the law wants of it.

    Attributes:
        matiere: code and words of the nomenclature of the acts sent to the State.
        pieces: names of the files joined to it.
        expected: what its type says should be joined.
        approved: the maire approved the text: it can leave.
        sending: what was prepared for the prefecture, or noted of it; None: nothing.
    """

    act_id: str
    numero: str
    objet: str
    nature: str
    matiere: str
    transmission: Transmission
    pieces: tuple[str, ...]
    expected: tuple[str, ...]
    approved: bool
    sending: Sending | None = None


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """An adopted act and how it is made known.

    Attributes:
        individual: notified to the person, not published.
        done: when it was, and how; None: not noted yet.
        end_of_recourse: last day to contest it, from the day it is published; None: not known yet.
    """

    numero: str
    objet: str
    individual: bool
    done: Publication | None
    end_of_recourse: date | None


def examined(office: Office, seance_id: int) -> ExaminedList:
    """Every deliberation put to the council, those rejected, postponed and withdrawn included (L. 2121-25).

    Raises:
        WrongUsage: no such meeting.
    """
    course = meeting.course_of(office, seance_id)
    lines = []
    for rank, point in enumerate(course.points, start=1):
        act = act_of(office, course, point.id)
        if act is None and point.nature is not Nature.DELIBERATION:
            continue
        numero = act.numero if act and _taken(course, point) else ""
        lines.append(ExaminedLine(rank, numero, point.objet, _resultat(office, course, point, act), point.act_id))
    return ExaminedList(course.seance, tuple(lines), course.seance.date + WEEK)


def sendings(office: Office, seance_id: int) -> tuple[SendingLine, ...]:
    """The adopted acts, those sent to the prefect first, each with its rule, its day and its papers.

    Raises:
        WrongUsage: no such meeting.
    """
    words, known = dict(matieres()), office.workspace.transmissions.all()
    lines = []
    for act in adopted_acts(office, seance_id):
        kind = writing.act_type(office, act.type_id)
        day = act.act_date or office.today()
        sent = FormValues(kind, act.fields, day).transmissible
        files = joining.files_of(office, act)
        lines.append(
            SendingLine(
                act.id,
                act.numero,
                act.objet,
                kind.nature_actes,
                f"{kind.matiere} {words.get(kind.matiere, '')}".strip(),
                transmission(kind, sent=sent, held=day, population=office.commune.population),
                tuple(file.piece.nom for file in files.joined),
                files.expected,
                approval_of(office, act) is not None,
                known.get(act.id),
            )
        )
    return tuple(sorted(lines, key=lambda line: not line.transmission.sent))


def publications(office: Office, seance_id: int) -> tuple[PublicationLine, ...]:
    """The adopted acts, how each is made known and, once noted, when it was.

    Raises:
        WrongUsage: no such meeting.
    """
    known = published(office)

    def line(act: Act) -> PublicationLine:
        done = known.get(act.id)
        end = fin_recours(done.date, office.commune.code_departement) if done else None
        return PublicationLine(act.numero, act.objet, _individual(office, act), done, end)

    return tuple(line(act) for act in adopted_acts(office, seance_id))


def publish_adopted(office: Office, seance_id: int, day: date, mode: str, by: str) -> tuple[Act, ...]:
    """Note that the adopted acts of a meeting were published that day: those that are approved, less the ones that are
    notified to a person; one published already keeps its day.

    Raises:
        Refused: no act of the meeting waits for it, or see `publications.publish`.
        WrongUsage: no such meeting.
    """
    waiting = [
        act
        for act in adopted_acts(office, seance_id)
        if act.state is not State.PUBLIE and approval_of(office, act) and not _individual(office, act)
    ]
    if not waiting:
        raise Refused(Code.NOTHING_TO_PUBLISH, seance=seance_id)
    with office.workspace.writing():
        return tuple(publish(office, act.id, day, mode, by) for act in waiting)


def _individual(office: Office, act: Act) -> bool:
    return writing.act_type(office, act.type_id).individuel


def adopted_acts(office: Office, seance_id: int) -> tuple[Act, ...]:
    """The acts that the council adopted at a meeting, in the order of the agenda."""
    course = meeting.course_of(office, seance_id)
    found = []
    for point in course.points:
        act = act_of(office, course, point.id)
        if act and _resultat(office, course, point, act) in {Resultat.ADOPTEE, Resultat.PRIS_ACTE}:
            found.append(act)
    return tuple(found)


def _taken(course: Course, point: Point) -> bool:
    """Did the council decide, one way or the other: only then does the deliberation bear its number."""
    return course.passage(point.id).sort in {Sort.VOTE, Sort.PREND_ACTE}


def _resultat(office: Office, course: Course, point: Point, act: Act | None) -> Resultat:
    match course.passage(point.id).sort:
        case Sort.REPORTE:
            return Resultat.REPORTEE
        case Sort.RETIRE:
            return Resultat.RETIREE
        case Sort.SANS_QUORUM:
            return Resultat.SANS_QUORUM
        case Sort.PREND_ACTE:
            return Resultat.PRIS_ACTE
        case Sort.VOTE:
            return _voted(office, course, point, act)
        case _:
            return Resultat.EN_ATTENTE


def _voted(office: Office, course: Course, point: Point, act: Act | None) -> Resultat:
    majorite = writing.act_type(office, act.type_id).majorite if act else Majorite.SUFFRAGES
    passage = course.passage(point.id)
    if majorite is Majorite.ELECTION or passage.tours or passage.immediate:
        return Resultat.ADOPTEE
    roster = office.workspace.roster.get()
    in_office = [e.id for e in roster.on(course.seance.date)]
    decided = outcome_at(course, point.id, in_office, roster, majorite)
    if decided is None:
        return Resultat.EN_ATTENTE
    return Resultat.ADOPTEE if decided.adopte else Resultat.REJETEE
