"""The clauses of a type as cards, part after part; one at a time is written, in its card."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from secretaire.acts.act_type import ActType
from secretaire.acts.adaptation import Partie
from secretaire.desk.act_types import Clause, TypeSheet, new_clause, reworded
from secretaire.ui.parts.basics import Debounce, column, label, tool
from secretaire.ui.places.reglages.fields import scrolling
from secretaire.ui.places.reglages.types.clause_card import ClauseCard, short
from secretaire.ui.places.reglages.types.clause_editor import ClauseEditor
from secretaire.ui.places.reglages.types.presenter import TypesPresenter
from secretaire.ui.places.reglages.types.readable import ONE_OF, PARTS
from secretaire.ui.style.tokens import SMALL

_LEGEND = "Entre crochets, les champs du formulaire ; en italique, ce qui ne s'écrit que si son champ est rempli."
_NOT_KEPT = "Une rédaction commencée n'a pas été gardée ; « Modifier » la reprend où elle en est."
_LAID_OUT_MS = 40
_AT_ONCE = 6  # cards: some fifty milliseconds
_ADD = {
    Partie.EXPOSE: "Ajouter un paragraphe",
    Partie.VISAS: "Ajouter un visa",
    Partie.CONSIDERANTS: "Ajouter un considérant",
    Partie.ARTICLES: "Ajouter un article",
}


class ClausesPane(QWidget):
    """Cards, editor, and the wordings that could not be kept yet."""

    begun = Signal(object)  # Partie of the clause being written
    ended = Signal()
    told = Signal(str)  # what the person must know of a wording left

    def __init__(self, presenter: TypesPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.cards: list[ClauseCard] = []
        self._writing: ClauseCard | None = None
        self._goes_on = False  # the wording being typed was already kept once
        self._drafts: dict[tuple[str, Clause], str] = {}  # wordings that could not be kept, by type and clause
        self._wanted: list[Clause] = []
        self._reusable: dict[Clause, ClauseCard] = {}
        self._adders: dict[Partie, QWidget] = {}
        self._later = Debounce(0, self._grow, self)
        self._into_view = Debounce(_LAID_OUT_MS, self._bring_into_view, self)
        self._area = self._make_area()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def open(self, sheet: TypeSheet) -> None:
        """The clauses of another type."""
        self._writing = None
        self._clear()
        self._fill(sheet)
        self._area.verticalScrollBar().setValue(0)

    def show_sheet(self, sheet: TypeSheet) -> None:
        """Something of the type changed; the clause being written is left in peace."""
        card = self._writing
        if card is None or card.editor is None:
            self._fill(sheet)
            return
        self._goes_on = self._goes_on or card.clause.change in sheet.adaptation.changements
        if card.editor.text == card.clause.text:
            card.editor.show_kept(card.clause.text)

    def flush(self) -> None:
        """Keep now what waits to be kept."""
        if (editor := self.writing) is not None:
            editor.flush()

    def redraw(self) -> None:
        """The colours changed."""
        for card in self.cards:
            card.redraw()

    @property
    def part_written(self) -> Partie | None:
        """The part of the clause being written."""
        return self._writing.clause.part if self._writing is not None else None

    @property
    def writing(self) -> ClauseEditor | None:
        """The editor of the clause being written."""
        return self._writing.editor if self._writing is not None else None

    def edit(self, clause: Clause) -> None:
        """Write the wording of a clause in its card."""
        self.settle(lambda: self._begin(clause))

    def add_after(self, clause: Clause) -> None:
        """Write a new clause after a shipped one."""
        self.settle(lambda: self._write_new(new_clause(clause.part, clause.shipped), clause))

    def add_last(self, part: Partie) -> None:
        """Write a new clause at the end of its part."""
        self.settle(lambda: self._write_new(new_clause(part), None))

    def _begin(self, clause: Clause) -> None:
        sheet = self.presenter.sheet
        card = next((card for card in self.cards if card.clause == clause), None)
        if sheet is None or card is None:
            return
        self._writing, self._goes_on = card, False
        editor = ClauseEditor(clause, sheet.kind)
        card.start(editor)
        editor.typed.connect(self._keep)
        editor.done.connect(self._end)
        editor.given_up.connect(self._give_up_typing)
        if draft := self._drafts.pop((sheet.kind.id, clause), ""):
            editor.area.setPlainText(draft)
        editor.area.setFocus()
        self._into_view.touch()
        self.begun.emit(clause.part)

    def _bring_into_view(self) -> None:
        """Once it is laid out."""
        if (editor := self.writing) is not None:
            self._area.ensureWidgetVisible(editor)

    def _write_new(self, clause: Clause, after: Clause | None) -> None:
        sheet = self.presenter.sheet
        if sheet is None:
            return
        card = self._card(clause, sheet.kind)
        before = next((c for c in self.cards if c.clause == after), None)
        at = self._inside.indexOf(before) + 1 if before else self._inside.indexOf(self._adders[clause.part])
        self._inside.insertWidget(at, card)
        self.cards.append(card)
        self._begin(clause)

    def _fill(self, sheet: TypeSheet) -> None:
        """The cards of the type, those that say the same kept; a few at a time, so that no gesture waits."""
        self._wanted = [clause for part in Partie for clause in sheet.clauses if clause.part is part]
        self._reusable = {card.clause: card for card in self.cards if card.editor is None}
        for card in self.cards:
            self._inside.removeWidget(card)
            if self._reusable.get(card.clause) is not card or card.clause not in self._wanted:
                self._reusable.pop(card.clause, None)
                card.hide()
                card.deleteLater()
        self.cards = []
        self._grow()

    def _clear(self) -> None:
        """Another type: its fields have other labels."""
        for card in self.cards:
            self._inside.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []

    def _grow(self) -> None:
        made = 0
        sheet = self.presenter.sheet
        while sheet is not None and len(self.cards) < len(self._wanted):
            if made == _AT_ONCE:
                self._later.touch()
                return
            clause = self._wanted[len(self.cards)]
            card = self._reusable.pop(clause, None)
            if card is None:
                card = self._card(clause, sheet.kind)
                made += 1
            self._inside.insertWidget(self._inside.indexOf(self._adders[clause.part]), card)
            self.cards.append(card)

    def _make_area(self) -> QScrollArea:
        """Legend, then for each part its heading and the button that adds to it; the cards come between."""
        self._inside = column(label(_LEGEND, "muted"), spacing=SMALL)
        for part in Partie:
            self._inside.addWidget(label(PARTS[part], "heading"))
            self._adders[part] = tool(_ADD[part], lambda p=part: self.add_last(p), icon_name="plus")  # type: ignore[misc]
            self._inside.addWidget(self._adders[part])
        self._inside.addStretch()
        made = scrolling(self._inside)
        self._inside.setContentsMargins(0, SMALL, SMALL, SMALL)
        return made

    def _card(self, clause: Clause, kind: ActType) -> ClauseCard:
        card = ClauseCard(clause, kind, short(clause.text or clause.shipped or ONE_OF[clause.part]))
        card.edit_asked.connect(lambda: self.edit(card.clause))
        card.out_asked.connect(lambda: self.settle(lambda: self.presenter.leave_out(card.clause)))
        card.back_asked.connect(lambda: self.settle(lambda: self.presenter.give_back(card.clause)))
        card.add_asked.connect(lambda: self.add_after(card.clause))
        return card

    def _keep(self, text: str) -> None:
        """Keep the wording typed; the next one replaces it, not the one before it."""
        card = self._writing
        if card is None or card.editor is None:
            return
        former, editor = card.clause, card.editor
        card.clause = reworded(former, text)

        def refused(sentence: str) -> None:
            if self._writing is card:
                card.clause = former
                editor.show_fault(sentence)

        self.presenter.reword(former, text, goes_on=self._goes_on, refused=refused)

    def _end(self) -> None:
        """The person has finished: the card closes when its wording is kept."""
        card = self._writing
        if card is None or card.editor is None:
            return
        editor = card.editor
        editor.flush()

        def close() -> None:
            if self._writing is card and editor.wrong:
                editor.area.setFocus()
            elif self._writing is card:
                self._close_editor()
                self.ended.emit()

        self.presenter.after_writes(close)

    def _give_up_typing(self) -> None:
        """What cannot be kept is forgotten; what is kept can be undone."""
        card = self._writing
        if card is None or card.editor is None:
            return
        card.editor.flush()

        def close() -> None:
            if self._writing is card:
                self._close_editor()
                self.ended.emit()

        self.presenter.after_writes(close)

    def settle(self, then: Callable[[], None]) -> None:
        """Close the clause being written, then go on; a wording that cannot be kept waits for its clause."""
        card = self._writing
        if card is None or card.editor is None:
            then()
            return
        editor = card.editor
        editor.flush()

        def close() -> None:
            if self._writing is card:
                if editor.wrong and (sheet := self.presenter.sheet) is not None:
                    self._drafts[sheet.kind.id, card.clause] = editor.text
                    self.told.emit(_NOT_KEPT)
                self._close_editor()
            then()

        self.presenter.after_writes(close)

    def _close_editor(self) -> None:
        self._writing = None
        if self.presenter.sheet is not None:
            self._fill(self.presenter.sheet)
