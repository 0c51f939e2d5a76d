"""Séances → Après → Enregistrement: import, transcribe, mark a point, take a note, erase; the process hears nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from fake_transcriber import command
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from secretaire.council import happenings as do
from secretaire.council.agenda import Point
from secretaire.desk import meeting, recordings, seances
from secretaire.ui.places.seances.apres.enregistrement.panel import RecordingPanel
from secretaire.ui.places.seances.header import Step
from secretaire.ui.shell.window import SEANCES, MainWindow

WAIT_MS = 20_000


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "dictaphone.mp3"
    path.write_bytes(b"son" * 100)
    return path


def opened(qtbot: QtBot, window: MainWindow) -> RecordingPanel:
    place, office = window.seances, window.session.office
    seance = seances.list_seances(office)[0]
    meeting.change(office, seance.id, partial(do.add_point, point=Point(0, "Toiture de l'école")), "Odile")
    window.go_to(SEANCES)
    place.presenter.open(seance.id)
    qtbot.waitUntil(lambda: place.at_work and place.presenter.view is not None, timeout=WAIT_MS)
    place.show_step(Step.APRES)
    place.apres.tabs.setCurrentWidget(place.apres.recording)
    return place.apres.recording


def rows(panel: RecordingPanel) -> list[str]:
    return [panel.list.item(row).text() for row in range(panel.list.count())]


def test_a_recording_becomes_notes_to_confirm_then_is_erased(
    qtbot: QtBot, demo: MainWindow, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings, "model", lambda: sound)
    monkeypatch.setattr(recordings, "transcribe", partial(recordings.transcribe, command=command()))
    panel = opened(qtbot, demo)
    panel.ask_file()
    dialog = panel.dialog
    assert dialog is not None
    dialog.file.setText(str(sound))
    dialog.hour.setText("20h30")
    assert not dialog.keep.isEnabled()
    dialog.told.click()
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.transcribe.isVisible, timeout=WAIT_MS)
    assert "dictaphone.mp3 : pas encore transcrit" in panel.state.text()

    panel.transcribe.click()
    qtbot.waitUntil(lambda: not panel.presenter.busy and panel.list.count() == 5, timeout=WAIT_MS)
    assert rows(panel)[0] == "Avant le premier repère de début de point"
    assert rows(panel)[2] == "0:30 — 20 h 30"
    assert not panel.transcribe.isVisible()

    panel.list.setCurrentRow(3)  # not understood
    assert not panel.take.isEnabled()
    panel.list.setCurrentRow(2)
    first = panel.point.itemText(0)
    panel.begin.click()
    qtbot.waitUntil(lambda: first in rows(panel), timeout=WAIT_MS)
    assert panel.take.isEnabled()
    panel.take.click()
    point, seance_id = panel.point.currentData(), seances.list_seances(demo.session.office)[0].id
    expected = "[enregistrement 0:30] La toiture coûterait douze mille euros, à confirmer"
    qtbot.waitUntil(
        lambda: expected in meeting.course_of(demo.session.office, seance_id).passage(point).notes, timeout=WAIT_MS
    )
    qtbot.waitUntil(lambda: not panel.take.isEnabled(), timeout=WAIT_MS)

    panel.ask_erasure()
    box = panel.findChild(QMessageBox)
    assert box is not None
    next(b for b in box.buttons() if b.text() == "Effacer").click()
    qtbot.waitUntil(panel.bring.isVisible, timeout=WAIT_MS)
    assert not list((demo.session.office.workspace.folder / "enregistrements").glob("*"))
    assert expected in meeting.course_of(demo.session.office, seance_id).passage(point).notes


def test_without_the_model_the_recording_is_kept_and_the_panel_says_what_is_missing(
    qtbot: QtBot, demo: MainWindow, sound: Path
) -> None:
    panel = opened(qtbot, demo)
    panel.presenter.bring(sound, people_told=True, begins=None)
    qtbot.waitUntil(panel.missing.isVisible, timeout=WAIT_MS)
    assert "n'est pas installée" in panel.missing.text()
    assert not panel.transcribe.isVisible()
