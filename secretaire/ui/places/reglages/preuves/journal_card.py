"""The journal: is it intact, its passphrase, a printed head looked up, a return to an older copy noted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from secretaire.store.custody import Protection
from secretaire.ui.parts.basics import button, column, label, restyle
from secretaire.ui.places.reglages.fields import row
from secretaire.ui.places.reglages.preuves.presenter import JournalState
from secretaire.ui.style.tokens import SMALL

_FIELD_WIDTH = 380
_OPEN = "Ouvrir le journal"
_PROTECT = "Protéger par cette phrase"
_SIGNED = frozenset({Protection.SIGNE, Protection.PHRASE})
_HELP = {
    Protection.FERME: "Donnez la phrase secrète de cet espace : jusque-là, ni nouveau projet ni décision ne s'enregistre.",
    Protection.SANS_TROUSSEAU: (
        "Ce poste n'a pas de trousseau de clés : les lignes du journal ne sont pas signées. Choisissez une phrase secrète "
        "(douze signes au moins, par exemple quatre mots au hasard) : elle sera demandée à chaque ouverture."
    ),
    Protection.SIGNE: ("Une phrase secrète permet aussi d'ouvrir cet espace sur un autre poste, ou après une panne."),
    Protection.PHRASE: "La clé est sous votre phrase secrète. Vous pouvez en changer.",
    Protection.CLE_ABSENTE: "La clé est dans la session d'un autre poste.",
}


class JournalCard(QWidget):
    """What is typed goes out as signals; `show_state` says the rest."""

    phrase_given = Signal(str, bool)  # the passphrase; True: it opens, False: it is a new one
    head_given = Signal(str)
    return_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opens = False
        self.sentence = label("", "fine")
        self.head = label("", "muted")
        self.head.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.help = label("", "muted")
        self.phrase = _line("Phrase secrète")
        self.again = _line("La même, encore une fois")
        for secret in (self.phrase, self.again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
            secret.returnPressed.connect(self._give_phrase)
        self.keep = button(_OPEN, self._give_phrase)
        self.mismatch = label("Les deux phrases ne sont pas les mêmes.", "fault")
        self.mismatch.hide()
        self.printed = _line("Empreinte imprimée sur une fiche de contrôle")
        self.printed.returnPressed.connect(self._look_up)
        self.look = button("Chercher cette empreinte", self._look_up)
        self.reason = _line("Pourquoi une sauvegarde a été remise")
        self.admit = button("Noter ce retour au journal", self._admit)
        self.returned = QWidget()
        self.returned.setLayout(row(self.reason, self.admit))
        self.returned.hide()
        layout = column(self.sentence, self.head, spacing=SMALL)
        layout.addWidget(self.returned)
        layout.addWidget(self.help)
        layout.addLayout(row(self.phrase, self.again, self.keep))
        layout.addWidget(self.mismatch)
        layout.addLayout(row(self.printed, self.look))
        self.setLayout(layout)

    def show_state(self, state: JournalState) -> None:
        self.sentence.setText(state.sentence)
        self.sentence.setProperty("kind", "fine" if state.intact and state.protection in _SIGNED else "warning")
        restyle(self.sentence)
        self.head.setText(f"Empreinte à ce jour, {state.head}" if state.head else "")
        self._opens = state.protection is Protection.FERME
        self.help.setText(_HELP[state.protection])
        self.keep.setText(_OPEN if self._opens else _PROTECT)
        self.keep.setAccessibleName(self.keep.text())
        away = state.protection is Protection.CLE_ABSENTE
        self.phrase.setVisible(not away)
        self.keep.setVisible(not away)
        self.again.setVisible(not self._opens and not away)
        self.returned.setVisible(state.returned)

    def forget(self) -> None:
        """No passphrase stays on the screen, nor in the memory of a field."""
        for typed in (self.phrase, self.again):
            typed.clear()
        self.mismatch.hide()

    def _give_phrase(self) -> None:
        phrase = self.phrase.text()
        same = self._opens or phrase == self.again.text()
        self.mismatch.setVisible(not same)
        if same and phrase:
            opens = self._opens
            self.forget()
            self.phrase_given.emit(phrase, opens)

    def _look_up(self) -> None:
        if self.printed.text().strip():
            self.head_given.emit(self.printed.text())

    def _admit(self) -> None:
        if self.reason.text().strip():
            self.return_given.emit(self.reason.text().strip())


def _line(words: str) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(words)
    made.setAccessibleName(words)
    made.setMinimumWidth(_FIELD_WIDTH // 2)
    made.setMaximumWidth(_FIELD_WIDTH)
    return made
