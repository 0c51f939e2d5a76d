"""What the act says of itself, how it was recognised, and the acts around it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from secretaire.desk.viewing import Change, PieceView
from secretaire.ui.parts.basics import column, label, tool
from secretaire.ui.parts.piece_words import done_to, named, shortened
from secretaire.ui.places.fonds.document import fact_words
from secretaire.ui.places.fonds.document.fact_words import Line
from secretaire.ui.style.tokens import MEDIUM, SMALL


class FactsPanel(QScrollArea):
    """One line a fact; the acts that changed it, and those it changes, are a click away."""

    piece_asked = Signal(object)  # StoredPiece

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Ce que dit l'acte")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_piece(self, view: PieceView, path: str, matieres: Mapping[str, str]) -> None:
        """The facts of a piece."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(MEDIUM)
        grid.setVerticalSpacing(SMALL)
        grid.setColumnStretch(1, 1)
        piece = view.piece.piece
        for line in fact_words.lines(piece, matieres):
            _add(grid, line)
        _add(grid, Line("Reconnaissance", fact_words.confidence(piece)))
        if view.copies:
            _add(grid, Line("Même texte dans", "\n".join(copy.name for copy in view.copies)))
        _add(grid, Line("Fichier", path))
        inside = column(margin=MEDIUM)
        inside.addLayout(grid)
        for change in view.changed_by:
            inside.addWidget(self._link(changed_by(view, change), change), alignment=Qt.AlignmentFlag.AlignLeft)
        for change in view.changes:
            words = f"{fact_words.sentence_case(fact_words.does(change.verb))} {named(change.other.facts)}"
            inside.addWidget(self._link(words, change), alignment=Qt.AlignmentFlag.AlignLeft)
        inside.addStretch()
        whole = QWidget()
        whole.setLayout(inside)
        self.setWidget(whole)

    def _link(self, words: str, change: Change) -> QWidget:
        return tool(
            shortened(words, 70),
            lambda: self.piece_asked.emit(change.other),
            icon_name="chevron-right",
            tip=change.other.facts.objet or words,
        )


def changed_by(view: PieceView, change: Change) -> str:
    """« Abrogée par la délibération n° 2024-3 du 5 avril 2024 »."""
    return f"{fact_words.sentence_case(done_to(view.piece.facts, change.verb))} par {named(change.other.facts)}"


def _add(grid: QGridLayout, line: Line) -> None:
    row = grid.rowCount()
    text = f"{line.text}\n({fact_words.CORRECTED})" if line.corrected else line.text
    value = label(text)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    value.setAccessibleName(f"{line.name} : {text}")
    grid.addWidget(label(line.name, "muted", wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(value, row, 1)
