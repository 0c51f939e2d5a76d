"""Choosing what to write: shelves to browse, answers to typed words, and the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem
from pytestqt.qtbot import QtBot

from secretaire.acts.act_type import Famille
from secretaire.ui.places.rediger.chooser import OLD_ACTS, Chooser
from secretaire.ui.shell.window import REDIGER, MainWindow

Settle = Callable[[], None]


@pytest.fixture
def chooser(demo: MainWindow, settle: Settle) -> Chooser:
    demo.go_to(REDIGER)
    chooser = demo.rediger.chooser
    chooser.words.clear()
    settle()
    return chooser


def rows(chooser: Chooser) -> list[QListWidgetItem]:
    return [chooser.types.item(row) for row in range(chooser.types.count())]


def selectable(item: QListWidgetItem) -> bool:
    return bool(item.flags() & Qt.ItemFlag.ItemIsSelectable)


def headings(chooser: Chooser) -> list[str]:
    return [item.text() for item in rows(chooser) if not selectable(item)]


def type_words(chooser: Chooser, settle: Settle, words: str) -> list[QListWidgetItem]:
    chooser.words.setText(words)
    settle()
    return rows(chooser)


def test_without_a_word_the_last_acts_come_first_then_every_type_by_matiere(demo: MainWindow, chooser: Chooser) -> None:
    shelves = headings(chooser)
    assert shelves[0] == "Vos derniers actes"
    assert "Délibérations · Finances locales" in shelves
    assert shelves[1:] == sorted(set(shelves[1:]), key=shelves.index)
    families = [s.split(" · ")[0] for s in shelves[1:]]
    assert families == sorted(families, reverse=True)  # délibérations, then arrêtés
    start = next(row for row, item in enumerate(rows(chooser)) if item.text() == shelves[1])
    browsed = {item.text() for item in rows(chooser)[start:] if selectable(item)}
    assert browsed == {kind.libelle for kind in demo.session.office.types.all()}


def test_a_row_tells_who_decides_and_what_answered(chooser: Chooser, settle: Settle) -> None:
    first, *_ = type_words(chooser, settle, "detr toiture ecole")
    spoken = first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Demande de subvention DETR, DSIL ou Fonds vert. Délibération du conseil municipal · « toiture », « école »"
    )
    assert headings(chooser) == [OLD_ACTS]


def test_the_arrows_pass_over_the_headings(chooser: Chooser, settle: Settle, qtbot: QtBot) -> None:
    seen = [chooser.types.currentRow()]
    for _ in range(len(rows(chooser))):
        qtbot.keyClick(chooser.words, Qt.Key.Key_Down)
        seen.append(chooser.types.currentRow())
    wanted = [row for row, item in enumerate(rows(chooser)) if selectable(item)]
    assert list(dict.fromkeys(seen)) == wanted
    qtbot.keyClick(chooser.words, Qt.Key.Key_PageUp)
    assert chooser.types.currentRow() == wanted[max(len(wanted) - 9, 0)]
    for _ in wanted:
        qtbot.keyClick(chooser.words, Qt.Key.Key_PageUp)
    assert chooser.types.currentRow() == wanted[0]


def test_enter_takes_the_type_under_the_eyes(demo: MainWindow, chooser: Chooser, settle: Settle, qtbot: QtBot) -> None:
    type_words(chooser, settle, "buvette")
    qtbot.keyClick(chooser.words, Qt.Key.Key_Return)
    settle()
    assert demo.rediger.presenter.kind is not None
    assert demo.rediger.presenter.kind.id == "debit_temporaire"
    assert demo.rediger.presenter.kind.famille is Famille.ARRETE


def test_words_that_nothing_answers_are_said(chooser: Chooser, settle: Settle) -> None:
    assert type_words(chooser, settle, "xylophone") == []
    assert chooser.none.isVisible()
    assert "« xylophone »" in chooser.none.text()
    assert not chooser.start.isEnabled()
