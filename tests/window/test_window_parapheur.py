"""By stick, in the window: prepared in Actes, read in the review window, brought back in Actes; then on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from secretaire.acts.act import State
from secretaire.acts.life import Step
from secretaire.desk import paper_decisions, parapheur, review, writing
from secretaire.desk.remarks import of_act
from secretaire.ui.parapheur.opening import open_parapheur
from secretaire.ui.parapheur.window import ReviewWindow
from secretaire.ui.shell.window import ACTES, MainWindow

Settle = Callable[[], None]


def test_a_review_by_stick(demo: MainWindow, settle: Settle, qtbot: QtBot, tmp_path: Path) -> None:
    office, gestures = demo.session.office, demo.actes.parapheur
    act = next(a for a in writing.list_acts(office) if a.state is State.SOUMIS)
    demo.go_to(ACTES)
    settle()
    gestures.ask_acts()
    settle()
    dialog = gestures.send_dialog
    assert dialog is not None
    assert act.id in dialog._chosen()
    stick, answer = tmp_path / "parapheur.zip", tmp_path / "reponse.json"
    gestures.send((act.id,), stick)
    settle()
    assert "Parapheur enregistré" in demo.actes.said

    window = ReviewWindow(parapheur.read(stick))
    qtbot.addWidget(window)
    reader = window.reader
    section = next(s for s in reversed(reader.sheet._act.sections) if s.visible)  # type: ignore[union-attr]
    text = section.visible[0].text
    reader.sheet.select(section.role, 0, max(2, text.index(" ") - 1))  # inside a word
    reader.text.setPlainText("À préciser.")
    reader.leave.click()
    reader.decisions[Step.REPRENDRE].click()
    window._ask_target()
    assert "motif" in window.said.text()
    reader.reason.setPlainText("Le montant est à revoir.")
    window.write(answer)
    assert "Réponse enregistrée" in window.said.text()

    gestures.read_answer(answer)
    settle()
    shown = gestures.answer_dialog
    assert shown is not None
    shown.merge.click()
    settle()
    assert shown.merge.isHidden()
    assert shown.away.text() == "Fermer"
    assert writing.get_act(office, act.id).state is State.A_REPRENDRE
    (remark,) = [r for r in of_act(office, act.id) if r.remark.text == "À préciser."]
    assert remark.place is not None
    assert review.history(office, act.id)[-1].reason == "Le montant est à revoir."
    shown.accept()


def test_a_decision_on_paper(demo: MainWindow, settle: Settle) -> None:
    office, gestures = demo.session.office, demo.actes.parapheur
    act = next(a for a in writing.list_acts(office) if a.state is State.SOUMIS)
    demo.go_to(ACTES)
    demo.actes.show_act(act.id)
    settle()
    gestures.ask_paper()
    settle()
    dialog = gestures.paper_dialog
    assert dialog is not None
    dialog.keep.click()
    assert "date" in dialog.fault.text()
    dialog.day.setText("02/03/2024")
    dialog.read.setText("0000 0000")
    dialog.keep.click()
    settle()
    assert "empreinte" in dialog.fault.text()
    dialog.read.setText(paper_decisions.fingerprint(writing.get_act(office, act.id)))
    dialog.keep.click()
    settle()
    assert writing.get_act(office, act.id).state is State.APPROUVE


def test_a_pc_without_a_commune_is_told_what_is_no_parapheur(
    window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    file = tmp_path / "photos.zip"
    file.write_bytes(b"PK")
    open_parapheur(window.session, window, file, window.welcome.fault.setText)
    settle()
    assert "« photos.zip » n'a pas été ouvert comme parapheur" in window.welcome.fault.text()
