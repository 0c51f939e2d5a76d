"""« Mots équivalents… »: what the search takes for the same; those of the commune are hers to write."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QWidget

from secretaire.desk import synonyms
from secretaire.desk.synonyms import SynonymsText
from secretaire.ui.parts.basics import Debounce, button, column, label, main_button, tabs
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import LARGE, SMALL
from secretaire.ui.wording import count

TYPING_MS = 300
_MOST_FAULTS = 4
_EXAMPLE = "salle des fêtes = salle polyvalente = foyer rural\nla Halle = marché couvert"


class SynonymsDialog(QDialog):
    """A line a group; a line that cannot be understood is told under the text, and the others count."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("Mots équivalents")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.own = _text("Mots équivalents de la commune")
        self.own.setPlaceholderText(_EXAMPLE)
        self.shipped = _text("Mots équivalents fournis")
        self.shipped.setReadOnly(True)
        self.fault = label("", "fault")
        self.save = main_button("Enregistrer", self._save)
        self.save.setDefault(True)
        self.save.setEnabled(False)
        self._typing = Debounce(TYPING_MS, self._check, self)
        self.own.textChanged.connect(self._typing.touch)
        self.tabs = tabs("De la commune, fournis", (self.own, "Ceux de la commune"), (self.shipped, "Ceux fournis"))
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.save)
        layout = column(
            label("La recherche prend ces mots les uns pour les autres. Une ligne par groupe, « = » entre les mots :"),
            label("salle des fêtes = salle polyvalente = foyer rural", "muted"),
            self.tabs,
            self.fault,
            margin=LARGE,
            spacing=SMALL,
        )
        layout.setStretch(2, 1)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.resize(620, 480)
        office = session.office
        session.tasks.query(
            lambda: synonyms.read_synonyms(office),
            self._show,
            lambda _error, text: self.fault.setText(text),
            key="synonymes",
        )

    def _show(self, text: SynonymsText) -> None:
        self.own.setPlainText(text.own)
        self.shipped.setPlainText(text.shipped)
        self.save.setEnabled(True)
        self.own.setFocus()

    def _check(self) -> None:
        """Say what is wrong, line by line; it can be saved so: the other lines count."""
        wrong = synonyms.wrong_lines(self.own.toPlainText())
        said = [f"Ligne {bad.line} : {bad.why}." for bad in wrong[:_MOST_FAULTS]]
        if len(wrong) > _MOST_FAULTS:
            said.append(f"Et {count(len(wrong) - _MOST_FAULTS, 'autre ligne', 'autres lignes')}.")
        self.fault.setText("\n".join(said))

    def _save(self) -> None:
        self._typing.flush()
        office, text = self._session.office, self.own.toPlainText()
        self.save.setEnabled(False)
        self._session.tasks.change(
            lambda: synonyms.save_synonyms(office, text),
            lambda _: self._saved(),
            lambda _error, sentence: self._refuse(sentence),
        )

    def _saved(self) -> None:
        self._session.fund_changed.emit()
        self.accept()

    def _refuse(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.save.setEnabled(True)


def _text(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    return made
