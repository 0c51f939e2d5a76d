"""The vote by name: one large button per voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from secretaire.council.course import ByName
from secretaire.ui.parts.basics import restyle
from secretaire.ui.style.tokens import TIGHT

POUR, CONTRE, ABSTENTION, REFUS = "pour", "contre", "abstention", "ne vote pas"
_ORDER = (POUR, CONTRE, ABSTENTION, REFUS)
_KEYS = {Qt.Key.Key_P: POUR, Qt.Key.Key_C: CONTRE, Qt.Key.Key_A: ABSTENTION, Qt.Key.Key_N: REFUS}
_LEAST_WIDTH, _LEAST_HEIGHT = 132, 40
_TIP = "Un clic : pour, contre, abstention, ne vote pas. Au clavier : P, C, A, N."


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose voice it is, what it says, and through whom (« pouvoir à M. Morange »; empty: the member is there)."""

    elu: int
    name: str
    sense: str
    through: str = ""


class VoiceButton(QPushButton):
    """A voice and what it says; a click goes to the next, a letter goes straight to it."""

    said = Signal(int, str)
    left = Signal(int, int)  # columns, lines: to the neighbour

    def __init__(self) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setToolTip(_TIP)
        self.voice = Voice(0, "", POUR)
        self.clicked.connect(self._next)

    def show_voice(self, voice: Voice) -> None:
        self.voice = voice
        said = f"{voice.sense}, {voice.through}" if voice.through else voice.sense
        lines = (voice.name, voice.through, voice.sense)  # a pouvoir has a line of its own: three columns fit
        self.setText("\n".join(filter(None, lines)))
        self.setMinimumHeight(max(_LEAST_HEIGHT, self.sizeHint().height()))
        self.setAccessibleName(f"{voice.name} : {said}")
        if self.property("sense") != voice.sense:
            self.setProperty("sense", voice.sense)
            restyle(self)

    def _next(self) -> None:
        following = _ORDER[(_ORDER.index(self.voice.sense) + 1) % len(_ORDER)]
        self.said.emit(self.voice.elu, following)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _KEYS and not event.modifiers():
            self.said.emit(self.voice.elu, _KEYS[key])
            return
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if key in steps:
            self.left.emit(*steps[key])
            return
        super().keyPressEvent(event)


class VoicesGrid(QWidget):
    """All the voices of a point; `voted` carries the whole vote after each change."""

    voted = Signal(object)  # ByName

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(TIGHT)
        self._made: list[VoiceButton] = []
        self._columns = 0
        self._shown = 0

    @property
    def buttons(self) -> list[VoiceButton]:
        """The voices on screen."""
        return self._made[: self._shown]

    def show_voices(self, voices: Sequence[Voice]) -> None:
        self._shown = len(voices)
        while len(self._made) < len(voices):
            made = VoiceButton()
            made.said.connect(self._say)
            made.left.connect(lambda x, y, b=made: self._go(b, x, y))
            self._made.append(made)
        for made, voice in zip(self._made, voices, strict=False):
            made.show_voice(voice)
        self._place()

    def focus(self) -> None:
        """The keyboard on the first voice."""
        if self._shown:
            self._made[0].setFocus()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._place()

    def _place(self) -> None:
        room = max(_LEAST_WIDTH, max((b.sizeHint().width() for b in self.buttons), default=0))
        columns = max(1, min(4, (self.width() + TIGHT) // (room + TIGHT)))
        for rank, made in enumerate(self._made):
            if rank < self._shown:
                self._grid.addWidget(made, rank // columns, rank % columns)
            made.setVisible(rank < self._shown)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns

    def _go(self, made: VoiceButton, x: int, y: int) -> None:
        rank = self._made.index(made) + x + y * self._columns
        if 0 <= rank < self._shown:
            self._made[rank].setFocus()

    def _say(self, elu: int, sense: str) -> None:
        senses = {b.voice.elu: b.voice.sense for b in self.buttons} | {elu: sense}
        for made in self.buttons:  # shown at once: the next key may come before the disk answers
            if made.voice.elu == elu:
                made.show_voice(replace(made.voice, sense=sense))

        def of(wanted: str) -> tuple[int, ...]:
            return tuple(e for e, said in senses.items() if said == wanted)

        self.voted.emit(ByName(contre=of(CONTRE), abstentions=of(ABSTENTION), refus=of(REFUS)))
