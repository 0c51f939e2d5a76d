"""A bug is told plainly, once, and kept in the log."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from secretaire.store import locations
from secretaire.ui.app import settings
from secretaire.ui.faults import FaultWatch
from secretaire.ui.shell.window import MainWindow


@pytest.fixture
def watch(window: MainWindow) -> Iterator[FaultWatch]:
    kept = sys.excepthook, threading.excepthook
    made = FaultWatch(window)
    made.window = window
    made.install()
    yield made
    sys.excepthook, threading.excepthook = kept
    qInstallMessageHandler(None)


def boxes(window: MainWindow) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def test_two_bugs_make_one_box_and_two_lines_in_the_log(
    watch: FaultWatch, window: MainWindow, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        sys.excepthook(ZeroDivisionError, ZeroDivisionError("essai"), None)
    qtbot.waitUntil(lambda: len(boxes(window)) == 1)
    assert "Vos projets d'actes sont enregistrés" in boxes(window)[0].text()
    assert len([r for r in caplog.records if r.levelname == "ERROR"]) == 2
    boxes(window)[0].close()
    caplog.clear()


def test_a_bug_in_a_thread_is_told_too(
    watch: FaultWatch, window: MainWindow, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(boxes(window)) == 1)
    boxes(window)[0].close()
    caplog.clear()


def test_preferences_are_kept_with_those_of_the_person() -> None:
    kept = settings()
    kept.setValue("personne/nom", "Joëlle Sanz")
    kept.sync()
    assert (locations.config_folder() / "fenetre.ini").is_file()
