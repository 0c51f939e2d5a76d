"""Accueil: the first place of the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from secretaire.acts.act import State
from secretaire.desk import seances
from secretaire.desk.deadlines import Etat
from secretaire.desk.office import Office
from secretaire.ui.places.accueil.cards import Card, DeadlineCard, ReminderCard
from secretaire.ui.shell.window import ACCUEIL, ACTES, MainWindow


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Office, "today", lambda _office: date(2026, 11, 22))


def titles(window: MainWindow) -> list[str]:
    return [card.accessibleName() for card in window.accueil.due.cards]


def test_the_window_opens_on_what_is_due(demo: MainWindow, qtbot: QtBot, settle: Callable[[], None]) -> None:
    home = demo.accueil
    assert home.isVisible()
    assert QApplication.focusWidget() is home.words
    first = home.due.cards[0]
    assert isinstance(first, DeadlineCard)
    assert "liste des délibérations" in titles(demo)[0]
    assert "(dans 5 jours)" in titles(demo)[0]
    qtbot.mouseClick(first.done, Qt.MouseButton.LeftButton)
    settle()
    assert not any("liste des délibérations" in title for title in titles(demo)), "done, and kept"
    demo.go_to(ACTES)
    qtbot.keyClick(demo, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert home.isVisible()


def test_what_comes_back_opens_its_draft_and_words_go_to_the_chooser(
    demo: MainWindow, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    (card,) = demo.accueil.expected.cards
    assert isinstance(card, ReminderCard)
    assert card.write.text() == "Ouvrir", "the tariffs are under way"
    card.write.click()
    settle()
    assert demo.rediger.isVisible()
    assert demo.rediger.presenter.act is not None
    assert demo.rediger.presenter.act.type_id == "tarifs_salle"
    demo.go_to(ACCUEIL)
    settle()
    qtbot.keyClicks(demo.accueil.words, "subv toiture")
    qtbot.keyClick(demo.accueil.words, Qt.Key.Key_Return)
    settle()
    assert demo.rediger.chooser.isVisible()
    assert demo.rediger.chooser.words.text() == "subv toiture"
    assert demo.rediger.chooser.picker.places


def test_the_next_meeting_says_its_last_safe_day(demo: MainWindow, settle: Callable[[], None]) -> None:
    assert demo.accueil.meeting.cards == []
    made = seances.create_seance(demo.session.office, date(2027, 4, 8), time(20), "", None)
    demo.session.seances_changed.emit()
    settle()
    (card,) = demo.accueil.meeting.cards
    assert isinstance(card, Card)
    said = card.accessibleName().replace("\u00a0", " ")
    assert "vendredi 2 avril 2027 : le dimanche 4 avril 2027 est la limite, personne ne travaille" in said
    demo.session.show_seance.emit(made.id)
    settle()
    assert demo.seances.isVisible()


def test_projects_are_shown_by_state_and_open_in_rediger(demo: MainWindow, settle: Callable[[], None]) -> None:
    home = demo.accueil
    states = {line.state for line in demo.session.office.workspace.acts.list()}
    assert {State.SOUMIS, State.A_REPRENDRE, State.APPROUVE} <= states
    assert home.projects.count() == 4, "those under way only"
    home.projects.itemClicked.emit(home.projects.item(0))
    settle()
    assert demo.rediger.presenter.act is not None
    assert demo.rediger.presenter.act.state is State.A_REPRENDRE, "the most pressing first"


def test_the_whole_year_and_its_calendar_file(demo: MainWindow, settle: Callable[[], None], tmp_path: Path) -> None:
    home = demo.accueil
    home.ask_year()
    settle()
    dialog = home.year_dialog
    assert dialog is not None
    dialog.year.setValue(2027)
    settle()
    lines = [dialog.list.item(row) for row in range(dialog.list.count())]
    row = next(i for i, item in enumerate(lines) if item.text() == "Voter le budget 2027")
    dialog.list.setCurrentRow(row)
    dialog.set_aside.click()
    settle()
    chosen = dialog.list.currentItem()
    assert chosen.text() == "Voter le budget 2027", "the line chosen stays"
    assert chosen.data(Qt.ItemDataRole.UserRole).etat is Etat.SANS_OBJET
    target = tmp_path / "année.ics"
    dialog.calendar_asked.emit(dialog._lines, target)
    settle()
    assert "BEGIN:VEVENT" in target.read_text(encoding="utf-8")
    dialog.reject()
