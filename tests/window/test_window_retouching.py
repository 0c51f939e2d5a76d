"""A sentence of the page written again by the assistant, and a title: through the real window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from secretaire.acts.act import Act, Role
from secretaire.acts.spans import OriginKind
from secretaire.desk import assistant
from secretaire.desk.assistant import AssistantState
from secretaire.drafting.engine.client import GenerationRequest, GenerationResult
from secretaire.ui.places.rediger.desk import DraftDesk
from secretaire.ui.shell.window import REDIGER, MainWindow

Settle = Callable[[], None]
TYPED = "Le toit de la mairie fuis et les devis sont attendu."
RIGHT = "Le toit de la mairie fuit et les devis sont attendus."


class Hand:
    """Stands for the engine: writes what it is told."""

    model_sha256 = "0" * 64
    adapter_sha256 = ""

    def __init__(self) -> None:
        self.text = RIGHT

    def generate(
        self,
        _request: GenerationRequest,
        on_token: Callable[[str], None] = lambda _text: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> GenerationResult:
        on_token(self.text)
        return GenerationResult(self.text, 9, 0.1, 0.05, cancelled(), True, 50, 0)

    def close(self) -> None:
        """Nothing to stop."""


@pytest.fixture
def desk(demo: MainWindow, settle: Settle) -> DraftDesk:
    """A draft whose exposé is one sentence, typed."""
    demo.go_to(REDIGER)
    rediger = demo.rediger
    rediger.presenter.begin("demande_subvention_etat")
    settle()
    rediger.presenter.edit(Role.EXPOSE, TYPED)
    settle()
    return rediger.desk


@pytest.fixture
def hand(demo: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> Hand:
    """The assistant is there, with a known hand."""
    made = Hand()
    monkeypatch.setattr(assistant, "assistant_state", lambda: AssistantState(True, "", "essai"))
    demo.session.office._engine = made  # type: ignore[assignment]
    demo.rediger.proposals.ask_state()
    settle()
    return made


def act_of(demo: MainWindow) -> Act:
    act = demo.rediger.presenter.act
    assert act is not None
    return act


def ask(desk: DraftDesk, settle: Settle, qtbot: QtBot, choice: int = 0) -> None:
    """Choose words of the sentence, then Ctrl+R and the choice, by the keyboard."""
    desk.sheet.select(Role.EXPOSE, 3, 7)
    desk.sheet.setFocus()
    qtbot.keyClick(desk.sheet, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    menu = desk.retouching.menu
    assert menu.isVisible()
    for _ in range(choice):
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    settle()


def said(desk: DraftDesk) -> str:
    return " ".join(words.text() for words in desk.side.card.findChildren(QLabel) if words.isVisible())


def test_a_sentence_is_corrected_by_the_keyboard_then_undone(
    demo: MainWindow, desk: DraftDesk, hand: Hand, settle: Settle, qtbot: QtBot
) -> None:
    ask(desk, settle, qtbot)
    card = desk.side.card
    assert card.isVisible()
    assert "Retouche : corriger la langue" in said(desk)
    assert "fuit" in card.text.toPlainText()
    assert "fuis" not in card.text.toPlainText()
    assert "+" in card.text.toPlainText()
    assert act_of(demo).section(Role.EXPOSE).text == TYPED  # nothing enters the act by itself
    assert card.refuse.text() == "Laisser"
    card.accept.click()
    settle()
    assert act_of(demo).section(Role.EXPOSE).text == RIGHT
    assert RIGHT in desk.sheet.toPlainText()
    pen = [r.span.text for r in act_of(demo).section(Role.EXPOSE).origins() if r.origin.kind is OriginKind.PLUME]
    assert pen == ["fuit", "attendus"]
    assert not card.isVisible()
    desk.undo()
    settle()
    assert act_of(demo).section(Role.EXPOSE).text == TYPED


def test_left_aside_the_sentence_stays(
    demo: MainWindow, desk: DraftDesk, hand: Hand, settle: Settle, qtbot: QtBot
) -> None:
    ask(desk, settle, qtbot, choice=2)
    assert "plus formel" in said(desk)
    desk.side.card.refuse.click()
    settle()
    assert not desk.side.card.isVisible()
    assert act_of(demo).section(Role.EXPOSE).text == TYPED


def test_an_invented_figure_cannot_be_accepted_and_nothing_to_change_is_said(
    desk: DraftDesk, hand: Hand, settle: Settle, qtbot: QtBot
) -> None:
    hand.text = "Le toit de la mairie fuit depuis 12 ans et les devis sont attendus."
    ask(desk, settle, qtbot)
    assert "12" in said(desk)
    assert not desk.side.card.accept.isVisible()
    hand.text = TYPED
    desk.retouching.menu.choices[0].trigger()
    settle()
    assert "Rien à changer" in said(desk)
    assert desk.side.card.close_button.isVisible()


def test_typing_meanwhile_wins_and_the_card_says_so(
    demo: MainWindow, desk: DraftDesk, hand: Hand, settle: Settle, qtbot: QtBot
) -> None:
    ask(desk, settle, qtbot)
    desk.sheet.select(Role.EXPOSE, 3, 7)
    qtbot.keyClicks(desk.sheet, "grenier")
    settle()
    desk.side.card.accept.click()
    settle()
    assert act_of(demo).section(Role.EXPOSE).text == TYPED.replace("toit", "grenier")
    assert "changé" in said(desk)


def test_without_assistant_the_choices_are_greyed_with_the_reason(desk: DraftDesk) -> None:
    desk.sheet.select(Role.EXPOSE, 3, 7)
    menu = desk.retouching.menu
    menu.aboutToShow.emit()
    assert "n'est pas installé" in menu.head.text()
    assert not any(entry.isEnabled() for entry in menu.choices)


def test_what_the_program_writes_is_greyed_with_the_reason(desk: DraftDesk, hand: Hand) -> None:
    menu = desk.retouching.menu
    desk.sheet.select(Role.MENTIONS, 2, 5)
    menu.aboutToShow.emit()
    assert "écrite par le programme" in menu.head.text()
    assert not any(entry.isEnabled() for entry in menu.choices)
    desk.sheet.select(Role.EXPOSE, 2, 5)
    menu.aboutToShow.emit()
    assert "Le toit de la mairie" in menu.head.text()
    assert all(entry.isEnabled() for entry in menu.choices)


def test_the_menu_is_under_a_right_click_too(desk: DraftDesk, hand: Hand) -> None:
    desk.sheet.select(Role.EXPOSE, 3, 7)
    desk.sheet.customContextMenuRequested.emit(desk.sheet.cursorRect().center())
    shown = [menu for menu in desk.sheet.findChildren(QMenu) if menu.isVisible()]
    assert any(entry.text() == "Retoucher" for menu in shown for entry in menu.actions())
    assert desk.sheet.textCursor().hasSelection()
    for menu in shown:
        menu.close()


def test_a_title_is_proposed_from_the_notes(demo: MainWindow, desk: DraftDesk, hand: Hand, settle: Settle) -> None:
    desk.bar.title.click()
    settle()
    assert "notes" in said(desk)  # there is none yet: the card says where they go
    before = act_of(demo).objet
    desk.notes.area.setPlainText("toit mairie fuit")
    settle()
    hand.text = "Réfection du toit de la mairie"
    desk.bar.title.click()
    settle()
    card = desk.side.card
    assert hand.text in card.text.toPlainText()
    assert act_of(demo).objet == before
    card.accept.click()
    settle()
    assert act_of(demo).objet == hand.text
    assert f"Objet : {hand.text}" in desk.sheet.toPlainText()
    desk.undo()
    settle()
    assert act_of(demo).objet == before
