"""Above the page: what is being written, undo, blanks, origins, the assistant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from secretaire.acts.act import Act, Role
from secretaire.acts.act_type import ActType
from secretaire.desk.assistant import Zone
from secretaire.ui.parts.basics import icon_tool, label, tool
from secretaire.ui.style.tokens import SMALL, TIGHT
from secretaire.ui.wording import STATES, count

PROPOSE_KEYS = QKeySequence("Ctrl+Shift+P")
RETOUCH_TIP = "Corriger, raccourcir, mettre au pluriel… la phrase choisie dans la page (Ctrl+R)"


class DraftBar(QWidget):
    """Two lines: the subject and its state; the gestures."""

    left = Signal()
    undone = Signal()
    redone = Signal()
    origins_shown = Signal(bool)
    next_blank = Signal()
    proposal_asked = Signal(object)  # Zone
    title_asked = Signal()
    sent_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zones: tuple[Zone, ...] = ()
        self._current: Zone | None = None
        self._title = label("", "heading")
        self._state = label("", "muted", wrap=False)
        self.undo = icon_tool("Annuler la dernière modification (Ctrl+Z)", "undo-2", self.undone.emit)
        self.redo = icon_tool("Rétablir (Ctrl+Y)", "redo-2", self.redone.emit)
        self.blanks = tool("", self.next_blank.emit, tip="Aller au prochain blanc à compléter (F8)")
        self.origins = tool("Origines", lambda: None, icon_name="palette", tip="Afficher d'où vient chaque mot")
        self.origins.setCheckable(True)
        self.origins.toggled.connect(self.origins_shown)
        self.propose = QToolButton()
        self.propose.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.propose.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self._menu = QMenu(self.propose)
        self.propose.setMenu(self._menu)
        self.propose.clicked.connect(self._ask)
        action = QAction("Proposition de l'assistant", self)
        action.setShortcut(PROPOSE_KEYS)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(self._ask)
        self.propose_action = action
        self.retouch = tool("Retoucher", lambda: None, tip=RETOUCH_TIP)
        self.retouch.setText("Retoucher ▾")
        self.retouch.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.title = tool(
            "Proposer un titre", self.title_asked.emit, tip="Demander un titre à l'assistant, d'après vos notes"
        )
        self.send = tool(
            "Relire, soumettre, exporter", self.sent_on.emit, icon_name="send", tip="Voir l'acte dans Actes"
        )

        head = QHBoxLayout()
        head.setSpacing(SMALL)
        head.addWidget(
            tool("Autre acte", self.left.emit, icon_name="arrow-left", tip="Revenir au choix ; cet acte est enregistré")
        )
        head.addWidget(self._title, 1)
        head.addWidget(self.title)
        head.addWidget(self._state)
        gestures = QHBoxLayout()
        gestures.setSpacing(TIGHT)
        for made in (self.undo, self.redo, self.blanks, self.origins):
            gestures.addWidget(made)
        gestures.addStretch()
        gestures.addWidget(self.retouch)
        gestures.addWidget(self.propose)
        gestures.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TIGHT)
        layout.addLayout(head)
        layout.addLayout(gestures)

    def show_act(self, act: Act, kind: ActType, zones: Sequence[Zone]) -> None:
        self._title.setText(act.objet or kind.libelle)
        number = f"n° {act.numero} · " if act.numero else ""
        self._state.setText(f"{number}{STATES[act.state]} · enregistré")
        blanks = len(act.blanks())
        self.blanks.setText(f"{count(blanks, 'blanc', 'blancs')} à compléter" if blanks else "Rien à compléter")
        self.blanks.setAccessibleName(self.blanks.text())
        self.blanks.setEnabled(bool(blanks))
        self._zones = tuple(zones)
        self._menu.clear()
        for zone in self._zones:
            entry = self._menu.addAction(zone.libelle)
            entry.triggered.connect(lambda _=False, z=zone: self.proposal_asked.emit(z))
        if not self._zones:
            entry = self._menu.addAction("Écrivez d'abord vos notes, en bas du formulaire")
            entry.setEnabled(False)
        self.follow_caret(self._current.role if self._current else None)

    def follow_caret(self, role: Role | None) -> None:
        """The button proposes for the zone where the caret is; for the first one otherwise."""
        self._current = next((z for z in self._zones if z.role is role), self._zones[0] if self._zones else None)
        where = f" : {self._current.libelle.lower()}" if self._current else ""
        self.propose.setText(f"Proposition de l'assistant{where}")
        self.propose.setAccessibleName(self.propose.text())
        self.propose.setToolTip(
            "Demander une proposition, montrée à côté du texte (Ctrl+Maj+P)"
            if self._current
            else "L'assistant part de vos notes : écrivez-les en bas du formulaire"
        )

    def show_undo(self, undo: str, redo: str) -> None:
        """What the two arrows would do."""
        self.undo.setEnabled(bool(undo))
        self.redo.setEnabled(bool(redo))
        self.undo.setToolTip(f"Annuler : {undo} (Ctrl+Z)" if undo else "Rien à annuler")
        self.redo.setToolTip(f"Rétablir : {redo} (Ctrl+Y)" if redo else "Rien à rétablir")

    def _ask(self) -> None:
        self.proposal_asked.emit(self._current)
