"""« Enregistrer une décision sur papier »: what the signed sheet says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from secretaire.acts.act import Act
from secretaire.acts.fields import parse_date
from secretaire.acts.life import NEEDS_REASON, Step
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.parts.calendar import date_button
from secretaire.ui.places.reglages.fields import ask_file
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL

_DECISIONS = {"Approuvé": Step.APPROUVER, "À reprendre": Step.REPRENDRE, "Refusé": Step.REFUSER}


@dataclass(frozen=True, slots=True)
class PaperDecision:
    """What was copied from the sheet; `code` is that of whoever signed, when they have one."""

    act_id: str
    step: Step
    decider: str
    reason: str
    on: date
    read: str
    scan: Path | None
    code: str


class PaperDialog(QDialog):
    """The fingerprint at the foot of the sheet says which text was signed."""

    given = Signal(object)  # PaperDecision

    def __init__(self, act: Act, deciders: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act = act
        self._scan: Path | None = None
        self.setWindowTitle("Enregistrer une décision sur papier")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(600, 420)
        self.decision = QComboBox()
        self.decision.addItems(list(_DECISIONS))
        self.who = QComboBox()
        self.who.setEditable(True)
        self.who.addItems(list(deciders))
        self.day = QLineEdit()
        self.day.setPlaceholderText("La date écrite sur la feuille")
        self.read = QLineEdit()
        self.read.setPlaceholderText("Huit caractères, au bas de la feuille")
        self.reason = QLineEdit()
        self.code = QLineEdit()
        self.code.setEchoMode(QLineEdit.EchoMode.Password)
        self.code.setPlaceholderText("Seulement si la personne qui a signé a un code : elle le tape elle-même")
        self.scan = button("Joindre la feuille numérisée…", self._ask_scan)
        self.fault = label("", "fault")
        self.keep = main_button("Enregistrer la décision", self._give)
        form = QFormLayout()
        form.setVerticalSpacing(MEDIUM)
        for words, field in (
            ("Décision", self.decision),
            ("Signée par", self.who),
            ("Le", self.day),
            ("Empreinte", self.read),
            ("Motif", self.reason),
            ("Code", self.code),
            ("Feuille", self.scan),
        ):
            field.setAccessibleName(words)
            if field is self.day:
                dated = QHBoxLayout()
                dated.addWidget(self.day, 1)
                dated.addWidget(date_button(self.day, "Choisir la date", lambda: None))
                form.addRow(words, dated)
            else:
                form.addRow(words, field)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.keep)
        layout = column(label(act.objet, "title"), margin=LARGE, spacing=SMALL)
        layout.addLayout(form)
        layout.addWidget(self.fault)
        layout.addStretch()
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.say("")

    def say(self, sentence: str) -> None:
        """Why it is refused."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def _give(self) -> None:
        step = _DECISIONS[self.decision.currentText()]
        reason = self.reason.text().strip()
        if step in NEEDS_REASON and not reason:
            self.say("Écrivez le motif en une phrase.")
            self.reason.setFocus()
            return
        try:
            on = parse_date(self.day.text())
        except ValueError:
            self.say("Indiquez la date écrite sur la feuille (22/11/2026).")
            self.day.setFocus()
            return
        who, read = self.who.currentText().strip(), self.read.text()
        self.given.emit(PaperDecision(self._act.id, step, who, reason, on, read, self._scan, self.code.text()))
        self.code.clear()

    def _ask_scan(self) -> None:
        ask_file(self, "La feuille numérisée", "Documents (*.pdf *.png *.jpg *.jpeg *.tif *.tiff)", self._scanned)

    def _scanned(self, path: Path) -> None:
        self._scan = path
        self.scan.setText(path.name)
