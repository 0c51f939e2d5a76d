"""The passages found, one line a document: what it is, when, and the words found marked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from secretaire.acts import wording
from secretaire.fund.act_facts import Kind
from secretaire.fund.search import Answer, Result
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines

KINDS = {
    Kind.DELIBERATION: "Délibération",
    Kind.ARRETE: "Arrêté",
    Kind.PROCES_VERBAL: "Procès-verbal",
    Kind.COMPTE_RENDU: "Compte rendu",
    Kind.AUTRE: "Autre document",
}


class ResultsList(QListWidget):
    """`chosen` when the person moves to a result, `taken` when she presses Enter or double-clicks."""

    chosen = Signal(object)  # Result
    taken = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Result, ...] = ()
        self.setAccessibleName(name)
        self.setItemDelegate(TwoLineDelegate(self))
        self.currentRowChanged.connect(self._choose)
        self.itemActivated.connect(lambda _: self._take())

    def show_results(self, answer: Answer | None) -> None:
        self._hits = tuple(answer.results) if answer is not None else ()
        self.blockSignals(True)
        self.clear()
        for hit in self._hits:
            item = QListWidgetItem()
            marks = tuple((mark.start, mark.end) for mark in hit.extract.highlights)
            passage = " ".join(hit.extract.text.split("\n"))
            set_two_lines(item, title_of(hit), facts_of(hit), passage=passage, marks=marks)
            item.setToolTip(str(hit.path))
            self.addItem(item)
        self.setCurrentRow(-1)
        self.blockSignals(False)

    def current_hit(self) -> Result | None:
        row = self.currentRow()
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def _choose(self, _row: int) -> None:
        hit = self.current_hit()
        if hit is not None:
            self.chosen.emit(hit)

    def _take(self) -> None:
        hit = self.current_hit()
        if hit is not None:
            self.taken.emit(hit)


def title_of(hit: Result) -> str:
    """The subject of the document, or its file name."""
    return hit.objet or hit.path.stem


def facts_of(hit: Result) -> str:
    """« Délibération n° 2023-12 · 4 avril 2023 · page 2 »."""
    kind = KINDS[hit.kind]
    number = f" n° {hit.number}" if hit.number else ""
    when = wording.day(hit.date) if hit.date else "sans date"
    return f"{kind}{number} · {when} · page {hit.page}"
