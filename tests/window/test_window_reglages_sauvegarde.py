"""Réglages, Sauvegarde: a copy, a stick, a copy put back beside, the whole space read again, two windows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from secretaire.desk import safekeeping, writing
from secretaire.errors import Refused
from secretaire.store.occupation import hold
from secretaire.ui.places.reglages.place import SAUVEGARDE
from secretaire.ui.places.reglages.sauvegarde.page import SauvegardePage
from secretaire.ui.shell.window import REGLAGES, MainWindow

Settle = Callable[[], None]


def turn(window: MainWindow, settle: Settle) -> SauvegardePage:
    window.go_to(REGLAGES)
    window.reglages.show_page(SAUVEGARDE)
    settle()
    return window.reglages.sauvegarde


def said(page: SauvegardePage) -> str:
    shown = [found.text() for found in page.findChildren(QLabel) if found.isVisible()]
    return " ".join(shown).replace("\u00a0", " ")


def test_a_copy_is_made_here_then_on_a_stick_and_the_space_is_read_again(
    demo: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    page = turn(demo, settle)
    assert "Aucune sauvegarde n'a encore été faite" in said(page)
    assert "même poste que vos actes" in said(page)
    stick = tmp_path / "CLE"
    stick.mkdir()
    page.presenter.choose_place(stick)
    settle()
    assert "2 copies faites et vérifiées" in said(page)
    assert "même poste que vos actes" not in said(page)
    (made,) = stick.glob("*.zip")
    assert safekeeping.check_copy(made).commune == demo.session.office.commune.nom
    stick.rename(tmp_path / "poche")
    page = turn(demo, settle)
    assert "La clé des sauvegardes n'est pas branchée" in said(page)
    page.forget.click()
    settle()
    assert "n'est pas branchée" not in said(page)
    page.check.click()
    settle()
    assert "Le journal est intact" in said(page)
    demo.copies.look()  # one was just made: none is due
    settle()
    assert not demo.notice.isVisible()
    assert len(list((tmp_path / "donnees" / "sauvegardes").rglob("*.zip"))) == 1


def test_a_copy_put_back_opens_beside_and_the_space_at_work_is_untouched(
    demo: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    page = turn(demo, settle)
    former = demo.session.office.folder
    page.presenter.save_to(tmp_path / "copie.zip")
    settle()
    assert "Sauvegarde faite et vérifiée" in said(page)
    later = writing.start_draft(demo.session.office, "tarifs_salle", {}, author="Anne")
    dialog = page.ask_restore(tmp_path / "copie.zip")
    settle()
    assert "Ce qui a été écrit depuis n'y est pas" in dialog.words.text()
    assert demo.session.office.folder == former
    dialog.accept_button.click()
    settle()
    assert demo.session.office.folder != former
    assert demo.session.office.folder.parent == former.parent
    assert later.id not in [act.id for act in writing.list_acts(demo.session.office)]
    assert (former / "espace.sqlite").exists()
    demo.session.open_folder(former)
    settle()
    assert later.id in [act.id for act in writing.list_acts(demo.session.office)]


def test_an_automatic_copy_that_cannot_be_made_is_told_once(demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    (tmp_path / "donnees" / "sauvegardes").write_bytes(b"a file where the folder should be")
    told: list[str] = []
    demo.session.told.connect(told.append)
    for _ in range(2):
        demo.copies.look()
        settle()
    assert len(told) == 1
    assert "n'a pas été faite" in told[0]


def test_a_file_that_is_no_copy_is_refused_in_a_sentence(demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    page = turn(demo, settle)
    (tmp_path / "lettre.zip").write_bytes(b"une lettre")
    dialog = page.ask_restore(tmp_path / "lettre.zip")
    settle()
    assert "rien n'a été modifié" in dialog.fault.text()
    assert not dialog.accept_button.isEnabled()
    dialog.reject()


def test_the_second_window_is_told(demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    folder = demo.session.office.folder
    with pytest.raises(Refused):
        hold(folder)
    demo.session.open_folder(folder)  # the same window may open it again
    settle()
    assert demo.session.office.folder == folder
    other = tmp_path / "autre"
    safekeeping.restore(safekeeping.save_copy(folder, tmp_path / "copie.zip").path, other, "Anne")
    held = hold(other)
    refusals: list[str] = []
    demo.session.open_folder(other, lambda _error, text: refusals.append(text))
    settle()
    assert "déjà ouvert dans une autre fenêtre" in refusals[0]
    assert demo.session.office.folder == folder
    held.release()
    demo.session.open_folder(other)
    settle()
    assert demo.session.office.folder == other
    hold(folder).release()  # left, so free
