"""Nominations at a meeting, in its window: the secret ballot waived by all, a single candidacy, lists that share the seats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from secretaire.acts.act import Role
from secretaire.council import happenings as do
from secretaire.council.agenda import Point
from secretaire.council.course import Course, Sort
from secretaire.council.nominations import Nomme, SansSecret
from secretaire.desk import meeting, minutes, seances, writing
from secretaire.ui.places.seances.header import Step
from secretaire.ui.places.seances.place import SeancesPlace
from secretaire.ui.shell.window import SEANCES, MainWindow

Settle = Callable[[], None]
DAY = dt.date(2027, 6, 18)
DELEGUES, CAO, MAIRE, LIBRE = 1, 2, 3, 4


@pytest.fixture
def hall(demo: MainWindow, settle: Settle) -> SeancesPlace:
    """An open meeting: delegates, the commission d'appel d'offres, the maire, and a point without a draft."""
    office = demo.session.office
    held = seances.create_seance(office, DAY, dt.time(20, 0), "mairie", dt.date(2027, 6, 10))
    fields = {
        "designation_delegues": {
            "organisme": "le syndicat des eaux",
            "categorie": "autre organisme extérieur",
            "sieges_titulaires": "1",
            "sieges_suppleants": "1",
        },
        "election_cao": {},
        "election_maire": {},
    }
    for type_id, given in fields.items():
        act = writing.start_draft(office, type_id, given, author="Odile")
        meeting.change(office, held.id, partial(do.add_point, point=Point(0, act.objet, act_id=act.id)), "Odile")
    meeting.change(office, held.id, partial(do.add_point, point=Point(0, "Correspondant défense")), "Odile")
    everybody = [e.id for e in meeting.members(office, held.id)]
    gesture = partial(do.open_meeting, heure=dt.time(20, 0), presents=everybody, secretaire=everybody[1])
    meeting.change(office, held.id, gesture, "Odile")
    demo.go_to(SEANCES)
    demo.seances.presenter.open(held.id)
    settle()
    demo.seances.show_step(Step.PENDANT)
    return demo.seances


def stored(place: SeancesPlace) -> Course:
    assert place.presenter.view is not None
    return meeting.course_of(place._session.office, place.presenter.view.course.seance.id)


def part(place: SeancesPlace, point: int) -> str:
    found = minutes.minutes_of(place._session.office, stored(place).seance.id).minutes
    return found.part(f"point.{point}").section.text.replace("\u00a0", " ")


def act_text(place: SeancesPlace, point: int, role: Role) -> str:
    act_id = stored(place).point(point).act_id
    assert act_id is not None
    return writing.get_act(place._session.office, act_id).section(role).text.replace("\u00a0", " ")


def press(place: SeancesPlace, qtbot: QtBot, key: Qt.Key) -> None:
    """A key, wherever the keyboard is."""
    window = place.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget() or window, key)


def test_the_council_waives_the_secret_ballot_in_one_key_and_takes_it_back(
    hall: SeancesPlace, settle: Settle, qtbot: QtBot
) -> None:
    hall.presenter.turn_to(DELEGUES)
    gestures = hall.pendant.point.voting.nomination
    assert gestures.waive.isVisible()
    assert gestures.waive.height() >= 40, "a target for a tired hand"
    press(hall, qtbot, Qt.Key.Key_F3)
    settle()
    assert stored(hall).passage(DELEGUES).sans_secret is SansSecret.UNANIMITE
    assert "renonce à l'unanimité au scrutin secret" in hall.pendant.point.voting.note.text()
    assert "ayant décidé à l'unanimité de ne pas procéder au scrutin secret" in act_text(hall, DELEGUES, Role.VOTE)
    press(hall, qtbot, Qt.Key.Key_F3)
    settle()
    assert stored(hall).passage(DELEGUES).sans_secret is None
    assert "main levée" not in act_text(hall, DELEGUES, Role.VOTE)
    hall.presenter.undo()
    settle()
    assert stored(hall).passage(DELEGUES).sans_secret is SansSecret.UNANIMITE
    assert "à main levée" in act_text(hall, DELEGUES, Role.VOTE)


def test_a_round_by_show_of_hands_asks_for_no_papers(hall: SeancesPlace, settle: Settle) -> None:
    voting = hall.pendant.point.voting
    hall.presenter.turn_to(LIBRE)
    voting.nomination.waiving.trigger()
    settle()
    voting.ask_round()
    dialog = voting.rounds
    assert dialog is not None
    assert not dialog.blank.isVisible()
    dialog.names[0].setCurrentText("M. Hugo PETIT")
    dialog.voices[0].setValue(len(stored(hall).seance.presents))
    dialog.keep.click()
    settle()
    voting.take_main()
    settle()
    told = part(hall, LIBRE)
    assert "décide, à l'unanimité, de ne pas procéder au scrutin secret" in told
    assert "Premier tour de scrutin, à main levée" in told
    assert "bulletin" not in told


def test_a_single_candidacy_takes_effect_at_once(
    demo: MainWindow, hall: SeancesPlace, settle: Settle, qtbot: QtBot
) -> None:
    hall.presenter.turn_to(DELEGUES)
    voting = hall.pendant.point.voting
    press(hall, qtbot, Qt.Key.Key_F4)
    dialog = voting.nomination.dialog
    assert dialog is not None
    assert [box.currentText() for box in dialog.seats[:3]] == ["titulaire", "suppléant", ""]
    assert not dialog.keep.isEnabled()
    for name, who in zip(dialog.names, ("Mme Anne DUVAL", "M. Hugo PETIT"), strict=False):
        name.setCurrentText(who)
    qtbot.keyClick(dialog.names[1], Qt.Key.Key_Return)
    settle()
    assert stored(hall).passage(DELEGUES).nommes == (
        Nomme("Mme Anne DUVAL", "titulaire"),
        Nomme("M. Hugo PETIT", "suppléant"),
    )
    assert voting.main.text() == "Nomination acquise (F5)"
    assert not voting.round.isVisible()
    press(hall, qtbot, Qt.Key.Key_F5)
    settle()
    assert stored(hall).passage(DELEGUES).sort is Sort.VOTE
    assert "les nominations, dont" in act_text(hall, DELEGUES, Role.VOTE)
    decided = act_text(hall, DELEGUES, Role.DISPOSITIF)
    assert "en qualité de titulaire : Mme Anne DUVAL" in decided
    assert "en qualité de suppléant : M. Hugo PETIT" in decided
    hall._session.write_act.emit(stored(hall).point(DELEGUES).act_id or "")
    settle()
    form = demo.rediger.desk.form
    noted = {
        champ
        for champ in ("organisme", "mode_vote", "titulaires", "suppleants")
        if (row := form.row(champ)) and any(said.text() == "Noté en séance" for said in row.findChildren(QLabel))
    }
    assert noted == {"mode_vote", "titulaires", "suppleants"}


def test_a_point_without_a_draft_says_the_single_candidacy_in_the_minutes(hall: SeancesPlace, settle: Settle) -> None:
    hall.presenter.turn_to(LIBRE)
    gestures = hall.pendant.point.voting.nomination
    gestures.single.trigger()
    assert gestures.dialog is not None
    gestures.dialog.names[0].setCurrentText("M. Hugo PETIT")
    gestures.dialog.keep.click()
    settle()
    hall.pendant.point.voting.take_main()
    settle()
    assert (
        "Une seule candidature ayant été présentée, la nomination prend effet immédiatement, et lecture en est donnée par"
        in part(hall, LIBRE)
    )


def test_the_maire_is_always_elected_by_secret_ballot(hall: SeancesPlace, settle: Settle) -> None:
    hall.presenter.turn_to(MAIRE)
    gestures = hall.pendant.point.voting.nomination
    assert not gestures.waive.isVisible()
    assert not gestures.waiving.isEnabled()
    assert not gestures.single.isEnabled()
    gestures.waive_secrecy()
    settle()
    assert "se vote toujours au scrutin secret" in hall.header.fault.text()
    assert stored(hall).passage(MAIRE).sans_secret is None


def test_the_lists_of_the_commission_share_its_seats_in_the_act(hall: SeancesPlace, settle: Settle) -> None:
    hall.presenter.turn_to(CAO)
    voting = hall.pendant.point.voting
    voting.ask_round()
    dialog = voting.rounds
    assert dialog is not None
    assert dialog.sharing.value() == 3
    voices = len(stored(hall).seance.presents)
    for name, spin, (who, count) in zip(
        dialog.names, dialog.voices, (("Liste Duval", voices - 3), ("Liste Petit", 3)), strict=False
    ):
        name.setCurrentText(who)
        spin.setValue(count)
    assert "Liste Duval 2 sièges, Liste Petit 1 siège." in dialog.said.text().replace("\u00a0", " ")
    dialog.keep.click()
    settle()
    voting.nomination.ask_nominees()
    naming = voting.nomination.dialog
    assert naming is not None
    for name, who in zip(naming.names, ("A", "B", "C", "D", "E", "F"), strict=False):
        name.setCurrentText(who)
    naming.keep.click()
    settle()
    voting.take_main()
    settle()
    assert stored(hall).passage(CAO).sort is Sort.VOTE
    decided = act_text(hall, CAO, Role.DISPOSITIF)
    assert f"Les résultats du vote sont les suivants, pour {voices} suffrages exprimés" in decided
    assert f"Liste Duval\t{voices - 3}\t2\t2" in decided
    assert "Sont membres titulaires de la commission d'appel d'offres, pour la durée du mandat : A, B et C" in decided
    assert "suppléants de la commission d'appel d'offres : D, E et F" in decided
    assert "majorité absolue" not in act_text(hall, CAO, Role.VOTE)
