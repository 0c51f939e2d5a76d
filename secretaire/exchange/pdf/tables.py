"""A table of a Word document of ours as a grid to draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from docx.oxml.ns import qn

from secretaire.exchange.pdf.flow import Cell, Grid, Line, Row, Rule, Side
from secretaire.exchange.pdf.styles import Styles, read_rule, twips

_PADDING = 5.4  # Word's own


def read_grid(table: Any, styles: Styles, line: Callable[[Any], Line]) -> Grid:
    """The table; `line` reads a paragraph."""
    properties = table.tblPr
    named = properties.find(qn("w:tblStyle"))
    chain = styles.table(named.get(qn("w:val")) if named is not None else None)
    own = [properties, *(p for style in chain if (p := style.find(qn("w:tblPr"))) is not None)]
    widths = tuple(twips(column.get(qn("w:w"))) for column in table.tblGrid.iterchildren(qn("w:gridCol")))
    margin = next((m for p in own if (m := p.find(f"{qn('w:tblCellMar')}/{qn('w:left')}")) is not None), None)
    rows = tuple(table.iterchildren(qn("w:tr")))
    look = properties.find(qn("w:tblLook"))
    return Grid(
        widths=widths,
        rows=tuple(
            _row(row, line, [f for f in _conditions(look, number, len(rows), chain) if f is not None])
            for number, row in enumerate(rows)
        ),
        rules={side: rule for side in Side if (rule := _rule_of(own, side)) is not None},
        padding=_PADDING if margin is None else twips(margin.get(qn("w:w"))),
    )


def _conditions(look: Any, number: int, rows: int, chain: list[Any]) -> list[Any]:
    """What the style of the table says of a first or a last row."""
    wanted = [("w:firstRow", "firstRow", number == 0), ("w:lastRow", "lastRow", number == rows - 1)]
    names = [name for attribute, name, here in wanted if here and look is not None and look.get(qn(attribute)) == "1"]
    return [
        next((f for s in chain for f in s.iterchildren(qn("w:tblStylePr")) if f.get(qn("w:type")) == name), None)
        for name in names
    ]


def _row(row: Any, line: Callable[[Any], Line], conditions: list[Any]) -> Row:
    properties = row.find(qn("w:trPr"))
    height = properties.find(qn("w:trHeight")) if properties is not None else None
    return Row(
        cells=tuple(_cell(cell, line, conditions) for cell in row.iterchildren(qn("w:tc"))),
        header=properties is not None and properties.find(qn("w:tblHeader")) is not None,
        height=0.0 if height is None else twips(height.get(qn("w:val"))),
    )


def _cell(cell: Any, line: Callable[[Any], Line], conditions: list[Any]) -> Cell:
    properties = cell.tcPr
    places = [p for p in (properties, *(c.find(qn("w:tcPr")) for c in conditions)) if p is not None]
    bold = any(c.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None for c in conditions)
    grounds = (s.get(qn("w:fill"), "auto") for p in places if (s := p.find(qn("w:shd"))) is not None)
    span = properties.find(qn("w:gridSpan")) if properties is not None else None
    borders = properties.find(qn("w:tcBorders")) if properties is not None else None
    lines = (line(p) for p in cell.iterchildren(qn("w:p")))
    return Cell(
        lines=tuple(_bold(one) for one in lines) if bold else tuple(lines),
        columns=1 if span is None else int(span.get(qn("w:val"))),
        ground=next((g for g in grounds if g != "auto"), ""),
        rules={}
        if borders is None
        else {side: read_rule(b) for side in Side if (b := borders.find(qn(f"w:{side.value}"))) is not None},
    )


def _bold(line: Line) -> Line:
    return replace(line, words=tuple(replace(w, font=replace(w.font, bold=True)) for w in line.words))


def _rule_of(places: list[Any], side: Side) -> Rule | None:
    """The nearest place that speaks of that side decides."""
    for place in places:
        border = place.find(f"{qn('w:tblBorders')}/{qn(f'w:{side.value}')}")
        if border is not None:
            return read_rule(border)
    return None
