"""The panel *Conseils*: what an expert would say of this type: delays, papers to attach, who leaves, usual mistakes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from secretaire.desk.advice import Advice
from secretaire.ui.parts.basics import column, label
from secretaire.ui.style.tokens import SMALL, TIGHT


class AdvicePanel(QWidget):
    """Headings and lines, the most useful first. Nothing here changes the act."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        self._lines.setSpacing(TIGHT)
        inside = QWidget()
        inside.setLayout(self._lines)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("Conseils sur ce type d'acte")
        self.setLayout(column(self.area))
        self._shown: Sequence[Advice] = ()

    def show_advice(self, advice: Sequence[Advice]) -> None:
        """Replace what is said."""
        if advice == self._shown:
            return
        self._shown = advice
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for part in advice:
            self._lines.addWidget(label(part.title, "subtitle"))
            for line in part.lines:
                text = label(f"–\u00a0{line}", "warning" if part.doubtful else "")
                text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                text.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard scrolls the whole panel
                self._lines.addWidget(text)
        self._lines.addStretch(1)

    @property
    def text(self) -> str:
        """Everything that is said, one line each."""
        return "\n".join(line for part in self._shown for line in (part.title, *part.lines))
