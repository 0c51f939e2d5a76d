"""From nothing to work: the commune is found, its space made, what remains of the setting up is on Accueil."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from secretaire.desk import assistant_offer, model_sources, models
from secretaire.desk import help as guides
from secretaire.desk.assistant_offer import Offer
from secretaire.store import database, locations
from secretaire.ui.app import open_first
from secretaire.ui.places.reglages.place import ASSISTANT
from secretaire.ui.session import Session
from secretaire.ui.shell.new_space import NewSpaceDialog
from secretaire.ui.shell.typed_roster import TypedRosterDialog
from secretaire.ui.shell.window import ACCUEIL, MainWindow
from secretaire.ui.style.sheet import Theme

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


def test_letters_typed_after_a_choice_wait_for_their_own(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    dialog = asked(window, settle, qtbot, "50502")
    assert dialog.create_button.isEnabled()
    qtbot.keyClick(dialog.name, Qt.Key.Key_Backspace)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.create_button.text() == "Créer l'espace", "nothing is created for the commune found before"
    settle()
    assert not window.session.is_open
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


USABLE = "Ce poste peut le faire travailler."


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Offer]:
    """What this PC is said to do with an assistant; the test may change it."""
    now = {"offer": Offer(models.known_models()[0], None, USABLE)}
    monkeypatch.setattr(assistant_offer, "offer", lambda: now["offer"])
    return now


@pytest.fixture
def new_space(window: MainWindow, settle: Settle, qtbot: QtBot, tmp_path: Path, offered: object) -> MainWindow:
    """The space of a commune that has nothing yet."""
    dialog = asked(window, settle, qtbot, "50502")
    dialog.folder.setText(str(tmp_path / "espace"))
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    settle()
    assert window.session.is_open
    return window


def shown(window: MainWindow) -> list[str]:
    """The titles of the cards « Pour commencer »; none when it is hidden."""
    steps = window.accueil.setting_up
    return [card.accessibleName().split(".")[0] for card in steps.cards] if steps.isVisible() else []


def gesture(window: MainWindow, name: str) -> QAbstractButton:
    """The button that a screen reader names so."""
    found = window.accueil.setting_up.findChildren(QAbstractButton)
    return next(made for made in found if made.accessibleName() == name)


ALL = ["La liste des élus", "Les anciens actes de la commune", "L'assistant"]


def typed_dialog(window: MainWindow, qtbot: QtBot) -> TypedRosterDialog:
    qtbot.mouseClick(gesture(window, "La liste des élus : Saisir…"), Qt.MouseButton.LeftButton)
    dialog = window.gestures.roster_dialog
    assert dialog is not None
    dialog.activateWindow()
    qtbot.waitUntil(dialog.table.hasFocus)
    return dialog


def press(qtbot: QtBot, *cells: str) -> None:
    """Type each cell, then Tab, into whatever has the keyboard at each key."""
    for words in cells:
        for key in (*words, Qt.Key.Key_Tab):
            focused = QApplication.focusWidget()
            assert focused is not None
            qtbot.keyClick(focused, key)


def test_the_members_are_typed_with_the_keyboard_alone(new_space: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    assert shown(new_space) == ALL
    dialog = typed_dialog(new_space, qtbot)
    press(qtbot, "mm", "Anne", "Roux", "", "m", "Luc", "Petit", "1er adjoint", "mm", "Eve", "Blin", "")
    qtbot.mouseClick(dialog.keep_button, Qt.MouseButton.LeftButton)
    settle()
    assert [(elu.civilite, elu.full_name, elu.fonction) for elu in new_space.session.roster] == [
        ("Mme", "Anne ROUX", "maire"),
        ("M.", "Luc PETIT", "1er adjoint"),
        ("Mme", "Eve BLIN", "conseillère municipale"),
    ]
    assert new_space.gestures.roster_dialog is None
    assert shown(new_space) == ALL[1:]
    assert "3 élus en fonction" in new_space.notice.text.text()


def test_what_was_typed_stays_until_it_can_be_kept(new_space: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    dialog = typed_dialog(new_space, qtbot)
    QGuiApplication.clipboard().setText("Mme\tAnne\tRoux\tmaire\n\tLuc\tPetit\t1er adjoint\n")
    qtbot.keyClick(dialog.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog.keep_button.click()
    settle()
    assert "ligne 2 : « Civilité » est vide" in dialog.fault.text()
    assert shown(new_space) == ALL
    dialog.reject()
    dialog = typed_dialog(new_space, qtbot)
    assert [line["nom"] for _, line in dialog.rows()] == ["Roux", "Petit"]
    dialog.table.item(1, 0).setText("M.")
    dialog.keep_button.click()
    settle()
    assert [elu.nom for elu in new_space.session.roster] == ["Roux", "Petit"]

    new_space.gestures.type_roster()  # a word to correct: the list is there
    again = new_space.gestures.roster_dialog
    assert again is not None
    again.table.item(1, 2).setText("Petitjean")
    again.keep_button.click()
    settle()
    assert [elu.nom for elu in new_space.session.roster] == ["Roux", "Petitjean"]


def test_the_first_guide_names_every_gesture(new_space: MainWindow, settle: Settle, offered: dict[str, Offer]) -> None:
    told = " ".join(guides.markdown("premiers-pas").split())
    names = set()
    for place in (None, Path("cle")):  # a key with the file of the assistant, or not
        offered["offer"] = Offer(models.known_models()[0], place, USABLE)
        new_space.session.roster_changed.emit()
        settle()
        names |= {made.text() for made in new_space.accueil.setting_up.findChildren(QAbstractButton)}
    assert {"Saisir…", "Installer", "Plus tard"} < names
    assert [name for name in names if f"**{name}**" not in told] == []


def test_a_list_with_dates_of_mandate_is_not_typed_over(demo: MainWindow) -> None:
    words = {action.text(): action.isEnabled() for action in demo.gestures.menu.actions()}
    assert words["Importer la liste des élus (CSV)…"]
    assert not words["Saisir la liste des élus…"]


def test_the_folder_is_read_while_one_writes(new_space: MainWindow, settle: Settle, tmp_path: Path) -> None:
    folder = tmp_path / "actes"
    folder.mkdir()
    (folder / "note.txt").write_text("Délibération sur la toiture de l'école.", encoding="utf-8")
    new_space.accueil.setting_up.folder_asked.disconnect()
    new_space.accueil.setting_up.folder_asked.connect(lambda: new_space.fonds.read_folder(folder))
    gesture(new_space, "Les anciens actes de la commune : Choisir le dossier…").click()
    assert new_space.accueil.isVisible(), "the reading does not take the screen"
    settle()
    assert shown(new_space) == [ALL[0], ALL[2]]
    assert new_space.session.office.fund.document_count() == 1


def test_what_remains_is_there_when_the_window_comes_back(
    new_space: MainWindow, settle: Settle, qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    gesture(new_space, "Les anciens actes de la commune : plus tard").click()
    settle()
    assert shown(new_space) == [ALL[0], ALL[2]]
    new_space.close()
    session = Session(QSettings(str(tmp_path / "fenetre.ini"), QSettings.Format.IniFormat))
    again = MainWindow(session, theme)
    again.show()
    open_first(again, None)
    qtbot.waitUntil(lambda: session.is_open and session.tasks.idle)
    assert shown(again) == [ALL[0], ALL[2]]
    again.close()
    again.deleteLater()


def test_the_assistant_says_what_this_pc_can_do_and_can_be_refused(
    new_space: MainWindow, settle: Settle, offered: dict[str, Offer]
) -> None:
    card = new_space.accueil.setting_up.cards[2]
    assert USABLE in card.accessibleName()
    assert "1,1\u00a0Go" in card.accessibleName()
    gesture(new_space, "L'assistant : Choisir…").click()
    settle()
    assert new_space.reglages.isVisible()
    assert new_space.reglages.page == ASSISTANT
    offered["offer"] = Offer(None, None, "Le processeur de ce poste est trop ancien pour l'assistant.")
    new_space.go_to(ACCUEIL)
    settle()
    card = new_space.accueil.setting_up.cards[2]
    assert "trop ancien" in card.accessibleName()
    names = [made.accessibleName() for made in card.findChildren(QAbstractButton)]
    assert names == ["L'assistant : Sans assistant", "L'assistant : plus tard"], "nothing to install"
    gesture(new_space, "L'assistant : Sans assistant").click()
    settle()
    assert shown(new_space) == ALL[:2]
    assert models.choice().set_aside


def test_a_model_found_on_a_key_is_installed_in_one_gesture(
    new_space: MainWindow, settle: Settle, offered: dict[str, Offer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"GGUF tokenizer.chat_template"
    facts = {"octets": len(content), "sha256": hashlib.sha256(content).hexdigest(), "adaptateur": None}
    usual, small = models.known_models()[0], models.known_models()[-1].model_copy(update=facts)
    for module in (models, model_sources):
        monkeypatch.setattr(module, "known_models", lambda: (usual, small))
    monkeypatch.setattr(model_sources, "places", lambda: (tmp_path / "cle",))
    (tmp_path / "cle").mkdir()
    (tmp_path / "cle" / small.fichier).write_bytes(content)
    offered["offer"] = Offer(small, tmp_path / "cle", USABLE)
    new_space.session.roster_changed.emit()
    settle()
    assert str(tmp_path / "cle") in new_space.accueil.setting_up.cards[2].accessibleName()
    gesture(new_space, "L'assistant : Installer").click()
    settle()
    assert new_space.reglages.page == ASSISTANT, "where the copy is followed"
    assert [model.sha256 for model in models.installed_models()] == [small.sha256]
    new_space.go_to(ACCUEIL)
    settle()
    assert shown(new_space) == ALL[:2]
