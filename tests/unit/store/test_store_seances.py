"""Meetings and votes come back as they were given."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretaire.acts.act import Act, ActId
from secretaire.council.roster import Elu
from secretaire.council.seance import Pouvoir, Seance, Vote
from secretaire.errors import Code, EnvironmentFault, WrongUsage
from secretaire.store.workspace import Workspace

EACH_REPLACES_THE_LAST = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def council(workspace: Workspace) -> tuple[Elu, ...]:
    return workspace.roster.replace_all([Elu(0, "M.", f"Nom {n}", "Paul", "conseiller", n) for n in range(1, 6)])


def _drawn(kind: type) -> st.SearchStrategy[object]:
    members = st.lists(st.integers(1, 5), unique=True).map(tuple)
    parts = {"id": st.just(1), "heure": st.none() | st.times(), "lieu": st.text(), "presents": members}
    parts |= {"excuses": members, "secretaire": st.none() | st.integers(1, 5)}
    parts |= {"president": st.none() | st.integers(1, 5), "date": st.dates(), "convocation": st.none() | st.dates()}
    parts |= {"pouvoirs": st.lists(st.builds(Pouvoir, st.integers(1, 5), st.integers(1, 5))).map(tuple)}
    parts |= {n: st.integers(0, 99) for n in ("pour", "contre", "abstentions", "ne_prend_pas_part", "blancs_nuls")}
    return st.builds(kind, **{f.name: parts.get(f.name, ...) for f in fields(kind)})


@EACH_REPLACES_THE_LAST
@given(seance=_drawn(Seance))
def test_a_meeting_comes_back_as_it_was_given(workspace: Workspace, council: tuple[Elu, ...], seance: Seance) -> None:
    if not workspace.seances.list():
        workspace.seances.create(Seance(0, date(2026, 4, 10)))
    workspace.seances.update(seance)
    assert workspace.seances.get(1) == seance
    assert workspace.seances.list() == (seance,)


@EACH_REPLACES_THE_LAST
@given(vote=_drawn(Vote))
def test_a_vote_comes_back_as_it_was_given(workspace: Workspace, act: Act, now: datetime, vote: Vote) -> None:
    if not workspace.acts.list():
        workspace.acts.add(act, "Claire", now=now)
    workspace.seances.set_vote(act.id, vote)
    assert workspace.seances.vote(act.id) == vote


def test_meetings_are_numbered_and_listed_the_last_one_first(workspace: Workspace, council: tuple[Elu, ...]) -> None:
    second = workspace.seances.create(Seance(0, date(2026, 6, 12), time(20, 30), "mairie", date(2026, 6, 5), (1, 2)))
    first = workspace.seances.create(Seance(7, date(2026, 4, 10)))
    assert (second.id, first.id) == (1, 2)
    assert workspace.seances.list() == (second, first)


def test_a_meeting_that_does_not_exist_is_named(workspace: Workspace) -> None:
    for asked in (lambda: workspace.seances.get(3), lambda: workspace.seances.update(Seance(3, date(2026, 4, 10)))):
        with pytest.raises(WrongUsage) as caught:
            asked()
        assert (caught.value.code, caught.value.data["seance"]) == (Code.UNKNOWN_SEANCE, 3)


@pytest.mark.parametrize(
    "naming",
    [{"presents": (9,)}, {"excuses": (9,)}, {"secretaire": 9}, {"president": 9}, {"pouvoirs": (Pouvoir(1, 9),)}],
)
def test_a_person_out_of_the_roster_is_refused(
    workspace: Workspace, council: tuple[Elu, ...], naming: dict[str, object]
) -> None:
    kept = workspace.seances.create(Seance(0, date(2026, 4, 10), presents=(1,)))
    wrong = replace(kept, **naming)  # type: ignore[arg-type]
    for asked in (lambda: workspace.seances.update(wrong), lambda: workspace.seances.create(wrong)):
        with pytest.raises(WrongUsage) as caught:
            asked()
        assert caught.value.code is Code.UNKNOWN_COUNCILLOR
    assert workspace.seances.list() == (kept,)


def test_a_vote_is_recorded_corrected_and_forgotten(workspace: Workspace, act: Act, now: datetime) -> None:
    assert workspace.seances.vote(act.id) is None
    with pytest.raises(WrongUsage) as caught:
        workspace.seances.set_vote(ActId("absent"), Vote(11))
    assert caught.value.code is Code.UNKNOWN_ACT
    workspace.acts.add(act, "Claire", now=now)
    workspace.seances.set_vote(act.id, Vote(11))
    workspace.seances.set_vote(act.id, Vote(9, 2, noms_contre=("Paul DURAND", "Luc PETIT")))
    assert workspace.seances.vote(act.id) == Vote(9, 2, noms_contre=("Paul DURAND", "Luc PETIT"))
    workspace.seances.set_vote(act.id, None)
    assert workspace.seances.vote(act.id) is None


def test_a_meeting_changed_by_hand_into_nonsense_is_a_damaged_file(workspace: Workspace) -> None:
    workspace.seances.create(Seance(0, date(2026, 4, 10)))
    with workspace.writing() as db:
        db.execute("UPDATE seances SET date = 'hier'")
    for asked in (workspace.seances.list, lambda: workspace.seances.get(1)):
        with pytest.raises(EnvironmentFault) as caught:
            asked()
        assert caught.value.code is Code.WORKSPACE_DAMAGED
