"""Under a field: what the old act said, and what the person does with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from secretaire.acts.reprise import Sort
from secretaire.desk.reusing import Offer
from secretaire.ui.parts.basics import button, label, tool
from secretaire.ui.parts.flow import FlowLayout
from secretaire.ui.places.rediger.reuse.words import answered_words, short_label, take_words, value_words
from secretaire.ui.style.tokens import SMALL, TIGHT

_CHANGES = "Change d'ordinaire : à saisir de nouveau."


class OfferStrip(QFrame):
    """Quiet; once answered, one line."""

    taken = Signal()
    set_aside = Signal()
    passage_asked = Signal(str)  # source
    left = Signal()  # the button that had the keyboard is gone

    def __init__(self, old: str, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = offer
        self.setProperty("kind", "offer")
        champ = offer.champ
        value = value_words(champ, offer.reprise.ancien)
        self._where = label(f"Dans {short_label(old)} :", "muted")
        self._value = label(value)
        self._value.setToolTip(offer.reprise.extrait)
        self._changes = label(_CHANGES, "muted")
        make = tool if offer.changes else button
        self.take = make(take_words(offer), self.taken.emit, tip="Alt+R")
        self.take.setAccessibleName(f"{self.take.text()} : {champ.libelle}, {value}")
        self.aside = tool("Écarter", self.set_aside.emit)
        self.aside.setAccessibleName(f"Écarter la valeur de l'ancien acte : {champ.libelle}")
        self.see = tool("Voir", self._see, tip="Voir ce passage dans l'ancien acte")
        self.see.setAccessibleName(f"Voir le passage de l'ancien acte : {champ.libelle}")
        self.see.setVisible(offer.reprise.source.startswith(("doc:", "acte:")))
        buttons = FlowLayout(TIGHT)
        for made in (self.take, self.aside, self.see):
            buttons.addWidget(made)
            buttons.setAlignment(made, Qt.AlignmentFlag.AlignVCenter)
        self._buttons = QWidget()
        self._buttons.setLayout(buttons)
        self._answered = label("", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SMALL, TIGHT, 0, TIGHT)
        layout.setSpacing(TIGHT - 1)
        for part in (self._where, self._value, self._changes, self._buttons, self._answered):
            layout.addWidget(part)
        self.show_offer(offer)

    @property
    def offer(self) -> Offer:
        return self._offer

    @property
    def text(self) -> str:
        """What is said."""
        shown = (self._where, self._value, self._changes, self._answered)
        return "\n".join(part.text() for part in shown if not part.isHidden())

    def show_offer(self, offer: Offer) -> None:
        """What became of the value."""
        self._offer = offer
        pending = offer.reprise.sort is Sort.A_CONFIRMER
        had_keyboard = any(made.hasFocus() for made in (self.take, self.aside))
        self._answered.setText(answered_words(offer))
        for shown in (self._where, self._value, self._buttons):
            shown.setVisible(pending)
        self._changes.setVisible(pending and offer.changes)
        self._answered.setVisible(not pending)
        if had_keyboard and not pending:
            self.left.emit()

    def _see(self) -> None:
        self.passage_asked.emit(self._offer.reprise.source)
