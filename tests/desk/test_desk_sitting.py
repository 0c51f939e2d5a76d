"""The sitting of a meeting through the desk: second convocation, elections in their act, what a rejected act never says."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import pytest
from held_meeting import AUTHOR, HELD, hold, new_office

from secretaire.acts.act import Role
from secretaire.council import happenings as do
from secretaire.council import sitting
from secretaire.council.agenda import Nature, Point
from secretaire.council.convocation import Mode
from secretaire.council.course import ByCount, ByName, Motif, Sort
from secretaire.council.elections import Tour
from secretaire.council.seance import Seance
from secretaire.council.votes import Scrutin
from secretaire.desk import convocations, exporting_seance, meeting, minutes, seances, writing
from secretaire.desk.meeting_papers import examined, sendings
from secretaire.desk.office import Office
from secretaire.errors import Code, Refused

EVENING = dt.time(20, 30)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path / "espace")


def opened(office: Office, presents: int, *points: Point, day: dt.date = HELD) -> Seance:
    """An open meeting of the first members of the tableau."""
    held = seances.create_seance(office, day, EVENING, "mairie", day - dt.timedelta(days=7))
    for point in points:
        meeting.change(office, held.id, partial(do.add_point, point=point), AUTHOR)
    there = range(1, presents + 1)
    gesture = partial(do.open_meeting, heure=EVENING, presents=there, secretaire=2)
    meeting.change(office, held.id, gesture, AUTHOR)
    return held


def text(office: Office, act: str, role: Role) -> str:
    return writing.get_act(office, act).section(role).text.replace("\u00a0", " ")


def test_a_rejected_act_is_never_executory_nor_sent(office: Office) -> None:
    act = writing.start_draft(office, "subventions_associations", {}, author=AUTHOR).id
    held = opened(office, 8, Point(0, "Subventions", act_id=act, rapporteur=3))
    assert "exécutoire" in text(office, act, Role.MENTIONS)
    meeting.change(office, held.id, partial(do.record_by_count, point_id=1, ballot=ByCount(2, 6)), AUTHOR)
    assert "exécutoire" not in text(office, act, Role.MENTIONS)
    assert "tribunal administratif" in text(office, act, Role.MENTIONS), "a refusal can be contested"
    assert sendings(office, held.id) == ()
    assert text(office, act, Role.EXPOSE).startswith("Sur le rapport de Mme Anne LEROY,")
    part = minutes.minutes_of(office, held.id).minutes.part("point.1").section.text
    assert part.count("LEROY") == 1


def test_an_act_whose_point_is_put_off_does_not_leave_with_the_meeting(office: Office) -> None:
    act = writing.start_draft(office, "subventions_associations", {}, author=AUTHOR).id
    held = opened(office, 8, Point(0, "Subventions", act_id=act))
    assert len(exporting_seance.acts_of(office, held.id).acts) == 1
    meeting.change(office, held.id, partial(do.settle, point_id=1, sort=Sort.REPORTE), AUTHOR)
    assert exporting_seance.acts_of(office, held.id).acts == ()


def test_nobody_votes_while_nobody_presides(office: Office) -> None:
    held = opened(office, 8, Point(0, "Compte"))
    meeting.change(office, held.id, partial(do.withdraw, point_id=1, elu=1, motif=Motif.COMPTE), AUTHOR)
    vote = partial(do.record_by_name, point_id=1, ballot=ByName())
    with pytest.raises(Refused) as caught:
        meeting.change(office, held.id, vote, AUTHOR)
    assert caught.value.code is Code.NOBODY_PRESIDES
    assert caught.value.data["point"] == "Compte"
    meeting.change(office, held.id, partial(do.preside, point_id=1, elu=2), AUTHOR)
    assert meeting.change(office, held.id, vote, AUTHOR).passage(1).sort is Sort.VOTE


def test_the_papers_of_a_secret_ballot_are_told_once(office: Office) -> None:
    act = writing.start_draft(office, "subventions_associations", {}, author=AUTHOR).id
    held = opened(office, 8, Point(0, "Subventions", act_id=act))
    meeting.change(office, held.id, partial(do.ask_ballot, point_id=1, scrutin=Scrutin.SECRET), AUTHOR)
    ballot = ByCount(4, 2, abstentions=1, blancs_nuls=1)
    meeting.change(office, held.id, partial(do.record_by_count, point_id=1, ballot=ballot), AUTHOR)
    told = minutes.minutes_of(office, held.id).minutes.part("point.1").section.text.replace("\u00a0", " ")
    assert (
        "au scrutin secret (bulletins : 7, blancs et nuls : 1, exprimés : 6, pour : 4, contre : 2 ; n'ont pas voté : 1)"
        in told
    )
    assert told.count("blancs et nuls") == 1


def test_the_rounds_of_an_election_are_in_its_act_and_its_minutes(office: Office) -> None:
    act = writing.start_draft(office, "election_adjoints", {}, author=AUTHOR).id
    held = opened(office, 9, Point(0, "Élection des adjoints", act_id=act))
    even = Tour((("Liste Roux", 4), ("Liste Morel", 4)), blancs=1)
    for tour in (even, Tour((("Liste Roux", 5), ("Liste Morel", 4)))):
        meeting.change(office, held.id, partial(sitting.record_round, point_id=1, tour=tour), AUTHOR)
    meeting.change(office, held.id, partial(do.settle, point_id=1, sort=Sort.VOTE), AUTHOR)
    written = writing.get_act(office, act)
    assert written.fields["tour_decisif"] == "deuxième tour"
    assert written.fields["voix_obtenues"] == "5"
    told = text(office, act, Role.DISPOSITIF)
    assert (
        "Les résultats du premier tour de scrutin sont les suivants : 9 bulletins trouvés dans l'urne ; 1 bulletin blanc"
        in told
    )
    assert "Les résultats du deuxième tour" in told
    assert "tour de scrutin" not in text(office, act, Role.VOTE), "the rounds are told once"
    part = minutes.minutes_of(office, held.id).minutes.part("point.1").section.text.replace("\u00a0", " ")
    assert "Les résultats du deuxième tour" in part


def test_a_meeting_without_quorum_is_convened_again_with_its_points_and_drafts(office: Office) -> None:
    act = writing.start_draft(office, "subventions_associations", {}, author=AUTHOR).id
    first = opened(office, 4, Point(0, "Subventions", act_id=act), Point(0, "Questions", Nature.QUESTIONS))
    meeting.change(office, first.id, partial(do.close_meeting, heure=dt.time(20, 50)), AUTHOR)
    with pytest.raises(Refused) as caught:
        convocations.reconvene(office, first.id, HELD + dt.timedelta(days=1), None, AUTHOR)
    assert caught.value.code is Code.SECOND_TOO_SOON
    assert len(seances.list_seances(office)) == 1, "nothing was created"

    second = convocations.reconvene(office, first.id, HELD + dt.timedelta(days=6), None, AUTHOR)
    course = meeting.course_of(office, second.id)
    assert [(p.objet, p.act_id, p.repris) for p in course.points] == [
        ("Subventions", act, True),
        ("Questions", None, True),
    ]
    assert [c.seance.id for c in convocations.without_quorum(office, second.id)] == [first.id]
    gesture = partial(do.open_meeting, heure=EVENING, presents=(1, 2, 3), secretaire=2)
    meeting.change(office, second.id, gesture, AUTHOR)
    meeting.change(office, second.id, partial(do.record_by_name, point_id=1, ballot=ByName()), AUTHOR)
    opening = text(office, act, Role.COMPOSITION)
    assert "La séance du 18 décembre 2026 n'ayant pu se tenir faute de quorum" in opening


def test_two_minutes_settled_at_one_meeting_are_both_named(office: Office) -> None:
    days = [HELD + dt.timedelta(days=30 * n) for n in (0, 1)]
    for day in days:
        held = opened(office, 8, Point(0, "Tarifs"), day=day)
        meeting.change(office, held.id, partial(do.record_by_name, point_id=1, ballot=ByName()), AUTHOR)
        meeting.change(office, held.id, partial(do.close_meeting, heure=dt.time(21, 0)), AUTHOR)
        minutes.mark_read(office, held.id, AUTHOR)
    later = opened(office, 8, Point(0, "Arrêt", Nature.PROCES_VERBAL), day=days[1] + dt.timedelta(days=30))
    meeting.change(office, later.id, partial(do.settle, point_id=1, sort=Sort.PREND_ACTE), AUTHOR)

    def told() -> str:
        return minutes.minutes_of(office, later.id).minutes.part("point.1").section.text.replace("\u00a0", " ")

    assert "18 décembre 2026" not in told(), "one point, nothing noted yet: the last meeting alone"
    for settled in (1, 2):
        minutes.settle(office, settled, later.id, AUTHOR, "")
    assert "Le procès-verbal de la séance du 18 décembre 2026 est arrêté." in told()
    assert "Le procès-verbal de la séance du 17 janvier 2027 est arrêté." in told()


def test_a_sending_is_noted_whole_or_not_at_all(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    held = seances.create_seance(office, HELD, EVENING, "mairie", None)

    def broken(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(convocations, "_followed", broken)
    with pytest.raises(OSError):  # noqa: PT011
        convocations.record_sending(
            office, held.id, [2, 3], HELD - dt.timedelta(days=2), Mode.MAIN, AUTHOR, urgence="le toit menace"
        )
    assert office.workspace.convocations.of(held.id) == ()
    assert meeting.course_of(office, held.id).urgence == ""


def test_the_list_of_a_whole_meeting_says_what_became_of_each_point(office: Office) -> None:
    held = hold(office)
    said = {line.objet: line.resultat.value for line in examined(office, held).lines}
    assert said["Convention avec l'école"] == "rejetée"
    assert said["Règlement du cimetière"] == "reportée, faute de quorum"
