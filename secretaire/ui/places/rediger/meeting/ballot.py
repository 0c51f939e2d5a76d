"""The vote of the act: the count, and the names when there are some to write."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from secretaire.council.seance import Vote
from secretaire.ui.parts.basics import column, label, restyle
from secretaire.ui.style.tokens import SMALL

_MOST = 99


class Ballot(QWidget):
    """Pour, contre, abstentions; unticked, the vote is not known yet."""

    def __init__(self, vote: Vote | None) -> None:
        super().__init__()
        self._known = QCheckBox("Le vote a eu lieu")
        self._known.setChecked(vote is not None)
        self._pour = _spin("Pour", vote.pour if vote else 0)
        self._contre = _spin("Contre", vote.contre if vote else 0)
        self._abstentions = _spin("Abstentions", vote.abstentions if vote else 0)
        self._apart = _spin("Ne prennent pas part au vote", vote.ne_prend_pas_part if vote else 0)
        self._against = _names("Noms : contre", vote.noms_contre if vote else ())
        self._abstained = _names("Noms : abstentions", vote.noms_abstentions if vote else ())
        self._away = _names("Noms : ne prennent pas part", vote.noms_deport if vote else ())
        self._president = QComboBox()
        self._president.setAccessibleName("Vote du président en cas de partage")
        self._president.addItem("Non précisé", None)
        self._president.addItem("Pour", True)
        self._president.addItem("Contre", False)
        if vote is not None and vote.president_pour is not None:
            self._president.setCurrentIndex(1 if vote.president_pour else 2)
        self._sum = label("", "muted")
        self._voters = 0

        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(SMALL - 2)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow("Pour", self._pour)
        form.addRow("Contre", _beside(self._contre, self._against))
        form.addRow("Abstentions", _beside(self._abstentions, self._abstained))
        form.addRow("Hors vote", _beside(self._apart, self._away))
        form.addRow("Président", self._president)
        self._details = QWidget()
        self._details.setLayout(form)
        self.setLayout(column(self._known, self._details, self._sum))
        self._known.toggled.connect(lambda _: self._refresh())
        for spin in (self._pour, self._contre, self._abstentions, self._apart):
            spin.valueChanged.connect(lambda _: self._refresh())
        self._refresh()

    def set_voters(self, voters: int) -> None:
        """How many may vote, pouvoirs included."""
        self._voters = voters
        if self._known.isChecked() and self._total() == 0:
            self._pour.setValue(voters)
        self._refresh()

    def vote(self) -> Vote | None:
        """The vote as given; None while it has not taken place."""
        if not self._known.isChecked():
            return None
        return Vote(
            pour=self._pour.value(),
            contre=self._contre.value(),
            abstentions=self._abstentions.value(),
            ne_prend_pas_part=self._apart.value(),
            noms_contre=_split(self._against),
            noms_abstentions=_split(self._abstained),
            noms_deport=_split(self._away),
            president_pour=self._president.currentData(),
        )

    def _total(self) -> int:
        return sum(s.value() for s in (self._pour, self._contre, self._abstentions, self._apart))

    def _refresh(self) -> None:
        known = self._known.isChecked()
        self._details.setVisible(known)
        if known and self._total() == 0 and self._voters:
            self._pour.setValue(self._voters)
        equal = self._pour.value() == self._contre.value() and self._pour.value() > 0
        self._president.setEnabled(equal)
        total = self._total()
        if not known:
            text, kind = "L'acte garde un blanc à la place du vote.", "muted"
        elif total == self._voters:
            text, kind = f"{total} voix comptées pour {self._voters} votants.", "muted"
        else:
            text, kind = f"{total} voix comptées pour {self._voters} votants : vérifiez.", "warning"
        self._sum.setText(text)
        self._sum.setProperty("kind", kind)
        restyle(self._sum)


def _spin(name: str, value: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(0, _MOST)
    made.setValue(value)
    made.setAccessibleName(name)
    return made


def _names(name: str, names: tuple[str, ...]) -> QLineEdit:
    made = QLineEdit(", ".join(names))
    made.setAccessibleName(name)
    made.setPlaceholderText("Noms, séparés par des virgules")
    return made


def _beside(first: QWidget, second: QWidget) -> QWidget:
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(first)
    layout.addWidget(second, 1)
    return made


def _split(line: QLineEdit) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.text().split(",") if part.strip())
