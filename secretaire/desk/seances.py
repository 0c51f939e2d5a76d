"""Meetings of the council: create, fill the presence, record the vote on an act."""

from __future__ import annotations

from datetime import date, time

from secretaire.acts.act import Act
from secretaire.council.happenings import opened_as
from secretaire.council.seance import Seance, Vote
from secretaire.desk import meeting, writing
from secretaire.desk.office import Office


def list_seances(office: Office) -> tuple[Seance, ...]:
    """All the meetings, the last one first."""
    return tuple(office.workspace.seances.list())


def get_seance(office: Office, seance_id: int) -> Seance:
    """The meeting of that number.

    Raises:
        WrongUsage: no such meeting.
    """
    return office.workspace.seances.get(seance_id)


def create_seance(office: Office, day: date, heure: time | None, lieu: str, convocation: date | None) -> Seance:
    """A new meeting."""
    return office.workspace.seances.create(
        Seance(id=0, date=day, heure=heure, lieu=lieu or office.commune.lieu_seance, convocation=convocation)
    )


def update_seance(office: Office, seance: Seance, author: str) -> tuple[Act, ...]:
    """Save the meeting and recompose the acts attached to it; returns these acts.

    Raises:
        Refused: the meeting is open, and a vote recorded in it would become impossible.
    """
    with office.workspace.writing():
        meeting.change(office, seance.id, lambda course, members: opened_as(course, members, seance), author)
        attached = [line.id for line in office.workspace.acts.list() if line.seance_id == seance.id]
        return tuple(writing.change_facts(office, act_id, author, seance_id=seance.id) for act_id in attached)


def set_vote(office: Office, act_id: str, vote: Vote | None, author: str, seance_id: int | None = None) -> Act:
    """Record (or erase) the count of the vote on an act, attach it to the meeting, and write it in the act."""
    act = writing.get_act(office, act_id)
    with office.workspace.writing():
        held = seance_id if seance_id is not None else act.seance_id
        meeting.note_vote(office, act, held, vote, author)
        return writing.change_facts(office, act.id, author, seance_id=seance_id)


def vote_of(office: Office, act_id: str) -> Vote | None:
    """The vote recorded on an act."""
    return office.workspace.seances.vote(writing.get_act(office, act_id).id)
