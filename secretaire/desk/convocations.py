"""Convoke the council: the days, who was convoked and how, the documents."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from secretaire.acts.wording import weekday
from secretaire.council import happenings, sitting
from secretaire.council.agenda import Nature, Point
from secretaire.council.clear_days import NOTE_DE_SYNTHESE_POPULATION
from secretaire.council.convocation import Calendrier, Envoi, Mode, Regularite, calendrier, delai_of, francs
from secretaire.council.course import Course, Sort
from secretaire.council.roster import Elu
from secretaire.council.seance import Seance
from secretaire.desk import meeting, seances
from secretaire.desk.office import Office
from secretaire.errors import Code, Refused

_SECOND_WITHIN = timedelta(days=92)
_ELECTIONS = frozenset({"election_maire", "election_adjoints"})


@dataclass(frozen=True, slots=True)
class Convoked:
    """A member in office, and the sendings noted for him, oldest first."""

    elu: Elu
    envois: tuple[Envoi, ...]

    @property
    def first(self) -> Envoi | None:
        """The one that counts."""
        return self.envois[0] if self.envois else None


@dataclass(frozen=True, slots=True)
class Convocation:
    """Where the convocation of a meeting stands.

    Attributes:
        jours: the days: limit, safe day and why, urgency.
        members: those in office that day, in the order of the tableau, but the maire, who convokes.
        election: the maire or adjoints are elected: a special mention is due (L. 2122-8).
        note_de_synthese: an explanatory note goes with it (L. 2121-12).
        missing: what the letter needs and does not know yet (« l'heure », « l'ordre du jour »).
    """

    course: Course
    jours: Calendrier
    members: tuple[Convoked, ...]
    election: bool
    note_de_synthese: bool
    missing: tuple[str, ...]

    @property
    def waiting(self) -> tuple[Elu, ...]:
        """Who was not convoked yet."""
        return tuple(m.elu for m in self.members if m.first is None)

    @property
    def last_sent(self) -> date | None:
        """The day on which the last of them was convoked, None while one waits; with no sending noted, the day given
        when the meeting was created."""
        if not any(m.envois for m in self.members):
            return self.course.seance.convocation
        return None if self.waiting else max(m.envois[0].le for m in self.members)

    @property
    def regularite(self) -> Regularite | None:
        """Whether it left in time; None while it has not left."""
        return self.jours.judged(self.last_sent) if self.last_sent else None


def convocation_of(office: Office, seance_id: int) -> Convocation:
    """Where the convocation of a meeting stands.

    Raises:
        WrongUsage: no such meeting.
    """
    course = meeting.course_of(office, seance_id)
    seance = course.seance
    members = _called(office, course)
    envois = office.workspace.convocations.of(seance.id)
    held = tuple(Convoked(elu, tuple(e for e in envois if e.elu == elu.id)) for elu in members)
    return Convocation(
        course,
        days_of(office, course),
        held,
        election=any(_elects(office, point) for point in course.points),
        note_de_synthese=office.commune.population >= NOTE_DE_SYNTHESE_POPULATION,
        missing=tuple(_missing(course)),
    )


def _called(office: Office, course: Course) -> tuple[Elu, ...]:
    roster = office.workspace.roster.get()
    members = roster.on(course.seance.date)
    maire = roster.maire(office.today())
    return members if _installs(office, course) else tuple(elu for elu in members if elu != maire)


def days_of(office: Office, course: Course) -> Calendrier:
    """The limit, the safe day and the urgency of the convocation of a meeting."""
    commune = office.commune
    delai = delai_of(commune.population, installation=_installs(office, course))
    return calendrier(course.seance.date, delai, commune.code_departement)


def record_sending(
    office: Office,
    seance_id: int,
    elus: Collection[int],
    le: date,
    mode: Mode,
    author: str,
    *,
    note: str = "",
    urgence: str = "",
) -> Convocation:
    """Note that these members (roster ids) were convoked that day; the date of convocation of the acts follows.

    Args:
        urgence: why the maire shortens the delay; kept with the meeting, he accounts for it at the opening.

    Raises:
        WrongUsage: no such meeting, or a person who is not on the roster.
        Refused: sent too late, and no reason of urgency is known (CONVOCATION_LATE), or without even a clear day
            (CONVOCATION_TOO_LATE).
    """
    with office.workspace.writing():
        course = meeting.course_of(office, seance_id)
        check_sending(office, course, le, urgence.strip() or course.urgence)
        if urgence.strip():
            declare_urgency(office, seance_id, urgence, author)
        envois = [Envoi(elu, le, mode, note.strip()) for elu in elus]
        office.workspace.convocations.add(seance_id, envois, author, now=datetime.now(UTC))
        return _followed(office, seance_id, author)


def declare_urgency(office: Office, seance_id: int, reason: str, author: str) -> Convocation:
    """Keep why the maire shortens the delay of convocation (L. 2121-11); empty when he does not.

    Raises:
        WrongUsage: no such meeting.
    """
    said = reason.strip()
    if said != meeting.course_of(office, seance_id).urgence:

        def told(course: Course, _in_office: Collection[int]) -> Course:
            return replace(course, urgence=said, avis_urgence=course.avis_urgence if said else None)

        meeting.change(office, seance_id, told, author)
    return convocation_of(office, seance_id)


def check_sending(office: Office, course: Course, le: date, urgence: str) -> Regularite:
    """Whether a convocation sent that day is in time.

    Raises:
        Refused: as `record_sending`.
    """
    jours, held = days_of(office, course), course.seance.date
    judged = jours.judged(le)
    if judged is Regularite.REGULIERE or (judged is Regularite.URGENCE and urgence.strip()):
        return judged
    left = francs(le, held)
    raise Refused(
        Code.CONVOCATION_TOO_LATE if judged is Regularite.TARDIVE else Code.CONVOCATION_LATE,
        envoi=f"le {weekday(le)}",
        seance=f"une séance le {weekday(held)}",
        limite=f"le {weekday(jours.limite)}",
        francs=f"{left} jour franc" if left < 2 else f"{left} jours francs",
        delai=int(jours.delai),
    )


def forget_sending(office: Office, seance_id: int, elu: int, author: str) -> Convocation:
    """Take away what was noted by mistake for a member."""
    with office.workspace.writing():
        office.workspace.convocations.forget(seance_id, elu)
        return _followed(office, seance_id, author)


def convene_again(office: Office, seance_id: int, first: int, author: str) -> Convocation:
    """This meeting is the second convocation of one that lacked a quorum (L. 2121-17).

    Raises:
        Refused: three days are not left between them, or the first one did not lack a quorum.
        WrongUsage: no such meeting.
    """
    before = meeting.course_of(office, first)
    meeting.change(office, seance_id, lambda course, held: sitting.convene_again(course, held, before), author)
    return convocation_of(office, seance_id)


def convene_once(office: Office, seance_id: int, author: str) -> Convocation:
    """This meeting is an ordinary one after all.

    Raises:
        Refused: a vote already noted would lack its quorum.
        WrongUsage: no such meeting.
    """
    meeting.change(office, seance_id, sitting.convene_once, author)
    return convocation_of(office, seance_id)


def reconvene(office: Office, first: int, day: date, heure: time | None, author: str) -> Seance:
    """A new meeting for the points that one could not examine for lack of a quorum, with their drafts.

    Raises:
        Refused, WrongUsage: as `convene_again`; nothing is created.
    """
    with office.workspace.writing():
        before = meeting.course_of(office, first)
        seance = seances.create_seance(office, day, heure or before.seance.heure, before.seance.lieu, None)
        for point in before.points:
            if before.passage(point.id).sort in sitting.LEFT:
                fresh = replace(point, id=0, ajoute=False)
                meeting.change(office, seance.id, partial(happenings.add_point, point=fresh), author)
        meeting.change(office, seance.id, partial(sitting.convene_again, first=before), author)
    return seance


def without_quorum(office: Office, seance_id: int) -> tuple[Course, ...]:
    """The meetings of the three months before of which this one can be the second convocation, the last one first.

    Raises:
        WrongUsage: no such meeting.
    """
    day = office.workspace.seances.get(seance_id).date
    earlier = (s for s in office.workspace.seances.list() if timedelta() < day - s.date <= _SECOND_WITHIN)
    return tuple(course for s in earlier if lacked_quorum(course := office.workspace.courses.get(s.id)))


def lacked_quorum(course: Course) -> bool:
    """Was a point left for lack of a quorum?"""
    return any(passage.sort is Sort.SANS_QUORUM for passage in course.passages)


def _followed(office: Office, seance_id: int, author: str) -> Convocation:
    """Once all are convoked, give the meeting the date of its convocation, and the acts with it."""
    found = convocation_of(office, seance_id)
    kept = found.course.seance
    if found.last_sent in {None, kept.convocation}:
        return found
    seances.update_seance(office, replace(kept, convocation=found.last_sent), author)
    return convocation_of(office, seance_id)


def _installs(office: Office, course: Course) -> bool:
    return any(_type_of(office, point) == "election_maire" for point in course.points)


def _elects(office: Office, point: Point) -> bool:
    if point.nature is not Nature.DELIBERATION:
        return False
    words = point.objet.casefold()
    named = "élection" in words and any(who in words for who in ("maire", "adjoint"))
    return named or _type_of(office, point) in _ELECTIONS


def _type_of(office: Office, point: Point) -> str:
    if point.act_id is None:
        return ""
    line = next((a for a in office.workspace.acts.list() if a.id == point.act_id), None)
    return line.type_id if line else ""


def _missing(course: Course) -> list[str]:
    seance = course.seance
    named = {"l'heure": seance.heure, "le lieu": seance.lieu, "l'ordre du jour": course.points}
    return [words for words, known in named.items() if not known]
