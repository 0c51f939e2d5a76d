"""The document of a result: its page with the passage marked, its text, its act, and ways to take them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from secretaire.desk import finding
from secretaire.desk.viewing import Change, DocumentView, PieceView
from secretaire.fund.finding.results import Result
from secretaire.fund.pieces import ENDING_VERBS
from secretaire.ui.parts.basics import EmptyState, button, column, icon_tool, label, tool
from secretaire.ui.parts.flow import FlowLayout
from secretaire.ui.parts.piece_words import shortened
from secretaire.ui.places.fonds.document import fact_words
from secretaire.ui.places.fonds.document.checking import DocumentChecks
from secretaire.ui.places.fonds.document.correction import CorrectionDialog
from secretaire.ui.places.fonds.document.facts_panel import changed_by
from secretaire.ui.places.fonds.document.presenter import DocumentPresenter, PageText, Place
from secretaire.ui.places.fonds.document.viewer import DocumentViewer, page_words
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import MEDIUM, TIGHT
from secretaire.ui.wording import count

_EMPTY, _DOCUMENT = range(2)


class DetailPane(QWidget):
    """Empty until a result is chosen."""

    open_asked = Signal(int)  # document
    similar_asked = Signal(int)  # piece
    history_asked = Signal(int)  # piece

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._matieres: Mapping[str, str] = {}
        self._piece: PieceView | None = None
        self._text: PageText | None = None
        self.correction: CorrectionDialog | None = None
        self.presenter = DocumentPresenter(session, self)
        self.viewer = DocumentViewer()
        self.checks = DocumentChecks(session, self.presenter, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._title = label("", "subtitle")
        self._title.setAccessibleName("Objet")
        self._facts = label("", "muted")
        self._recognised = label("", "warning")
        self.ended = label("", "warning")
        self.ender = tool("Voir cet acte", self._show_ender, icon_name="chevron-right")
        head = column(self._title, self._facts, self._recognised, spacing=TIGHT)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.ended, 1)
        row.addWidget(self.ender)
        self._ending_row = QWidget()
        self._ending_row.setLayout(row)
        head.addWidget(self._ending_row)
        self.open_button = button(
            "Ouvrir", self._open, icon_name="external-link", tip="Ouvrir le document dans son logiciel"
        )
        self.open_button.setAccessibleName("Ouvrir le document")
        self.copy_button = icon_tool("Copier le passage", "copy", self._copy)
        self.similar_button = button("Actes semblables", lambda: self._emit(self.similar_asked))
        self.history_button = button(
            "Dans le temps",
            lambda: self._emit(self.history_asked),
            tip="Ce sujet dans le temps : les actes qui ont précédé et suivi",
        )
        self.redo_button = button(
            "Refaire cet acte",
            lambda: self._emit(self._session.redo_piece),
            tip="Un nouvel acte : les valeurs de celui-ci sont proposées une à une",
        )
        self.correct_button = button("Corriger…", self.correct)
        self.check_button = button("Contrôler", self.checks.ask, tip="Les contrôles sur tous les actes de ce document")
        buttons = FlowLayout(TIGHT)
        for made in (
            self.open_button, self.copy_button, self.redo_button, self.similar_button, self.history_button,
            self.correct_button, self.check_button,
        ):  # fmt: skip
            buttons.addWidget(made)
        layout = column(margin=MEDIUM)
        top = QWidget()
        top.setLayout(head)
        top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout.addWidget(top)
        layout.addWidget(self.viewer, 1)
        layout.addLayout(buttons)
        page = QWidget()
        page.setLayout(layout)
        self._empty = EmptyState(
            "Le document s'ouvre ici", "Choisissez un résultat avec ↑ ↓ : sa page s'affiche, le passage marqué."
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(page)
        self.setLayout(column(self._stack))

    def _connect(self) -> None:
        presenter, viewer = self.presenter, self.viewer
        presenter.opened.connect(self._show_document)
        presenter.piece_shown.connect(self._show_piece)
        presenter.text_shown.connect(self._show_text)
        presenter.picture_shown.connect(viewer.show_picture)
        presenter.picture_failed.connect(viewer.show_text_instead)
        presenter.failed.connect(self._fail)
        presenter.corrected.connect(self._corrected)
        presenter.refused.connect(self._refused)
        viewer.page_asked.connect(presenter.go_to)
        viewer.width_wanted.connect(presenter.set_width)
        viewer.piece_chosen.connect(presenter.show_piece)
        viewer.piece_asked.connect(presenter.show_piece)
        viewer.act_starts.connect(presenter.act_starts)
        self._session.fund_changed.connect(presenter.refresh)
        self._session.opened.connect(self._another_space)
        copy = QShortcut(QKeySequence.StandardKey.Copy, viewer.picture)
        copy.activated.connect(self._copy)

    # what is asked

    def show_result(self, result: Result) -> None:
        """Open the document of a result at its passage."""
        self.presenter.show_result(result)

    def show_place(self, document_id: int, page: int, passage_start: int, passage_end: int) -> None:
        """Open a document at characters of the text of a page."""
        self.presenter.show_place(Place(document_id, page, passage_start, passage_end))

    def clear(self) -> None:
        """Show how to begin."""
        self.presenter.clear()
        self._empty.say(
            "Le document s'ouvre ici", "Choisissez un résultat avec ↑ ↓ : sa page s'affiche, le passage marqué."
        )
        self._stack.setCurrentIndex(_EMPTY)

    def redraw(self) -> None:
        """The theme changed."""
        self.viewer.redraw()

    def correct(self) -> None:
        """Set right what was read of the act."""
        if self._piece is None:
            return
        dialog = CorrectionDialog(self._piece.piece.piece, self._matieres, self)
        dialog.corrected.connect(self.presenter.correct)
        dialog.not_an_act.connect(self.presenter.not_an_act)
        dialog.finished.connect(self._dialog_closed)
        self.correction = dialog
        dialog.open()

    # what is shown

    def _show_document(self, document: DocumentView) -> None:
        self._stack.setCurrentIndex(_DOCUMENT)
        self.viewer.show_document(document, self.presenter.page)

    def _show_piece(self, view: PieceView | None) -> None:
        self._piece = view
        document = self.presenter.document
        if document is None:
            return
        where = f"{document.path.parent.name} / {document.path.name}"
        for made in (self.similar_button, self.history_button, self.correct_button):
            made.setEnabled(view is not None)
        for made in (self.history_button, self.redo_button):
            made.setVisible(view is not None and view.piece.piece.is_act)
        self.viewer.show_piece(view, where, self._matieres)
        objet = view.piece.facts.objet if view is not None else ""
        self._title.setText(shortened(objet) or document.path.stem)
        self._title.setToolTip(f"{objet}\n{document.path}".strip())
        said = [fact_words.summary(view.piece.piece)] if view is not None else []
        if view is not None and view.piece.piece.corrected:
            said.append(fact_words.CORRECTED)
        if view is not None and view.copies:
            said.append(f"même texte dans {count(len(view.copies), 'autre fichier', 'autres fichiers')}")
        self._facts.setText(" · ".join(said))
        self._facts.setVisible(bool(said))
        self._facts.setToolTip(str(document.path))
        self._show_ending(view)

    def _show_ending(self, view: PieceView | None) -> None:
        change = self._ending()
        self._ending_row.setVisible(change is not None)
        if view is not None and change is not None:
            words = changed_by(view, change)
            self.ended.setText(f"{words}.")
            self.ender.setAccessibleName(f"Voir cet acte : {words}")
            self.ender.setToolTip(change.other.facts.objet)

    def _show_text(self, shown: PageText) -> None:
        self._text = shown
        document = self.presenter.document
        words = page_words(document, shown.page) if document is not None else ""
        self._recognised.setText(words)
        self._recognised.setVisible(bool(words))
        self.viewer.show_text(shown)

    def _fail(self, sentence: str) -> None:
        self._empty.say("Ce document ne peut pas être montré", sentence)
        self._stack.setCurrentIndex(_EMPTY)

    # gestures

    def _ending(self) -> Change | None:
        """What the person must not miss: the act that ended this one, else one that changed it."""
        changes = self._piece.changed_by if self._piece is not None else ()
        ended = (change for change in changes if change.verb in ENDING_VERBS)
        return next(ended, next(iter(changes), None))

    def _show_ender(self) -> None:
        change = self._ending()
        if change is not None:
            self.presenter.show_piece(change.other)

    def _open(self) -> None:
        if self.presenter.document is not None:
            self.open_asked.emit(self.presenter.document.id)

    def _emit(self, signal: SignalInstance) -> None:
        if self._piece is not None:
            signal.emit(self._piece.piece.id)

    def _copy(self) -> None:
        """What is selected in the text, or else the passage, or else the page."""
        selected = self.viewer.text.textCursor().selectedText().replace("\u2029", "\n")
        shown = self._text
        if not selected and shown is not None:
            selected = shown.text[slice(*shown.passage)] if shown.passage else shown.text
        QGuiApplication.clipboard().setText(selected)

    def _corrected(self) -> None:
        if self.correction is not None:
            self.correction.accept()

    def _refused(self, sentence: str) -> None:
        if self.correction is not None:
            self.correction.refuse(sentence)
        else:
            self._session.told.emit(sentence)

    def _dialog_closed(self) -> None:
        self.correction = None

    def _another_space(self) -> None:
        self.clear()
        self._session.tasks.query(lambda: dict(finding.matieres()), self._keep_matieres, key="fonds.matieres")

    def _keep_matieres(self, matieres: Mapping[str, str]) -> None:
        self._matieres = matieres
