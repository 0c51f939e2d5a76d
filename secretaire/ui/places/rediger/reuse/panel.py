"""The panel *Ancien acte*: what to check, what became of its references, and the two acts word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from secretaire.acts.spans import OriginKind
from secretaire.acts.wording import NBSP, day
from secretaire.desk.law import law_state
from secretaire.drafting.reuse.comparison import ComparedParagraph, LeftFigure
from secretaire.drafting.reuse.references import OldReference
from secretaire.law.snapshot import Status
from secretaire.ui.parts.basics import column, label
from secretaire.ui.parts.changed_words import ADDED, REMOVED, write_changes
from secretaire.ui.places.rediger.origins import origin_text
from secretaire.ui.places.rediger.reuse.presenter import Beside
from secretaire.ui.style.sheet import current_palette
from secretaire.ui.style.tokens import SMALL, TIGHT

TWO_COLUMNS = 520  # pixels: under it, one column
_FIGURE = "chiffre:"
_NOT_TODAYS = frozenset({OriginKind.SAISIE, OriginKind.MAIN, OriginKind.PLUME, OriginKind.PRECEDENT})
"""Origins by which a figure of the old act can have come; the others say what the commune or the type is today."""
_GONE = frozenset({Status.REMPLACE, Status.ABROGE, Status.CONTENU_CHANGE, Status.PAS_ENCORE})
_ORDER = (
    Status.REMPLACE, Status.ABROGE, Status.CONTENU_CHANGE, Status.PAS_ENCORE, Status.INCONNU, Status.EN_VIGUEUR,
)  # fmt: skip


class OldActPanel(QWidget):
    """Read only; a figure to check is a link to its place on the page."""

    wanted = Signal()  # the panel is seen: compare now
    chosen = Signal(object, int, int)  # Role, start, end

    def __init__(self, field_label: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field_label = field_label
        self._beside: Beside | None = None
        self._figures: tuple[LeftFigure, ...] = ()
        self._wide = False
        self._title = label("", "subtitle")
        self.text = QTextBrowser()
        self.text.setAccessibleName("Ancien et nouvel acte comparés")
        self.text.setTabChangesFocus(True)
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        layout = column(self._title, self.text, margin=SMALL)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_beside(self, beside: Beside) -> None:
        """Show the comparison, where the person was reading."""
        kept = self.text.verticalScrollBar().value()
        same = self._beside is not None and self._beside.reuse.label == beside.reuse.label
        self._beside = beside
        self.redraw()
        self.text.verticalScrollBar().setValue(kept if same else 0)

    def redraw(self) -> None:
        """In the colours of the theme, in the width there is."""
        beside = self._beside
        if beside is None:
            return
        name = beside.reuse.label
        self._title.setText(f"{name[:1].upper()}{name[1:]}")
        self._figures = _to_check(beside.comparison.figures_left)
        self._wide = self.text.viewport().width() >= TWO_COLUMNS
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        spaced = QTextBlockFormat()
        spaced.setBottomMargin(TIGHT)
        cursor.setBlockFormat(spaced)
        self._write_figures(cursor)
        self._write_references(cursor, beside.references)
        self._write_paragraphs(cursor, beside.comparison.paragraphs)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wide != (self.text.viewport().width() >= TWO_COLUMNS):
            self.redraw()

    def _write_figures(self, cursor: QTextCursor) -> None:
        _heading(cursor, "À vérifier")
        if not self._figures:
            _line(cursor, "Aucune date, aucun montant, aucun nom de l'ancien acte ne reste dans le nouveau.")
        link = _format()
        link.setForeground(QColor(current_palette().accent))
        link.setFontUnderline(True)
        link.setAnchor(True)
        for number, figure in enumerate(self._figures):
            link.setAnchorHref(f"{_FIGURE}{number}")
            cursor.insertText("–\u00a0Vérifiez : ", _format())
            cursor.insertText(figure.text, link)
            where = origin_text(figure.origin, self._field_label)
            _line(cursor, f" vient de l'ancien acte ({where[:1].lower()}{where[1:]}).")

    def _write_references(self, cursor: QTextCursor, references: Iterable[OldReference]) -> None:
        ordered = sorted(references, key=lambda r: _ORDER.index(r.verdict.status))
        if not ordered:
            return
        _heading(cursor, "Références de l'ancien acte, aujourd'hui")
        strong = _format("warning")
        strong.setFontWeight(QFont.Weight.DemiBold)
        for reference in ordered:
            gone = reference.verdict.status in _GONE
            if gone or not reference.article or reference.verdict.status is not Status.EN_VIGUEUR:
                cursor.insertText(f"–\u00a0{reference.sentence}", strong if gone else _format())
                _line(cursor, " Le nouvel acte en tient compte." if reference.cited and gone else "")
        kept = [r.article.replace(" ", NBSP) for r in ordered if r.article and r.verdict.status is Status.EN_VIGUEUR]
        if kept:
            _line(cursor, f"–\u00a0Toujours en vigueur : {', '.join(kept)}.")
        _line(cursor, f"D'après le droit arrêté au {day(law_state().date)}.")

    def _write_paragraphs(self, cursor: QTextCursor, paragraphs: tuple[ComparedParagraph, ...]) -> None:
        _heading(cursor, "Ancien et nouveau")
        _line(cursor, f"Barré et {REMOVED} : seulement dans l'ancien. Souligné et {ADDED} : seulement dans le nouveau.")
        if not self._wide:
            for paragraph in paragraphs:
                write_changes(cursor, paragraph.pieces)
                cursor.insertBlock()
            return
        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellPadding(SMALL / 2)
        form.setHeaderRowCount(1)
        form.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, 50)] * 2)
        table = cursor.insertTable(len(paragraphs) + 1, 2, form)
        bold = _format()
        bold.setFontWeight(QFont.Weight.DemiBold)
        for place, title in enumerate(("Ancien acte", "Nouvel acte")):
            table.cellAt(0, place).firstCursorPosition().insertText(title, bold)
        for row, paragraph in enumerate(paragraphs, start=1):
            for place, other in enumerate(("added", "removed")):
                pieces = tuple(piece for piece in paragraph.pieces if piece.kind != other)
                write_changes(table.cellAt(row, place).firstCursorPosition(), pieces)

    def _follow(self, url: QUrl) -> None:
        figure = self._figures[int(url.toString().removeprefix(_FIGURE))]
        self.chosen.emit(figure.role, figure.start, figure.end)


def _to_check(figures: Iterable[LeftFigure]) -> tuple[LeftFigure, ...]:
    """Each figure once, where it stands first."""
    kept: dict[tuple[str, str], LeftFigure] = {}
    for figure in figures:
        if figure.origin.kind in _NOT_TODAYS:
            kept.setdefault((figure.text, figure.origin.source), figure)
    return tuple(kept.values())


def _format(colour: str = "text") -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(QColor(getattr(current_palette(), colour)))
    return look


def _heading(cursor: QTextCursor, title: str) -> None:
    look = _format()
    look.setFontWeight(QFont.Weight.DemiBold)
    if not cursor.atStart():
        cursor.insertBlock()
    _line(cursor, title, look)


def _line(cursor: QTextCursor, text: str, look: QTextCharFormat | None = None) -> None:
    cursor.insertText(text, look or _format())
    cursor.insertBlock()
