"""« Contrôler »: the remarks of the checks on a document of the fund, each with its page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from secretaire.acts import wording
from secretaire.checks.finding import Gravite
from secretaire.desk.document_checks import PlacedFinding
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.parts.results import Row, RowsList
from secretaire.ui.style.tokens import LARGE, MEDIUM
from secretaire.ui.wording import GRAVITIES, count

_SIZE = (560, 560)


class ChecksDialog(QDialog):
    """Beside the document, which stays within reach: a remark chosen is shown on its page."""

    place_asked = Signal(object)  # PlacedFinding
    sheet_asked = Signal()

    def __init__(
        self, name: str, findings: Sequence[PlacedFinding], law_on: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Contrôler le document")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.list = RowsList("Remarques des contrôles, dans l'ordre du document")
        self.list.show_rows([_row(placed) for placed in findings])
        self.list.chosen.connect(self.place_asked)
        self.list.setVisible(bool(findings))
        self.summary = label(_summary(findings, law_on), "muted")
        buttons = QHBoxLayout()
        buttons.addWidget(button("Fiche de contrôle…", self.sheet_asked.emit, tip="À imprimer, pour le maire"))
        buttons.addStretch()
        buttons.addWidget(main_button("Fermer", self.reject))
        layout = column(label(name, "title"), self.summary, self.list, margin=LARGE, spacing=MEDIUM)
        layout.setStretch(2, 1)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.list.enter()


def _row(placed: PlacedFinding) -> Row:
    found = placed.finding
    rests = f" · {found.reference}" if found.reference else ""
    of_act = f" · {found.acte}" if found.acte else ""
    under = f"{GRAVITIES[found.gravite]} · page {placed.page}{of_act}{rests}"
    passage = f"« {found.extrait} »" if found.extrait else ""
    return Row(found.message, under, passage=passage.replace("\n", " "), tip=found.message, value=placed)


def _summary(findings: Sequence[PlacedFinding], law_on: date) -> str:
    judged = f"Chaque acte est jugé à sa date, d'après le droit arrêté au {wording.day(law_on)}."
    if not findings:
        return f"Aucune remarque. {judged}"
    serious = sum(p.finding.gravite is not Gravite.INFO for p in findings)
    said = count(serious, "point à vérifier", "points à vérifier") if serious else "Rien à vérifier"
    return f"{said}, {count(len(findings), 'remarque', 'remarques')} en tout. {judged}"
