"""The remarks of the checks, the blocking ones first."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from secretaire.acts import wording
from secretaire.acts.act import Act
from secretaire.checks.citations import REPLACED
from secretaire.checks.finding import Finding, Gravite
from secretaire.ui.parts.basics import button, column, frame, label, restyle
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.style.tokens import SMALL
from secretaire.ui.wording import GRAVITIES, ROLES, count

_TINTS = {Gravite.BLOQUANT: "blocking", Gravite.ALERTE: "warning", Gravite.INFO: "muted"}
_KINDS = {Gravite.BLOQUANT: "fault", Gravite.ALERTE: "warning", Gravite.INFO: "muted"}
FIGURE = "CHIFFRE_SANS_ORIGINE"


class FindingsPanel(QWidget):
    """The list of remarks. With `acting`, a remark can be answered: source of a figure, certain replacement."""

    chosen = Signal(object)  # Finding
    attested = Signal(object, str)  # Finding, source
    replacement_taken = Signal(object)  # Finding

    def __init__(self, *, acting: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._acting = acting
        self.summary = label("", "subtitle")
        self.list = QListWidget()
        self.list.setAccessibleName("Remarques des contrôles")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemClicked.connect(lambda item: self._choose(self.list.row(item)))
        self.source = QLineEdit()
        self.source.setPlaceholderText("Exemple : devis Martin du 3 mars 2026")
        self.source.setAccessibleName("D'où vient ce chiffre ?")
        self.source.returnPressed.connect(self._attest)
        self._attest_box = frame(
            "seen",
            column(
                label("D'où vient ce chiffre ?", "subtitle"),
                self.source,
                button("Enregistrer la source", self._attest),
                margin=SMALL,
            ),
        )
        self._replace = button("Remplacer", self._take_replacement)
        self.law = label("", "muted")
        self.law.hide()
        layout = column(self.summary, self.list, self._attest_box, self._replace, self.law, margin=SMALL)
        layout.setStretch(1, 1)
        layout.addStretch()
        self.setLayout(layout)
        self._answers(None)
        self.show_findings((), None)

    def show_findings(self, findings: tuple[Finding, ...], act: Act | None) -> None:
        """Show the remarks of an act; the same remark stays selected."""
        former = self._current()
        self._findings = findings
        self.list.blockSignals(True)
        self.list.clear()
        for found in findings:
            item = QListWidgetItem()
            where = f" · {ROLES[found.role]}" if found.role is not None else ""
            rests = f" · {found.reference}" if found.reference else ""
            extract = f"« {found.extrait} »" if found.extrait else ""
            set_two_lines(
                item,
                found.message,
                f"{GRAVITIES[found.gravite]}{where}{rests}",
                passage=extract,
                tint=_TINTS[found.gravite],
            )
            self.list.addItem(item)
        if former in findings:
            self.list.setCurrentRow(findings.index(former))
        self.list.blockSignals(False)
        self.list.setVisible(bool(findings))
        self._answers(self._current())
        blocking = sum(f.gravite is Gravite.BLOQUANT for f in findings)
        rest = sum(f.gravite is Gravite.ALERTE for f in findings)
        if blocking:
            others = f", {rest} à vérifier" if rest else ""
            text, kind = f"{count(blocking, 'point bloquant', 'points bloquants')}{others}", "fault"
        elif rest:
            text, kind = f"{count(rest, 'point à vérifier', 'points à vérifier')}, rien de bloquant", "warning"
        elif findings:
            told = count(len(findings), "remarque", "remarques")
            text, kind = f"Rien à vérifier, {told} pour information", "fine"
        elif act is None:
            text, kind = "", "muted"
        else:
            text, kind = "Aucune remarque sur cet acte.", "fine"
        self.summary.setText(text)
        self.summary.setProperty("kind", kind)
        restyle(self.summary)

    def show_law(self, day: date) -> None:
        """The day of the state of the law that the references are judged by."""
        self.law.setText(f"Références jugées d'après le droit au {wording.day(day)}.")
        self.law.show()

    def _current(self) -> Finding | None:
        row = self.list.currentRow()
        return self._findings[row] if 0 <= row < len(self._findings) else None

    def _choose(self, _row: int) -> None:
        found = self._current()
        self._answers(found)
        if found is not None:
            self.chosen.emit(found)

    def _answers(self, found: Finding | None) -> None:
        figure = self._acting and found is not None and found.code == FIGURE and found.role is not None
        self._attest_box.setVisible(figure)
        replace = self._acting and found is not None and bool(found.proposition) and found.role is not None
        self._replace.setVisible(replace)
        if found is not None and replace:
            what = "Remplacer la référence par" if found.code == REPLACED else "Remplacer par"
            self._replace.setText(f"{what} « {_short(found.proposition)} »")
            self._replace.setAccessibleName(self._replace.text())

    def _attest(self) -> None:
        found = self._current()
        source = self.source.text().strip()
        if found is not None and source:
            self.attested.emit(found, source)
            self.source.clear()

    def _take_replacement(self) -> None:
        found = self._current()
        if found is not None:
            self.replacement_taken.emit(found)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
