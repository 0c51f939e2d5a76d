"""« À relire »: the place opens on what waits; what changed, remarks at a passage, the code of whoever decides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from secretaire.acts.act import Role, State
from secretaire.acts.life import Step
from secretaire.council import persons as council
from secretaire.desk import persons, remarks, review, writing
from secretaire.exchange.copies import Copy
from secretaire.ui.shell.window import ACTES, MainWindow

Settle = Callable[[], None]
CODE = "4071"


def waiting(demo: MainWindow) -> str:
    return next(a.id for a in writing.list_acts(demo.session.office) if a.state is State.SOUMIS)


def test_the_maire_decides_with_a_code_on_what_waits(demo: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    office = demo.session.office
    maire = persons.add(office, "Vassort", council.Role.MAIRE, "Sylvie")
    persons.choose_code(office, maire, CODE, maire.nom)
    act_id = waiting(demo)
    demo.go_to(ACTES)
    settle()
    actes, decision = demo.actes, demo.actes.decision
    assert actes.presenter.wanted == act_id, "nobody had to look for it"
    assert decision.who.currentText() == maire.nom
    assert decision.code.isVisible()
    for typed, expected in (("", "est demandé"), ("5555", "Ce n'est pas le code")):
        qtbot.keyClicks(decision.code, typed)
        qtbot.mouseClick(decision.steps[Step.APPROUVER], Qt.MouseButton.LeftButton)
        settle()
        assert expected in decision.fault
        assert decision.code.text() == ""
        assert decision.code.hasFocus()
    # a name typed another way asks for the code too
    decision.who.setEditText("vassort")
    assert not decision.code.isVisible()
    qtbot.mouseClick(decision.steps[Step.APPROUVER], Qt.MouseButton.LeftButton)
    settle()
    assert decision.code.isVisible()
    qtbot.keyClicks(decision.code, CODE)
    qtbot.mouseClick(decision.steps[Step.APPROUVER], Qt.MouseButton.LeftButton)
    settle()
    assert decision.fault == ""
    assert writing.get_act(office, act_id).state is State.APPROUVE


def test_what_changed_since_the_last_decision_opens_word_by_word(
    demo: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    office, act_id = demo.session.office, waiting(demo)
    sent_back = review.take(office, act_id, Step.REPRENDRE, "Vassort", "préciser")
    article = writing.get_act(office, act_id).section(Role.DISPOSITIF).text
    writing.edit_section(office, act_id, Role.DISPOSITIF, f"{article} Les riverains sont prévenus.", "Sylvie")
    for step in (Step.RELIRE, Step.SOUMETTRE):
        review.take(office, act_id, step, "Sylvie")
    demo.go_to(ACTES)
    settle()
    actes = demo.actes
    side = actes.review
    assert "« préciser »" in side.since.text()
    assert "1 passage changé" in side.since.text()
    assert "à la main par Sylvie" in side.origins.text()
    qtbot.mouseClick(side.changes, Qt.MouseButton.LeftButton)
    settle()
    assert actes.tabs.currentWidget() is actes.compare
    assert actes.compare.old.currentData() == sent_back.version
    assert "Les riverains sont prévenus." in actes.compare.text.toPlainText()


def test_a_remark_is_left_at_the_passage_selected(demo: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    office, act_id = demo.session.office, waiting(demo)
    demo.go_to(ACTES)
    settle()
    actes, pane = demo.actes, demo.actes.review.remarks
    assert not pane.about.isVisible()
    qtbot.mouseClick(pane.leave, Qt.MouseButton.LeftButton)  # nothing is typed yet: nothing is kept
    settle()
    assert remarks.of_act(office, act_id) == ()
    text = writing.get_act(office, act_id).section(Role.DISPOSITIF).text
    actes.sheet.select(Role.DISPOSITIF, 0, 9)
    assert text[:9] in pane.about.text()
    qtbot.keyClicks(pane.text, "Est-ce bien cela ?")
    qtbot.mouseClick(pane.leave, Qt.MouseButton.LeftButton)
    settle()
    (placed,) = remarks.of_act(office, act_id)
    assert (placed.remark.author, placed.place) == (actes.decision.who.currentText(), (0, 9))
    assert pane.text.toPlainText() == ""
    assert pane.title.text() == "Remarques (1 en attente)"
    actes.sheet.moveCursor(actes.sheet.textCursor().MoveOperation.Start)
    pane.list.setCurrentRow(0)
    assert actes.sheet.selected() == (Role.DISPOSITIF, 0, 9)
    qtbot.keyClicks(pane.text, "Oui.")
    qtbot.mouseClick(pane.deal, Qt.MouseButton.LeftButton)
    settle()
    (dealt,) = remarks.of_act(office, act_id)
    assert dealt.remark.answer is not None
    assert dealt.remark.answer.text == "Oui."
    assert pane.title.text() == "Remarques"


def test_the_window_gives_nothing_final_before_the_approval(demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    act_id = waiting(demo)
    demo.go_to(ACTES)
    settle()
    actes = demo.actes
    assert "1 à relire" in actes.list._none.text()
    for copy in (Copy.DEFINITIF, Copy.EXTRAIT):
        assert not actes.decision.export.copies[copy].isEnabled()
        target = tmp_path / f"{copy.value}.docx"
        actes.exports.write_act(act_id, target, copy)  # past the button that is grey
        settle()
        assert not target.exists()
        assert "approuvé" in actes.said
    for step in (Step.RELIRE, Step.SOUMETTRE):
        assert not actes.decision.steps[step].isVisible()
