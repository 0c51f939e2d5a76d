"""A council that votes acts, and a maire who approves them: what may leave for the prefecture or as open data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

import pytest
from held_meeting import AUTHOR

from secretaire.acts.act import Act, FieldInput
from secretaire.acts.life import Step
from secretaire.council import happenings as do
from secretaire.council.agenda import Point
from secretaire.council.course import Course
from secretaire.desk import meeting, review, seances, writing
from secretaire.desk.office import Office

SIRET = "20005675200013"
"""Of the commune of `held_meeting.new_office`: its SIREN, and a made-up establishment whose key is right."""
TARIFFS: Mapping[str, FieldInput] = {
    "salle": "la salle des fêtes",
    "date_effet": "01/01/2027",
    "grille": [{"usage": "Journée", "habitants": "125", "exterieurs": "210"}],
    "caution": "300",
}
Settle = Callable[[Course, Collection[int], int, list[int]], Course]
"""What becomes of a point: the course, the members in office, the id of the point, the ids of the roster."""


def voted_meeting(office: Office, day: dt.date, settled: Sequence[tuple[str, Settle | None]]) -> tuple[int, list[Act]]:
    """Hold a meeting with a draft for each subject, all members there; returns its id and its acts, as voted."""
    seance = seances.create_seance(office, day, dt.time(20, 30), "mairie", day - dt.timedelta(days=7))
    ids = [elu.id for elu in meeting.members(office, seance.id)]
    drafts = [writing.start_draft(office, "tarifs_salle", TARIFFS, author=AUTHOR) for _ in settled]

    def gesture(made: meeting.Gesture) -> None:
        meeting.change(office, seance.id, made, AUTHOR)

    for draft, (subject, _) in zip(drafts, settled, strict=True):
        gesture(partial(do.add_point, point=Point(0, subject, act_id=draft.id)))
    gesture(lambda c, o: do.open_meeting(c, o, dt.time(20, 34), ids, [], ids[3]))
    for rank, (_, settle) in enumerate(settled, start=1):
        if settle is not None:
            gesture(partial(_settled, settle, rank, ids))
    acts = [writing.get_act(office, draft.id) for draft in drafts]
    named = zip(acts, settled, strict=True)
    return seance.id, [writing.save_edit(office, replace(act, objet=subject), AUTHOR) for act, (subject, _) in named]


def _settled(settle: Settle, point: int, ids: list[int], course: Course, members: Collection[int]) -> Course:
    return settle(course, members, point, ids)


def approve(office: Office, act: Act, monkeypatch: pytest.MonkeyPatch) -> Act:
    """Approved by the maire; what the checks would refuse is not the matter here."""
    monkeypatch.setattr(review, "check_act", lambda _office, _act: ())
    for step, who in ((Step.RELIRE, AUTHOR), (Step.SOUMETTRE, AUTHOR)):
        review.take(office, act.id, step, who, "")
    maire = office.workspace.roster.get().maire(office.today())
    return review.take(office, act.id, Step.APPROUVER, maire.full_name if maire else "", "")
