"""The vote by count: five figures, their sum judged at each key, kept as soon as it is right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSpinBox, QWidget

from secretaire.council.ballots import cast
from secretaire.council.course import ByCount, Room
from secretaire.council.votes import Scrutin
from secretaire.ui.parts.basics import column, label, restyle
from secretaire.ui.style.tokens import SMALL, TIGHT
from secretaire.ui.wording import count

_FIGURES = ("Pour", "Contre", "Abstentions", "Ne votent pas", "Blancs et nuls")


class CountPanel(QWidget):
    """Pour, contre, abstentions, refusals, blanks; and how the president votes when the voices are equal."""

    counted = Signal(object)  # ByCount: right, to be kept

    def __init__(self, why_not: Callable[[ByCount], str]) -> None:
        super().__init__()
        self._why_not = why_not
        self._voices = 0
        self._secret = False
        self._showing = False
        self.spins = {words: _spin(words) for words in _FIGURES}
        self._labels = {words: label(words, wrap=False) for words in _FIGURES}
        self.president = QComboBox()
        self.president.setAccessibleName("Vote du président, voix partagées")
        for words, value in (("À préciser", None), ("Pour", True), ("Contre", False)):
            self.president.addItem(words, value)
        self._president_label = label("Président", wrap=False)
        self.sum = label("", "muted")
        grid = QGridLayout()
        grid.setHorizontalSpacing(SMALL)
        grid.setVerticalSpacing(TIGHT)
        for place, words in enumerate(_FIGURES):
            grid.addWidget(self._labels[words], 0, place)
            grid.addWidget(self.spins[words], 1, place)
            self.spins[words].valueChanged.connect(lambda _: self._judge())
        grid.addWidget(self._president_label, 0, len(_FIGURES))
        grid.addWidget(self.president, 1, len(_FIGURES))
        self.president.activated.connect(lambda _: self._judge())
        layout = column(spacing=SMALL)
        layout.addLayout(grid)
        layout.addWidget(self.sum)
        self.setLayout(layout)

    def show_count(self, ballot: ByCount | None, room: Room, scrutin: Scrutin) -> None:
        """The figures kept for a point; none yet: empty."""
        self._showing = True
        self._voices = len(room.voix)
        self._secret = scrutin is Scrutin.SECRET
        kept = ballot or ByCount(0)
        values = (kept.pour, kept.contre, kept.abstentions, kept.refus, kept.blancs_nuls)
        for words, value in zip(_FIGURES, values, strict=True):
            self.spins[words].setValue(value)
        self.president.setCurrentIndex(max(0, self.president.findData(kept.president_pour)))
        self.spins["Blancs et nuls"].setVisible(self._secret)
        self._labels["Blancs et nuls"].setVisible(self._secret)
        self._showing = False
        self._say(kept)

    def focus(self) -> None:
        """The keyboard on the first figure, ready to be typed over."""
        first = self.spins["Pour"]
        first.setFocus()
        first.selectAll()

    def ballot(self) -> ByCount:
        """The figures as they are typed."""
        tie = self._tie
        pour, contre, abstentions, refus, nuls = (self.spins[words].value() for words in _FIGURES)
        president = self.president.currentData() if tie else None
        return ByCount(pour, contre, abstentions, refus, nuls if self._secret else 0, president)

    @property
    def _tie(self) -> bool:
        pour, contre = self.spins["Pour"].value(), self.spins["Contre"].value()
        return pour == contre > 0 and not self._secret

    def _judge(self) -> None:
        if self._showing:
            return
        ballot = self.ballot()
        if not self._say(ballot):
            self.counted.emit(ballot)

    def _say(self, ballot: ByCount) -> str:
        """Show the sum; returns why the count cannot be kept, nothing when it is right."""
        self.president.setVisible(self._tie)
        self._president_label.setVisible(self._tie)
        done = cast(ballot)
        gap = self._voices - done
        fault = ""
        if done == 0:
            fault = f"{count(self._voices, 'voix', 'voix')} à compter."
        elif gap > 0:
            fault = f"{done} sur {self._voices} : il manque {count(gap, 'voix', 'voix')}."
        elif gap < 0:
            fault = f"{done} comptées pour {count(self._voices, 'voix', 'voix')} : il y en a {-gap} de trop."
        elif self._tie and ballot.president_pour is None:
            fault = "Les voix sont partagées : dites comment vote le président, sa voix est prépondérante."
        else:
            fault = self._why_not(ballot)
        self.sum.setText(fault or f"{done} sur {self._voices} : le compte est bon.")
        self.sum.setProperty("kind", "fine" if not fault else "muted" if done == 0 else "warning")
        restyle(self.sum)
        return fault


def _spin(words: str) -> QSpinBox:
    made = QSpinBox()
    made.setRange(0, 99)
    made.setMinimumHeight(40)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setAccessibleName(words)
    return made
