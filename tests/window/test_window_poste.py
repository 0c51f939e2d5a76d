"""Réglages, Ce poste: what the installer settled is told, and locked where he locked it; support; an update."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fake_engine import install_model
from PySide6.QtWidgets import QLabel, QWidget

from secretaire.desk import updates
from secretaire.desk.communes import find_communes
from secretaire.desk.office import create_space
from secretaire.desk.updates import Standing
from secretaire.errors import Code, Refused
from secretaire.ui.places.reglages.place import ASSISTANT, POSTE
from secretaire.ui.places.reglages.poste.page import PostePage
from secretaire.ui.shell.new_space import NewSpaceDialog
from secretaire.ui.shell.window import REGLAGES, MainWindow

Settle = Callable[[], None]


@pytest.fixture
def settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose installer locked the model and the memory, chose the folder of the spaces, and wrote a wrong line."""
    folder = tmp_path / "poste"
    folder.mkdir()
    monkeypatch.setenv("SECRETAIRE_POSTE", str(folder))
    (folder / "reglages.toml").write_text(
        "verrouilles = ['assistant.actif', 'assistant.modele', 'assistant.repos_min', 'dossiers.espaces']\n"
        "[dossiers]\nespaces = '/srv/actes'\n[assistant]\nrepos_min = 7\nmodel = 'x'\n",
        encoding="utf-8",
    )
    return folder / "reglages.toml"


def turn(window: MainWindow, settle: Settle, page: int) -> None:
    window.go_to(REGLAGES)
    window.reglages.show_page(page)
    settle()


def said(page: QWidget) -> str:
    return " ".join(found.text() for found in page.findChildren(QLabel) if found.isVisible())


def test_what_the_installer_settled_is_told_and_a_wrong_line_does_not_stop_the_work(
    settled: Path, demo: MainWindow, settle: Settle
) -> None:
    assert "ligne 6" in demo.notice.text.text()
    assert demo.notice.isVisible()
    turn(demo, settle, POSTE)
    page = demo.reglages.poste
    words = said(page)
    assert str(settled) in words
    assert "fixé par votre installateur" in words
    assert "7 min" in words
    assert "vous pouvez travailler" in page.wrong.text()
    settled.write_text("", encoding="utf-8")
    turn(demo, settle, ASSISTANT)
    turn(demo, settle, POSTE)
    assert not page.wrong.isVisible()
    assert "fixé" not in said(page)


def test_what_is_locked_is_read_and_not_chosen(settled: Path, demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    model, other = install_model(tmp_path, "grand", 2), install_model(tmp_path, "petit")
    turn(demo, settle, ASSISTANT)
    page = demo.reglages.assistant
    assert {sha: choice.isEnabled() for sha, choice in page.choices.items()} == {
        model.sha256: True,
        other.sha256: False,
        "": False,
    }
    assert page.fixed_choice.isVisible()
    assert not page.rest.isEnabled()
    assert page.rest.currentText() == "7 minutes"
    settled.write_text("", encoding="utf-8")
    page.arrive()
    settle()
    assert all(choice.isEnabled() for choice in page.choices.values())
    assert page.rest.isEnabled()
    assert not page.fixed_choice.isVisible()


def test_a_new_space_goes_where_the_installer_said(settled: Path, demo: MainWindow, settle: Settle) -> None:
    demo.gestures.ask_new()
    dialog = demo.gestures.dialog
    assert isinstance(dialog, NewSpaceDialog)
    dialog.name.setText("61001")
    dialog._ask()
    settle()
    assert dialog.folder.text().startswith("/srv/actes/")
    assert dialog.folder.isReadOnly()
    assert not dialog.browse.isEnabled()
    dialog.reject()


def test_the_page_for_support_is_written(demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    turn(demo, settle, POSTE)
    page = demo.reglages.poste
    page.presenter.write_state(tmp_path / "état.txt")
    settle()
    assert "actes : " in (tmp_path / "état.txt").read_text(encoding="utf-8-sig")
    assert "état.txt" in page.told.text()
    page.presenter.write_state(tmp_path / "absent" / "état.txt")
    settle()
    assert page.fault.isVisible()


def test_an_update_is_installed_from_a_file_or_refused(
    demo: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page: PostePage = demo.reglages.poste
    turn(demo, settle, POSTE)
    assert not page.update_button.isVisible()  # run from its sources: the administrator updates it
    assert "administrateur" in page.how.text()
    here = Standing("0.1.0", "0.0.9", ("0.1.0", "0.0.9"), tmp_path)
    monkeypatch.setattr(updates, "standing", lambda: here)
    page.arrive()
    settle()
    assert page.update_button.isVisible()
    assert "0.0.9 est gardée" in page.how.text()

    def refuse(path: Path, tell: Callable[[int, int], None]) -> Standing:
        tell(1, 2)
        raise Refused(Code.UPDATE_NOT_NEWER, fichier=path.name, version="0.1.0", actuelle="0.1.0", minimum="0.1.0")

    monkeypatch.setattr(updates, "install", refuse)
    page.update_from(tmp_path / "x.maj")
    settle()
    assert "rien n'a été installé" in page.fault.text()
    monkeypatch.setattr(updates, "install", lambda _path, _tell: Standing("0.2.0", "0.1.0", ("0.2.0",), tmp_path))
    page.update_from(tmp_path / "x.maj")
    settle()
    assert "0.2.0 est installée" in page.told.text()
    assert not page.fault.isVisible()
    assert page.update_button.isEnabled()


def test_another_commune_of_the_same_secretary_is_one_gesture_away(
    demo: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    here = demo.session.office.folder
    create_space(tmp_path / "Mairie d'à côté", find_communes("61001").exact[0]).close()
    demo.session.roster_changed.emit()
    (other,) = demo.gestures.others
    assert other.text() == "Passer à « Mairie d'à côté »"
    other.trigger()
    settle()
    assert demo.session.office.folder == tmp_path / "Mairie d'à côté"
    assert [action.toolTip() for action in demo.gestures.others] == [str(here)]
