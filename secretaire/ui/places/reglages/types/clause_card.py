"""One clause of a type: when it is written, how it reads, and what may be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from secretaire.acts.act_type import ActType
from secretaire.desk.act_types import Clause, ClauseState
from secretaire.ui.parts.basics import column, label, tool
from secretaire.ui.parts.flow import FlowLayout
from secretaire.ui.places.reglages.types.clause_editor import ClauseEditor
from secretaire.ui.places.reglages.types.readable import field_words, html_of, when
from secretaire.ui.style.sheet import current_palette
from secretaire.ui.style.tokens import MEDIUM, SMALL, TIGHT

_STATES = {
    ClauseState.MODIFIEE: ("Adapté par la commune", "fine"),
    ClauseState.RETIREE: ("Retiré : vos actes ne l'écrivent plus", "warning"),
    ClauseState.AJOUTEE: ("Ajouté par la commune", "fine"),
    ClauseState.A_REVOIR: ("À revoir : le texte livré a changé depuis votre adaptation", "warning"),
}
_NAME_CHARACTERS = 50


class ClauseCard(QFrame):
    """A card; `editor` while its wording is being written."""

    edit_asked = Signal()
    out_asked = Signal()
    back_asked = Signal()
    add_asked = Signal()

    def __init__(self, clause: Clause, kind: ActType, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "seen")
        self.clause, self.kind = clause, kind
        self.editor: ClauseEditor | None = None
        self._name = name
        self._state = label("")
        self._when = label("", "muted")
        self._text = label("")
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._table = label("", "muted")
        if clause.tableau:
            self._table.setText(f"Suivi du tableau « {field_words(clause.tableau, kind)} ».")
        else:
            self._table.hide()
        self._shipped = label("", "muted")
        self._shipped.setTextFormat(Qt.TextFormat.RichText)
        self._bar = QWidget()
        flow = FlowLayout(TIGHT)
        self._bar.setLayout(flow)
        self.edit = self._action("Modifier", self.edit_asked)
        self.out = self._action("Retirer", self.out_asked)
        self.back = self._action("Rétablir le texte livré", self.back_asked)
        self.add = self._action("Ajouter après", self.add_asked)
        for made in (self.edit, self.out, self.back, self.add):
            flow.addWidget(made)
        self._layout = column(
            self._state, self._when, self._text, self._table, self._shipped, self._bar, margin=MEDIUM, spacing=SMALL
        )
        self.setLayout(self._layout)
        self._show()

    def start(self, editor: ClauseEditor) -> None:
        """Write its wording here."""
        self.editor = editor
        self._layout.insertWidget(2, editor)
        for hidden in (self._text, self._shipped, self._bar):
            hidden.hide()

    def redraw(self) -> None:
        """The colours changed."""
        self._show_texts()
        if self.editor is not None:
            self.editor.redraw()

    def _action(self, words: str, asked: SignalInstance) -> QToolButton:
        made = tool(words, asked.emit)
        made.setAccessibleName(f"{words} : {self._name}")
        return made

    def _show(self) -> None:
        clause, state = self.clause, self.clause.state
        words, kind = _STATES.get(state, ("", ""))
        if clause.kept_by_us and not words:
            words, kind = "Visa de code, tenu à jour par l'application", "muted"
        self._state.setText(words)
        self._state.setProperty("kind", kind)
        self._state.setVisible(bool(words))
        condition = when(clause.si, self.kind)
        only = "" if condition.startswith("selon") else "seulement "
        self._when.setText(f"Écrit {only}{condition}." if condition else "")
        self._when.setVisible(bool(condition))
        self._show_texts()
        ours = state is not ClauseState.LIVREE
        worded = state not in {ClauseState.RETIREE, ClauseState.A_REVOIR} and not clause.kept_by_us
        self.edit.setVisible(worded)
        self.out.setVisible(worded and state is not ClauseState.AJOUTEE)
        self.back.setVisible(ours)
        back = {ClauseState.AJOUTEE: "Supprimer", ClauseState.A_REVOIR: "Abandonner notre rédaction"}
        self.back.setText(back.get(state, "Rétablir le texte livré"))
        self.back.setAccessibleName(f"{self.back.text()} : {self._name}")
        self.add.setVisible(state is not ClauseState.A_REVOIR and bool(clause.shipped))

    def _show_texts(self) -> None:
        clause, state = self.clause, self.clause.state
        written = html_of(clause, clause.text or clause.shipped, self.kind, current_palette())
        self._text.setText(f"<s>{written}</s>" if state is ClauseState.RETIREE else written)
        if state is ClauseState.A_REVOIR:  # to be copied into the new shipped clause
            self._text.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            self._text.setAccessibleName(f"Notre rédaction : {clause.text}")
        of_ours = state in {ClauseState.MODIFIEE, ClauseState.A_REVOIR} and bool(clause.shipped)
        if of_ours:
            shipped = html_of(clause, clause.shipped, self.kind, current_palette())
            before = "Texte livré alors" if state is ClauseState.A_REVOIR else "Texte livré"
            self._shipped.setText(f"{before} : {shipped}")
        self._shipped.setVisible(of_ours and self.editor is None)


def short(text: str) -> str:
    """The beginning of a clause, to name its buttons."""
    return text if len(text) <= _NAME_CHARACTERS else f"{text[:_NAME_CHARACTERS].rsplit(' ', 1)[0]}…"
