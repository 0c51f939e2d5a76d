"""Beside a part of the procès-verbal: the notes of its point, and what the assistant proposes to make of them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QTextBrowser, QWidget

from secretaire.desk.minutes_pen import PointProposal
from secretaire.ui.parts.basics import button, column, label
from secretaire.ui.parts.proposal_card import ProposalCard
from secretaire.ui.places.seances.apres.pen import MinutesPen, PointRequest
from secretaire.ui.style.tokens import TIGHT

_UNCHANGED = "Le procès-verbal n'a pas changé."
_PROPOSE = "Proposer une rédaction"


@dataclass(frozen=True, slots=True)
class Noted:
    """A point, its notes, and the proposal that waits for a decision.

    Attributes:
        writable: the notes may be put in prose: there are some, and the minutes are in preparation.
    """

    request: PointRequest
    notes: str
    writable: bool
    proposal: PointProposal | None


class NotesBeside(QWidget):
    """Nothing of a proposal enters the procès-verbal before « Accepter »."""

    accepted = Signal(int)  # id of the proposal
    refused = Signal(int)
    busy = Signal(bool)  # the card of a proposal takes the room

    def __init__(self, pen: MinutesPen) -> None:
        super().__init__()
        self._pen = pen
        self._noted: Noted | None = None
        self._explained = False  # why there is no assistant is on screen
        self.notes = QTextBrowser()
        self.notes.setAccessibleName("Notes prises en séance")
        self.notes.setTabChangesFocus(True)
        self.propose = button(_PROPOSE, self.ask, tip="L'assistant met en phrases vos notes de ce point")
        self.card = ProposalCard(_UNCHANGED)
        self.card.accepted.connect(lambda: self._decide(self.accepted))
        self.card.refused.connect(lambda: self._decide(self.refused))
        self.card.interrupted.connect(pen.interrupt)
        self.card.put_away.connect(self._put_away)
        layout = column(label("Notes de ce point", "muted"), self.notes, self.propose, self.card, spacing=TIGHT)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        pen.changed.connect(self._show)
        pen.streamed.connect(self._stream)

    def show_notes(self, noted: Noted | None) -> None:
        """The point of the part on screen; None for a part that is no point."""
        if noted is None or self._noted is None or noted.request != self._noted.request:
            self._explained = False
        self._noted = noted
        if noted is None:
            self.notes.setPlainText("Les notes sont prises point par point.")
        else:
            self.notes.setPlainText(noted.notes or "Aucune note sur ce point.")
        self._show()

    def ask(self) -> None:
        """Ask for a text from the notes of this point, or say why nobody can write it."""
        if self._noted is None:
            return
        if self._pen.state.ready:
            self._pen.ask(self._noted.request)
        else:
            self._explained = True
            self._show()

    def _show(self) -> None:
        noted, pen, card = self._noted, self._pen, self.card
        shown = noted is not None and self._fill(noted)
        card.setVisible(shown)
        self.propose.setVisible(noted is not None and noted.writable and not shown)
        elsewhere = pen.request is not None
        self.propose.setEnabled(not elsewhere)
        text = _PROPOSE if pen.state.ready else f"{_PROPOSE} : pas d'assistant"
        self.propose.setText("L'assistant écrit pour un autre point" if elsewhere else text)
        self.propose.setAccessibleName(self.propose.text())
        self.busy.emit(shown)

    def _fill(self, noted: Noted) -> bool:
        """Fill the card; False when there is nothing to say."""
        pen, card = self._pen, self.card
        if noted.request == pen.request:
            card.start(noted.request)
            if pen.text:
                card.show_text(pen.text)
        elif noted.request == pen.failed:
            card.start(noted.request)
            card.fail(pen.fault)
        elif noted.writable and noted.proposal is not None:
            card.start(noted.request)
            card.finish(noted.proposal)
            if noted.proposal.outdated:
                card.outdate()
        elif self._explained:
            card.unavailable(pen.state.reason)
        else:
            return False
        return True

    def _stream(self, text: str) -> None:
        if self._noted is not None and self._noted.request == self._pen.request:
            self.card.show_text(text)

    def _decide(self, decided: SignalInstance) -> None:
        if self._noted is not None and self._noted.proposal is not None:
            decided.emit(self._noted.proposal.id)

    def _put_away(self) -> None:
        self._explained = False
        self._pen.forget_fault()
