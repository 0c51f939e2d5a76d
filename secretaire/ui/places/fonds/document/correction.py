"""« Corriger… »: what was read of an act, set right by the secretary; a sentence under what is wrongly written."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from secretaire.acts import wording
from secretaire.desk.correcting import fault_of
from secretaire.fund.pieces import Kind, Piece
from secretaire.ui.parts.basics import button, column, label, main_button, restyle
from secretaire.ui.parts.piece_words import KINDS
from secretaire.ui.places.fonds.document.fact_words import CORRECTED
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL, TIGHT

_OBJET_LINES = 3
_DATE = "Date de la séance ou de la signature"


class CorrectionDialog(QDialog):
    """Says only what was changed."""

    corrected = Signal(object)  # dict[str, str]: name of a fact to its text
    not_an_act = Signal()

    def __init__(self, piece: Piece, matieres: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faults = {name: label("", "fault") for name in ("kind", "number", "date", "objet", "matiere", "author")}
        self.setWindowTitle("Corriger ce qui a été lu")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        facts = piece.facts
        self.kind = QComboBox()
        for kind, word in KINDS.items():
            self.kind.addItem(word, kind)
        self.kind.setCurrentIndex(list(KINDS).index(facts.kind))
        self.number = QLineEdit(facts.number)
        self.date = QLineEdit(wording.day(facts.date).replace(wording.NBSP, " ") if facts.date else "")
        self.date.setPlaceholderText("4 avril 2023 ou 04/04/2023")
        self.objet = QPlainTextEdit(facts.objet)
        self.objet.setTabChangesFocus(True)
        self.objet.setFixedHeight(self.objet.fontMetrics().lineSpacing() * _OBJET_LINES + 18)
        self.matiere = QComboBox()
        self.matiere.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.matiere.addItem("Non précisée", "")
        for code, words in matieres.items():
            self.matiere.addItem(f"{code} {words}", code)
        if facts.matiere and facts.matiere not in matieres:
            self.matiere.addItem(facts.matiere, facts.matiere)
        self.matiere.setCurrentIndex(max(0, self.matiere.findData(facts.matiere)))
        self.author = QLineEdit(facts.author)
        self._lay_out(piece)
        self._before = self._typed()
        self.number.setFocus()

    def _lay_out(self, piece: Piece) -> None:
        layout = column(margin=LARGE, spacing=SMALL)
        layout.addWidget(label("Ce que vous écrivez ici l'emporte, même si le document est relu.", "muted"))
        first = QHBoxLayout()
        first.setSpacing(MEDIUM)
        top = (("kind", "Type", self.kind), ("number", "Numéro", self.number), ("date", _DATE, self.date))
        for name, word, field in top:
            made = self._field(piece, name, word, field)
            made.addStretch()  # a fault under one does not move the others
            first.addLayout(made, int(name == "date"))
        layout.addLayout(first)
        layout.addLayout(self._field(piece, "objet", "Objet", self.objet))
        layout.addLayout(self._field(piece, "matiere", "Matière", self.matiere))
        layout.addLayout(self._field(piece, "author", "Rapporteur ou signataire", self.author))
        self.none = button("Ce n'est pas un acte…", self._ask_none)
        self.none.setVisible(piece.is_act)
        self.save = main_button("Enregistrer", self._save)
        self.save.setDefault(True)
        self.fault = label("", "fault")
        layout.addWidget(self.fault)
        buttons = QHBoxLayout()
        buttons.addWidget(self.none)
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.save)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.resize(620, self.sizeHint().height())

    def _field(self, piece: Piece, name: str, word: str, field: QWidget) -> QVBoxLayout:
        field.setAccessibleName(word)
        by_her = f" ({CORRECTED})" if name in piece.corrected else ""
        made = column(label(f"{word}{by_her}", wrap=False), field, self._faults[name], spacing=TIGHT)
        self._faults[name].hide()
        return made

    def refuse(self, sentence: str) -> None:
        """It could not be kept: the sentence says why, what was typed stays."""
        self.fault.setText(sentence)
        self.save.setEnabled(True)

    def _typed(self) -> dict[str, str]:
        return {
            "kind": str(Kind(self.kind.currentData()).value),
            "number": self.number.text().strip(),
            "date": self.date.text().strip(),
            "objet": " ".join(self.objet.toPlainText().split()),
            "matiere": str(self.matiere.currentData()),
            "author": self.author.text().strip(),
        }

    def _save(self) -> None:
        changed = {name: text for name, text in self._typed().items() if text != self._before[name]}
        fields: dict[str, QWidget] = {
            "kind": self.kind, "number": self.number, "date": self.date,
            "objet": self.objet, "matiere": self.matiere, "author": self.author,
        }  # fmt: skip
        wrong = []
        for name, field in fields.items():
            fault = fault_of(name, changed[name]) if name in changed else ""
            self._faults[name].setText(fault)
            self._faults[name].setVisible(bool(fault))
            field.setProperty("invalid", "true" if fault else "false")
            field.setAccessibleDescription(fault)
            restyle(field)
            if fault:
                wrong.append(field)
        if wrong:
            wrong[0].setFocus()
        elif changed:
            self.save.setEnabled(False)
            self.corrected.emit(changed)
        else:
            self.reject()

    def _ask_none(self) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Ce n'est pas un acte")
        box.setText("Retirer ce passage de la liste des actes ?")
        box.setInformativeText("Son texte reste dans le document, et la recherche le trouve toujours.")
        yes = box.addButton("Ce n'est pas un acte", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton("Annuler", QMessageBox.ButtonRole.RejectRole))
        yes.clicked.connect(self.not_an_act)
        box.open()
