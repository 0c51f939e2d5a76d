"""The course of a meeting comes back as it was given; its gestures are undone one by one; older workspaces keep all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretaire.council.agenda import Nature, Point
from secretaire.council.circumstances import HuisClos, Voix
from secretaire.council.course import ByCount, ByName, Course, Motif, Mouvement, Passage, Retrait, Sens, Sort
from secretaire.council.elections import Tour
from secretaire.council.nominations import Nomme, SansSecret
from secretaire.council.roster import Elu
from secretaire.council.seance import Pouvoir, Seance
from secretaire.council.votes import Scrutin
from secretaire.errors import Code, EnvironmentFault, Refused, WrongUsage
from secretaire.store.courses import KEPT_GESTURES
from secretaire.store.database import connect, migrate
from secretaire.store.workspace import FILE_NAME, Workspace

OURS = files("secretaire.store") / "migrations"
DAY = date(2026, 12, 18)
ROSTER = [Elu(0, "M.", f"Nom {n}", "Paul", "conseiller", n) for n in range(1, 6)]

elus = st.integers(1, 5)
some = st.lists(elus, unique=True, max_size=3).map(tuple)
hours = st.none() | st.times()
points = st.builds(
    Point, st.integers(1, 9), st.text(), st.sampled_from(Nature), st.none() | st.text(), st.none() | elus
)
ballots = (
    st.none()
    | st.builds(ByName, some, some, some)
    | st.builds(ByCount, *[st.integers(0, 20)] * 5, president_pour=st.none() | st.booleans())
)
voix = st.builds(Voix, *[st.integers(0, 11)] * 3)
doors = st.none() | st.builds(HuisClos, voix, some)
tours = st.builds(
    Tour,
    st.lists(st.tuples(st.text(), st.integers(0, 9)), max_size=2).map(tuple),
    st.integers(0, 2),
    siege=st.text(),
    sieges=st.integers(0, 5),
)
passages = st.builds(
    Passage,
    st.integers(1, 9),
    st.none() | st.sampled_from(Sort),
    st.lists(st.builds(Retrait, elus, st.sampled_from(Motif), hours), max_size=2).map(tuple),
    st.none() | elus,
    st.sampled_from(Scrutin),
    some,
    ballots,
    st.text(),
    st.text(),
    doors,
    st.lists(tours, max_size=2).map(tuple),
    st.none() | st.sampled_from(SansSecret),
    st.lists(st.builds(Nomme, st.text(), st.text()), max_size=2).map(tuple),
)
courses = st.builds(
    Course,
    st.builds(Seance, st.just(1), st.just(DAY), hours, st.text(), st.none(), some, some),
    st.lists(points, max_size=3).map(tuple),
    st.lists(
        st.builds(Mouvement, elus, st.sampled_from(Sens), hours, st.none() | st.integers(1, 9), st.none() | elus),
        max_size=3,
    ).map(tuple),
    st.lists(passages, max_size=2).map(tuple),
    hours,
    hours,
    st.none() | st.just(date(2026, 12, 11)),
    st.text(),
    st.none() | voix,
    doors,
    st.integers(0, 9),
)


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    workspace.roster.replace_all(ROSTER)
    workspace.seances.create(Seance(0, DAY, presents=(1, 2), pouvoirs=(Pouvoir(3, 1),)))
    return workspace


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(course=courses)
def test_a_course_comes_back_as_it_was_given_and_is_undone(held: Workspace, now: datetime, course: Course) -> None:
    before = held.courses.get(1)
    held.courses.save(course, "Claire", now=now)
    assert held.courses.get(1) == course
    assert held.seances.get(1) == course.seance
    assert held.courses.undo(1) == before
    assert held.courses.get(1) == before


def test_undo_goes_back_gesture_by_gesture_and_no_further(held: Workspace, now: datetime) -> None:
    opening = held.courses.get(1)
    assert opening == Course(held.seances.get(1))
    assert not held.courses.can_undo(1)
    one = replace(opening, points=(Point(1, "Tarifs"),))
    two = replace(one, ouverture=time(20, 30))
    held.courses.save(one, "Claire", now=now)
    held.courses.save(two, "Claire", now=now)
    held.courses.replace(replace(two, passages=(Passage(1, notes="suite du même geste"),)))
    assert held.courses.undo(1) == one
    assert held.courses.undo(1) == opening
    for asked in (lambda: held.courses.undo(1), lambda: held.courses.undo(7), lambda: held.courses.get(7)):
        with pytest.raises((Refused, WrongUsage)) as caught:
            asked()
        assert caught.value.code in {Code.NOTHING_TO_UNDO, Code.UNKNOWN_SEANCE}


def test_the_history_of_gestures_is_bounded_and_can_be_closed(held: Workspace, now: datetime) -> None:
    course = held.courses.get(1)
    for number in range(KEPT_GESTURES + 5):
        held.courses.save(replace(course, urgence=str(number)), "Claire", now=now)
    with held.writing() as db:
        assert db.execute("SELECT count(*) FROM gestes").fetchone()[0] == KEPT_GESTURES
    held.courses.restart(course)
    assert not held.courses.can_undo(1)


def test_a_member_named_only_during_the_meeting_is_kept_on_the_roster(held: Workspace, now: datetime) -> None:
    course = held.courses.get(1)
    held.courses.save(replace(course, mouvements=(Mouvement(5, Sens.ARRIVEE, None, None),)), "Claire", now=now)
    kept = {e.id: e.fin for e in held.roster.replace_all(ROSTER[:3])}
    assert 4 not in kept
    assert kept[5] == DAY


def test_a_person_out_of_the_roster_is_refused(held: Workspace, now: datetime) -> None:
    course = held.courses.get(1)
    wrong = replace(course, passages=(Passage(1, ballot=ByName(contre=(9,))),))
    with pytest.raises(WrongUsage) as caught:
        held.courses.save(wrong, "Claire", now=now)
    assert caught.value.code is Code.UNKNOWN_COUNCILLOR
    assert held.courses.get(1) == course
    assert not held.courses.can_undo(1)


def test_a_course_changed_by_hand_into_nonsense_is_a_damaged_file(held: Workspace, now: datetime) -> None:
    held.courses.save(replace(held.courses.get(1), points=(Point(1, "Tarifs"),)), "Claire", now=now)
    with held.writing() as db:
        db.execute("""UPDATE deroules SET content = '{"points":[{"id":"premier"}]}'""")
    with pytest.raises(EnvironmentFault) as caught:
        held.courses.get(1)
    assert caught.value.code is Code.WORKSPACE_DAMAGED


def test_a_workspace_of_before_the_courses_keeps_its_meetings(folder: Path, held: Workspace, tmp_path: Path) -> None:
    """The rows that version 4 held, in its schema, brought to the newest one."""
    seance = held.seances.get(1)
    held.close()
    old = tmp_path / "v4"
    steps = tmp_path / "steps"
    steps.mkdir()
    for script in sorted(OURS.iterdir(), key=lambda f: f.name)[:4]:
        (steps / script.name).write_text(script.read_text(encoding="utf-8"), encoding="utf-8")
    old.mkdir()
    connection = connect(old / FILE_NAME)
    migrate(connection, old / FILE_NAME, steps)
    connection.execute("ATTACH ? AS recent", (str(folder / FILE_NAME),))
    for table in ("espace", "settings", "elus", "seances", "seance_members", "pouvoirs"):
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM recent.{table}")
    connection.close()
    with Workspace.open(old) as opened:
        assert opened.courses.get(1) == Course(seance)
        opened.courses.save(
            replace(opened.courses.get(1), ouverture=time(20, 30)), "Claire", now=datetime.now().astimezone()
        )
        assert opened.courses.undo(1) == Course(seance)


def test_a_second_convocation_noted_before_keeps_its_first_meeting_and_its_points(
    folder: Path, held: Workspace, tmp_path: Path
) -> None:
    """The course as version 9 wrote it: a mere yes, and closed doors as a sentence."""
    held.close()
    old, steps = tmp_path / "v9", tmp_path / "steps"
    steps.mkdir()
    old.mkdir()
    for script in sorted(OURS.iterdir(), key=lambda f: f.name):
        if script.name < "0010":
            (steps / script.name).write_text(script.read_text(encoding="utf-8"), encoding="utf-8")
    connection = connect(old / FILE_NAME)
    migrate(connection, old / FILE_NAME, steps)
    connection.execute("ATTACH ? AS recent", (str(folder / FILE_NAME),))
    for table in ("espace", "settings", "elus", "seances", "seance_members", "pouvoirs"):
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM recent.{table}")
    connection.execute("INSERT INTO seances (date, lieu) VALUES ('2026-12-11', 'mairie')")
    written = """{"seconde_convocation":true,"huis_clos":"","points":[{"id":1,"objet":"Un","ajoute":false},
        {"id":2,"objet":"Deux","ajoute":true}]}"""
    connection.execute("INSERT INTO deroules (seance_id, content) VALUES (1, ?)", (written,))
    connection.close()
    with Workspace.open(old) as opened:
        course = opened.courses.get(1)
    assert course.premiere == date(2026, 12, 11)
    assert [(p.objet, p.repris) for p in course.points] == [("Un", True), ("Deux", False)]
    assert course.huis_clos is None
