"""A draft for each point in the morning: what is certain only, once, whatever happens in the night."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from fake_engine import Clock, FakeEngine, install_model
from held_meeting import new_office

from secretaire.council import happenings as h
from secretaire.council.agenda import Nature, Point
from secretaire.desk import meeting, models, overnight, reading, seances, writing
from secretaire.desk.office import Office
from secretaire.desk.overnight import Etat, Step, prepare, queue
from secretaire.errors import Cancelled, Code, Refused

WHO = "Odile"
BUDGET, FUND, HALL, VAGUE = "Budget primitif 2027", "Compte financier unique 2026", "Tarifs de la salle", "Convention"
OLD = (
    "DÉPARTEMENT\nCommune\n\nDÉLIBÉRATION N° 2025-014\n\nSéance du 12 mars 2025\n\n"
    "Objet : Tarifs de location de la salle des fêtes\n\nLe conseil municipal,\n"
    "Le maire propose de fixer les tarifs de location de la salle des fêtes.\n"
    "Après en avoir délibéré, à l'unanimité, DÉCIDE de fixer le tarif de location à 125 euros.\n"
)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    opened = new_office(tmp_path / "espace")
    seances.create_seance(opened, dt.date(2027, 4, 8), dt.time(20, 0), "mairie", None)
    points = [(BUDGET, Nature.DELIBERATION), (FUND, Nature.DELIBERATION), ("Divers", Nature.QUESTIONS)]
    for objet, nature in points:
        meeting.change(opened, 1, partial(h.add_point, point=Point(0, objet, nature)), WHO)
    yield opened
    opened.close()


def add(office: Office, objet: str, act_id: str | None = None) -> int:
    course = meeting.change(office, 1, partial(h.add_point, point=Point(0, objet, act_id=act_id)), WHO)
    return max(p.id for p in course.points)


def with_engine(office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch, engine: FakeEngine) -> None:
    install_model(folder, "essai")
    monkeypatch.setattr(models, "open_engine", lambda _model, **_options: engine)
    office.renew_engine()


def test_what_is_certain_is_written_and_the_rest_waits_for_a_person(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "fonds"
    folder.mkdir()
    (folder / "tarifs.txt").write_text(OLD, encoding="utf-8")
    reading.read_documents(office, [folder], lambda _now: None, lambda: False)
    own = writing.start_draft(office, "tarifs_salle", {}, author=WHO).id
    add(office, "Mon projet", own)
    vague, hall = add(office, VAGUE), add(office, HALL)
    waiting = queue(office, 1)
    assert [t.objet for t in waiting] == [BUDGET, FUND, VAGUE, HALL]  # neither the questions nor what has a draft
    assert overnight.estimate(office, waiting, with_pen=True) is None
    steps: list[Step] = []
    done = prepare(office, 1, WHO, tell=steps.append)
    assert [t.etat for t in done] == [Etat.PRET, Etat.PRET, Etat.A_CHOISIR, Etat.PRET]
    assert ([s.done for s in steps], steps[0].left) == ([0, 1, 1, 2, 2, 3, 3, 4], None)
    assert steps[2].left  # measured from then on
    budget, hall_act = (writing.get_act(office, str(t.act_id)) for t in (done[0], done[3]))
    assert (budget.type_id, budget.fields, budget.seance_id) == ("vote_budget_primitif", {"exercice": "2027"}, 1)
    assert (hall_act.type_id, hall_act.fields) == ("tarifs_salle", {})
    shown = overnight.prepared(office, hall_act.id)
    assert "2025-014" in shown.precedent
    assert shown.blanks
    assert shown.findings
    assert [p.act_id for p in meeting.course_of(office, 1).points][:2] == [done[0].act_id, done[1].act_id]
    assert done[2].types
    assert meeting.course_of(office, 1).point(vague).act_id is None

    made = overnight.choose(office, 1, vague, "motion_voeu", WHO)
    assert meeting.course_of(office, 1).point(vague).act_id == made.id
    meeting.change(office, 1, partial(h.attach_act, point_id=hall, act_id=None), WHO)
    number = len(writing.list_acts(office))
    again = prepare(office, 1, WHO)
    assert (len(writing.list_acts(office)), again[3].detached) == (number, True)  # taken off by a person: hers to say
    meeting.change(office, 1, partial(h.open_meeting, heure=None, presents=(1, 2, 3, 4, 5, 6)), WHO)
    with pytest.raises(Refused) as caught:
        prepare(office, 1, WHO)
    assert caught.value.code is Code.MEETING_ALREADY_OPEN


def test_cut_in_the_middle_it_goes_on_and_makes_nothing_twice(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for point in (1, 2):
        meeting.change(office, 1, partial(h.note, point_id=point, notes="toit fuit"), WHO)
    engine = FakeEngine(Clock())
    with_engine(office, tmp_path, monkeypatch, engine)

    def cut() -> bool:
        return engine.clock.now >= engine.seconds  # the first text of the first point is kept, the second is not

    with pytest.raises(Cancelled):
        prepare(office, 1, WHO, cancelled=cut)
    first = queue(office, 1)
    assert [t.etat for t in first] == [Etat.EN_COURS, Etat.EN_ATTENTE]
    done = prepare(office, 1, WHO)
    assert [t.etat for t in done] == [Etat.PRET, Etat.PRET]
    assert (done[0].act_id, len(writing.list_acts(office))) == (first[0].act_id, 2)
    assert (done[0].seconds, done[1].seconds is None) == (None, False)  # an interrupted point measures nothing
    for task in done:
        act = writing.get_act(office, str(task.act_id))
        kept = office.workspace.proposals.of_act(act.id)
        assert len({p.content.role for p in kept}) == len(kept) == 2
        assert act.notes == ("toit fuit",)
        assert len(overnight.prepared(office, act.id).proposals) == 2  # none is accepted


def test_a_cut_while_the_draft_is_put_to_the_meeting_leaves_none(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(meeting, "change", _power_cut)
        with pytest.raises(KeyboardInterrupt):
            prepare(office, 1, WHO)
    assert writing.list_acts(office) == ()
    assert [t.etat for t in queue(office, 1)] == [Etat.EN_COURS, Etat.EN_ATTENTE]
    assert [t.etat for t in prepare(office, 1, WHO)] == [Etat.PRET, Etat.PRET]
    assert len(writing.list_acts(office)) == 2


def test_a_model_that_does_not_open_leaves_the_draft_and_says_why(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting.change(office, 1, partial(h.note, point_id=1, notes="toit fuit"), WHO)
    engine = FakeEngine(Clock(), broken=True)
    with_engine(office, tmp_path, monkeypatch, engine)
    with monkeypatch.context() as patch:
        patch.setattr(engine, "generate", lambda *_arguments, **_options: engine.warm_up())
        failed = prepare(office, 1, WHO)
    assert [t.etat for t in failed] == [Etat.ECHEC, Etat.PRET]
    assert failed[0].cause
    kept = prepare(office, 1, WHO, with_pen=False)
    assert [(t.etat, t.act_id, t.cause) for t in kept] == [(Etat.PRET, t.act_id, "") for t in failed]


def _power_cut(*_arguments: object) -> None:
    raise KeyboardInterrupt
