"""What the council votes on its own sitting: closed doors, the urgency. One window, three figures, judged at each key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QSpinBox, QWidget

from secretaire.council.circumstances import HuisClos, Voix
from secretaire.ui.parts.basics import button, column, label, main_button, restyle
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL, TIGHT
from secretaire.ui.wording import count

_FIGURES = ("Pour", "Contre", "Abstentions")


class SittingDialog(QDialog):
    """The voices, pouvoirs included; everybody for it as long as nothing else is typed."""

    kept = Signal(object)  # Voix
    forgotten = Signal()

    def __init__(self, title: str, text: str, voices: int, known: Voix | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self._voices = voices
        self.spins = {words: QSpinBox() for words in _FIGURES}
        shown = known or Voix(voices)
        figures = QHBoxLayout()
        figures.setSpacing(SMALL)
        for (words, spin), value in zip(self.spins.items(), (shown.pour, shown.contre, shown.abstentions), strict=True):
            spin.setRange(0, 99)
            spin.setValue(value)
            spin.setMinimumHeight(40)
            spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
            spin.setAccessibleName(words)
            spin.valueChanged.connect(lambda _: self._judge())
            figures.addLayout(column(label(words, wrap=False), spin, spacing=TIGHT))
        self.sum = label("", "muted")
        self.keep = main_button("Noter ce vote", self._keep)
        self.keep.setDefault(True)
        buttons = QHBoxLayout()
        if known is not None:
            buttons.addWidget(button("Effacer ce vote", self._forget))
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.keep)
        self.inside = column(spacing=TIGHT)
        layout = column(label(text), margin=LARGE, spacing=MEDIUM)
        layout.addLayout(self.inside, 1)
        layout.addLayout(figures)
        layout.addWidget(self.sum)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.setMinimumWidth(440)
        self._judge()

    @property
    def voix(self) -> Voix:
        """The figures as they are typed."""
        return Voix(*(self.spins[words].value() for words in _FIGURES))

    def _judge(self) -> None:
        gap = self._voices - self.voix.total
        self.sum.setText(self._said(gap))
        self.sum.setProperty("kind", "fine" if gap == 0 else "warning")
        restyle(self.sum)
        self.keep.setEnabled(gap == 0)

    def _said(self, gap: int) -> str:
        if gap:
            missing = f"il manque {count(gap, 'voix', 'voix')}" if gap > 0 else f"{-gap} de trop"
            return f"{self.voix.total} sur {self._voices} : {missing}."
        return f"{count(self._voices, 'voix', 'voix')}, pouvoirs compris : le compte est bon."

    def _keep(self) -> None:
        self.kept.emit(self.voix)
        self.accept()

    def _forget(self) -> None:
        self.forgotten.emit()
        self.accept()


class DoorsDialog(SittingDialog):
    """Closed doors: the maire asks, or three members, ticked in the list (L. 2121-18)."""

    asked = Signal(object)  # HuisClos

    def __init__(
        self,
        title: str,
        presents: Sequence[tuple[int, str]],
        voices: int,
        known: HuisClos | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            title,
            "Le huis clos est demandé par le maire, ou par trois membres : cochez leurs noms, ou personne si c'est le maire. "
            "Le conseil vote sans débat ; il faut plus de la moitié des présents et représentés.",
            voices,
            known.voix if known else None,
            parent,
        )
        self.list = QListWidget()
        self.list.setAccessibleName("Membres qui demandent le huis clos")
        asking = known.demandeurs if known else ()
        for elu, name in presents:
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, elu)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if elu in asking else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.inside.addWidget(self.list)
        self.kept.connect(self._ask)

    def tick(self, elu: int) -> None:
        """Tick a member."""
        for rank in range(self.list.count()):
            if self.list.item(rank).data(Qt.ItemDataRole.UserRole) == elu:
                self.list.item(rank).setCheckState(Qt.CheckState.Checked)

    def _said(self, gap: int) -> str:
        if gap:
            return super()._said(gap)
        closed = HuisClos(self.voix).decide
        return "Le huis clos est décidé." if closed else "Le huis clos n'est pas adopté : la séance reste publique."

    def _ask(self, voix: Voix) -> None:
        items = [self.list.item(rank) for rank in range(self.list.count())]
        asking = tuple(int(i.data(Qt.ItemDataRole.UserRole)) for i in items if i.checkState() is Qt.CheckState.Checked)
        self.asked.emit(HuisClos(voix, asking))
