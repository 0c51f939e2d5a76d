"""The first guide followed to the letter, as a new user would: by what it says to type and to press."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from secretaire.acts.act import State
from secretaire.acts.life import Step
from secretaire.desk import help as guides
from secretaire.desk import parapheur, writing
from secretaire.exchange.copies import Copy
from secretaire.ui.parapheur.opening import HELP, open_parapheur
from secretaire.ui.parapheur.window import ReviewWindow
from secretaire.ui.places.actes.exports.menu import COPIES
from secretaire.ui.shell.window import ACCUEIL, MainWindow

TYPED = "fermer la route pour travaux"
CHOSEN = "Réglementation temporaire de la circulation (travaux)"
FIELDS = {
    "demandeur": "L'entreprise Durand TP",
    "voies": "le chemin du Lavoir",
    "nature_travaux": "la réfection du réseau d'eau",
    "date_debut": "07/12/2026",
    "date_fin": "11/12/2026",
    "mesures": "la circulation est interdite",
    "responsable_signalisation": "l'entreprise Durand TP",
}


def test_the_first_act_is_written_approved_and_printed_as_the_guide_says(
    demo: MainWindow, settle: Callable[[], None], qtbot: QtBot, tmp_path: Path
) -> None:
    guide = guides.markdown("premiers-pas")
    for told in (TYPED, CHOSEN, *(words for words in FIELDS.values() if "/" not in words)):
        assert told in guide, "the guide and this test tell the same story"
    demo.go_to(ACCUEIL)
    settle()
    demo.accueil.words.setText(TYPED)
    qtbot.keyClick(demo.accueil.words, Qt.Key.Key_Return)
    settle()
    picker = demo.rediger.chooser.picker
    titles = [picker.list.item(row).text() for row in range(picker.list.count())]
    assert CHOSEN in titles[:3]
    picker.list.setCurrentRow(titles.index(CHOSEN))
    demo.rediger.chooser.start.click()
    settle()

    desk = demo.rediger.desk
    for name, value in FIELDS.items():
        row = desk.form.row(name)
        assert row is not None, name
        row.editor.set_value(value)
        row.editor.left.emit()
    desk.facts.date.setText("01/12/2026")
    desk.facts.date.editingFinished.emit()
    settle()
    act = demo.rediger.presenter.act
    assert act is not None
    assert desk.bar.blanks.text() == "Rien à compléter", act.blanks()

    desk.bar.send.click()
    settle()
    actes = demo.actes
    draft = actes.decision.export.copies[Copy.PROJET]
    assert draft.isEnabled()
    assert f"**{draft.text()}**" in " ".join(guide.split())
    actes.exports.write_act(act.id, tmp_path / "projet.docx", Copy.PROJET)
    settle()
    assert (tmp_path / "projet.docx").stat().st_size > 5_000
    for words in ("Marquer comme relu", "Soumettre au maire"):
        _press(actes.decision.steps.values(), words)
        settle()
        assert actes.decision.fault == ""
    actes.decision.who.setCurrentText("Hélène VASSORT")
    _press(actes.decision.steps.values(), "Approuver")
    settle()
    assert actes.decision.fault == ""
    assert demo.session.office.workspace.acts.get(act.id).state is State.APPROUVE
    definitive = actes.decision.export.copies[Copy.DEFINITIF]
    assert definitive.text() == f"{COPIES[Copy.DEFINITIF]}…" == "Document définitif…"
    target = tmp_path / "acte.docx"
    actes.exports.write_act(act.id, target, Copy.DEFINITIF)
    settle()
    assert target.stat().st_size > 5_000


def test_the_maire_answers_from_a_pc_without_a_commune_as_the_guide_says(
    demo: MainWindow, settle: Callable[[], None], qtbot: QtBot, tmp_path: Path
) -> None:
    stick, answer = tmp_path / "parapheur.zip", tmp_path / "reponse.json"
    office = demo.session.office
    act = next(line for line in writing.list_acts(office) if line.state is State.SOUMIS)
    parapheur.send(office, (act.id,), stick, "Sylvie Renaud")

    open_parapheur(demo.session, demo, stick, demo.welcome.fault.setText)
    settle()
    reading = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ReviewWindow) and w.isVisible())
    help_button = next(made for made in reading.findChildren(QToolButton) if made.text() == "Aide")
    help_button.click()
    assert demo.help is not None
    assert demo.help.reader.target == HELP
    assert HELP in {section.target for page in guides.pages() for section in page.sections}
    demo.help.close()
    assert "comparez l'empreinte" in reading.trust.text()
    assert not reading.accept_key.isVisible()  # only when the key is not the one of last time
    reading.reader.decisions[Step.APPROUVER].click()
    reading.write(answer)
    assert "Réponse enregistrée" in reading.said.text()
    reading.close()

    demo.actes.parapheur.read_answer(answer)
    settle()
    shown = demo.actes.parapheur.answer_dialog
    assert shown is not None
    assert shown.merge.text() == "Enregistrer cette réponse"
    shown.merge.click()
    settle()
    assert writing.get_act(office, act.id).state is State.APPROUVE
    shown.accept()


def _press(buttons: object, words: str) -> None:
    found = [made for made in buttons if isinstance(made, QPushButton) and made.text() == words]  # type: ignore[attr-defined]
    assert len(found) == 1
    assert found[0].isVisible(), words
    found[0].click()
