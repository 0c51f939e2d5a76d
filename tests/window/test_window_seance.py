"""A whole fictional meeting through the real window: ordre du jour, convocation, roll, twelve points, what follows."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from uuid import UUID

import meeting_by_commands
import pytest
from meeting_by_commands import contents
from memory_keyring import MemoryKeyring
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from secretaire.acts.act import Role
from secretaire.acts.wording import fold_spaces
from secretaire.council.agenda import Nature
from secretaire.council.course import ByCount, ByName, Course, Motif, Sens, Sort, seance_at
from secretaire.council.seance import Pouvoir
from secretaire.council.votes import Scrutin
from secretaire.desk import convocations, meeting, writing
from secretaire.drafting.act_types.catalogue import TypesCatalogue
from secretaire.ui.places.seances.avant.papers import CallPaper
from secretaire.ui.places.seances.header import Step
from secretaire.ui.places.seances.place import SeancesPlace
from secretaire.ui.places.seances.presenter import SeancesPresenter
from secretaire.ui.places.seances.words import quorum_line, result_line
from secretaire.ui.shell.window import SEANCES, MainWindow

Settle = Callable[[], None]

POINTS = (
    "Approbation du procès-verbal de la dernière séance",
    "Tarifs de la salle polyvalente",
    "Réfection de la toiture de la mairie",
    "Subvention au comité des fêtes",
    "Convention avec le comité des fêtes",
    "Achat d'une parcelle",
    "Extinction de l'éclairage public la nuit",
    "Désignation d'un délégué au syndicat d'eau",
    "Règlement du cimetière",
    "Tarifs de la cantine",
    "Décisions du maire",
    "Questions diverses",
)


@pytest.fixture
def place(demo: MainWindow, settle: Settle) -> SeancesPlace:
    demo.go_to(SEANCES)
    settle()
    return demo.seances


class Hall:
    """The secretary at her keyboard."""

    def __init__(self, place: SeancesPlace, qtbot: QtBot, settle: Settle) -> None:
        self.place, self.qtbot, self.settle = place, qtbot, settle

    @property
    def course(self) -> Course:
        assert self.place.presenter.view is not None
        return self.place.presenter.view.course

    def stored(self) -> Course:
        """What the disk says, not what the window shows."""
        return meeting.course_of(self.place._session.office, self.course.seance.id)

    def elu(self, name: str) -> int:
        assert self.place.presenter.view is not None
        return next(e.id for e in self.place.presenter.view.members if e.nom == name)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, wherever the keyboard is."""
        window = self.place.window()
        window.activateWindow()  # a dialog closed without a window manager gives the keyboard back to nobody
        self.qtbot.waitUntil(window.isActiveWindow)
        self.qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)
        self.settle()

    def member(self, name: str, gesture: str, holder: str = "") -> None:
        """A gesture of the roll on a member."""
        roll = self.place.pendant.roll
        roll.choose(self.elu(name))
        made = roll.gestures()[gesture]
        menu = made.menu()
        if menu is None:
            made.click()
        else:
            next(a for a in menu.actions() if a.text().endswith(holder)).trigger()
        self.settle()

    def hour(self, typed: str) -> None:
        self.place.pendant.roll.hour.setText(typed)

    def voice(self, name: str, key: Qt.Key) -> None:
        """A letter on the button of a voice."""
        voices = self.place.pendant.point.voting.voices
        made = next(b for b in voices.buttons if b.voice.elu == self.elu(name))
        self.qtbot.keyClick(made, key)
        self.settle()

    def count(self, **figures: int) -> None:
        """Figures typed in the count."""
        for words, value in figures.items():
            spin = self.place.pendant.point.voting.count.spins[words.replace("_", " ")]
            spin.setFocus()
            spin.selectAll()
            self.qtbot.keyClicks(spin, str(value))
        self.settle()

    def turn(self, rank: int) -> int:
        """Put the point of that rank under discussion; its id."""
        self.place.pendant.points.list.setCurrentRow(rank - 1)
        self.settle()
        assert self.place.presenter.point is not None
        return self.place.presenter.point


@pytest.fixture
def hall(place: SeancesPlace, qtbot: QtBot, settle: Settle) -> Hall:
    """A meeting of twelve points, created from the list."""
    made = Hall(place, qtbot, settle)
    place.meetings.new.click()
    dialog = place.creation
    assert dialog is not None
    dialog.day.setText("18/06/2027")
    dialog.hour.setText("20h")
    assert fold_spaces(dialog.weekday.text()) == "vendredi 18 juin 2027"
    qtbot.keyClick(dialog.hour, Qt.Key.Key_Return)
    settle()
    place.show_step(Step.AVANT)
    for objet in POINTS:
        place.avant.agenda.line.setText(objet)
        qtbot.keyClick(place.avant.agenda.line, Qt.Key.Key_Return)
        settle()
    return made


@pytest.fixture
def by_commands(
    demo_space: tuple[Path, dict[tuple[str, str], str]],
    session_keyring: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Callable[[Course], Course]:
    """Holds a meeting again, from nothing but the command line, on another copy of the demo commune."""

    def hold_again(held: Course) -> Course:
        model, kept = demo_space
        shutil.copytree(model, tmp_path / "commandes")
        session_keyring.kept = dict(kept)
        # each command opens the space again: the act types are those of the one before
        monkeypatch.setattr(TypesCatalogue, "load", staticmethod(cache(TypesCatalogue.load)))
        return meeting_by_commands.hold(tmp_path / "commandes", held.points)

    return hold_again


def test_the_agenda_is_ordered_and_convoked(hall: Hall, qtbot: QtBot, settle: Settle) -> None:
    place, office = hall.place, hall.place._session.office
    assert [p.objet for p in hall.stored().points] == list(POINTS)
    assert [hall.course.points[i].nature for i in (0, 1, 10, 11)] == [
        Nature.PROCES_VERBAL,
        Nature.DELIBERATION,
        Nature.DECISIONS,
        Nature.QUESTIONS,
    ]
    assert place.avant.agenda.line.text() == ""

    place.avant.agenda.list.setCurrentRow(3)
    qtbot.keyClick(place.avant.agenda.list, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [p.objet for p in hall.stored().points[2:4]] == [POINTS[3], POINTS[2]]
    place.undo()
    settle()
    assert [p.objet for p in hall.stored().points] == list(POINTS)

    act = writing.start_draft(office, "tarifs_salle", {}, author="secrétariat")
    place.presenter.refresh()
    settle()
    place.avant.agenda.list.setCurrentRow(1)
    form = place.avant.form
    form.draft.setCurrentIndex(form.draft.findData(str(act.id)))
    form.draft.activated.emit(form.draft.currentIndex())
    settle()
    form.rapporteur.setCurrentIndex(form.rapporteur.findData(hall.elu("Boissard")))
    form.rapporteur.activated.emit(form.rapporteur.currentIndex())
    settle()
    point = hall.stored().points[1]
    assert (point.act_id, point.rapporteur) == (act.id, hall.elu("Boissard"))
    assert writing.get_act(office, act.id).seance_id == hall.course.seance.id

    convoking = place.avant.convocation
    assert fold_spaces(convoking.limit.text()) == "Dernier jour sûr : lundi 14 juin 2027"
    convoking.day.setText("10/06/2027")
    convoking.all.click()
    settle()
    found = convocations.convocation_of(office, hall.course.seance.id)
    assert found.waiting == ()
    assert found.last_sent == dt.date(2027, 6, 10)
    assert "dans les délais" in convoking.state.text()


def test_a_late_convocation_asks_for_its_reason(hall: Hall, settle: Settle) -> None:
    convoking = hall.place.avant.convocation
    convoking.day.setText("16/06/2027")
    assert convoking.urgency.isVisible()
    convoking.all.click()
    settle()
    assert convoking.fault.isVisible()
    assert convoking.day.text() == "16/06/2027"
    assert convocations.convocation_of(hall.place._session.office, hall.course.seance.id).last_sent is None


def _open(hall: Hall) -> None:
    """Seven there, two pouvoirs, one excused, one who will be late."""
    hall.place.show_step(Step.PENDANT)
    hall.settle()
    roll = hall.place.pendant.roll
    roll.everybody.click()
    hall.settle()
    for name in ("Ferreira", "Grangeon", "Petitjean", "Bellouni"):
        hall.member(name, "Absent")
    hall.member("Ferreira", "Pouvoir à", "Vassort")
    hall.member("Grangeon", "Pouvoir à", "Boissard")
    hall.member("Bellouni", "Excusé")
    opening = hall.place.pendant.opening
    assert opening.quorum.text() == "7 présents sur 11 : quorum atteint (6)."
    opening.secretary.setCurrentIndex(opening.secretary.findData(hall.elu("Roustan")))
    opening.secretary.activated.emit(opening.secretary.currentIndex())
    hall.settle()
    opening.hour.setText("20h05")
    hall.key(Qt.Key.Key_F5)


def test_a_whole_meeting(
    hall: Hall,
    qtbot: QtBot,
    settle: Settle,
    by_commands: Callable[[Course], Course],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    place = hall.place
    office = place._session.office
    monkeypatch.setattr(writing, "uuid4", lambda: UUID(int=12))  # the draft bears the same id in both spaces
    act = writing.start_draft(office, "tarifs_salle", {}, author="secrétariat")
    place.presenter.refresh()
    settle()
    place.avant.convocation.day.setText("10/06/2027")
    place.avant.convocation.all.click()
    settle()
    place.avant.agenda.list.setCurrentRow(1)
    place.avant.form.draft.setCurrentIndex(place.avant.form.draft.findData(str(act.id)))
    place.avant.form.draft.activated.emit(1)
    settle()
    place.avant.agenda.list.setCurrentRow(0)
    clock = {"now": dt.time(20, 35)}
    monkeypatch.setattr(SeancesPresenter, "now", property(lambda _: clock["now"]))
    _open(hall)
    pendant, voting = place.pendant, place.pendant.point.voting
    assert hall.stored().ouverture == dt.time(20, 5)
    assert hall.stored().seance.secretaire == hall.elu("Roustan")
    ids = {rank: p.id for rank, p in enumerate(hall.course.points, start=1)}

    # 1 and 2: unanimity, two keys each; the notes complete a name
    hall.key(Qt.Key.Key_F5)
    assert hall.stored().passage(ids[1]).ballot == ByName()
    assert voting.result.text() == "Adopté à l'unanimité : 9 pour"
    hall.key(Qt.Key.Key_F5)
    assert place.presenter.point == ids[2]
    hall.key(Qt.Key.Key_F8)
    qtbot.keyClicks(pendant.point.notes, "chamo")
    qtbot.keyClick(pendant.point.notes, Qt.Key.Key_Return)
    qtbot.keyClicks(pendant.point.notes, " demande le prix")
    hall.key(Qt.Key.Key_F5)
    assert hall.stored().passage(ids[2]).notes == "Chamoux demande le prix"
    assert "à l'unanimité" in writing.get_act(office, act.id).section(Role.VOTE).text

    # 3: by name, one against, one pouvoir withheld; a slip of the finger undone
    hall.turn(3)
    hall.key(Qt.Key.Key_F6)
    hall.voice("Morange", Qt.Key.Key_C)
    hall.voice("Ferreira", Qt.Key.Key_A)
    hall.voice("Roustan", Qt.Key.Key_C)
    hall.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hall.stored().passage(ids[3]).ballot == ByName((hall.elu("Morange"),), (hall.elu("Ferreira"),))
    assert voting.result.text() == "Adopté à la majorité : 7 pour, 1 contre, 1 abstention"
    shown = [fold_spaces(b.text()) for b in voting.voices.buttons]
    assert "Mme Ferreira\npouvoir à Mme Vassort\nabstention" in shown

    # 4: one member stands back
    hall.turn(4)
    hall.member("Le Bihan", "Se retire", "intérêt à l'affaire")
    assert hall.elu("Le Bihan") not in [b.voice.elu for b in voting.voices.buttons]
    hall.key(Qt.Key.Key_F5)
    assert hall.stored().passage(ids[4]).retraits[0].motif is Motif.INTERET
    assert voting.result.text() == "Adopté à l'unanimité : 8 pour"

    # 5: she stands back again and another leaves: no quorum any more, nothing can be voted
    hall.turn(5)
    hall.member("Le Bihan", "Se retire", "intérêt à l'affaire")
    hall.hour("20h40")
    hall.member("d'Auberlin", "Part")
    assert pendant.point.quorum.text().startswith("5 présents sur 11 : quorum non atteint, il en faut 6")
    hall.key(Qt.Key.Key_F5)
    assert hall.stored().passage(ids[5]).sort is Sort.SANS_QUORUM

    # 6: someone comes late; the hour cannot be read at first, and what was typed stays
    hall.turn(6)
    hall.hour("20h99")
    hall.member("Petitjean", "Arrive")
    assert pendant.roll.hour.text() == "20h99"
    assert len(hall.stored().mouvements) == 1
    hall.hour("20h45")
    hall.member("Petitjean", "Arrive")
    assert [(m.sens, m.heure, m.avant) for m in hall.stored().mouvements] == [
        (Sens.DEPART, dt.time(20, 40), ids[5]),
        (Sens.ARRIVEE, dt.time(20, 45), ids[6]),
    ]
    hall.key(Qt.Key.Key_F5)
    assert voting.result.text() == "Adopté à l'unanimité : 9 pour"

    # 7: a tie, counted; kept only once the president has said how he votes
    hall.turn(7)
    hall.key(Qt.Key.Key_F7)
    hall.count(Pour=4, Contre=3)
    assert (
        voting.count.sum.text() == "7 sur 9 : il manque 2\u00a0voix." or "il manque 2 voix" in voting.count.sum.text()
    )
    hall.count(Contre=4, Abstentions=1)
    assert "président" in voting.count.sum.text()
    assert hall.stored().passage(ids[7]).sort is None
    voting.count.president.setCurrentIndex(1)
    voting.count.president.activated.emit(1)
    settle()
    assert hall.stored().passage(ids[7]).ballot == ByCount(4, 4, 1, president_pour=True)
    assert voting.result.text().startswith("Adopté, voix prépondérante du président")

    # 8: secret ballot, asked by three of seven; two are not enough
    hall.turn(8)
    voting.ask_ballot(Scrutin.SECRET)
    assert voting.askers is not None
    asking = ("Morange", "Roustan", "Chamoux")
    for name in asking[:2]:
        voting.askers.tick(hall.elu(name))
    voting.askers.keep.click()
    settle()
    assert place.header.fault.isVisible()
    assert hall.stored().passage(ids[8]).scrutin is Scrutin.ORDINAIRE
    voting.ask_ballot(Scrutin.SECRET)
    for name in asking:
        voting.askers.tick(hall.elu(name))
    voting.askers.keep.click()
    settle()
    assert not place.header.fault.isVisible()
    assert not voting.voices.isVisible()
    hall.count(Pour=6, Contre=2, Blancs_et_nuls=1)
    passage = hall.stored().passage(ids[8])
    assert passage.scrutin is Scrutin.SECRET
    assert passage.demandeurs == tuple(hall.elu(name) for name in asking)
    assert passage.ballot == ByCount(6, 2, blancs_nuls=1)

    # 9 postponed; 10 amended; 11 and 12 without a vote, and one more point
    hall.turn(9)
    voting.settle(Sort.REPORTE)
    settle()
    hall.turn(10)
    pendant.point.amend.click()
    qtbot.keyClicks(pendant.point.amended, "article 2 : 3,20 au lieu de 3,50")
    hall.key(Qt.Key.Key_F5)
    assert hall.stored().passage(ids[10]).amendement == "article 2 : 3,20 au lieu de 3,50"
    hall.turn(11)
    hall.key(Qt.Key.Key_F5)
    clock["now"] = dt.time(22, 15)
    pendant.lift.click()
    settle()
    course = hall.stored()
    assert course.levee == dt.time(22, 15)
    assert [course.passage(i).sort for i in ids.values()] == [
        *(Sort.VOTE,) * 4,
        Sort.SANS_QUORUM,
        *(Sort.VOTE,) * 3,
        Sort.REPORTE,
        Sort.VOTE,
        Sort.SANS_VOTE,
        Sort.SANS_VOTE,
    ]
    assert seance_at(course, None).pouvoirs == (
        Pouvoir(hall.elu("Ferreira"), hall.elu("Vassort")),
        Pouvoir(hall.elu("Grangeon"), hall.elu("Boissard")),
    )
    assert pendant.points.progress.text() == "12 sur 12"

    # after
    pendant.after.click()
    settle()
    assert place.step is Step.APRES
    said = [place.apres.voted.list.item(row).text() for row in range(place.apres.voted.list.count())]
    assert said[0] == f"2. {POINTS[1]}"
    assert len(said) == 9
    place.apres.tabs.setCurrentIndex(1)
    minutes = place.apres.minutes
    minutes.parts.setCurrentRow(3)
    settle()
    assert "Chamoux demande le prix" in minutes.beside.notes.toPlainText()
    held = hall.stored()
    _write_all(hall, tmp_path)

    # the same meeting with nothing but commands: the same papers, to the byte
    assert by_commands(held) == held
    different = [
        name
        for name in meeting_by_commands.PAPERS
        if contents(tmp_path / name) != contents(tmp_path / f"commandes-{name}")
    ]
    assert different == []


def _write_all(hall: Hall, folder: Path) -> None:
    """Every paper of the meeting, from its button to its file."""
    place = hall.place
    apres, avant = place.apres, place.avant
    clicks: dict[str, Callable[[], object]] = {
        **{name: apres.minutes.export.click for name in meeting_by_commands.PAPERS if name.startswith("pv.")},
        "liste.docx": apres.voted.listed.click,
        "transmission.docx": apres.voted.sent.click,
        "publication.docx": apres.voted.sheet.click,
        "actes.docx": partial(_ask_acts, hall),
        "ordre.docx": lambda: avant.convocation.paper_asked.emit(
            CallPaper.ORDRE_DU_JOUR, hall.course.seance, dt.date(2027, 6, 10)
        ),
    }
    for name, click in clicks.items():
        click()
        asking = next(asked for asked in place.window().findChildren(QFileDialog) if asked.isVisible())
        asking.fileSelected.emit(str(folder / name))
        asking.reject()
        asking.deleteLater()
        hall.settle()
        assert (folder / name).is_file(), name


def _ask_acts(hall: Hall) -> None:
    hall.place.apres.voted.extracts.click()
    hall.settle()
    dialog = hall.place.apres.exports.seance_dialog
    assert dialog is not None
    dialog.one.setChecked(True)
    dialog.write.click()


def test_words_of_the_quorum_and_of_results(hall: Hall) -> None:
    view = hall.place.presenter.view
    assert view is not None
    first = view.course.points[0].id
    assert quorum_line(view.rooms[first]) == "Aucun présent sur 11 : quorum non atteint, il en faut 6."
    assert result_line(view, first) == ""
