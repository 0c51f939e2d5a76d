"""The path of a secretary and a mayor, through the real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from secretaire.acts.act import Role, State
from secretaire.acts.life import Step
from secretaire.acts.spans import OriginKind
from secretaire.desk import assistant
from secretaire.desk.assistant import AssistantState
from secretaire.desk.resources import resources
from secretaire.drafting.engine.client import GenerationRequest, GenerationResult
from secretaire.exchange.copies import Copy
from secretaire.ui.shell.window import ACTES, FONDS, REDIGER, MainWindow

NOTE = "la toiture de la mairie fuit"
SENTENCE = "La toiture de la mairie fuit."


class FakeWriter:
    """Stands for the engine: writes one known sentence, word by word."""

    model_sha256 = "0" * 64
    adapter_sha256 = ""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        self.sure = -0.01

    def generate(
        self,
        request: GenerationRequest,
        on_token: Callable[[str], None] = lambda _text: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> GenerationResult:
        text = self.sentence.removeprefix(request.opening)
        for word in text.split(" "):
            on_token(f"{word} ")
        return GenerationResult(
            text=text,
            tokens=8,
            duration_s=0.1,
            first_token_s=0.05,
            cancelled=cancelled(),
            finished=True,
            prompt_tokens=10,
            reused_tokens=0,
            odds=((0, self.sure),),
        )

    def close(self) -> None:
        """Nothing to stop."""


@pytest.fixture
def writer(demo: MainWindow, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> FakeWriter:
    """The assistant is there, with a known hand."""
    fake = FakeWriter(SENTENCE)
    monkeypatch.setattr(assistant, "assistant_state", lambda: AssistantState(True, "", "essai"))
    demo.session.office._engine = fake  # type: ignore[assignment]
    demo.rediger.proposals.ask_state()
    settle()
    return fake


def begin(window: MainWindow, settle: Callable[[], None], qtbot: QtBot, words: str) -> None:
    window.go_to(REDIGER)
    chooser = window.rediger.chooser
    chooser.words.setText(words)
    settle()
    qtbot.keyClick(chooser.words, Qt.Key.Key_Return)
    settle()


def fill(window: MainWindow, settle: Callable[[], None], **values: object) -> None:
    for name, value in values.items():
        row = window.rediger.desk.form.row(name)
        assert row is not None, name
        row.editor.set_value(value)  # type: ignore[arg-type]
        row.editor.left.emit()
    settle()


def detr() -> dict[str, object]:
    fields: dict[str, object] = yaml.load(
        (resources() / "demo" / "champs_detr.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
    )
    return fields


def test_search_finds_the_precedent_and_shows_its_passage(
    demo: MainWindow, settle: Callable[[], None], qtbot: QtBot
) -> None:
    qtbot.keyClick(demo, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(demo.fonds.bar.words, "toiture ecole")
    settle()
    assert demo.fonds.results.count() >= 1
    qtbot.keyClick(demo.fonds.bar.words, Qt.Key.Key_Down)
    settle()
    shown = demo.fonds.detail.viewer.text
    marked = [s.cursor.selectedText().lower() for s in shown.extraSelections()]
    assert "toiture" in marked


def test_only_the_last_words_are_shown(demo: MainWindow, settle: Callable[[], None]) -> None:
    demo.go_to(FONDS)
    for words in ("toiture", "toiture é", "xyzintrouvable"):
        demo.fonds.bar.words.setText(words)
        demo.fonds.bar.ask()
    settle()
    assert demo.fonds.results.count() == 0


def test_draft_undo_and_blanks(demo: MainWindow, settle: Callable[[], None], qtbot: QtBot) -> None:
    begin(demo, settle, qtbot, "detr toiture")
    desk, presenter = demo.rediger.desk, demo.rediger.presenter
    assert presenter.act is not None
    assert presenter.act.type_id == "demande_subvention_etat"
    assert "operation" in presenter.act.blanks()
    assert "à compléter]" in desk.sheet.toPlainText()

    fill(demo, settle, **detr())
    assert "operation" not in presenter.act.blanks()
    assert "Réfection de la toiture de la mairie" in desk.sheet.toPlainText()

    desk.sheet.select(Role.CLOTURE, 0, 0)
    qtbot.keyClicks(desk.sheet, "Bonjour. ")
    settle()
    assert presenter.act.section(Role.CLOTURE).text.startswith("Bonjour. ")
    desk.undo()
    settle()
    assert not presenter.act.section(Role.CLOTURE).text.startswith("Bonjour. ")
    assert "Bonjour." not in desk.sheet.toPlainText()
    desk.redo()
    settle()
    assert presenter.act.section(Role.CLOTURE).text.startswith("Bonjour. ")

    # the form follows the undo, field by field
    desk.undo()
    settle()
    desk.undo()
    settle()
    last = list(detr())[-1]
    assert last not in presenter.act.fields or not presenter.act.fields[last]
    row = desk.form.row(last)
    assert row is not None
    assert not row.editor.value()


def test_a_passage_of_a_precedent_is_taken_over_and_its_origin_opens_it(
    demo: MainWindow, settle: Callable[[], None], qtbot: QtBot
) -> None:
    demo.go_to(REDIGER)
    rediger = demo.rediger
    rediger.presenter.begin("demande_subvention_etat")
    settle()
    rediger.presenter.give_field("operation", "Réfection de la toiture de l'école")
    settle()
    panel = rediger.desk.side.precedents
    qtbot.waitUntil(lambda: panel.list.count() > 0, timeout=20_000)
    panel.list.setCurrentRow(0)
    panel._open_current()
    settle()
    panel._ask_reuse()
    settle()
    act = rediger.presenter.act
    assert act is not None
    reused = [r for r in act.section(Role.EXPOSE).origins() if r.origin.kind is OriginKind.PRECEDENT]
    assert reused
    assert reused[0].span.text in rediger.desk.sheet.toPlainText()
    assert reused[0].span.text in rediger.desk.sheet.textCursor().selectedText()  # shown where it landed
    panel.show_origin(reused[0].origin)
    settle()
    assert panel.passage._marks
    rediger.presenter.undo()
    settle()
    act = rediger.presenter.act
    assert act is not None
    assert all(r.origin.kind is not OriginKind.PRECEDENT for r in act.section(Role.EXPOSE).origins())


def test_wrong_value_is_told_under_its_field_and_kept(
    demo: MainWindow, settle: Callable[[], None], qtbot: QtBot
) -> None:
    begin(demo, settle, qtbot, "detr toiture")
    fill(demo, settle, cout_ht="douze mille")
    row = demo.rediger.desk.form.row("cout_ht")
    assert row is not None
    assert "montant" in row.fault.lower()
    assert row.editor.value() == "douze mille"
    assert demo.rediger.presenter.act is not None
    assert "cout_ht" not in demo.rediger.presenter.act.fields
    fill(demo, settle, cout_ht="12 000")
    assert row.fault == ""


def test_proposal_beside_the_text_then_accepted(
    demo: MainWindow, settle: Callable[[], None], qtbot: QtBot, writer: FakeWriter
) -> None:
    begin(demo, settle, qtbot, "detr toiture")
    fill(demo, settle, **detr())
    desk, presenter = demo.rediger.desk, demo.rediger.presenter
    desk.notes.area.setPlainText(NOTE)
    settle()
    assert presenter.act is not None
    before = presenter.act.section(Role.EXPOSE).text
    desk.bar.propose.click()
    settle()
    card = desk.side.card
    assert card.isVisible()
    assert SENTENCE in card.text.toPlainText()
    assert card.accept.isVisible()
    assert presenter.act.section(Role.EXPOSE).text == before  # nothing enters the act by itself
    card.accept.click()
    settle()
    assert SENTENCE in presenter.act.section(Role.EXPOSE).text
    assert SENTENCE in desk.sheet.toPlainText()
    assert not card.isVisible()
    desk.undo()
    settle()
    assert presenter.act.section(Role.EXPOSE).text == before


def test_proposal_with_an_invented_figure_is_put_aside(
    demo: MainWindow, settle: Callable[[], None], qtbot: QtBot, writer: FakeWriter
) -> None:
    begin(demo, settle, qtbot, "detr toiture")
    desk = demo.rediger.desk
    desk.notes.area.setPlainText(NOTE)
    settle()
    writer.sentence = "La toiture de la mairie fuit depuis 12 ans."
    desk.bar.propose.click()
    settle()
    assert desk.side.card.isVisible()
    assert not desk.side.card.accept.isVisible()
    said = desk.side.card.findChildren(type(desk.strip))
    assert any("écartée" in words.text() for words in said)


def test_what_the_assistant_hesitated_on_is_underlined_and_said(
    demo: MainWindow, settle: Callable[[], None], qtbot: QtBot, writer: FakeWriter
) -> None:
    begin(demo, settle, qtbot, "detr toiture")
    desk = demo.rediger.desk
    card = desk.side.card
    desk.notes.area.setPlainText(NOTE)
    settle()
    writer.sure = -0.18
    desk.bar.propose.click()
    settle()
    assert card.accept.isVisible()
    (mark,) = card.text.extraSelections()
    assert mark.cursor.selectedText() == SENTENCE
    assert any("l'assistant hésitait" in words.text() for words in card.findChildren(type(desk.strip)))
    card.refuse.click()
    settle()
    writer.sure = -0.01
    desk.bar.propose.click()
    settle()
    assert card.accept.isVisible()
    assert card.text.extraSelections() == []


def test_without_assistant_the_card_says_so(demo: MainWindow, settle: Callable[[], None], qtbot: QtBot) -> None:
    begin(demo, settle, qtbot, "fermer la route")
    demo.rediger.desk.bar.propose.click()
    settle()
    words = [w.text() for w in demo.rediger.desk.side.card.findChildren(type(demo.rediger.desk.strip))]
    assert any("n'est pas installé" in w for w in words)


def test_submission_refused_then_granted_then_approved_and_exported(
    demo: MainWindow, settle: Callable[[], None], qtbot: QtBot, tmp_path: Path
) -> None:
    begin(demo, settle, qtbot, "detr toiture")
    presenter, actes = demo.rediger.presenter, demo.actes
    assert presenter.act is not None
    act_id = presenter.act.id
    demo.rediger.desk.bar.sent_on.emit()
    settle()
    assert actes.isVisible()
    decision = actes.decision
    qtbot.mouseClick(decision.steps[Step.RELIRE], Qt.MouseButton.LeftButton)
    settle()
    qtbot.mouseClick(decision.steps[Step.SOUMETTRE], Qt.MouseButton.LeftButton)
    settle()
    assert "reste à compléter" in decision.fault
    assert "« Coût hors taxes »" in decision.fault
    assert "« «" not in decision.fault
    assert "--" not in decision.fault

    decision.write.click()
    settle()
    fill(demo, settle, **detr())
    presenter.session.show_act.emit(act_id)
    settle()
    for step, state in (
        (Step.RELIRE, State.RELU),
        (Step.SOUMETTRE, State.SOUMIS),
        (Step.APPROUVER, State.APPROUVE),
    ):
        qtbot.mouseClick(decision.steps[step], Qt.MouseButton.LeftButton)
        settle()
        assert decision.fault == ""
        assert actes.presenter.sheet is not None
        assert actes.presenter.sheet.act.state is state
    assert decision.who.currentText() == "Hélène VASSORT"
    assert decision.export.copies[Copy.DEFINITIF].isEnabled()
    target = tmp_path / "acte.docx"
    actes.exports.write_act(act_id, target, Copy.DEFINITIF)
    settle()
    assert target.stat().st_size > 5_000
    assert "acte.docx" in actes.said
    assert any("Approuvé" in actes.history.item(i).text() for i in range(actes.history.count()))


def test_sending_back_needs_a_reason(demo: MainWindow, settle: Callable[[], None], qtbot: QtBot) -> None:
    demo.go_to(ACTES)
    settle()
    actes = demo.actes
    waiting = next(line.id for line in demo.session.office.workspace.acts.list() if line.state is State.SOUMIS)
    actes.show_act(waiting)
    settle()
    qtbot.mouseClick(actes.decision.steps[Step.REPRENDRE], Qt.MouseButton.LeftButton)
    assert actes.decision.reason.isVisible()
    qtbot.keyClick(actes.decision.reason, Qt.Key.Key_Return)
    assert "motif" in actes.decision.fault
    qtbot.keyClicks(actes.decision.reason, "horaire a preciser")
    qtbot.keyClick(actes.decision.reason, Qt.Key.Key_Return)
    settle()
    assert actes.presenter.sheet is not None
    assert actes.presenter.sheet.act.state is State.A_REPRENDRE
    actes.tabs.setCurrentWidget(actes.compare)
    settle()


def test_the_act_is_there_again_at_the_next_opening(demo: MainWindow, settle: Callable[[], None], qtbot: QtBot) -> None:
    begin(demo, settle, qtbot, "detr toiture")
    assert demo.rediger.presenter.act is not None
    act_id = demo.rediger.presenter.act.id
    demo.session.open_folder(demo.session.office.folder)
    settle()
    assert demo.rediger.presenter.act is not None
    assert demo.rediger.presenter.act.id == act_id
    demo.go_to(REDIGER)


def test_a_draft_left_untouched_is_taken_up_again(demo: MainWindow, settle: Callable[[], None], qtbot: QtBot) -> None:
    begin(demo, settle, qtbot, "detr toiture")
    number = len(demo.session.office.workspace.acts.list())
    demo.rediger.desk.leave()
    settle()
    begin(demo, settle, qtbot, "detr toiture")
    assert len(demo.session.office.workspace.acts.list()) == number
    fill(demo, settle, operation="Toit")
    demo.rediger.desk.leave()
    settle()
    begin(demo, settle, qtbot, "detr toiture")
    assert len(demo.session.office.workspace.acts.list()) == number + 1


def test_first_start_offers_three_ways(window: MainWindow) -> None:
    assert window.welcome.isVisible()
    assert window.welcome.first.text() == "Créer l'espace de ma commune"
    assert not window.session.is_open


def test_new_space_offers_homonyms(
    window: MainWindow, settle: Callable[[], None], qtbot: QtBot, tmp_path: Path
) -> None:
    window.gestures.ask_new()
    dialog = window.gestures.dialog
    assert dialog is not None
    qtbot.keyClicks(dialog.name, "Saint-Aubin")
    settle()
    assert dialog.found.count() > 1
    assert not dialog.create_button.isEnabled()
    dialog.found.setCurrentRow(0)
    dialog.folder.setText(str(tmp_path / "neuf"))
    dialog.folder.textEdited.emit(dialog.folder.text())
    qtbot.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)
    settle()
    assert window.session.is_open
    assert window.session.office.commune.nom == "Saint-Aubin"
    assert "Aucun document lu" in _texts(window.fonds)


def _texts(widget: object) -> str:
    from PySide6.QtWidgets import QLabel, QWidget

    assert isinstance(widget, QWidget)
    return " ".join(found.text() for found in widget.findChildren(QLabel))
