"""What is left to do on the procès-verbal, then the mentions that the law asks for (L. 2121-15)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from secretaire.council.minutes import MinutesPart
from secretaire.desk.minutes import MENTIONS, MinutesView, missing
from secretaire.ui.parts.basics import button, column, frame, label
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.style.tokens import SMALL, TIGHT

_ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the list, and where it leads: characters [start, end) of a part; `figure` waits for its source."""

    text: str
    said: str
    tint: str
    part: str = ""
    start: int = 0
    end: int = 0
    figure: str = ""


class Checklist(QWidget):
    """A line leads to its place in the text; a figure without origin is answered here."""

    place_asked = Signal(str, int, int)  # key of the part, characters to select
    attested = Signal(str, str)  # figure, source

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName("À compléter, mentions obligatoires")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.currentRowChanged.connect(lambda _: self._choose())
        self.list.itemClicked.connect(lambda _: self._choose())
        self.source = QLineEdit()
        self.source.setPlaceholderText("Exemple : devis Martin du 3 mars 2026")
        self.source.setAccessibleName("D'où vient ce chiffre ?")
        self.source.returnPressed.connect(self.attest)
        self._asked = label("", "subtitle")
        self.box = frame(
            "seen",
            column(self._asked, self.source, button("Enregistrer la source", self.attest), margin=SMALL, spacing=TIGHT),
        )
        self.box.hide()
        layout = column(label("À compléter, mentions obligatoires", "muted"), self.list, self.box, spacing=TIGHT)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_view(self, view: MinutesView, name: Callable[[MinutesPart], str]) -> None:
        """`name`: what a part is called on screen."""
        former = self._current()
        self.list.blockSignals(True)
        self.list.clear()
        self.list.setCurrentRow(-1)
        for rank, row in enumerate((*_left(view, name), *_mentions(view))):
            item = QListWidgetItem()
            set_two_lines(item, row.text, row.said, tint=row.tint)
            item.setData(_ROW, row)
            self.list.addItem(item)
            if row == former:
                self.list.setCurrentRow(rank)
        self.list.blockSignals(False)
        self._answer()

    def attest(self) -> None:
        """Give the source of the chosen figure."""
        row, source = self._current(), self.source.text().strip()
        if row is not None and row.figure and source:
            self.source.clear()
            self.attested.emit(row.figure, source)

    def _current(self) -> _Row | None:
        item = self.list.currentItem()
        row = item.data(_ROW) if self.list.currentRow() >= 0 else None
        return row if isinstance(row, _Row) else None

    def _choose(self) -> None:
        self._answer()
        row = self._current()
        if row is not None and row.part:
            self.place_asked.emit(row.part, row.start, row.end)

    def _answer(self) -> None:
        row = self._current()
        figure = row.figure if row is not None else ""
        self._asked.setText(f"D'où vient ce chiffre ? « {figure} »")
        self.box.setVisible(bool(figure))


def _left(view: MinutesView, name: Callable[[MinutesPart], str]) -> Iterator[_Row]:
    """The blanks and the figures without origin: they keep the minutes from being read again."""
    if not view.editable:
        return
    for part in view.minutes.parts:
        for piece in part.section.origins():
            if piece.span.blank:
                words = piece.span.text.strip("[] ")
                yield _Row(words[:1].upper() + words[1:], name(part), "blocking", part.key, piece.start, piece.end)
        for doubt in view.doubts:
            if doubt.part == part.key:
                said = f"chiffre sans origine : {name(part)}"
                yield _Row(f"« {doubt.text} »", said, "blocking", part.key, doubt.start, doubt.end, doubt.text)


def _mentions(view: MinutesView) -> Iterator[_Row]:
    for state in view.mentions:
        where = state.parts[0] if state.parts else ""
        if state.present is None:
            yield _Row(MENTIONS[state.mention], "sans objet", "muted", where)
        elif state.present:
            yield _Row(MENTIONS[state.mention], "dans le procès-verbal", "fine", where)
        else:
            named = missing(view, state)
            yield _Row(MENTIONS[state.mention], f"manque : {named}" if named else "manque", "blocking", where)
