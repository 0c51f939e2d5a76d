"""The card of a proposal, beside the page: what it says, what it would replace, why it was put aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QTextEdit, QWidget

from secretaire.desk.assistant import ProposalView
from secretaire.desk.minutes_pen import PointProposal
from secretaire.desk.reworking import ReworkView
from secretaire.ui.parts.basics import button, column, frame, label, main_button
from secretaire.ui.parts.changed_words import ADDED, REMOVED, write_changes
from secretaire.ui.style.tokens import SMALL

_CLOSELY = "Relisez de près ce qui est souligné : l'assistant hésitait. "


class Asked(Protocol):
    """What was asked of the assistant, as the card announces it.

    Attributes:
        title: what it is, above the text.
        reads: what the assistant reads first.
        leave: the button that leaves it out.
    """

    @property
    def title(self) -> str: ...
    @property
    def reads(self) -> str: ...
    @property
    def leave(self) -> str: ...


class ProposalCard(QWidget):
    """Nothing of a proposal enters the text before « Accepter ». `unchanged` says so, in the words of the place."""

    accepted = Signal()
    refused = Signal()
    interrupted = Signal()
    put_away = Signal()

    def __init__(self, unchanged: str = "Le texte de l'acte n'a pas changé.", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unchanged = unchanged
        self._rework: ReworkView | None = None
        self._title = label("", "subtitle")
        self._state = label("", "muted")
        self.text = _reading("Proposition de l'assistant")
        self._replaced_title = label("Remplacerait :", "muted")
        self._replaced = _reading("Texte qui serait remplacé")
        self.accept = main_button("Accepter", self.accepted.emit)
        self.refuse = button("Refuser", self.refused.emit)
        self.interrupt = button("Interrompre", self.interrupted.emit)
        self.close_button = button("Fermer", self.put_away.emit)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        for made in (self.accept, self.refuse, self.interrupt, self.close_button):
            buttons.addWidget(made)
        buttons.addStretch()
        inside = column(
            self._title, self._state, self.text, self._replaced_title, self._replaced, margin=SMALL, spacing=SMALL - 2
        )
        inside.addLayout(buttons)
        layout = column(frame("card", inside))
        self.setLayout(layout)
        self.hide()

    def start(self, asked: Asked) -> None:
        """A text is coming."""
        self._rework = None
        self._title.setText(asked.title)
        self.refuse.setText(asked.leave)
        self.refuse.setAccessibleName(asked.leave)
        self._say(f"L'assistant lit {asked.reads}. Vous pouvez continuer à écrire.")
        self.text.clear()
        self.text.setExtraSelections([])
        self.text.show()
        self._show_replaced("")
        self._offer(self.interrupt)
        self.show()

    def show_text(self, text: str) -> None:
        """The text so far."""
        if not self.text.toPlainText():
            self._say("L'assistant écrit. Vous pouvez continuer à écrire.")
        self.text.setPlainText(text)
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.maximum())

    def finish(self, view: ProposalView | PointProposal | ReworkView) -> None:
        """The text is complete: take it or leave it, or read why it was put aside."""
        if isinstance(view, ReworkView):
            self._finish_rework(view)
            return
        self.text.setPlainText(view.text)
        self.text.setVisible(bool(view.text))
        self._show_replaced(view.replaces)
        reasons = " ; ".join(view.reasons)
        closely = _CLOSELY if view.acceptable and view.doubtful else ""
        if closely:
            self.text.setExtraSelections(_underlined(self.text, view.doubtful))
        if view.acceptable and reasons:
            self._say(
                f"Une partie a été écartée et remplacée par vos notes : {reasons}. {closely}À vous de décider.",
                "warning",
            )
            self._offer(self.accept, self.refuse)
        elif view.acceptable:
            self._say(f"{closely}À vous de décider. {self._unchanged}", "warning" if closely else "muted")
            self._offer(self.accept, self.refuse)
        else:
            self._say(f"La proposition a été écartée : {reasons}. {self._unchanged}", "fault")
            self._offer(self.refuse if view.text else self.close_button)

    def _finish_rework(self, view: ReworkView) -> None:
        """The new words above, those they would replace under them."""
        reasons = " ; ".join(view.reasons)
        if view.acceptable:
            self._rework = view
            self._show_replaced(view.before)
            self.redraw()
            self._say(f"{ADDED} et souligné : nouveau. {REMOVED} et barré : retiré. La page n'a pas changé.")
            self._offer(self.accept, self.refuse)
            return
        self.text.setPlainText(view.before)
        if view.unchanged:
            self._say("Rien à changer : l'assistant laisse la phrase comme elle est.")
        else:
            self._say(f"La retouche a été écartée : {reasons}. La phrase reste comme elle est.", "fault")
        self._offer(self.close_button)

    def outdate(self) -> None:
        """The notes have changed since: the proposal can only be left."""
        self._say("Vos notes ont changé depuis : refusez cette proposition, puis demandez-en une autre.", "warning")
        self._offer(self.refuse)

    def redraw(self) -> None:
        """The words that change, in the colours of the theme."""
        if self._rework is not None:
            _show_side(self.text, self._rework, left_out="removed")
            _show_side(self._replaced, self._rework, left_out="added")

    def fail(self, sentence: str) -> None:
        """No proposal: the sentence says why."""
        self._rework = None
        self._say(sentence, "fault")
        if not self.text.toPlainText():
            self.text.hide()
        self._show_replaced("")
        self._offer(self.close_button)
        self.show()

    def unavailable(self, reason: str) -> None:
        """The assistant is not on this PC; everything else works."""
        self._rework = None
        self._title.setText("Assistant")
        self.text.clear()
        self.text.hide()
        self._show_replaced("")
        self._say(f"{reason.rstrip('.')}. Tout le reste fonctionne sans lui : écrivez directement dans le texte.")
        self._offer(self.close_button)
        self.show()

    def _show_replaced(self, text: str) -> None:
        self._replaced.setPlainText(text)
        self._replaced.setVisible(bool(text))
        self._replaced_title.setVisible(bool(text))

    def _say(self, text: str, kind: str = "muted") -> None:
        self._state.setText(text)
        if self._state.property("kind") != kind:
            self._state.setProperty("kind", kind)
            self._state.style().unpolish(self._state)
            self._state.style().polish(self._state)

    def _offer(self, *shown: QWidget) -> None:
        for made in (self.accept, self.refuse, self.interrupt, self.close_button):
            made.setVisible(made in shown)


def _show_side(browser: QTextBrowser, view: ReworkView, *, left_out: str) -> None:
    browser.clear()
    write_changes(browser.textCursor(), [piece for piece in view.pieces if piece.kind != left_out])
    browser.moveCursor(QTextCursor.MoveOperation.Start)


def _underlined(browser: QTextBrowser, pieces: Sequence[str]) -> list[QTextEdit.ExtraSelection]:
    """Pieces of what is shown, underlined by a wave."""
    made = []
    for line in (line for piece in pieces for line in piece.splitlines()):
        found = browser.document().find(line)
        if not found.isNull():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = found
            mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            made.append(mark)
    return made


def _reading(name: str) -> QTextBrowser:
    made = QTextBrowser()
    made.setAccessibleName(name)
    made.setMinimumHeight(56)
    made.setMaximumHeight(170)
    made.setOpenLinks(False)
    made.setTabChangesFocus(True)
    return made
