"""From nothing to work: the commune is found, its space made, what remains of the setting up is on Accueil."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from secretaire.store import database, locations
from secretaire.ui.shell.new_space import NewSpaceDialog
from secretaire.ui.shell.window import MainWindow

Settle = Callable[[], None]


def asked(window: MainWindow, settle: Settle, qtbot: QtBot, typed: str) -> NewSpaceDialog:
    window.gestures.ask_new()
    dialog = window.gestures.dialog
    assert dialog is not None
    qtbot.keyClicks(dialog.name, typed)
    settle()
    return dialog


def test_a_postal_code_offers_its_communes_and_chooses_none(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    dialog = asked(window, settle, qtbot, "01400")
    assert dialog.found.count() > 2
    assert dialog.chosen() is None, "the INSEE code of a commune is the postal code of others"
    assert not dialog.create_button.isEnabled()
    dialog.reject()


def test_a_commune_not_found_says_what_to_try(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    dialog = asked(window, settle, qtbot, "Zzyzx")
    assert dialog.found.count() == 0
    assert "tapez le code postal" in dialog.note.text()
    dialog.reject()


def test_a_network_share_is_refused_and_what_was_typed_stays(
    window: MainWindow, settle: Settle, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "on_network", lambda _folder: True)
    dialog = asked(window, settle, qtbot, "50502")
    dialog.folder.setText(str(tmp_path / "partage"))
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    settle()
    assert "réseau" in dialog.fault.text()
    assert dialog.folder.text() == str(tmp_path / "partage")
    assert not window.session.is_open
    dialog.reject()


def test_documents_on_a_server_are_not_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = locations.spaces_folder()
    monkeypatch.setattr(locations, "on_network", lambda folder: folder == usual.parent)
    assert not locations.spaces_folder().is_relative_to(usual.parent)
