"""Lines and tables laid out by Qt: how high they are, and how they are drawn. Lengths in points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPdfWriter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from secretaire.exchange.pdf.flow import Align, Block, Cell, Font, Grid, Line, Rule, Side, Words
from secretaire.ui.printing.paging import Slice

Draw = Callable[[QPainter, float], None]
"""Draws at a height of the page."""

Spell = Callable[[Words], str]
"""The text of words, those that are a number included."""

_TAB = 36.0
_TRIED = 10.0
_SIDES = {Side.LEFT, Side.RIGHT}
_ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.JUSTIFY: Qt.AlignmentFlag.AlignJustify,
}


@dataclass(frozen=True, slots=True)
class _Box:
    """A cell where it stands, and the slices inside."""

    cell: Cell
    left: float
    width: float
    inside: list[Slice[Draw]]

    @property
    def height(self) -> float:
        return sum(one.before + one.height for one in self.inside)


@dataclass(frozen=True)
class Measurer:
    """Measures for one device.

    Attributes:
        spell: gives the text of page numbers.
        tallest: height of a page, which no slice can pass.
    """

    device: QPdfWriter
    spell: Spell
    tallest: float

    @property
    def scale(self) -> float:
        """Dots of the device for a point."""
        return self.device.logicalDpiY() / 72

    def block(self, block: Block, left: float, width: float) -> list[Slice[Draw]]:
        """The slices of a paragraph or of a table, between two margins."""
        return self._line(block, left, width) if isinstance(block, Line) else self._grid(block, left, width)

    def story(self, blocks: Sequence[Block], left: float, width: float) -> list[Slice[Draw]]:
        """The slices of several blocks."""
        return [one for block in blocks for one in self.block(block, left, width)]

    def _line(self, line: Line, left: float, width: float) -> list[Slice[Draw]]:
        left, width = left + line.left, width - line.left - line.right
        if line.picture is not None:
            return [self._picture(line, left, width)]
        layout = self._laid_out(line, width)
        count = layout.lineCount()
        slices = []
        for index in range(count):
            first, last = index == 0, index == count - 1
            # neither the first line of a paragraph nor its last one is alone on a page
            tied = line.keep_whole or first or index == count - 2
            above = line.rules[Side.TOP].space if first and Side.TOP in line.rules else 0.0
            below = line.rules[Side.BOTTOM].space if last and Side.BOTTOM in line.rules else 0.0
            height = layout.lineAt(index).height() / self.scale * line.pitch
            slices.append(
                Slice(
                    self._drawn_line(line, layout, index, left, width, above, height + above + below),
                    height + above + below + (line.after if last else 0.0),
                    line.before if first else 0.0,
                    glued=line.keep_next if last else tied,
                    anchors=line.anchors if first else (),
                )
            )
        return slices

    def _laid_out(self, line: Line, width: float) -> QTextLayout:
        font = self._font(line.font)
        texts = [self.spell(words) for words in line.words]
        layout = QTextLayout("".join(texts), font, self.device)
        ranges, position = [], 0
        for words, text in zip(line.words, texts, strict=True):
            length = len(text.encode("utf-16-le")) // 2  # Qt counts as UTF-16 does
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = position, length, self._format(words.font)
            ranges.append(span)
            position += length
        layout.setFormats(ranges)
        option = QTextOption(_ALIGNMENTS[line.align])
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTabStopDistance(_TAB * self.scale)
        layout.setTextOption(option)
        layout.beginLayout()
        made: QTextLine = layout.createLine()
        while made.isValid():
            indent = line.first if layout.lineCount() == 1 else 0.0
            made.setLeadingIncluded(True)  # the line spacing of Word
            made.setLineWidth(max(width - indent, 1.0) * self.scale)
            made.setPosition(QPointF(indent * self.scale, 0))
            made = layout.createLine()
        layout.endLayout()
        return layout

    def _font(self, font: Font) -> QFont:
        made = QFont(font.family)
        made.setPixelSize(max(1, round(font.size * self.scale)))
        made.setBold(font.bold)
        made.setItalic(font.italic)
        if font.spacing:
            spacing = font.spacing * self.scale / self._spacing_unit
            made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
        return made

    @cached_property
    def _spacing_unit(self) -> float:
        """Dots that Qt puts for a letter spacing of one: it depends on the screen as much as on the device."""
        widths = []
        for spacing in (0.0, _TRIED):
            font = QFont()
            font.setPixelSize(100)
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
            layout = QTextLayout("mm", font, self.device)
            layout.beginLayout()
            line = layout.createLine()
            layout.endLayout()
            widths.append(line.naturalTextWidth())
        return (widths[1] - widths[0]) / (2 * _TRIED) or 1.0

    def _format(self, font: Font) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(self._font(font))
        made.setForeground(_colour(font.colour))
        if font.raised:
            made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        if font.ground:
            made.setBackground(_colour(font.ground))
        return made

    def _drawn_line(
        self, line: Line, layout: QTextLayout, index: int, left: float, width: float, above: float, height: float
    ) -> Draw:
        def draw(painter: QPainter, top: float) -> None:
            box = QRectF(left * self.scale, top * self.scale, width * self.scale, height * self.scale)
            if line.ground:
                painter.fillRect(box, _colour(line.ground))
            text = layout.lineAt(index)
            text.draw(painter, QPointF(left * self.scale, (top + above) * self.scale))
            for side, rule in line.rules.items():
                ends = (index == 0 or side is not Side.TOP) and (
                    index == layout.lineCount() - 1 or side is not Side.BOTTOM
                )
                if ends:  # a rule on a side stands off the text, in the margin
                    off = rule.space * self.scale
                    self._draw_rule(painter, box.adjusted(-off, 0, off, 0) if side in _SIDES else box, side, rule)

        return draw

    def _draw_rule(self, painter: QPainter, box: QRectF, side: Side, rule: Rule) -> None:
        """A rule along a side of a box."""
        painter.setPen(QPen(_colour(rule.colour), rule.width * self.scale))
        match side:
            case Side.TOP:
                painter.drawLine(box.topLeft(), box.topRight())
            case Side.BOTTOM:
                painter.drawLine(box.bottomLeft(), box.bottomRight())
            case Side.LEFT:
                painter.drawLine(box.topLeft(), box.bottomLeft())
            case _:
                painter.drawLine(box.topRight(), box.bottomRight())

    def _picture(self, line: Line, left: float, width: float) -> Slice[Draw]:
        picture = line.picture
        if picture is None:
            raise ValueError("no picture")
        image = QImage.fromData(picture.data)
        spare = width - picture.width
        shift = {Align.CENTRE: spare / 2, Align.RIGHT: spare}.get(line.align, 0.0)

        def draw(painter: QPainter, top: float) -> None:
            box = QRectF(left + shift, top, picture.width, picture.height)
            painter.drawImage(QRectF(box.topLeft() * self.scale, box.size() * self.scale), image)

        return Slice(draw, picture.height + line.after, line.before, glued=line.keep_next, anchors=line.anchors)

    def _grid(self, grid: Grid, left: float, width: float) -> list[Slice[Draw]]:
        left += (width - sum(grid.widths)) / 2
        headers: list[Slice[Draw]] = []
        slices: list[Slice[Draw]] = []
        for number, row in enumerate(grid.rows):
            made = self._row(grid, number, left)
            if row.header:
                headers += made
            else:
                made = [replace(one, repeated=tuple(headers)) for one in made]
            slices += made
        return slices

    def _row(self, grid: Grid, number: int, left: float) -> list[Slice[Draw]]:
        """One slice, or several for a row that no page could hold."""
        row = grid.rows[number]
        boxes: list[_Box] = []
        column, start = 0, left
        for cell in row.cells:
            width = sum(grid.widths[column : column + cell.columns])
            inside = self.story(cell.lines, start + grid.padding, width - 2 * grid.padding)
            boxes.append(_Box(cell, start, width, inside))
            column, start = column + cell.columns, start + width
        pieces = list(_pieces(boxes, self.tallest))
        anchors = tuple(name for cell in row.cells for line in cell.lines for name in line.anchors)
        slices = []
        for rank, piece in enumerate(pieces):
            last = rank == len(pieces) - 1
            height = max(row.height if rank == 0 else 0.0, *(box.height for box in piece))
            names = {
                Side.TOP: Side.TOP if number == 0 and rank == 0 else Side.INSIDE_H,
                Side.BOTTOM: Side.BOTTOM if last and number == len(grid.rows) - 1 else Side.INSIDE_H,
            }
            glued = last and any(cell.lines and cell.lines[-1].keep_next for cell in row.cells)
            drawing = self._drawn_row(grid, piece, height, names)
            slices.append(Slice(drawing, height, glued=glued, anchors=anchors if rank == 0 else ()))
        return slices

    def _drawn_row(self, grid: Grid, boxes: Sequence[_Box], height: float, names: Mapping[Side, Side]) -> Draw:
        def draw(painter: QPainter, top: float) -> None:
            for rank, box in enumerate(boxes):
                outline = QRectF(box.left * self.scale, top * self.scale, box.width * self.scale, height * self.scale)
                if box.cell.ground:
                    painter.fillRect(outline, _colour(box.cell.ground))
                at = top
                for one in box.inside:
                    one.drawing(painter, at + one.before)
                    at += one.before + one.height
                sides = {
                    **names,
                    Side.LEFT: Side.LEFT if rank == 0 else Side.INSIDE_V,
                    Side.RIGHT: Side.RIGHT if rank == len(boxes) - 1 else Side.INSIDE_V,
                }
                for side, name in sides.items():
                    rule = box.cell.rules.get(side, grid.rules.get(name))
                    if rule is not None:
                        self._draw_rule(painter, outline, side, rule)

        return draw

    def watermark(self, text: str, width: float, height: float) -> Draw:
        """Large pale letters across a page of that size."""
        font = QFont("Times New Roman")
        font.setBold(True)
        font.setPixelSize(round(100 * self.scale))
        metrics = QFontMetricsF(font, self.device)
        font.setPixelSize(round(100 * self.scale * 440 * self.scale / max(metrics.horizontalAdvance(text), 1)))

        def draw(painter: QPainter, _top: float) -> None:
            painter.save()
            painter.translate(width / 2 * self.scale, height / 2 * self.scale)
            painter.rotate(-45)
            painter.setFont(font)
            painter.setPen(QColor("#E2E2E2"))
            room = QRectF(-width * self.scale, -height * self.scale, 2 * width * self.scale, 2 * height * self.scale)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), text)
            painter.restore()

        return draw


def _colour(rgb: str) -> QColor:
    return QColor(f"#{rgb}")


def _pieces(boxes: Sequence[_Box], tallest: float) -> Iterator[list[_Box]]:
    """The cells of a row, cut where a page would end."""
    rest = list(boxes)
    while any(box.height > tallest for box in rest):
        piece, after = [], []
        for box in rest:
            ends = accumulate(one.before + one.height for one in box.inside)
            kept = max(1, sum(end <= tallest for end in ends))
            piece.append(replace(box, inside=box.inside[:kept]))
            after.append(replace(box, inside=box.inside[kept:]))
        yield piece
        rest = after
    yield rest
