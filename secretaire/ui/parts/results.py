"""Lists of acts and passages: what each is, when, what became of it, and the words found marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from secretaire.acts import wording
from secretaire.desk.standing import PLAIN, Standing
from secretaire.fund.finding.results import Result
from secretaire.fund.pieces import ACT_KINDS
from secretaire.ui.parts import piece_words
from secretaire.ui.parts.piece_words import SEPARATOR, named
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines

SURE = 0.9
"""Below, the recognition of a page is worth a word."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list.

    Attributes:
        note: what the person must not miss, under the title; `note_tint` names its colour in the palette.
        marks: characters [start, end) of the passage.
        tip: shown when the mouse rests on it.
        value: what the list gives when the line is chosen.
    """

    title: str
    under: str
    note: str = ""
    note_tint: str = "warning"
    passage: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    tip: str = ""
    value: object = None


class RowsList(QListWidget):
    """`chosen` when the person moves to a line, `taken` when she presses Enter or double-clicks."""

    chosen = Signal(object)  # the value of the line
    taken = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self.setAccessibleName(name)
        self.setItemDelegate(TwoLineDelegate(self))
        self.currentRowChanged.connect(self._choose)
        self.itemActivated.connect(lambda _: self._take())

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these lines, none of them current."""
        self.blockSignals(True)
        self.clear()
        self._rows = ()
        self._add(rows)
        self.setCurrentRow(-1)
        self.scrollToTop()
        self.blockSignals(False)

    def current(self) -> object:
        """The value of the current line, or None."""
        row = self.currentRow()
        return self._rows[row].value if 0 <= row < len(self._rows) else None

    def rows(self) -> tuple[Row, ...]:
        """The lines shown."""
        return self._rows

    def enter(self) -> None:
        """Take the keyboard, on the first line when none is current."""
        if self.count():
            self.setFocus()
            if self.currentRow() < 0:
                self.setCurrentRow(0)

    def _add(self, rows: Sequence[Row]) -> None:
        for row in rows:
            item = QListWidgetItem()
            set_two_lines(
                item,
                row.title,
                row.under,
                note=row.note,
                note_tint=row.note_tint,
                passage=row.passage,
                marks=row.marks,
            )
            item.setToolTip(row.tip)
            self.addItem(item)
        self._rows += tuple(rows)

    def _choose(self, _row: int) -> None:
        value = self.current()
        if value is not None:
            self.chosen.emit(value)

    def _take(self) -> None:
        value = self.current()
        if value is not None:
            self.taken.emit(value)


class ResultsList(RowsList):
    """The results of a search; a menu on each, by the mouse or the keyboard."""

    similar_asked = Signal(int)  # piece
    history_asked = Signal(int)
    redo_asked = Signal(int)

    def show_results(self, results: Sequence[Result], standings: Mapping[int, Standing]) -> None:
        """Show results; when they begin with those shown, the rest is added and nothing moves.

        The current act stays current when it is among them, without being chosen again.
        """
        rows = [row_of(result, standings.get(result.piece, PLAIN)) for result in results]
        shown, kept = self.rows(), self.current_result()
        if shown and tuple(rows[: len(shown)]) == shown:
            self._add(rows[len(shown) :])
            return
        self.show_rows(rows)
        for number, result in enumerate(results):
            # the same place: a document cut again has other pieces
            if kept is not None and (result.document, result.page) == (kept.document, kept.page):
                self.blockSignals(True)
                self.setCurrentRow(number)
                self.blockSignals(False)
                return

    def current_result(self) -> Result | None:
        """The result of the current line."""
        value = self.current()
        return value if isinstance(value, Result) else None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The gestures on a result, for who looks for them on the right button or the menu key."""
        result = self.current_result()
        if result is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        piece = result.piece
        gestures = [
            ("Ouvrir le document", lambda: self.taken.emit(result)),
            ("Actes semblables", lambda: self.similar_asked.emit(piece)),
            ("Voir ce sujet dans le temps", lambda: self.history_asked.emit(piece)),
        ]
        if result.facts.kind in ACT_KINDS:
            gestures.append(("Refaire cet acte", lambda: self.redo_asked.emit(piece)))
        for text, gesture in gestures:
            action = QAction(text, menu)
            action.triggered.connect(lambda _checked=False, act=gesture: act())
            menu.addAction(action)
        corner = self.visualItemRect(self.currentItem()).bottomLeft() + QPoint(24, 0)
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        menu.popup(event.globalPos() if by_mouse else self.viewport().mapToGlobal(corner))


def row_of(result: Result, standing: Standing = PLAIN) -> Row:
    """The line of a result."""
    extract = result.extract
    return Row(
        title_of(result),
        under_of(result, standing),
        note=note_of(result, standing),
        passage=" ".join(extract.text.split("\n")),
        marks=tuple((mark.start, mark.end) for mark in extract.highlights),
        tip=f"{result.facts.objet}\n{result.path}".strip(),
        value=result,
    )


def title_of(result: Result) -> str:
    """« Délibération n° 2023-12 · 4 avril 2023 · Tarifs de la cantine », or the name of the file."""
    return piece_words.title_of(result.facts, result.path.stem)


def facts_of(result: Result) -> str:
    """« 2023-12 tarifs.pdf · page 2 »."""
    return f"{result.path.name}{SEPARATOR}page{wording.NBSP}{result.page}"


def under_of(result: Result, standing: Standing) -> str:
    """Where it is, and what is worth knowing of the file: copies, recognition of a scan."""
    parts = [facts_of(result)]
    if result.copies:
        parts.append(f"{len(result.copies) + 1} copies")
    if standing.recognised is not None:
        sure = f"numérisé, reconnu à {round(standing.recognised * 100)}{wording.NBSP}%"
        parts.append(sure if standing.recognised >= SURE else f"{sure} : à vérifier sur la page")
    return SEPARATOR.join(parts)


def note_of(result: Result, standing: Standing) -> str:
    """« Abrogée par la délibération n° 2024-3 du 5 avril 2024 »; nothing for an act no other ends."""
    said = [f"{piece_words.done_to(result.facts, ending.verb)} par {named(ending.by)}" for ending in standing.endings]
    text = ", ".join(said)
    return f"{text[:1].upper()}{text[1:]}"
