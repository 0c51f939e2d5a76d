"""Réglages, Coffre: made with its sheet, opened with its passphrase or its sheet, closed, taken away."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from memory_keyring import MemoryKeyring
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox

from secretaire.desk import vault_keeping
from secretaire.desk.office import open_space
from secretaire.desk.recovery_sheet import groups
from secretaire.desk.vault import home_of
from secretaire.store import locations
from secretaire.store.age_file import Keys
from secretaire.store.journal import Event
from secretaire.store.vault import in_clear
from secretaire.store.vault_card import VAULT_NAME, is_vault
from secretaire.store.workspace import FILE_NAME
from secretaire.ui.places.reglages.coffre.making import MakingDialog
from secretaire.ui.places.reglages.coffre.page import CoffrePage
from secretaire.ui.places.reglages.place import COFFRE
from secretaire.ui.places.reglages.sauvegarde.restoring import RestoreDialog
from secretaire.ui.shell.keys import PassphraseDialog, SheetDialog
from secretaire.ui.shell.window import REGLAGES, MainWindow

Settle = Callable[[], None]
PHRASE = "quatre mots au hasard"


@pytest.fixture(autouse=True)
def _no_viewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)


def turn(window: MainWindow, settle: Settle) -> CoffrePage:
    window.go_to(REGLAGES)
    window.reglages.show_page(COFFRE)
    settle()
    return window.reglages.coffre


def said(page: CoffrePage) -> str:
    shown = [found.text() for found in page.findChildren(QLabel) if found.isVisible()]
    return " ".join(shown).replace("\u00a0", " ")


def yes(box: QMessageBox | None) -> None:
    assert box is not None
    (agreed,) = [b for b in box.buttons() if box.buttonRole(b) is QMessageBox.ButtonRole.AcceptRole]
    assert isinstance(agreed, QAbstractButton)
    agreed.click()


def made(window: MainWindow, settle: Settle, sheet: Path, phrase: str = "") -> MakingDialog:
    page = turn(window, settle)
    page.make.click()
    dialog = page.dialog
    assert dialog is not None
    assert not dialog.accept_button.isEnabled()
    page.presenter.write_sheet(dialog._keys, sheet, lambda: dialog.sheet_written(sheet))
    settle()
    assert sheet.is_file()
    if phrase:
        dialog.phrase.wanted.setChecked(True)
        dialog.phrase.phrase.setText(phrase)
        dialog.phrase.again.setText(phrase)
    for line in dialog.groups.values():
        line.setText("QQQQ9")
    dialog.accept_button.click()
    settle()
    assert "ne sont pas ceux de la feuille" in dialog.fault.text()
    for number, line in dialog.groups.items():
        line.setText(groups(dialog._keys.recovery)[number - 1])
    dialog.accept_button.click()
    settle()
    return dialog


def test_a_space_goes_in_a_vault_and_back(demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    former = demo.session.office.folder
    assert "n'est pas dans un coffre" in said(turn(demo, settle))
    demo.reglages.sauvegarde.presenter.copy_now()
    settle()
    made(demo, settle, tmp_path / "feuille.docx")
    vault = former.with_name("espace (coffre)")
    assert not (tmp_path / "feuille.docx").exists()
    assert demo.session.office.place == vault
    page = turn(demo, settle)
    assert "dans le trousseau" in said(page)
    assert "en clair" in page.clear.text()
    assert "en clair : 1." in said(page)  # the copy of before
    page.remove_clear.click()
    yes(page.box)
    settle()
    assert "effacé" in page.report.text()
    assert not (former / FILE_NAME).exists()
    assert "qui ne sont pas de l'espace" in page.report.text()  # the documents of the fund
    page.give_back.click()
    yes(page.box)
    settle()
    assert not vault.exists()
    office = demo.session.office
    assert (office.entrance, office.folder.name) == (None, "espace (en clair)")
    assert len(office.workspace.journal.of(Event.COFFRE_ENLEVE)) == 1
    assert not demo.session.office.workspace.journal.verify().first_break


def test_a_vault_asks_its_passphrase_in_a_dialog_and_the_sheet_opens_too(
    demo: MainWindow, settle: Settle, tmp_path: Path, session_keyring: MemoryKeyring
) -> None:
    before = {name for _, name in session_keyring.kept if name.startswith("coffre:")}
    sheet_key = made(demo, settle, tmp_path / "feuille.pdf", PHRASE)._keys.recovery
    vault = demo.session.office.place
    assert {name for _, name in session_keyring.kept if name.startswith("coffre:")} == before
    demo.session.open_folder(tmp_path / "espace")  # the vault closes
    settle()
    assert not in_clear(home_of(vault))
    demo.session.open_folder(vault)
    settle()
    asked = demo.keys.dialog
    assert isinstance(asked, PassphraseDialog)
    asked.phrase.setText("une autre phrase")
    asked.accept_button.click()
    settle()
    assert "Ce n'est pas la phrase secrète de ce coffre" in asked.fault.text()
    asked.phrase.setText(PHRASE)
    asked.accept_button.click()
    settle()
    assert demo.session.office.place == vault
    demo.session.open_folder(tmp_path / "espace")
    settle()
    demo.session.open_folder(vault)
    settle()
    assert isinstance(demo.keys.dialog, PassphraseDialog)
    demo.keys.dialog.extra.click()
    QApplication.processEvents()
    sheet = demo.keys.dialog
    assert isinstance(sheet, SheetDialog)
    sheet.typed.setPlainText("PAS LA CLE")
    sheet.accept_button.click()
    settle()
    assert sheet.fault.isVisible()
    sheet.typed.setPlainText("\n".join(groups(sheet_key)))
    sheet.accept_button.click()
    settle()
    assert demo.session.office.place == vault
    assert len(demo.session.office.workspace.journal.of(Event.COFFRE_SECOURS)) == 1


def test_a_vault_that_does_not_close_is_said_and_closed_later(
    demo: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(demo, settle, tmp_path / "feuille.docx")
    vault = demo.session.office.place

    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "il n'y a plus de place")

    with monkeypatch.context() as patched:
        patched.setattr("secretaire.store.age_file.encrypt_io", full)
        assert not demo.close()
    dialog = demo.not_closed
    assert dialog is not None
    assert "plus de place" in dialog.fault.text()
    assert in_clear(home_of(vault))
    dialog.again.click()
    assert not demo.isVisible()
    assert not in_clear(home_of(vault))
    assert is_vault(vault)


def test_the_copy_of_a_vault_is_put_back_by_the_window(demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    made(demo, settle, tmp_path / "feuille.docx")
    page = demo.reglages.sauvegarde
    page.presenter.save_to(tmp_path / "copie.coffre.zip")
    settle()
    assert "Sauvegarde faite et vérifiée" in page.report.text().replace("\u00a0", " ")
    dialog = page.ask_restore(tmp_path / "copie.coffre.zip")
    assert isinstance(dialog, RestoreDialog)
    settle()
    assert "reste chiffrée" in dialog.words.text()
    dialog.accept_button.click()
    settle()
    assert is_vault(demo.session.office.place)
    assert "restaurée" in demo.session.office.place.name


def test_a_stop_that_left_a_vault_in_clear_is_said_at_the_next_start(
    demo: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    vault = vault_keeping.put_in_vault(demo.session.office, tmp_path / "coffre", Keys.draw(), "Claire")
    assert locations.last_space() == vault
    demo.tell_left_in_clear((vault,))
    assert "n'a pas été fermé" in demo.notice.text.text()


def test_two_states_of_a_vault_are_both_kept_and_one_is_put_aside(
    demo: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    vault = vault_keeping.put_in_vault(demo.session.office, tmp_path / "coffre", Keys.draw(), "Claire")
    former = (vault / VAULT_NAME).read_bytes()
    office = open_space(vault)
    office.close()  # another file: each closing encrypts anew
    left = open_space(vault)
    left.workspace.close()
    left.fund.close()
    left.abandon_vault()
    (vault / VAULT_NAME).write_bytes(former)
    demo.session.open_folder(vault)
    settle()
    assert demo.keys.box is not None
    assert "les deux sont gardés" in demo.keys.box.text()
    yes(demo.keys.box)
    settle()
    assert demo.session.office.place == vault
    assert len(list(tmp_path.glob("coffre (travail du *"))) == 1
