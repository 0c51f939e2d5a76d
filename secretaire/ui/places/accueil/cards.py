"""The cards of Accueil: one thing to do each, with what can be done about it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from secretaire.acts.wording import weekday
from secretaire.desk.deadlines import Etat, Line, base_of
from secretaire.desk.radar import Reminder
from secretaire.store.echeances import Sort
from secretaire.ui.parts.basics import button, column, label, tool
from secretaire.ui.places.fonds.document.fact_words import sentence_case
from secretaire.ui.style.tokens import MEDIUM, SMALL, TIGHT


class Card(QFrame):
    """A title, a line that counts, a quieter one, and gestures on the right."""

    def __init__(self, title: str, when: str, why: str, tint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAccessibleName(". ".join(filter(None, (title, when, why))))
        words = column(label(title, "subtitle"), spacing=TIGHT)
        if when:
            counted = label(when)
            counted.setProperty("tint", tint)
            words.addWidget(counted)
        if why:
            words.addWidget(label(why, "muted"))
        self.gestures = QHBoxLayout()
        self.gestures.setSpacing(TIGHT)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MEDIUM, SMALL, SMALL, SMALL)
        layout.setSpacing(MEDIUM)
        layout.addLayout(words, 1)
        layout.addLayout(self.gestures)


class DeadlineCard(Card):
    """An échéance."""

    write_asked = Signal(str)  # act type
    open_asked = Signal(int)  # meeting
    noted = Signal(str, object)  # key, Sort

    def __init__(self, line: Line, today: date, parent: QWidget | None = None) -> None:
        echeance = line.echeance
        why = " · ".join(filter(None, (line.pourquoi, base_of(echeance))))
        super().__init__(echeance.objet, when_of(line, today), why, _tint(line, today), parent)
        self.setToolTip(echeance.detail)
        if line.act_type:
            self.write = button("Rédiger", lambda: self.write_asked.emit(line.act_type))
            self.write.setAccessibleName(f"Rédiger : {echeance.objet}")
            self.gestures.addWidget(self.write)
        if echeance.seance is not None:
            meeting = echeance.seance
            opened = button("Ouvrir", lambda: self.open_asked.emit(meeting))
            opened.setAccessibleName(f"Ouvrir la séance : {echeance.objet}")
            self.gestures.addWidget(opened)
        self.done = button("Fait", lambda: self.noted.emit(echeance.key, Sort.FAIT))
        self.done.setAccessibleName(f"Fait : {echeance.objet}")
        self.set_aside = tool("Sans objet", lambda: self.noted.emit(echeance.key, Sort.SANS_OBJET))
        self.set_aside.setAccessibleName(f"Sans objet : {echeance.objet}")
        self.gestures.addWidget(self.done)
        self.gestures.addWidget(self.set_aside)


class ReminderCard(Card):
    """An act that comes back each year."""

    write_asked = Signal(object)  # Reminder

    def __init__(self, reminder: Reminder, parent: QWidget | None = None) -> None:
        title = _quiet(reminder.objet)
        super().__init__(title, "", f"{reminder.sentence}.", parent=parent)
        self.write = button("Ouvrir" if reminder.draft else "Rédiger", lambda: self.write_asked.emit(reminder))
        self.write.setAccessibleName(f"{self.write.text()} : {title}")
        self.gestures.addWidget(self.write)


class Cards(QWidget):
    """A heading and its cards, or a sentence when there is none."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[QWidget] = []
        self._none = label("", "muted")
        self._column = QVBoxLayout()
        self._column.setSpacing(SMALL)
        self.heading = QHBoxLayout()
        self.heading.addWidget(label(title, "heading"), 1)
        layout = column(spacing=SMALL)
        layout.addLayout(self.heading)
        layout.addWidget(self._none)
        layout.addLayout(self._column)
        self.setLayout(layout)

    def show_cards(self, cards: list[QWidget], none: str) -> None:
        """Put these cards in place of the former ones; `none` is said when there is none."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.setParent(None)
            card.deleteLater()
        self.cards = cards
        for card in cards:
            self._column.addWidget(card)
        self._none.setText(none)
        self._none.setVisible(not cards)


def when_of(line: Line, today: date) -> str:
    """« Avant le vendredi 27 novembre 2026 (dans 5 jours) », « En retard depuis le… », « Fait »."""
    if line.etat is Etat.EN_RETARD:
        return f"En retard : c'était pour le {weekday(line.echeance.jour)}"
    if line.etat is not Etat.A_FAIRE:
        return {Etat.FAIT: "Fait", Etat.SANS_OBJET: "Sans objet"}.get(
            line.etat, "Passé avant l'ouverture de cet espace"
        )
    days = (line.avant - today).days
    left = (
        {0: "aujourd'hui", 1: "demain"}.get(days, f"dans {days} jours")
        if days >= 0
        else "le dernier jour ouvré est passé"
    )
    return f"Au plus tard le {weekday(line.avant)} ({left})"


def _tint(line: Line, today: date) -> str:
    if line.etat is Etat.EN_RETARD:
        return "blocking"
    return "warning" if line.etat is Etat.A_FAIRE and (line.avant - today).days <= 7 else ""


def _quiet(objet: str) -> str:
    """An objet written in capitals, in small letters: read at a glance among others."""
    return sentence_case(objet.lower()) if objet.isupper() else sentence_case(objet)
