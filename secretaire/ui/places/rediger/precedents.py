"""The panel *Précédents*: what the commune already decided on this subject."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from secretaire.acts.spans import Origin
from secretaire.desk import finding
from secretaire.desk.standing import PLAIN, Listing
from secretaire.fund.finding.results import Result
from secretaire.fund.pieces import ACT_KINDS
from secretaire.ui.parts.basics import button, column, label, tool
from secretaire.ui.parts.locate import marks_of, passage_of
from secretaire.ui.parts.passage import PassageView
from secretaire.ui.parts.results import ResultsList, facts_of, note_of, title_of
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import SMALL


class PrecedentsPanel(QWidget):
    """A list of passages; one opens in place, then in Fonds or in its own file."""

    shown = Signal()  # a passage asks to be seen
    reuse_asked = Signal(int, int, int, int)  # document, page, first and last character to take over

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._hit: Result | None = None
        self._note = label("", "muted")
        self.list = ResultsList("Précédents de ce sujet")
        self.list.taken.connect(self._open)
        self.list.itemClicked.connect(lambda _: self._open_current())
        found = QWidget()
        found.setLayout(column(self._note, self.list, margin=SMALL))

        self._title = label("", "subtitle")
        self._facts = label("", "muted")
        self._ended = label("", "warning")
        self._listing: Listing | None = None
        self.passage = PassageView()
        top = QHBoxLayout()
        top.addWidget(tool("Retour aux précédents", self._back, icon_name="arrow-left"))
        top.addStretch()
        reading = column(margin=SMALL)
        reading.addLayout(top)
        for widget in (self._title, self._ended, self._facts, self.passage):
            reading.addWidget(widget)
        self._reuse = button(
            "Reprendre dans l'exposé", self._ask_reuse, tip="Le texte choisi, ou le paragraphe où est le curseur"
        )
        self._in_fund = button("Voir dans le Fonds", self._show_in_fund)
        self._redo = button(
            "Refaire cet acte", self._ask_redo, tip="Un nouvel acte : les valeurs de celui-ci sont proposées une à une"
        )
        for action in (self._reuse, self._redo, self._in_fund):
            reading.addWidget(action)
        reader = QWidget()
        reader.setLayout(reading)

        self._stack = QStackedWidget()
        self._stack.addWidget(found)
        self._stack.addWidget(reader)
        self.setLayout(column(self._stack))
        self.show_results(None)

    def show_results(self, found: Listing | None) -> None:
        """What is close to the subject of the act; None while there is no act."""
        self._listing = found
        if found is not None:
            self.list.show_results(found.answer.results, found.standings)
        else:
            self.list.show_rows(())
        empty = self.list.count() == 0
        self.list.setVisible(not empty)
        self._note.setText(
            "Aucun précédent trouvé. Ajoutez les dossiers de la commune dans le Fonds (Ctrl+1), "
            "ou précisez l'objet de l'acte."
            if empty
            else "Ce que la commune a déjà écrit sur ce sujet. Entrée pour lire le passage."
        )

    def fail(self, sentence: str) -> None:
        self.list.hide()
        self._note.setText(sentence)

    def show_origin(self, origin: Origin) -> None:
        """The passage a piece of the act comes from."""
        place = passage_of(origin)
        if place is None:
            return
        document, page, start, end = place
        office = self._session.office
        self._hit = None
        self._say_ended(None)
        for action in (self._in_fund, self._reuse, self._redo):
            action.hide()
        self._session.tasks.query(
            lambda: (finding.page_text(office, document, page), finding.document_path(office, document)),
            lambda found: self._read(found[0], [(start, end)], found[1].stem, f"page {page}"),
            key="rediger.passage",
        )

    def _open_current(self) -> None:
        hit = self.list.current_result()
        if hit is not None:
            self._open(hit)

    def _open(self, hit: Result) -> None:
        office = self._session.office
        self._hit = hit
        self._say_ended(hit)
        self._in_fund.show()
        self._reuse.show()
        self._redo.setVisible(hit.facts.kind in ACT_KINDS)
        self._session.tasks.query(
            lambda: finding.page_text(office, hit.document, hit.page),
            lambda text: self._read(text, marks_of(hit), title_of(hit), facts_of(hit)),
            key="rediger.passage",
        )

    def _say_ended(self, hit: Result | None) -> None:
        """An act that is no longer in force is a poor model."""
        standing = self._listing.standings.get(hit.piece, PLAIN) if hit and self._listing else PLAIN
        note = note_of(hit, standing) if hit else ""
        self._ended.setText(note)
        self._ended.setVisible(bool(note))

    def _read(self, text: str, marks: list[tuple[int, int]], title: str, facts: str) -> None:
        self._title.setText(title)
        self._facts.setText(facts)
        self._stack.setCurrentIndex(1)
        self.passage.show_text(text, marks)
        self.shown.emit()
        self.passage.setFocus()

    def _ask_reuse(self) -> None:
        hit = self._hit
        if hit is None:
            return
        chosen = self.passage.textCursor()
        if not chosen.hasSelection():
            chosen.select(QTextCursor.SelectionType.BlockUnderCursor)
        self.reuse_asked.emit(hit.document, hit.page, chosen.selectionStart(), chosen.selectionEnd())

    def _ask_redo(self) -> None:
        if self._hit is not None:
            self._session.redo_piece.emit(self._hit.piece)

    def _back(self) -> None:
        self._stack.setCurrentIndex(0)
        self.list.setFocus()

    def _show_in_fund(self) -> None:
        if self._hit is not None:
            self._session.show_hit.emit(self._hit)
