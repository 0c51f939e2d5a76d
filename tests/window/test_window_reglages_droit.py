"""Réglages, Droit: what speaks, a newer state read before it is accepted, taken back, an article looked up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from law_files import law_file
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from secretaire.desk import law, writing
from secretaire.ui.places.reglages.droit.page import DroitPage
from secretaire.ui.places.reglages.droit.presenter import Part
from secretaire.ui.places.reglages.place import DROIT
from secretaire.ui.shell.window import ACTES, REGLAGES, MainWindow

Settle = Callable[[], None]
WAIT_MS = 20_000
ENDED = {"code": "CGCT", "article": "L2121-29", "debut": "1996-02-24", "fin": "2027-01-01"}
NEW = {"code": "CGCT", "article": "L2121-299", "debut": "2027-01-01", "fin": None}
SHIPPED = date(2026, 11, 1)


def turn(window: MainWindow, settle: Settle) -> DroitPage:
    window.go_to(REGLAGES)
    window.reglages.show_page(DROIT)
    settle()
    return window.reglages.droit


def said(page: DroitPage) -> str:
    shown = [found.text() for found in page.findChildren(QLabel) if found.isVisible()]
    return " ".join(shown).replace("\u00a0", " ")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return law_file(tmp_path / "droit_2027.zip", "2027-01-15", [ENDED, NEW])


def test_a_newer_state_is_read_accepted_told_everywhere_and_taken_back(
    demo: MainWindow, settle: Settle, stick: Path, qtbot: QtBot
) -> None:
    act = writing.start_draft(demo.session.office, "tarifs_salle", {}, author="Anne", act_date=date(2027, 2, 1))
    demo.rediger.presenter.open(act.id)
    page = turn(demo, settle)
    assert "Droit arrêté au 1er novembre 2026, livré avec l'application" in said(page)
    assert not page.revert.isEnabled()
    page.presenter.examine(stick)
    settle()
    assert law.law_state().date == SHIPPED  # read, not accepted
    assert "Signature vérifiée" in said(page)
    assert "1 article ajouté, 1 article mis à jour" in said(page)
    assert (
        "L'article L. 2121-29 du code général des collectivités territoriales : abrogé depuis le 1er janvier 2027"
        in (said(page))
    )
    assert page.file.accept.hasFocus()
    page.file.keep.click()
    settle()
    assert law.law_state().date == SHIPPED
    page.presenter.examine(stick)
    settle()
    qtbot.keyClick(page.file.accept, Qt.Key.Key_Space)
    settle()
    assert law.law_state().date == date(2027, 1, 15)
    assert "Droit arrêté au 15 janvier 2027, importé sur ce poste" in said(page)
    assert "état du 15 janvier 2027, importé le" in said(page)
    assert "15 janvier 2027" in demo.rediger.desk.side.findings.law.text().replace("\u00a0", " ")
    demo.go_to(ACTES)
    demo.actes.show_act(act.id)
    settle()
    assert "15 janvier 2027" in demo.actes.findings.law.text().replace("\u00a0", " ")
    page = turn(demo, settle)
    page.revert.click()
    assert "il faudra la clé USB" in said(page)
    qtbot.keyClick(page.asking_revert.focusWidget(), Qt.Key.Key_Space)  # the careful answer has the focus
    assert law.law_state().date == date(2027, 1, 15)
    page.revert.click()
    page.confirm_revert.click()
    settle()
    assert law.law_state().date == SHIPPED
    assert "livré avec l'application" in said(page)
    assert "1er novembre 2026" in demo.rediger.desk.side.findings.law.text().replace("\u00a0", " ")


def test_a_file_altered_on_its_way_is_refused_and_nothing_changes(
    demo: MainWindow, settle: Settle, stick: Path
) -> None:
    page = turn(demo, settle)
    stick.write_bytes(stick.read_bytes() + b" ")
    page.presenter.examine(stick)
    settle()
    assert "son empreinte n'est pas celle de sa signature" in page.faults[Part.FILE].text()
    assert not page.file.isVisible()
    law_file(stick, "2027-01-15", [ENDED])
    page.presenter.examine(stick)
    settle()
    law_file(stick, "2027-03-01", [ENDED])  # another stick, between the reading and the answer
    page.file.accept.click()
    settle()
    assert "il a changé" in page.faults[Part.FILE].text()
    assert law.law_state().date == SHIPPED
    assert page.update_law.isEnabled()


def test_a_long_file_is_read_off_the_window_and_interrupted(
    demo: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = turn(demo, settle)
    many = [{**ENDED, "article": f"L{2_000 + n}-1"} for n in range(2_000)]
    stick = law_file(tmp_path / "gros.zip", "2027-01-15", many)
    reading, told = threading.Event(), []
    real = law.examine_law

    def slow(path: Path, tell: Callable[[int, int], None]) -> object:
        def heard(done: int, total: int) -> None:
            told.append((done, total))
            reading.set()
            while not page.presenter.interrupted:
                threading.Event().wait(0.01)
            tell(done, total)

        return real(path, heard)

    monkeypatch.setattr(law, "examine_law", slow)
    page.presenter.examine(stick)
    assert reading.wait(WAIT_MS / 1000)
    assert page.work.isVisible()
    assert not page.update_law.isEnabled()
    page.work.interrupted.click()
    settle()
    assert told
    assert 0 < told[0][0] < told[0][1]
    assert not page.file.isVisible()
    assert page.update_law.isEnabled()


@pytest.mark.parametrize(
    ("words", "day", "expected"),
    [
        ("article L. 2121-29 du CGCT", "12/03/2026", "Jugé au 12 mars 2026, d'après le droit arrêté au 1er novembre 2026"),
        ("L2311-7 du CGCT", "1er février 2026", "remplacé depuis le 1er janvier 2026 par CGCT L. 1612-25"),
        ("article L. 2121-29 du CGCT", "12/03/2031", "je ne sais pas s'il est en vigueur"),
        ("la pluie", "12/03/2026", "Aucune référence n'est reconnue"),
        ("article L. 2121-29 du CGCT", "31/02/2026", "La date n'est pas comprise"),
        ("", "12/03/2026", "Écrivez l'article et son code"),
    ],
)  # fmt: skip
def test_an_article_is_looked_up_at_a_date(
    words: str, day: str, expected: str, demo: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    page = turn(demo, settle)
    page.words.setText(words)
    page.day.setText(day)
    qtbot.keyClick(page.words, Qt.Key.Key_Return)
    settle()
    assert expected in said(page)
