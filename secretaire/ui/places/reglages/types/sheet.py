"""One act type: its clauses as cards, its default values, the habits of the commune; the act they give beside."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QSplitter, QVBoxLayout, QWidget

from secretaire.acts.act import Act, Role
from secretaire.acts.adaptation import Partie
from secretaire.acts.wording import MONTHS
from secretaire.desk.act_types import Source, TypeSheet
from secretaire.ui.parts.basics import column, frame, icon_tool, label, tabs, tool
from secretaire.ui.parts.flow import FlowLayout
from secretaire.ui.parts.page.sheet import ActSheet
from secretaire.ui.places.reglages.fields import ask_target
from secretaire.ui.places.reglages.types.clauses import ClausesPane
from secretaire.ui.places.reglages.types.defaults import DefaultsForm
from secretaire.ui.places.reglages.types.habits import HabitsPane
from secretaire.ui.places.reglages.types.presenter import TypesPresenter
from secretaire.ui.style.tokens import MEDIUM, SMALL

SOURCES = {Source.ADAPTE: "Adapté par la commune", Source.COMMUNE: "Type de la commune", Source.LIVRE: "Type livré"}
_SCALE = 0.85
_ABOVE = 60  # pixels
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
        self._title = label("", "title")
        self._source = label("", "muted")
        self.fault = label("", "fault")
        self.fault.hide()
        self.back = tool("Tous les types", self._close, icon_name="arrow-left", tip="Échap")
        self.undo = icon_tool("Annuler le dernier changement", "undo-2", self._undo)
        self.redo = icon_tool("Rétablir le changement annulé", "redo-2", self._redo)
        self.export = tool("Exporter ce type…", self._ask_export, icon_name="file-down")
        self.give_up = tool("Revenir au type livré", self._give_up)
        self.clauses = ClausesPane(presenter)
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
        self.clauses.begun.connect(self._show_in_act)
        self.clauses.ended.connect(self.tabs.setFocus)
        self.clauses.told.connect(self._show_fault)

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
        self.clauses.flush()
        self.defaults.flush()

    def redraw(self) -> None:
        self.sheet.redraw()
        self.habits.redraw()
        self.clauses.redraw()

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

    def _open(self, sheet: TypeSheet) -> None:
        self.tabs.setCurrentIndex(0)
        self.defaults.open(sheet)
        self.habits.clear()
        self._show(sheet)
        self.clauses.open(sheet)
        self.focus()

    def _changed(self, sheet: TypeSheet) -> None:
        self._show(sheet)
        self.defaults.show_sheet(sheet)
        self.habits.show_sheet(sheet)
        self.clauses.show_sheet(sheet)

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

    def _undo(self) -> None:
        self.clauses.settle(self.presenter.undo)

    def _redo(self) -> None:
        self.clauses.settle(self.presenter.redo)

    def _close(self) -> None:
        self.defaults.flush()
        self.clauses.settle(self.presenter.close)

    def _show_in_act(self, part: Partie) -> None:
        """The beginning of the part, a little under the top of the view."""
        self.sheet.select(_ROLES[part], 0, 0)
        bar = self.sheet.verticalScrollBar()
        bar.setValue(bar.value() + self.sheet.cursorRect().top() - _ABOVE)

    def _show_specimen(self, act: Act) -> None:
        self.sheet.show_act(act)
        if (part := self.clauses.part_written) is not None:
            self._show_in_act(part)

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
            self.clauses.settle(self.presenter.give_up)
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
