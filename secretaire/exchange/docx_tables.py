"""Tables of an act: amounts, counts of the members, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import Table, _Row

from secretaire.acts.act import Paragraph
from secretaire.acts.spans import Span, ValueKind
from secretaire.exchange.docx_sheet import Sheet
from secretaire.exchange.docx_text import add_run, cells, write_runs
from secretaire.exchange.papier.look import Part
from secretaire.exchange.papier.papier import SignatureBlock, SignaturePlace
from secretaire.exchange.typography import bind, printable

_FIGURE = re.compile(r"[-+−]?\s*\d[\d\s.,]*\s*(?:€|%|euros?)?")
_FIGURE_KINDS = {ValueKind.MONTANT, ValueKind.NOMBRE, ValueKind.POURCENTAGE}
_NOTHING = {"", "–", "—", "-"}
_SHORT = 12  # rows
_FRAME_PADDING = Pt(3)
_CELL_MARGINS = Pt(10)
_TWO_COLUMNS = Cm(10)
_LETTER = 0.6  # width of a bold letter, for its size
_LINE = 1.15  # height of a line, for one of its letters


def add_table(sheet: Sheet, rows: Sequence[Paragraph], *, highlight_blanks: bool) -> None:
    """A real table: header row repeated on each page, figures on the right, total in bold."""
    grid = [cells(row.spans) for row in rows]
    columns = max(len(row) for row in grid)
    figures = [i > 0 and _holds_figures([row[i] for row in grid[1:] if i < len(row)]) for i in range(columns)]
    totalled = len(grid) > 2 and _text(grid[-1][0]).lower().startswith("total")
    # a short table stays on one page; in a long one, neither the header nor the total is left alone
    tied = range(len(grid) - 1) if len(grid) <= _SHORT else {0, len(grid) - 2}

    table = sheet.add_table(len(grid), _widths(grid, figures, sheet.width, sheet.size_of(Part.CELLULE)))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_look(table, first_row=True, last_row=totalled)
    for index, (row, given) in enumerate(zip(table.rows, grid, strict=True)):
        _keep_whole(row, header=index == 0)
        for column, spans in enumerate(given):
            paragraph = sheet.new_paragraph(row.cells[column], Part.CELLULE)
            if figures[column]:
                paragraph.alignment = ALIGN.RIGHT
            if index in tied:
                paragraph.paragraph_format.keep_with_next = True
            write_runs(paragraph, spans, highlight_blanks=highlight_blanks)


def add_listing(sheet: Sheet, rows: int, shares: Sequence[int], headings: Sequence[str]) -> Table:
    """An empty table of lines under a heading repeated on each page; `shares` of the width, in hundredths."""
    sheet.separate_tables()
    table = sheet.add_table(rows + 1, [sheet.width * share // 100 for share in shares])
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_look(table, first_row=True, last_row=False)
    for number, row in enumerate(table.rows):
        _keep_whole(row, header=number == 0)
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        paragraph = sheet.new_paragraph(cell, Part.CELLULE)
        paragraph.paragraph_format.keep_with_next = True
        add_run(paragraph, bind(printable(heading)))
    return table


def fill_row(sheet: Sheet, table: Table, row: int, texts: Sequence[str]) -> None:
    """The texts of a line, from its first column; a text of several lines is several paragraphs."""
    for cell, text in zip(table.rows[row].cells, texts, strict=False):
        for line in text.split("\n"):
            add_run(sheet.new_paragraph(cell, Part.CELLULE), bind(printable(line)))


def add_counts(sheet: Sheet, lines: Sequence[Paragraph], *, highlight_blanks: bool) -> None:
    """The frame of the members (in office, present…), in two columns read downwards where the page is wide enough."""
    columns = 2 if sheet.width >= _TWO_COLUMNS else 1
    height = -(-len(lines) // columns)
    table = sheet.add_table(1, [sheet.width // columns] * columns)
    set_look(table, first_row=False, last_row=False)
    set_borders(table, {"insideV": "nil"})
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _keep_whole(table.rows[0], header=False)
    for cell, column in zip(table.rows[0].cells, (lines[:height], lines[height:]), strict=False):
        for index, line in enumerate(column):
            paragraph = sheet.new_paragraph(cell, Part.EFFECTIFS)
            if index == 0:
                paragraph.paragraph_format.space_before = _FRAME_PADDING
            if index == len(column) - 1:
                paragraph.paragraph_format.space_after = _FRAME_PADDING
            write_runs(paragraph, line.spans, highlight_blanks=highlight_blanks)


def add_signatures(
    sheet: Sheet, signers: Sequence[Sequence[Sequence[Span]]], block: SignatureBlock, *, highlight_blanks: bool
) -> None:
    """Those who sign, side by side. For each: the lines above the room to sign, then the name under it.

    Alone, the signature stands where the paper says: on the right, as on an arrete, unless told otherwise.
    """
    count = max(3 if block.place is SignaturePlace.CENTRE else 2, len(signers))
    table = sheet.add_table(1, [sheet.width // count] * count)
    set_look(table, first_row=False, last_row=False)
    set_borders(table, dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), "nil"))
    _keep_whole(table.rows[0], header=False)
    free = count - len(signers)
    start = {SignaturePlace.GAUCHE: 0, SignaturePlace.CENTRE: free // 2, SignaturePlace.DROITE: free}[block.place]
    for rank, (cell, lines) in enumerate(zip(table.rows[0].cells[start:], signers, strict=False)):
        for index, spans in enumerate(lines):
            named = index == len(lines) - 1 and index > 0
            room: int = Cm(block.room_cm)
            if named and rank == 0 and block.stamp:
                stamp = sheet.new_paragraph(cell, Part.COORDONNEES)
                stamp.paragraph_format.alignment = ALIGN.CENTER
                stamp.paragraph_format.space_before = room // 2
                add_run(stamp, f"({block.stamp})")
                room -= room // 2 + round(sheet.size_of(Part.COORDONNEES) * _LINE)
            paragraph = sheet.new_paragraph(cell, Part.SIGNATURE)
            if named:
                paragraph.paragraph_format.space_before = room
            write_runs(paragraph, spans, highlight_blanks=highlight_blanks)


def _text(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans).strip()


def _holds_figures(column: Sequence[Sequence[Span]]) -> bool:
    """True if no filled cell is anything but a figure; a dash or a blank to complete says nothing."""
    filled = [spans for spans in column if _text(spans) not in _NOTHING and not any(span.blank for span in spans)]
    return all(
        _FIGURE.fullmatch(_text(spans)) or all(s.value and s.value.kind in _FIGURE_KINDS for s in spans if s.text)
        for spans in filled
    )


def _widths(grid: Sequence[Sequence[Sequence[Span]]], figures: Sequence[bool], total: int, letter: int) -> list[int]:
    """Every column holds its longest word, or its longest figure; the rest is shared in proportion to the texts."""
    texts = [[_text(row[i]) for row in grid if i < len(row)] for i in range(len(figures))]
    weights = [min(max(max(map(len, column), default=0), 10), 40) for column in texts]
    words = [
        column if whole else [w for text in column for w in text.split()]
        for column, whole in zip(texts, figures, strict=True)
    ]
    needed = [round(max(map(len, column), default=0) * letter * _LETTER) + _CELL_MARGINS for column in words]
    left = total - sum(needed)
    if left < 0:
        return [total * weight // sum(weights) for weight in weights]
    return [need + left * weight // sum(weights) for need, weight in zip(needed, weights, strict=True)]


def set_look(table: Table, *, first_row: bool, last_row: bool) -> None:
    """Which parts of the table style apply."""
    properties: Any = table._tbl.tblPr
    for look in properties.findall(qn("w:tblLook")):
        properties.remove(look)
    value = (0x0020 if first_row else 0) | (0x0040 if last_row else 0) | 0x0600  # no banding
    properties.append(
        parse_xml(
            f'<w:tblLook {nsdecls("w")} w:val="{value:04X}" w:firstRow="{first_row:d}" w:lastRow="{last_row:d}" '
            'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        )
    )


def set_borders(table: Table, sides: dict[str, str]) -> None:
    lines = "".join(f'<w:{side} w:val="{kind}"/>' for side, kind in sides.items())
    """Borders of this table, by side (« nil » for none); a layout grid has none."""
    properties: Any = table._tbl.tblPr
    look = properties.find(qn("w:tblLayout"))
    look.addprevious(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"))


def drop_margins(table: Table) -> None:
    """What is in the table begins where the text of the page begins."""
    properties: Any = table._tbl.tblPr
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    properties.find(qn("w:tblLook")).addprevious(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))


def _keep_whole(row: _Row, *, header: bool) -> None:
    """The row is not split between two pages; a header row is repeated on each."""
    properties: Any = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
