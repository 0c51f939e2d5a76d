"""Who is there: one line per member, with the pouvoir given."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from secretaire.council.quorum import quorum
from secretaire.council.roster import Elu
from secretaire.council.seance import Pouvoir, Seance
from secretaire.ui.parts.basics import label, restyle
from secretaire.ui.style.tokens import SMALL, TIGHT

PRESENT, EXCUSED, ABSENT, POUVOIR = "Présent", "Excusé", "Absent", "Pouvoir à"


class MembersGrid(QWidget):
    """Présent, Excusé, Absent or Pouvoir à … for each member in office."""

    changed = Signal()

    def __init__(self, members: Sequence[Elu], seance: Seance | None) -> None:
        super().__init__()
        self._members = tuple(members)
        self._states: dict[int, QComboBox] = {}
        self._holders: dict[int, QComboBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, SMALL, 0)
        self._grid.setVerticalSpacing(TIGHT)
        self._grid.setColumnStretch(0, 1)
        given = {p.mandant: p.mandataire for p in seance.pouvoirs} if seance else {}
        for row, elu in enumerate(self._members):
            self._add(row, elu, _state_of(elu, seance, given), given.get(elu.id))
        self.summary = label("", "muted")  # shown above by the dialog: it stays in view
        self._grid.setColumnMinimumWidth(2, 190)
        self._grid.setRowStretch(len(self._members), 1)
        self._refresh()

    @property
    def presents(self) -> tuple[int, ...]:
        return tuple(e.id for e in self._members if self._state(e) == PRESENT)

    @property
    def excuses(self) -> tuple[int, ...]:
        return tuple(e.id for e in self._members if self._state(e) == EXCUSED)

    @property
    def pouvoirs(self) -> tuple[Pouvoir, ...]:
        return tuple(
            Pouvoir(e.id, int(self._holders[e.id].currentData()))
            for e in self._members
            if self._state(e) == POUVOIR and self._holders[e.id].currentData() is not None
        )

    @property
    def voters(self) -> int:
        return len(self.presents) + len(self.pouvoirs)

    def inputs(self) -> list[QWidget]:
        return [*self._states.values(), *self._holders.values()]

    def _add(self, row: int, elu: Elu, state: str, holder: int | None) -> None:
        name = label(elu.full_name, wrap=False)
        name.setToolTip(elu.fonction)
        states = QComboBox()
        states.addItems([PRESENT, EXCUSED, ABSENT, POUVOIR])
        states.setCurrentText(state)
        states.setAccessibleName(f"Présence de {elu.full_name}")
        holders = QComboBox()
        holders.setAccessibleName(f"Pouvoir de {elu.full_name} donné à")
        holders.addItem("À choisir…", None)
        for other in self._members:
            if other.id != elu.id:
                holders.addItem(other.full_name, other.id)
        holders.setCurrentIndex(max(0, holders.findData(holder)))
        holders.setMinimumContentsLength(14)
        states.activated.connect(lambda _: self._refresh())
        holders.activated.connect(lambda _: self._refresh())
        self._states[elu.id] = states
        self._holders[elu.id] = holders
        for column, widget in enumerate((name, states, holders)):
            self._grid.addWidget(widget, row, column)

    def _state(self, elu: Elu) -> str:
        return self._states[elu.id].currentText()

    def _refresh(self) -> None:
        for elu in self._members:
            self._holders[elu.id].setVisible(self._state(elu) == POUVOIR)
        needed = quorum(len(self._members))
        present = len(self.presents)
        reached = present >= needed
        text = f"{present} présents sur {len(self._members)}, {self.voters} votants. "
        text += f"Quorum ({needed}) atteint." if reached else f"Quorum ({needed}) non atteint."
        if not self._members:
            text = "Aucun élu en fonction à cette date : importez la liste des élus."
        self.summary.setText(text)
        self.summary.setProperty("kind", "muted" if reached else "warning")
        restyle(self.summary)
        self.changed.emit()


def _state_of(elu: Elu, seance: Seance | None, given: dict[int, int]) -> str:
    if seance is None or not (seance.presents or seance.excuses or seance.pouvoirs):
        return PRESENT
    if elu.id in given:
        return POUVOIR
    if elu.id in seance.presents:
        return PRESENT
    return EXCUSED if elu.id in seance.excuses else ABSENT
