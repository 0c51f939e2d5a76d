"""The procès-verbal on screen: the assistant proposes, a person decides; figures are vouched for; then it is published."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from fake_engine import Clock, FakeEngine, install_model
from pytestqt.qtbot import QtBot

from secretaire.acts.wording import fold_spaces
from secretaire.council import happenings as do
from secretaire.council.agenda import Point
from secretaire.council.course import ByName
from secretaire.council.minutes import Etat, Publication
from secretaire.desk import meeting, minutes, models, seances
from secretaire.desk.office import Office
from secretaire.drafting.engine.client import GenerationRequest, GenerationResult
from secretaire.ui.places.seances.apres.minutes_panel import MinutesPanel
from secretaire.ui.places.seances.header import Step
from secretaire.ui.shell.window import SEANCES, MainWindow

Settle = Callable[[], None]
AUTHOR = "Odile"
TRUE = "Une pétition a recueilli 240 signatures."
FALSE = "Le maire annonce 999 signatures."
WAIT_MS = 20_000


@dataclass
class Scripted(FakeEngine):
    """An engine that begins to write, then waits until it may go on or is interrupted."""

    may_end: threading.Event = field(default_factory=threading.Event)

    def generate(
        self,
        request: GenerationRequest,
        on_token: Callable[[str], None] = lambda _text: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> GenerationResult:
        on_token(self.text[:12])
        while not self.may_end.wait(0.01) and not cancelled():
            pass
        return super().generate(request, on_token, cancelled)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Scripted:
    made = Scripted(Clock(), text=TRUE)
    made.may_end.set()
    monkeypatch.setattr(models, "open_engine", lambda _model, _threads=None: made)
    return made


def _held(office: Office, day: dt.date, notes: tuple[str, ...]) -> int:
    """A meeting held and over, one point for each note."""
    made = seances.create_seance(office, day, dt.time(20, 30), "mairie", day - dt.timedelta(days=8))
    ids = [e.id for e in meeting.members(office, made.id)]

    def change(gesture: meeting.Gesture) -> None:
        meeting.change(office, made.id, gesture, AUTHOR)

    for rank in range(len(notes)):
        change(partial(do.add_point, point=Point(0, f"Affaire {rank + 1}")))
    change(lambda c, o: do.open_meeting(c, o, dt.time(20, 30), ids, (), ids[1]))
    for point, note in enumerate(notes, start=1):
        change(partial(do.note, point_id=point, notes=note))
        change(partial(do.record_by_name, point_id=point, ballot=ByName()))
    change(lambda c, o: do.close_meeting(c, o, dt.time(22, 0)))
    return made.id


@dataclass
class Table:
    """The procès-verbal of a meeting on screen."""

    panel: MinutesPanel
    office: Office
    seance_id: int
    settle: Settle

    def view(self) -> minutes.MinutesView:
        return minutes.minutes_of(self.office, self.seance_id)

    def turn(self, key: str) -> str:
        keys = [p.key for p in self.view().minutes.parts]
        self.panel.parts.setCurrentRow(keys.index(key))
        self.settle()
        return self.panel.text.toPlainText()


def _open(window: MainWindow, seance_id: int, settle: Settle) -> Table:
    window.go_to(SEANCES)
    settle()
    window.seances.presenter.open(seance_id)
    settle()
    window.seances.show_step(Step.APRES)
    window.seances.apres.tabs.setCurrentIndex(1)
    settle()
    return Table(window.seances.apres.minutes, window.session.office, seance_id, settle)


NOTES = ("pétition 240 signatures", "pétition 240 signatures", "")


@pytest.fixture
def table(demo: MainWindow, settle: Settle) -> Table:
    return _open(demo, _held(demo.session.office, dt.date(2026, 6, 5), NOTES), settle)


def test_the_assistant_proposes_and_a_person_decides(
    table: Table, demo: MainWindow, engine: Scripted, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    beside, card = table.panel.beside, table.panel.beside.card
    table.turn("entete")
    assert not beside.propose.isVisible()
    table.turn("point.3")
    assert not beside.propose.isVisible()
    table.turn("point.1")
    assert beside.propose.text() == "Proposer une rédaction : pas d'assistant"
    beside.propose.click()
    settle()
    assert "n'est pas installé" in card._state.text()
    card.close_button.click()
    install_model(tmp_path, "essai")
    demo.session.assistant_changed.emit()
    settle()
    assert beside.propose.text() == "Proposer une rédaction"

    # interrupted: nothing is left of it
    engine.may_end.clear()
    beside.propose.click()
    qtbot.waitUntil(lambda: card.text.toPlainText() != "", timeout=WAIT_MS)
    assert card.interrupt.isVisible()
    card.interrupt.click()
    engine.may_end.set()
    settle()
    assert not card.isVisible()
    assert beside.propose.isVisible()

    # proposed: the text waits beside the notes; accepted: it takes their place
    beside.propose.click()
    settle()
    assert card.text.toPlainText() == TRUE
    assert beside.notes.toPlainText() == NOTES[0]
    assert TRUE not in table.view().minutes.text
    card.accept.click()
    settle()
    assert not card.isVisible()
    assert TRUE in fold_spaces(table.panel.text.toPlainText())
    assert TRUE in fold_spaces(table.view().minutes.part("point.1").section.text)

    # the checks put the next one aside and say why; refused: the notes stay
    engine.text = FALSE
    before = table.turn("point.2")
    beside.propose.click()
    settle()
    assert "999" in card._state.text()
    assert not card.accept.isVisible()
    table.turn("entete")
    assert not card.isVisible()
    table.turn("point.2")
    card.refuse.click()
    settle()
    assert not card.isVisible()
    assert table.panel.text.toPlainText() == before


def test_a_figure_is_vouched_for_then_the_minutes_are_published(table: Table, demo: MainWindow, settle: Settle) -> None:
    panel, office = table.panel, table.office
    table.turn("point.3")
    panel.text.setPlainText(f"{panel.text.toPlainText()}\nCoût : 999 €.")
    settle()
    table.turn("entete")
    assert fold_spaces(panel.checklist.list.item(0).text()) == "« 999 € »"
    panel.checklist.list.setCurrentRow(0)
    settle()
    assert fold_spaces(panel.text.textCursor().selectedText()) == "999 €"
    panel.checklist.source.setText("devis du 3 mars")
    panel.checklist.attest()
    settle()
    assert table.view().doubts == ()
    assert not panel.checklist.box.isVisible()

    panel.read.click()
    settle()
    later = _held(office, dt.date(2026, 7, 10), ("",))
    minutes.settle(office, table.seance_id, later, AUTHOR)
    table = _open(demo, table.seance_id, settle)
    panel.publish.click()
    dialog = panel.publication
    assert dialog is not None
    dialog.day.setText("14/07/2026")
    dialog.mode.setCurrentText("")
    dialog.keep.click()
    assert "comment" in dialog.fault.text()
    dialog.mode.setCurrentIndex(1)
    mode = dialog.mode.currentText()
    dialog.keep.click()
    settle()
    record = table.view().record
    assert (record.etat, record.publication) == (Etat.PUBLIE, Publication(dt.date(2026, 7, 14), mode))
    assert "publié le 14 juillet 2026" in fold_spaces(panel.state.text())
