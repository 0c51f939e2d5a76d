"""One act type: its clauses as cards, its default values, the habits of the commune; the act they give beside."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QScrollArea, QSplitter, QVBoxLayout, QWidget

from secretaire.acts.act import Act, Role
from secretaire.acts.act_type import ActType
from secretaire.acts.adaptation import Partie
from secretaire.acts.wording import MONTHS
from secretaire.desk.act_types import Clause, Source, TypeSheet, new_clause, reworded
from secretaire.ui.parts.basics import Debounce, column, frame, icon_tool, label, tabs, tool
from secretaire.ui.parts.flow import FlowLayout
from secretaire.ui.parts.page.sheet import ActSheet
from secretaire.ui.places.reglages.fields import ask_target, scrolling
from secretaire.ui.places.reglages.types.clause_card import ClauseCard, short
from secretaire.ui.places.reglages.types.clause_editor import ClauseEditor
from secretaire.ui.places.reglages.types.defaults import DefaultsForm
from secretaire.ui.places.reglages.types.habits import HabitsPane
from secretaire.ui.places.reglages.types.presenter import TypesPresenter
from secretaire.ui.places.reglages.types.readable import ONE_OF, PARTS
from secretaire.ui.style.tokens import MEDIUM, SMALL

SOURCES = {Source.ADAPTE: "Adapté par la commune", Source.COMMUNE: "Type de la commune", Source.LIVRE: "Type livré"}
_SCALE = 0.85
_ABOVE = 60  # pixels
_LAID_OUT_MS = 40
_LEGEND = "Entre crochets, les champs du formulaire ; en italique, ce qui ne s'écrit que si son champ est rempli."
_ROLES = {
    Partie.EXPOSE: Role.EXPOSE,
    Partie.VISAS: Role.VISAS,
    Partie.CONSIDERANTS: Role.CONSIDERANTS,
    Partie.ARTICLES: Role.DISPOSITIF,
}


class TypeSheetPane(QWidget):
    """Shows the type of the presenter; one clause at a time is written."""

    def __init__(self, presenter: TypesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self.cards: list[ClauseCard] = []
        self._writing: ClauseCard | None = None
        self._goes_on = False  # the wording being typed was already kept once
        self._into_view = Debounce(_LAID_OUT_MS, self._bring_into_view, self)
        self._drafts: dict[tuple[str, Clause], str] = {}  # wordings that could not be kept, by type and clause
        self._title = label("", "title")
        self._source = label("", "muted")
        self.fault = label("", "fault")
        self.fault.hide()
        self.back = tool("Tous les types", self._close, icon_name="arrow-left", tip="Échap")
        self.undo = icon_tool("Annuler le dernier changement", "undo-2", self._undo)
        self.redo = icon_tool("Rétablir le changement annulé", "redo-2", self._redo)
        self.export = tool("Exporter ce type…", self._ask_export, icon_name="file-down")
        self.give_up = tool("Revenir au type livré", self._give_up)
        self.clauses = QScrollArea()
        self.defaults = DefaultsForm(presenter)
        self.habits = HabitsPane(presenter)
        self.tabs = tabs(
            "Clauses, valeurs par défaut, habitudes",
            (self.clauses, "Clauses"),
            (self.defaults, "Valeurs par défaut"),
            (self.habits, "Nos habitudes"),
        )
        self.sheet = ActSheet(editable=False, scale=_SCALE)
        self.sheet.setAccessibleName("L'acte avec les exemples")
        self._lay_out()
        presenter.opened.connect(self._open)
        presenter.changed.connect(self._changed)
        presenter.specimen.connect(self._show_specimen)
        presenter.faulted.connect(self._show_fault)

    def _lay_out(self) -> None:
        bar = QWidget()
        flow = FlowLayout(SMALL)
        bar.setLayout(flow)
        for made in (self.back, self.undo, self.redo, self.export):
            flow.addWidget(made)
        whose = QWidget()
        told = QHBoxLayout(whose)
        told.setContentsMargins(0, 0, 0, 0)
        told.addWidget(self._source, 1)
        told.addWidget(self.give_up)
        left = column(bar, self._title, whose, self.fault, self.tabs, margin=MEDIUM)
        left.setStretch(4, 1)
        right = column(
            label("L'acte, rempli avec les exemples", "subtitle"),
            label("Ce qui est propre à la commune et à la séance s'y ajoute.", "muted"),
            self.sheet,
            margin=MEDIUM,
        )
        right.setStretch(2, 1)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SMALL)
        splitter.addWidget(frame("panel", left))
        splitter.addWidget(frame("panel", right))
        splitter.setSizes([560, 480])
        splitter.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def leave(self) -> None:
        """Everything typed is kept."""
        if self._writing is not None and self._writing.editor is not None:
            self._writing.editor.flush()
        self.defaults.flush()

    def redraw(self) -> None:
        self.sheet.redraw()
        for card in self.cards:
            card.redraw()

    def focus(self) -> None:
        self.back.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self._undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._redo()
        else:
            super().keyPressEvent(event)

    @property
    def writing(self) -> ClauseEditor | None:
        """The editor of the clause being written."""
        return self._writing.editor if self._writing is not None else None

    def edit(self, clause: Clause) -> None:
        """Write the wording of a clause in its card."""
        self._settle(lambda: self._begin(clause))

    def add_after(self, clause: Clause) -> None:
        """Write a new clause after a shipped one."""
        self._settle(lambda: self._write_new(new_clause(clause.part, clause.shipped), clause))

    def add_last(self, part: Partie) -> None:
        """Write a new clause at the end of its part."""
        self._settle(lambda: self._write_new(new_clause(part), None))

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
        self._show_in_act(clause.part)

    def _bring_into_view(self) -> None:
        """Once it is laid out."""
        if (editor := self.writing) is not None:
            self.clauses.ensureWidgetVisible(editor)

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

    def _open(self, sheet: TypeSheet) -> None:
        self._writing = None
        self.tabs.setCurrentIndex(0)
        self.defaults.open(sheet)
        self.habits.clear()
        self._show(sheet)
        self._fill(sheet)
        self.clauses.verticalScrollBar().setValue(0)
        self.focus()

    def _changed(self, sheet: TypeSheet) -> None:
        self._show(sheet)
        self.defaults.show_sheet(sheet)
        self.habits.show_sheet(sheet)
        card = self._writing
        if card is not None and card.editor is not None:
            card.editor.show_kept(card.clause.text)
            self._goes_on = True
        else:
            self._fill(sheet)

    def _show(self, sheet: TypeSheet) -> None:
        self._title.setText(sheet.kind.libelle)
        to_review = sum(c.state.value == "a_revoir" for c in sheet.clauses)
        review = f" · {to_review} à revoir" if to_review else ""
        self._source.setText(f"{SOURCES[sheet.source]}{review} · à jour de {_month(sheet.kind.droit_au)}")
        self.undo.setEnabled(self.presenter.can_undo)
        self.redo.setEnabled(self.presenter.can_redo)
        self.give_up.setVisible(sheet.source is not Source.LIVRE)
        self.give_up.setText(
            "Revenir au type livré" if sheet.source is Source.ADAPTE else "Retirer le type de la commune"
        )
        self.give_up.setAccessibleName(self.give_up.text())

    def _fill(self, sheet: TypeSheet) -> None:
        """Every card again, at the same place of the page."""
        bar = self.clauses.verticalScrollBar()
        at = bar.value()
        self._inside = inside = column(spacing=SMALL)
        self._adders: dict[Partie, QWidget] = {}
        self.cards = []
        for part in Partie:
            inside.addWidget(label(PARTS[part], "heading"))
            for clause in (c for c in sheet.clauses if c.part is part):
                card = self._card(clause, sheet.kind)
                self.cards.append(card)
                inside.addWidget(card)
            adder = tool(f"Ajouter {ONE_OF[part]} à la fin", lambda p=part: self.add_last(p), icon_name="plus")  # type: ignore[misc]
            self._adders[part] = adder
            inside.addWidget(adder)
        inside.insertWidget(0, label(_LEGEND, "muted"))
        inside.addStretch()
        former = self.clauses.takeWidget()
        if former is not None:
            former.deleteLater()
        made = scrolling(inside)
        held = made.takeWidget()
        held.layout().setContentsMargins(0, SMALL, SMALL, SMALL)  # type: ignore[union-attr]
        self.clauses.setWidgetResizable(True)
        self.clauses.setWidget(held)
        made.deleteLater()
        bar.setValue(at)

    def _card(self, clause: Clause, kind: ActType) -> ClauseCard:
        card = ClauseCard(clause, kind, short(clause.text or clause.shipped or ONE_OF[clause.part]))
        card.edit_asked.connect(lambda: self.edit(card.clause))
        card.out_asked.connect(lambda: self._settle(lambda: self.presenter.leave_out(card.clause)))
        card.back_asked.connect(lambda: self._settle(lambda: self.presenter.give_back(card.clause)))
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
                self.tabs.setFocus()

        self.presenter.after_writes(close)

    def _give_up_typing(self) -> None:
        """What is not kept is forgotten; what is kept can be undone."""
        self._close_editor()
        self.tabs.setFocus()

    def _settle(self, then: Callable[[], None]) -> None:
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
                    self.fault.setText(
                        "Une rédaction commencée n'a pas été gardée ; « Modifier » la reprend où elle en est."
                    )
                    self.fault.show()
                self._close_editor()
            then()

        self.presenter.after_writes(close)

    def _close_editor(self) -> None:
        self._writing = None
        if self.presenter.sheet is not None:
            self._fill(self.presenter.sheet)

    def _undo(self) -> None:
        self._settle(self.presenter.undo)

    def _redo(self) -> None:
        self._settle(self.presenter.redo)

    def _close(self) -> None:
        self.defaults.flush()
        self._settle(self.presenter.close)

    def _show_in_act(self, part: Partie) -> None:
        """The beginning of the part, a little under the top of the view."""
        self.sheet.select(_ROLES[part], 0, 0)
        bar = self.sheet.verticalScrollBar()
        bar.setValue(bar.value() + self.sheet.cursorRect().top() - _ABOVE)

    def _show_specimen(self, act: Act) -> None:
        self.sheet.show_act(act)
        if self._writing is not None:
            self._show_in_act(self._writing.clause.part)

    def _show_fault(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def _ask_export(self) -> None:
        sheet = self.presenter.sheet
        if sheet is not None:
            name = f"{sheet.kind.id}.yaml"
            ask_target(self, "Exporter ce type d'acte", name, "Type d'acte (*.yaml)", self.presenter.export)

    def _give_up(self) -> None:
        sheet = self.presenter.sheet
        if sheet is None:
            return
        if sheet.source is Source.ADAPTE:
            self._settle(self.presenter.give_up)
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(f"Retirer « {sheet.kind.libelle} » ?")
        box.setInformativeText(
            "Le fichier de la commune est effacé de son espace : exportez-le d'abord pour le garder."
        )
        remove = box.addButton("Retirer", QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        remove.clicked.connect(self.presenter.give_up)
        box.open()


def _month(day: str) -> str:
    """« novembre 2026 » of « 2026-11 »."""
    year, month = day.split("-")
    return f"{MONTHS[int(month) - 1]} {year}"
