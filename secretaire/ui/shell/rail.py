"""The rail on the left: the commune, the places, and the help at the bottom."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from secretaire.ui.style.icons import SIZE, icon
from secretaire.ui.style.sheet import current_palette
from secretaire.ui.style.tokens import SMALL, TIGHT


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the rail: its word, its icon, and the digit that opens it with Ctrl."""

    word: str
    icon: str
    digit: int


class Rail(QFrame):
    """Icon and word for each place, with its shortcut."""

    chosen = Signal(int)
    help_asked = Signal()

    def __init__(self, places: Sequence[Entry], menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.commune = QToolButton()
        self.commune.setMenu(menu)
        self.commune.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._dress(self.commune, "Commune", "landmark")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        layout.setSpacing(TIGHT)
        layout.addWidget(self.commune)
        layout.addSpacing(SMALL)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for number, entry in enumerate(places):
            made = QToolButton()
            made.setCheckable(True)
            made.setToolTip(f"{entry.word} (Ctrl+{entry.digit})")
            self._dress(made, entry.word, entry.icon)
            self._group.addButton(made, number)
            made.hide()
            layout.addWidget(made)
            shortcut = QShortcut(QKeySequence(f"Ctrl+{entry.digit}"), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda n=number: self.chosen.emit(n))
        layout.addStretch()
        self.help = QToolButton()
        self.help.setToolTip("Aide sur ce qui est à l'écran (F1)")
        self._dress(self.help, "Aide", "circle-question-mark")
        self.help.clicked.connect(self.help_asked)
        layout.addWidget(self.help)
        self._group.idClicked.connect(self.chosen)
        self.setFixedWidth(max(148, self.fontMetrics().horizontalAdvance("Commune") + 76))

    def _dress(self, made: QToolButton, word: str, icon_name: str) -> None:
        made.setText(word)
        made.setAccessibleName(word)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setProperty("icon_name", icon_name)
        made.setProperty("icon_colour", "on_rail")
        made.setIcon(icon(icon_name, current_palette().on_rail))
        made.setIconSize(QSize(SIZE, SIZE))

    def select(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    def show_places(self) -> None:
        """Places exist once a commune is open."""
        for made in self._group.buttons():
            made.show()

    def show_commune(self, name: str) -> None:
        self.commune.ensurePolished()  # the sheet gives its letters their weight
        metrics = self.commune.fontMetrics()
        self.commune.setText("\u00a0")
        around = self.commune.sizeHint().width() - metrics.horizontalAdvance("\u00a0")
        self.commune.setText(_in_lines(f"{name}\u00a0▾", metrics.horizontalAdvance, self.width() - 2 * SMALL - around))
        self.commune.setToolTip(f"{name} : ouvrir, créer, importer les élus, vérifier le journal")
        self.commune.setAccessibleName(f"Commune : {name}")


def _in_lines(name: str, width: Callable[[str], int], room: int) -> str:
    """The name of a commune on as many lines as it needs, cut after its hyphens and spaces."""
    lines = [""]
    for part in re.split(r"(?<=[- ])", name):
        if lines[-1] and width(lines[-1] + part) > room:
            lines.append("")
        lines[-1] += part
    return "\n".join(line.rstrip() for line in lines)
