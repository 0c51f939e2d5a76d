"""Before a meeting, in the real window: drafts prepared ahead, a draft for one point, points dragged, a letter each."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import docx
import pytest
from fake_engine import Clock, FakeEngine, install_model
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from secretaire.council import happenings as h
from secretaire.council.agenda import Nature, Point
from secretaire.desk import meeting, models, seances, writing
from secretaire.ui.places.accueil.cards import Card
from secretaire.ui.places.actes.exports.presenter import Suffix
from secretaire.ui.places.seances.avant.agenda import AgendaPanel
from secretaire.ui.places.seances.avant.night import Running
from secretaire.ui.places.seances.header import Step
from secretaire.ui.places.seances.place import SeancesPlace
from secretaire.ui.shell.window import ACCUEIL, SEANCES, MainWindow

Settle = Callable[[], None]
WHO = "Odile"
TARIFFS, BUDGET, VAGUE, DELEGATE = (
    "Tarifs de location de la salle polyvalente",
    "Budget primitif 2027",
    "Convention",
    "Adhésion au groupement de commandes pour l'électricité",
)
POINTS = (TARIFFS, BUDGET, VAGUE, DELEGATE)


def plan(window: MainWindow, settle: Settle, *points: str) -> int:
    """A meeting with these points, on screen before it is held."""
    office = window.session.office
    seance = seances.create_seance(office, dt.date(2027, 6, 18), dt.time(20, 30), "mairie", None).id
    for objet in points:
        meeting.change(office, seance, partial(h.add_point, point=Point(0, objet)), WHO)
    meeting.change(office, seance, partial(h.add_point, point=Point(0, "Divers", Nature.QUESTIONS)), WHO)
    show(window, settle, seance)
    return seance


def show(window: MainWindow, settle: Settle, seance: int) -> None:
    window.go_to(SEANCES)
    settle()
    window.seances.presenter.open(seance)
    settle()
    window.seances.show_step(Step.AVANT)
    window.seances.avant.tabs.setCurrentWidget(window.seances.avant.night)
    settle()


def lines(place: SeancesPlace, objet: str) -> list[str]:
    """What the card of a point says."""
    cards = place.avant.night.cards.values()
    card = next(c for c in cards if objet in c.accessibleName())
    return [line.text().replace("\u00a0", " ") for line in card.lines]


def gesture(place: SeancesPlace, name: str) -> Callable[[], None]:
    buttons = (b for c in place.avant.night.cards.values() for b in c.buttons)
    return next(b for b in buttons if b.accessibleName() == name).click


def test_from_the_evening_to_the_morning(demo: MainWindow, settle: Settle) -> None:
    seance = plan(demo, settle, *POINTS)
    place, night, office = demo.seances, demo.seances.avant.night, demo.session.office
    assert night.state.text() == "4 à préparer"
    assert "Durée pas encore connue" in night.left.text()
    assert night.pen_note.isVisible(), "no assistant on this PC: it works all the same, and says so"
    assert night.start.text() == "Préparer les 4 projets"
    told: list[str] = []
    place.avant.preparing.moved.connect(lambda _: told.append(night.left.text()))
    night.start.click()
    settle()
    assert any("Moins d'une minute" in said for said in told), "measured on this PC after the first"
    assert night.state.text() == "3 projets prêts, 1 type à choisir"
    assert not night.start.isVisible()

    said = lines(place, TARIFFS)
    assert said[0].startswith("Type : Tarifs de location de la salle communale (titre : "), "why"
    assert said[1].startswith("Précédent : la délibération n° 2025-032 ")
    assert said[2] == "À compléter (2) : date d'effet, grille tarifaire"
    assert said[3] == "Contrôles : rien d’autre à vérifier"
    assert lines(place, VAGUE)[0].startswith("Type à choisir")
    assert place.avant.tabs.tabText(1) == "Projets préparés (3)"

    gesture(place, f"Autre type… : {VAGUE}")()
    settle()
    dialog = place.avant.type_dialog
    assert dialog is not None
    dialog.picker.words.setText("vœu")
    settle()
    dialog.picker.take()
    settle()
    act = demo.rediger.presenter.act
    assert act is not None
    assert (demo.rediger.isVisible(), act.type_id) == (True, "motion_voeu")
    course = meeting.course_of(office, seance)
    assert all(p.act_id for p in course.points if p.nature is Nature.DELIBERATION)
    assert next(p.act_id for p in course.points if p.objet == VAGUE) == act.id
    show(demo, settle, seance)
    assert "choisi par secrétariat" in lines(place, VAGUE)[0]
    gesture(place, f"Ouvrir le projet : {TARIFFS}")()
    settle()
    assert demo.rediger.presenter.act is not None
    assert demo.rediger.presenter.act.type_id == "tarifs_salle"


def test_paused_then_gone_on_with(demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    seance = plan(demo, settle, *POINTS)
    before = len(writing.list_acts(demo.session.office))
    presenter = demo.seances.avant.preparing

    def pause_at_the_second(now: Running | None) -> None:
        if now is not None and now.step is not None and now.step.done == 1 and not now.stopping:
            presenter.pause()

    presenter.moved.connect(pause_at_the_second)
    demo.seances.avant.night.start.click()
    settle()
    presenter.moved.disconnect(pause_at_the_second)
    night = demo.seances.avant.night
    made = len(writing.list_acts(demo.session.office)) - before
    assert 1 <= made < 3
    assert "à préparer" in night.state.text()
    demo.session.open_folder(demo.session.office.folder)  # the application is opened again
    settle()
    show(demo, settle, seance)
    night.start.click()
    settle()
    assert night.state.text() == "3 projets prêts, 1 type à choisir"
    assert len(writing.list_acts(demo.session.office)) - before == 3, "no point has two drafts"


_NIGHT = """
import datetime as dt, os, signal, sys
from functools import partial
from pathlib import Path
from secretaire.council import happenings as h
from secretaire.council.agenda import Point
from secretaire.desk import meeting, overnight, seances
from secretaire.desk.communes import the_commune
from secretaire.desk.office import create_space

office = create_space(Path(sys.argv[1]), the_commune("61339"))
seances.create_seance(office, dt.date(2027, 6, 18), dt.time(20, 30), "mairie", None)
for objet in ("Budget primitif 2027", "Compte financier unique 2026"):
    meeting.change(office, 1, partial(h.add_point, point=Point(0, objet)), "Odile")

def die(step):
    if step.done == 1 and step.task.etat is overnight.Etat.PRET:
        overnight._start = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # in the middle of the second

overnight.prepare(office, 1, "Odile", tell=die)
"""


def test_killed_in_the_night_then_opened_in_the_morning(window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    folder = tmp_path / "espace"
    env = {**os.environ, "SECRETAIRE_DONNEES": str(tmp_path / "donnees")}
    ended = subprocess.run([sys.executable, "-c", _NIGHT, str(folder)], env=env, check=False)
    assert ended.returncode == -signal.SIGKILL
    window.session.open_folder(folder)
    settle()
    card = window.accueil.meeting.cards[0]
    assert isinstance(card, Card)
    assert "Préparation inachevée : 1 projet préparé, 1 à préparer" in card.accessibleName()
    show(window, settle, 1)
    night = window.seances.avant.night
    assert night.state.text().replace("\u00a0", " ") == "Préparation interrompue : 1 projet prêt, 1 à préparer"
    assert lines(window.seances, "Compte financier")[0] == "Interrompu, sera repris."
    assert night.start.text() == "Reprendre"
    night.start.click()
    settle()
    assert night.state.text() == "2 projets prêts"
    assert len(writing.list_acts(window.session.office)) == 2
    window.seances.avant.tabs.setCurrentIndex(0)
    window.go_to(ACCUEIL)
    settle()
    ready = window.accueil.meeting.cards[0]
    assert "2 projets préparés" in ready.accessibleName()
    next(b for b in ready.findChildren(QPushButton) if b.text() == "Ouvrir").click()
    settle()
    assert night.isVisible()
    assert night.state.text().replace("\u00a0", " ") == "2 projets prêts"


def test_the_assistant_proposes_where_there_are_notes(
    demo: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = FakeEngine(Clock())
    install_model(tmp_path, "essai")
    monkeypatch.setattr(models, "open_engine", lambda _model, **_options: engine)
    demo.session.office.renew_engine()
    seance = plan(demo, settle, BUDGET, DELEGATE)
    meeting.change(demo.session.office, seance, partial(h.note, point_id=1, notes="toit fuit"), WHO)
    show(demo, settle, seance)
    night = demo.seances.avant.night
    assert night.pen.isVisible()
    assert not night.pen_note.isVisible()
    night.start.click()
    settle()
    assert "2 propositions de l'assistant à relire" in lines(demo.seances, BUDGET)
    assert not any("assistant" in said for said in lines(demo.seances, DELEGATE))


def test_a_draft_begun_from_a_point_is_attached_to_it(demo: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    seance = plan(demo, settle, BUDGET, TARIFFS)
    page = demo.seances.avant
    page.tabs.setCurrentIndex(0)
    page.agenda.list.setCurrentRow(1)
    settle()
    page.form.begin.click()
    settle()
    dialog = page.type_dialog
    assert dialog is not None
    assert dialog.picker.list.currentItem().text() == "Tarifs de location de la salle communale"
    qtbot.keyClick(dialog.picker.words, Qt.Key.Key_Return)
    settle()
    act = demo.rediger.presenter.act
    assert act is not None
    assert (act.type_id, act.seance_id) == ("tarifs_salle", seance)
    assert [p.act_id for p in meeting.course_of(demo.session.office, seance).points] == [None, act.id, None]


def test_a_letter_each_in_a_new_folder(demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    seance = plan(demo, settle, BUDGET)
    page = demo.seances.avant
    page.convocation.day.setText("10/06/2027")
    page.convocation.papers.menu().actions()[0].trigger()
    dialog = page.papers.letters
    assert dialog is not None
    asked: list[tuple[object, bool]] = []
    dialog.asked.disconnect()
    dialog.asked.connect(lambda suffix, each: asked.append((suffix, each)))
    dialog.each.setChecked(True)
    dialog.write.click()
    assert asked == [(Suffix.WORD, True)]
    held = dt.date(2027, 6, 18)
    for _ in range(2):
        page.papers.write_letters(seance, held, dt.date(2027, 6, 10), tmp_path, Suffix.WORD)
        settle()
    first, second = sorted(path for path in tmp_path.iterdir() if path.name.startswith("Convocations"))
    assert (first.name, second.name) == ("Convocations du 2027-06-18", "Convocations du 2027-06-18 (2)")
    letters = sorted(first.iterdir())
    assert len(letters) == 10, "every councillor but the maire, who convokes"
    assert "10 convocations enregistrées" in page.done.text
    names = [path.stem.rpartition(" - ")[2] for path in letters]
    for path, name in zip(letters, names, strict=True):
        text = "\n".join(p.text for p in docx.Document(str(path)).paragraphs).replace("\u00a0", " ")
        assert f"{name}" in text
        assert not any(other in text for other in names if other != name)


# order of the points


@pytest.fixture
def agenda(demo: MainWindow, settle: Settle) -> AgendaPanel:
    plan(demo, settle, *POINTS)
    return demo.seances.avant.agenda


def order(demo: MainWindow) -> list[str]:
    """As kept on disk."""
    view = demo.seances.presenter.view
    assert view is not None
    return [p.objet for p in meeting.course_of(demo.session.office, view.course.seance.id).points][:4]


def let_go(panel: AgendaPanel, row: int, at: QPoint) -> None:
    """A point let go there: the end of a drag. Qt takes no other drag than its own, which needs a screen (see below)."""
    listed = panel.list
    listed.setCurrentRow(row)
    data = listed.model().mimeData([listed.model().index(row, 0)])
    listed.dropEvent(
        QDropEvent(
            QPointF(at), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )


def test_a_point_let_go_over_another(demo: MainWindow, settle: Settle, agenda: AgendaPanel) -> None:
    def over(row: int) -> QPoint:
        return agenda.list.visualItemRect(agenda.list.item(row)).center()

    under_all = QPoint(20, agenda.list.viewport().height() - 4)
    for row, at, expected in (
        (0, over(2), [BUDGET, TARIFFS, VAGUE, DELEGATE]),
        (3, over(0), [DELEGATE, BUDGET, TARIFFS, VAGUE]),
        (1, over(1), [DELEGATE, BUDGET, TARIFFS, VAGUE]),
        (0, under_all, [BUDGET, TARIFFS, VAGUE, "Divers"]),
    ):
        let_go(agenda, row, at)
        settle()
        assert order(demo) == expected
        assert [agenda.list.item(i).text()[3:] for i in range(4)] == expected


def test_a_point_dragged_with_the_mouse(demo: MainWindow, qtbot: QtBot, settle: Settle, agenda: AgendaPanel) -> None:
    if QGuiApplication.platformName() == "offscreen":
        pytest.skip("un glisser entier demande un serveur graphique : QT_QPA_PLATFORM=xcb sous Xvfb")
    listed, window = agenda.list, demo.windowHandle()

    def at(row: int, below: int = 0) -> QPoint:
        centre = listed.visualItemRect(listed.item(row)).center() + QPoint(0, below)
        return listed.viewport().mapTo(demo, centre)

    rest = [partial(QTest.mouseMove, window, at(2)), partial(QTest.mouseMove, window, at(2, 18))]
    rest.append(
        partial(QTest.mouseRelease, window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(2, 18))
    )
    clock = QTimer(QObject(listed))

    def go_on() -> None:
        """Called inside the loop of the drag, which only ends with the button."""
        if rest:
            rest.pop(0)()
        else:
            clock.stop()

    clock.timeout.connect(go_on)
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(0))
    clock.start(20)
    QTest.mouseMove(window, at(0, 8))
    QTest.mouseMove(window, at(0, 20))
    qtbot.waitUntil(lambda: not clock.isActive())
    settle()
    assert order(demo) == [BUDGET, VAGUE, TARIFFS, DELEGATE]


def test_the_keyboard_moves_a_point_and_stays_on_it(
    demo: MainWindow, qtbot: QtBot, settle: Settle, agenda: AgendaPanel
) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    agenda.list.setCurrentRow(0)
    settle()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):  # the first goes nowhere
        qtbot.keyClick(agenda.list, key, control)
        settle()
    assert order(demo) == [BUDGET, VAGUE, TARIFFS, DELEGATE]
    assert agenda.list.currentItem().text() == f"3. {TARIFFS}"
    qtbot.keyClick(agenda.list, Qt.Key.Key_Delete)
    settle()
    assert TARIFFS not in order(demo)
    demo.seances.undo()
    settle()
    assert order(demo) == [BUDGET, VAGUE, TARIFFS, DELEGATE]
