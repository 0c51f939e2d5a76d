"""Places by keyboard, roster and journal from the menu of the commune, how Fonds begins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from secretaire.desk.resources import resources
from secretaire.ui.shell.window import FONDS, MainWindow


def test_places_by_keyboard(demo: MainWindow, settle: Callable[[], None], qtbot: QtBot) -> None:
    keys = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_5)
    for key, place in zip(keys, (demo.accueil, demo.rediger, demo.actes, demo.fonds), strict=True):
        qtbot.keyClick(demo, key, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert place.isVisible()


def test_the_roster_is_imported_or_its_wrong_line_told(
    demo: MainWindow, settle: Callable[[], None], tmp_path: Path
) -> None:
    demo.gestures.import_roster(resources() / "demo" / "elus.csv")
    settle()
    assert "11 élus en fonction" in demo.notice.text.text()
    before = demo.session.roster
    wrong = tmp_path / "elus.csv"
    wrong.write_text("civilité;nom;prénom;fonction;ordre;début;fin\nMme;;Anne;maire;1;;\n", encoding="utf-8")
    demo.gestures.import_roster(wrong)
    settle()
    assert "ligne" in demo.notice.text.text()
    assert demo.session.roster == before


def test_the_journal_is_checked_from_the_menu(demo: MainWindow, settle: Callable[[], None]) -> None:
    demo.gestures.check_journal()
    settle()
    assert "intact" in demo.notice.text.text()


def test_a_lost_space_is_told_on_the_first_screen(
    window: MainWindow, settle: Callable[[], None], tmp_path: Path
) -> None:
    from secretaire.ui.app import open_first

    open_first(window, tmp_path / "parti")
    settle()
    assert window.welcome.isVisible()
    assert window.welcome.fault.text()


@pytest.mark.parametrize("words", ["", "   "])
def test_nothing_asked_shows_how_to_begin(demo: MainWindow, settle: Callable[[], None], words: str) -> None:
    demo.go_to(FONDS)
    demo.fonds.bar.words.setText(words)
    settle()
    assert not demo.fonds.results.isVisible()
