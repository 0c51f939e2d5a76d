"""A meeting read at 200 % of the text on a small screen: nothing overlaps, nothing is cut, every gesture can be reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from secretaire.council import happenings as do
from secretaire.council.agenda import Point
from secretaire.desk import meeting, seances, writing
from secretaire.ui.places.seances.header import Step
from secretaire.ui.places.seances.place import SeancesPlace
from secretaire.ui.shell.window import SEANCES, MainWindow
from secretaire.ui.style.tokens import UI_POINTS

Settle = Callable[[], None]


@pytest.fixture(autouse=True)
def _large_text(qapp: QApplication) -> Iterator[None]:
    former, larger = qapp.font(), qapp.font()
    larger.setPointSizeF(2 * UI_POINTS)
    qapp.setFont(larger)
    yield
    qapp.setFont(former)


@pytest.fixture
def hall(demo: MainWindow, settle: Settle) -> SeancesPlace:
    """A meeting not yet open: a nomination, whose row of buttons is the longest, and an ordinary point."""
    office = demo.session.office
    held = seances.create_seance(office, dt.date(2027, 6, 18), dt.time(20, 0), "mairie", dt.date(2027, 6, 10))
    act = writing.start_draft(office, "designation_delegues", {"organisme": "le syndicat des eaux"}, author="Odile")
    for point in (Point(0, act.objet, act_id=act.id), Point(0, "Tarifs de la cantine")):
        meeting.change(office, held.id, partial(do.add_point, point=point), "Odile")
    demo.setStyleSheet(demo.theme.sheet)
    demo.go_to(SEANCES)
    demo.seances.presenter.open(held.id)
    settle()
    return demo.seances


def opened(hall: SeancesPlace, settle: Settle) -> None:
    """Everybody is there."""
    hall.pendant.roll.everybody.click()
    settle()
    hall.pendant.opening.take()
    settle()


def cut(page: QWidget) -> list[str]:
    """The buttons and fields narrower than their words, or lower."""
    found = []
    for made in page.findChildren(QAbstractButton):
        hint = made.minimumSizeHint()
        if made.isVisible() and made.text() and (made.height() < hint.height() - 1 or made.width() < hint.width() - 1):
            found.append(f"« {made.text()} » {made.size()} < {hint}")
    return found


def overlaps(panel: QWidget) -> list[str]:
    """The neighbours that lie over one another."""
    shown = [
        w for w in panel.findChildren(QWidget) if isinstance(w, QAbstractButton | QLabel | QLineEdit) and w.isVisible()
    ]
    places = [(w, w.rect().translated(w.mapTo(panel, QPoint()))) for w in shown]
    return [
        f"{type(one).__name__} « {getattr(one, 'text', str)()} » sur « {getattr(other, 'text', str)()} »"
        for rank, (one, here) in enumerate(places)
        for other, there in places[rank + 1 :]
        if here.intersects(there) and not one.isAncestorOf(other) and not other.isAncestorOf(one)
    ]


def test_before_nothing_is_beyond_the_pane(hall: SeancesPlace, settle: Settle) -> None:
    hall.show_step(Step.AVANT)
    settle()
    avant = hall.avant
    for pane in (avant.form, avant.convocation):
        right = pane.mapTo(avant.tabs, QPoint(pane.width(), 0)).x()
        assert right <= avant.tabs.width(), "the pane does not scroll sideways"
    assert cut(avant) == []
    for line, words in (
        (avant.facts.day, "00/00/0000"),
        (avant.facts.hour, "00h00"),
        (avant.convocation.day, "00/00/0000"),
    ):
        assert line.width() > line.fontMetrics().horizontalAdvance(words)


def test_during_the_vote_can_be_scrolled_to_and_nothing_overlaps(hall: SeancesPlace, settle: Settle) -> None:
    hall.show_step(Step.PENDANT)
    settle()
    assert cut(hall.pendant.roll) == []
    opened(hall, settle)
    voting = hall.pendant.point.voting
    for point, row in ((1, voting.nomination.waive), (2, voting.by_name)):
        hall.presenter.turn_to(point)
        settle()
        assert row.isVisible()
        assert overlaps(voting) == []
        assert cut(voting) == []
    hall.presenter.turn_to(1)
    settle()
    voting.nomination.waive.click()
    settle()
    assert overlaps(voting) == [], "the sentence under the buttons is longer"
    voting.nomination.ask_nominees()
    dialog = voting.nomination.dialog
    assert dialog is not None
    QApplication.processEvents()
    seat = dialog.seats[0]
    assert seat.mapTo(dialog, QPoint(seat.width(), 0)).x() <= dialog.width()
    dialog.reject()


def test_headings_are_larger_than_the_text_and_figures_stay_off_the_border(hall: SeancesPlace, settle: Settle) -> None:
    hall.show_step(Step.PENDANT)
    settle()
    assert hall.pendant.clock.fontInfo().pointSizeF() > 2 * UI_POINTS
    opened(hall, settle)
    hall.presenter.turn_to(2)
    hall.pendant.point.voting.start_count()
    settle()
    spins = hall.pendant.point.voting.count.spins
    assert all(spin.alignment() & Qt.AlignmentFlag.AlignRight for spin in spins.values())
