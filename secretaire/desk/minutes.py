"""The procès-verbal of a meeting: assembled, completed by a person, read again, settled at the next one, published.

While it is in preparation it follows the meeting: whatever is put right there is right here, except under the words
that a person wrote, which stay hers and are shown to her when the meeting says something else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from secretaire.acts import editing
from secretaire.acts.act import Act, Section
from secretaire.checks import pv
from secretaire.checks.pv import Doubt, Mention, MentionState
from secretaire.council import minutes as written
from secretaire.council.agenda import Nature
from secretaire.council.ballots import vote_of
from secretaire.council.calendar import WEEK
from secretaire.council.course import Course
from secretaire.council.minutes import Arret, Etat, Minutes, MinutesPart, Publication, Record
from secretaire.council.seance import Seance
from secretaire.desk import meeting, writing
from secretaire.desk.elus import plume_of
from secretaire.desk.office import Office
from secretaire.drafting.minutes import Material, Settled, assemble, settled_later
from secretaire.drafting.notes import NOTE
from secretaire.errors import Code, Refused, UnreadableInput, WrongUsage

MENTIONS = {
    Mention.DATE: "Date de la séance",
    Mention.HEURE: "Heure de la séance",
    Mention.PRESIDENT: "Nom du président",
    Mention.PRESENTS: "Noms des membres présents",
    Mention.REPRESENTES: "Noms des membres représentés",
    Mention.SECRETAIRE: "Nom du secrétaire de séance",
    Mention.QUORUM: "Quorum",
    Mention.ORDRE_DU_JOUR: "Ordre du jour",
    Mention.RAPPORTS: "Rapports au vu desquels le conseil a délibéré",
    Mention.DELIBERATIONS: "Délibérations adoptées",
    Mention.DEMANDES: "Demandes de scrutin particulier",
    Mention.RESULTATS: "Résultats des scrutins",
    Mention.NOMS: "Scrutin public : noms et sens des votes",
    Mention.DISCUSSIONS: "Teneur des discussions",
    Mention.SIGNATURES: "Signatures du président et du secrétaire",
}
"""The mentions of L. 2121-15, in the words of the trade."""


@dataclass(frozen=True, slots=True)
class MinutesView:
    """The procès-verbal as it stands, and what is left to do on it.

    Attributes:
        record: its state; where it was settled, how it was published.
        mentions: those the law asks for, each present or missing (L. 2121-15).
        doubts: figures of which nobody knows where they come from: they keep the minutes from being read again.
        blanks: parts where something is left to complete: they do too.
        to_reread: parts where the notes of the secretary stand as the code put them in sentences.
        moved: part and paragraph that a person wrote, where the meeting says something else now.
        publish_before: last day to publish, once settled.
    """

    seance: Seance
    minutes: Minutes
    record: Record
    mentions: tuple[MentionState, ...]
    doubts: tuple[Doubt, ...]
    blanks: tuple[str, ...]
    to_reread: tuple[str, ...]
    moved: tuple[tuple[str, str], ...]
    publish_before: date | None

    @property
    def editable(self) -> bool:
        return self.record.etat is Etat.EN_PREPARATION


def minutes_of(office: Office, seance_id: int) -> MinutesView:
    """The procès-verbal of a meeting.

    Raises:
        WrongUsage: no such meeting.
    """
    course = meeting.course_of(office, seance_id)
    record = office.workspace.minutes.get(seance_id)
    assembled = assemble(_material(office, course, record))
    text = record.text or written.laid_over(assembled, record.reworks)
    notes = [line for p in course.passages for line in p.notes.splitlines()]
    return MinutesView(
        seance=course.seance,
        minutes=text,
        record=record,
        mentions=pv.mentions(text, course, office.workspace.roster.get()),
        doubts=pv.figures_without_origin(text, notes),
        blanks=tuple(p.key for p in text.parts if _blank(p)),
        to_reread=tuple(p.key for p in text.parts if _as_noted(p)),
        moved=written.moved(assembled, record.reworks) if record.text is None else (),
        publish_before=record.arret.date + WEEK if record.arret else None,
    )


def missing(view: MinutesView, state: MentionState) -> str:
    """What is not there of a mention: « point 3, Tarifs de la salle ; Claire MARTIN »; empty when nothing is to be named."""
    titles = {p.key: next((x.text for x in p.section.visible if x.key == "titre"), "") for p in view.minutes.parts}
    return " ; ".join(filter(None, (titles.get(what) or what for what in state.missing)))


def edit_part(office: Office, seance_id: int, key: str, text: str, author: str) -> MinutesView:
    """A person changed the text of a part, one line a paragraph; what she typed takes her name as origin.

    Raises:
        Refused: it was read again: take it back first.
        WrongUsage: no such meeting, or no such part.
    """
    return change_part(office, seance_id, key, lambda section: editing.edit_section(section, text, author))


def attest_figure(
    office: Office, seance_id: int, key: str, start: int, end: int, source: str, author: str
) -> MinutesView:
    """A person says where a figure of a part comes from (« devis Martin du 3 mars »).

    Raises:
        Refused: the minutes were read again.
        UnreadableInput: no source is given.
        WrongUsage: no such meeting, or no such part.
    """
    if not source.strip():
        raise UnreadableInput(Code.FIELD_INVALID, champ="source du chiffre", valeur="", cause="indiquez un document")
    return change_part(
        office, seance_id, key, lambda section: editing.attest(section, start, end, source.strip(), author)
    )


def attest_literal(office: Office, seance_id: int, literal: str, source: str, author: str) -> MinutesView:
    """Attest a figure by its text, wherever it stands without an origin.

    Raises:
        Refused, UnreadableInput: as `attest_figure`.
        WrongUsage: no such meeting, or no such figure waits for its source.
    """
    doubt = next((d for d in minutes_of(office, seance_id).doubts if d.text == literal), None)
    if doubt is None:
        raise WrongUsage(Code.WRONG_OPTION, cause=f"« {literal} » n'attend pas de source dans le procès-verbal")
    return attest_figure(office, seance_id, doubt.part, doubt.start, doubt.end, source, author)


def restore_part(office: Office, seance_id: int, key: str) -> MinutesView:
    """Give up what persons wrote in a part: it follows the meeting again.

    Raises:
        Refused: the minutes were read again.
        WrongUsage: no such meeting.
    """
    with office.workspace.writing():
        record = _open_record(office, seance_id)
        reworks = {k: r for k, r in record.reworks.items() if k != key}
        office.workspace.minutes.save_reworks(replace(record, reworks=reworks))
    return minutes_of(office, seance_id)


def change_part(office: Office, seance_id: int, key: str, change: Callable[[Section], Section]) -> MinutesView:
    """Change a part in preparation, and keep it over what the meeting says.

    Raises:
        Refused: the minutes were read again.
        WrongUsage: no such meeting, or no such part.
    """
    with office.workspace.writing():
        record = _open_record(office, seance_id)
        assembled = assemble(_material(office, meeting.course_of(office, seance_id), record))
        try:
            said, shown = assembled.part(key), written.laid_over(assembled, record.reworks).part(key)
        except LookupError as error:
            keys = ", ".join(p.key for p in assembled.parts)
            raise WrongUsage(Code.MINUTES_PART_UNKNOWN, partie=key, choix=keys) from error
        section = change(shown.section)
        if section != shown.section:
            rework = written.reworked(said, section, record.reworks.get(key))
            office.workspace.minutes.save_reworks(replace(record, reworks={**record.reworks, key: rework}))
    return minutes_of(office, seance_id)


def mark_read(office: Office, seance_id: int, by: str) -> MinutesView:
    """A person read the whole text again: it no longer follows the meeting, and waits for the next one.

    Raises:
        Refused: something is left to complete, a figure has no origin, or it was read already.
        WrongUsage: no such meeting.
    """
    with office.workspace.writing():
        view = minutes_of(office, seance_id)
        if view.editable and view.blanks:
            raise Refused(Code.MINUTES_INCOMPLETE, parties=", ".join(view.blanks))
        if view.editable and view.doubts:
            extracts = ", ".join(f"« {doubt.text} »" for doubt in view.doubts)
            raise Refused(Code.MINUTES_FIGURE, extrait=extracts)
        record = replace(view.record, text=view.minutes)
        office.workspace.minutes.step(record, Etat.RELU, _named(by), now=datetime.now(UTC))
    return minutes_of(office, seance_id)


def take_back(office: Office, seance_id: int, by: str) -> MinutesView:
    """Back in preparation: the text follows the meeting again.

    Raises:
        Refused: it was not read again yet, or a meeting settled it.
    """
    with office.workspace.writing():
        record = replace(office.workspace.minutes.get(seance_id), text=None)
        office.workspace.minutes.step(record, Etat.EN_PREPARATION, _named(by), now=datetime.now(UTC))
    return minutes_of(office, seance_id)


def settle(office: Office, seance_id: int, settled_at: int, by: str, remarques: str | None = None) -> MinutesView:
    """A later meeting settled the minutes (L. 2121-15), with what it asked to be put right.

    Args:
        settled_at: that meeting.
        remarques: None: what was noted as changed at its point about these minutes.

    Raises:
        Refused: they were not read again, are settled already, or that meeting did not come later or was not held yet.
        WrongUsage: no such meeting.
    """
    later = meeting.course_of(office, settled_at)
    held = office.workspace.seances.get(seance_id)
    if (later.seance.date, later.seance.id) <= (held.date, held.id):
        raise Refused(Code.MINUTES_SETTLED_EARLIER, seance=settled_at)
    if later.ouverture is None and not later.seance.presents:
        raise Refused(Code.MINUTES_SETTLING_NOT_HELD, le=f"{later.seance.date:%d/%m/%Y}")
    if remarques is None:
        remarques = _noted_on(office, later, held)
    arret = Arret(settled_at, later.seance.date, remarques.strip())
    with office.workspace.writing():
        record = office.workspace.minutes.get(seance_id)
        if record.text is not None:
            end = record.text.part("levee").section
            told = settled_later(_material(office, meeting.course_of(office, seance_id), record), arret)
            section = replace(end, paragraphs=(*end.paragraphs, told))
            record = replace(record, text=record.text.with_section("levee", section))
        office.workspace.minutes.step(replace(record, arret=arret), Etat.ARRETE, _named(by), now=datetime.now(UTC))
    return minutes_of(office, seance_id)


def publish(office: Office, seance_id: int, day: date, mode: str, by: str) -> MinutesView:
    """When and how the settled minutes were put at the disposal of the public.

    Raises:
        Refused: no meeting settled them yet or that day, or they are published already.
        WrongUsage: no such meeting.
    """
    with office.workspace.writing():
        record = office.workspace.minutes.get(seance_id)
        if record.arret is not None and day < record.arret.date:
            raise Refused(Code.MINUTES_PUBLISHED_EARLY, le=f"{day:%d/%m/%Y}", arret=f"{record.arret.date:%d/%m/%Y}")
        published = replace(record, publication=Publication(day, mode.strip()))
        office.workspace.minutes.step(published, Etat.PUBLIE, _named(by), now=datetime.now(UTC))
    return minutes_of(office, seance_id)


def waiting_before(office: Office, seance_id: int) -> tuple[Seance, ...]:
    """The earlier meetings whose minutes are read again and not settled, the oldest first: to put to this one."""
    day = office.workspace.seances.get(seance_id).date
    earlier = [s for s in office.workspace.seances.list() if (s.date, s.id) < (day, seance_id)]
    waiting = [s for s in earlier if office.workspace.minutes.get(s.id).etat is Etat.RELU]
    return tuple(sorted(waiting, key=lambda s: (s.date, s.id)))


def act_of(office: Office, course: Course, point_id: int) -> Act | None:
    """The act put to the council at a point, as it stands."""
    act_id = course.point(point_id).act_id
    return writing.get_act(office, act_id) if act_id else None


def _material(office: Office, course: Course, record: Record) -> Material:
    roster = office.workspace.roster.get()
    office_ids = [e.id for e in roster.on(course.seance.date)]
    votes = {p.id: vote_of(course, p.id, office_ids, roster) for p in course.points}
    acts = {p.id: act_of(office, course, p.id) for p in course.points}
    return Material(
        course=course,
        commune=office.commune,
        roster=roster,
        plume=plume_of(office),
        acts={point: act for point, act in acts.items() if act is not None},
        votes={point: vote for point, vote in votes.items() if vote is not None},
        settled=_settled(office, course),
        arret=record.arret,
    )


def _settled(office: Office, course: Course) -> tuple[Settled, ...]:
    """The minutes that this meeting settles: those it did, else those that wait for it, else those of the one before."""
    done = [
        office.workspace.minutes.get(seance_id) for seance_id in office.workspace.minutes.settled_at(course.seance.id)
    ]
    if done:
        told = [
            Settled(office.workspace.seances.get(r.seance_id).date, r.arret.remarques if r.arret else "") for r in done
        ]
        return tuple(sorted(told, key=lambda settled: settled.date))
    points = [p.id for p in course.points if p.nature is Nature.PROCES_VERBAL]
    waiting = waiting_before(office, course.seance.id)
    earlier = [s for s in office.workspace.seances.list() if (s.date, s.id) < (course.seance.date, course.seance.id)]
    before = waiting or sorted(earlier, key=lambda s: (s.date, s.id))
    last = before[-len(points) :] if points else ()  # the last of them, a point each
    return tuple(Settled(s.date, course.passage(p).amendement) for s, p in zip(last, points, strict=False))


def _noted_on(office: Office, later: Course, held: Seance) -> str:
    """What a meeting noted as changed in the minutes of an earlier one: at its own point when each has one."""
    points = [p.id for p in later.points if p.nature is Nature.PROCES_VERBAL]
    seances, settled = office.workspace.seances, office.workspace.minutes.settled_at(later.seance.id)
    put = {s.id: s for s in (*map(seances.get, settled), *waiting_before(office, later.seance.id))}
    ordered = [s.id for s in sorted(put.values(), key=lambda s: (s.date, s.id))]
    if len(points) == len(ordered) and held.id in ordered:
        points = [points[ordered.index(held.id)]]
    return "\n".join(filter(None, (later.passage(point).amendement for point in points)))


def _open_record(office: Office, seance_id: int) -> Record:
    office.workspace.seances.get(seance_id)
    record = office.workspace.minutes.get(seance_id)
    if record.etat is not Etat.EN_PREPARATION:
        raise Refused(Code.MINUTES_READ, etat=record.etat.value)
    return record


def _named(by: str) -> str:
    if not by.strip():
        raise WrongUsage(Code.WRONG_OPTION, cause="Il faut dire qui agit : ajoutez --par NOM")
    return by.strip()


def _blank(part: MinutesPart) -> bool:
    return any(span.blank for p in part.section.visible for span in p.spans)


def _as_noted(part: MinutesPart) -> bool:
    return any(p.key.startswith(NOTE) and not p.touched for p in part.section.visible)
