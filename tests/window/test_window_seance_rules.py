"""What the law asks for at a meeting, in its window: urgency judged, closed doors, an election in three rounds, hours in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

import pytest

from secretaire.council import happenings as do
from secretaire.council.agenda import Point
from secretaire.council.circumstances import HuisClos, Voix
from secretaire.council.course import Course, Sort
from secretaire.council.votes import Scrutin
from secretaire.desk import convocations, meeting, minutes, seances
from secretaire.ui.places.seances.header import Step
from secretaire.ui.places.seances.place import SeancesPlace
from secretaire.ui.shell.window import SEANCES, MainWindow

Settle = Callable[[], None]
DAY = dt.date(2027, 6, 18)
POINTS = ("Tarifs de la cantine", "Désignation d'un délégué", "Recrutement d'un agent")


@pytest.fixture
def hall(demo: MainWindow, settle: Settle) -> SeancesPlace:
    """A meeting of three points, convoked in urgency, everybody there, open since 20 h."""
    office = demo.session.office
    held = seances.create_seance(office, DAY, dt.time(20, 0), "mairie", dt.date(2027, 6, 16))
    for objet in POINTS:
        meeting.change(office, held.id, partial(do.add_point, point=Point(0, objet)), "Odile")
    convocations.declare_urgency(office, held.id, "La toiture fuit", "Odile")
    everybody = [e.id for e in meeting.members(office, held.id)]
    meeting.change(
        office,
        held.id,
        lambda c, e: do.open_meeting(c, e, dt.time(20, 0), everybody, secretaire=everybody[1]),
        "Odile",
    )
    demo.go_to(SEANCES)
    demo.seances.presenter.open(held.id)
    settle()
    demo.seances.show_step(Step.PENDANT)
    return demo.seances


def stored(place: SeancesPlace) -> Course:
    assert place.presenter.view is not None
    return meeting.course_of(place._session.office, place.presenter.view.course.seance.id)


def text(place: SeancesPlace, part: str) -> str:
    found = minutes.minutes_of(place._session.office, stored(place).seance.id).minutes
    return found.part(part).section.text.replace("\u00a0", " ")


def test_the_council_is_never_said_to_recognise_an_urgency_that_nobody_noted(
    hall: SeancesPlace, settle: Settle
) -> None:
    circumstances = hall.pendant.circumstances
    assert circumstances.text() == "Urgence : avis à noter ▾"
    assert "reconnue" not in text(hall, "ouverture")
    circumstances.urgency.trigger()
    dialog = circumstances.asking
    assert dialog is not None
    voices = dialog.voix.pour
    dialog.spins["Contre"].setValue(2)
    assert not dialog.keep.isEnabled()
    dialog.spins["Pour"].setValue(voices - 2)
    dialog.keep.click()
    settle()
    assert stored(hall).avis_urgence == Voix(voices - 2, 2)
    assert f"l'a reconnue par {voices - 2} voix pour et 2 voix contre." in text(hall, "ouverture")


def test_closed_doors_for_a_point_are_asked_for_and_voted(hall: SeancesPlace, settle: Settle) -> None:
    hall.presenter.turn_to(3)
    circumstances = hall.pendant.circumstances
    circumstances.point.trigger()
    dialog = circumstances.asking
    assert dialog is not None
    asking = stored(hall).seance.presents[1:4]
    for elu in asking[:2]:
        dialog.tick(elu)  # type: ignore[attr-defined]
    dialog.keep.click()
    settle()
    assert "2 demandeurs ne suffisent pas" in hall.header.fault.text()
    circumstances.point.trigger()
    again = circumstances.asking
    assert again is not None
    for elu in asking:
        again.tick(elu)  # type: ignore[attr-defined]
    voices = again.voix.pour
    again.keep.click()
    settle()
    assert stored(hall).passage(3).huis_clos == HuisClos(Voix(voices), asking)
    assert circumstances.text() == "Urgence : avis à noter ▾", "what is still to be noted is said first"
    assert "décide, sans débat, à l'unanimité, de siéger à huis clos pour ce point." in text(hall, "point.3")
    assert "en séance publique" in text(hall, "ouverture"), "the rest of the meeting is public"


def test_an_election_goes_to_the_third_round_and_age_decides(hall: SeancesPlace, settle: Settle) -> None:
    voting = hall.pendant.point.voting
    hall.presenter.turn_to(2)
    voting.ask_ballot(Scrutin.SECRET)
    assert voting.askers is not None
    voting.askers.keep.click()
    settle()
    voices = len(hall.presenter.view.rooms[2].voix) if hall.presenter.view else 0
    half = (voices - 1) // 2
    for number in range(3):
        voting.ask_round()
        dialog = voting.rounds
        assert dialog is not None
        if number == 0:
            for name, who in zip(dialog.names, ("Mme Anne DUVAL", "M. Hugo PETIT"), strict=False):
                name.setCurrentText(who)
        assert dialog.windowTitle() == ("Premier tour", "Deuxième tour", "Troisième tour")[number]
        for spin in dialog.voices[:2]:
            spin.setValue(half)
        dialog.blank.setValue(voices - 2 * half)
        if number == 2:
            assert "dites qui est l'aîné" in dialog.said.text()
            dialog.eldest.setCurrentIndex(2)
            dialog.eldest.activated.emit(2)
            assert "M. Hugo PETIT l'emporte au bénéfice de l'âge" in dialog.said.text()
        dialog.keep.click()
        settle()
    assert voting.main.text() == "Élection acquise (F5)"
    voting.take_main()
    settle()
    assert stored(hall).passage(2).sort is Sort.VOTE
    told = text(hall, "point.2")
    assert told.count("tour de scrutin : bulletins trouvés dans l'urne") == 3
    assert "Au troisième tour, M. Hugo PETIT obtient" in told
    assert "l'emporte au bénéfice de l'âge, les voix étant égales." in told


def test_an_hour_before_the_opening_is_refused_and_the_end_takes_the_hour_typed(
    hall: SeancesPlace, settle: Settle
) -> None:
    roll = hall.pendant.roll
    roll.choose(stored(hall).seance.presents[-1])
    roll.hour.setText("19h40")
    roll.gestures()["Part"].click()
    settle()
    assert "19 heures 40 ne suit pas" in hall.header.fault.text().replace("\u00a0", " ")
    assert stored(hall).mouvements == ()
    for point in (1, 2, 3):
        hall.presenter.turn_to(point)
        hall.pendant.point.voting.settle(Sort.REPORTE)
        settle()
    roll.hour.setText("22h10")
    hall.pendant.lift.click()
    settle()
    assert stored(hall).levee == dt.time(22, 10)


def test_a_second_convocation_takes_the_points_left_and_needs_no_quorum(hall: SeancesPlace, settle: Settle) -> None:
    office = hall._session.office
    first = stored(hall).seance.id
    for elu in stored(hall).seance.presents[4:]:
        meeting.change(office, first, partial(do.leave, elu=elu, avant=2, heure=dt.time(20, 30)), "Odile")
    hall.presenter.refresh()
    settle()
    pendant = hall.pendant
    hall.presenter.turn_to(1)
    pendant.point.voting.settle(Sort.PREND_ACTE)
    settle()
    for point in (2, 3):
        hall.presenter.turn_to(point)
        pendant.point.voting.take_main()
        settle()
    assert [stored(hall).passage(p).sort for p in (2, 3)] == [Sort.SANS_QUORUM] * 2
    assert not pendant.again.isVisible()
    pendant.roll.hour.setText("21h")
    pendant.lift.click()
    settle()

    for day, why in ((DAY + dt.timedelta(2), "trois jours"), (DAY + dt.timedelta(7), "")):
        pendant.again.click()
        dialog = pendant.creation
        assert dialog is not None
        assert dialog.keep.text() == "Convoquer à nouveau"
        dialog.day.setText(f"{day:%d/%m/%Y}")
        dialog.keep.click()
        settle()
        assert why in hall.header.fault.text().replace("\u00a0", " ")
    again = stored(hall)
    assert (again.seance.date, again.premiere) == (day, DAY)
    assert hall.step is Step.AVANT
    listed = hall.avant.agenda.list
    assert [listed.item(row).text() for row in range(listed.count())] == [f"1. {POINTS[1]}", f"2. {POINTS[2]}"]
    assert hall.avant.facts.second.currentText() == f"Seconde convocation, faute de quorum le {DAY:%d/%m/%Y}"
    few = [e.id for e in meeting.members(office, again.seance.id)][:3]
    meeting.change(
        office, again.seance.id, lambda c, e: do.open_meeting(c, e, dt.time(20, 0), few, secretaire=few[1]), "Odile"
    )
    hall.presenter.refresh()
    settle()
    hall.show_step(Step.PENDANT)
    pendant.point.voting.take_main()
    settle()
    assert stored(hall).passage(again.points[0].id).sort is Sort.VOTE, "three voices are enough this time"
