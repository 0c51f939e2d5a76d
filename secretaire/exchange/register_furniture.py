"""What surrounds each page of a register: number of the feuillet, room for the paraphe, commune and date at the foot."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from secretaire.exchange.docx_styles import NAMES, TABLE
from secretaire.exchange.docx_tables import set_borders, set_look
from secretaire.exchange.docx_text import add_run
from secretaire.exchange.papier.look import Part
from secretaire.exchange.typography import bind, printable

END = "fin"
"""The anchor of the last page."""

_BOX = Cm(5)
_BOX_HEIGHT = Cm(1.6)
_NOTHING = Pt(2)


def furnish(document: Document, lines: tuple[str, str], year: str, foot: str) -> None:
    """Put header and footer on every page of a document, in place of those it had."""
    section = document.sections[0]
    properties: Any = section._sectPr
    for name in ("w:headerReference", "w:footerReference"):
        for reference in properties.findall(qn(name)):
            document.part.drop_rel(reference.get(qn("r:id")))
            properties.remove(reference)
    section.different_first_page_header_footer = False
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    header = section.header
    header.is_linked_to_previous = False
    table = header.add_table(1, 2, Length(width))
    last = header.paragraphs[0]
    header._element.remove(last._p)
    header._element.append(last._p)  # Word wants a paragraph after a table
    last.paragraph_format.line_spacing = last.paragraph_format.space_after = _NOTHING
    table.style = document.styles[TABLE]
    table.autofit = False
    set_look(table, first_row=False, last_row=False)
    set_borders(table, dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), "nil"))
    table.rows[0].height = _BOX_HEIGHT
    place, box = table.rows[0].cells
    place.width, box.width = Length(width - _BOX), _BOX
    for column, column_width in zip(table.columns, (width - _BOX, _BOX), strict=True):
        column.width = Length(column_width)
    for number, text in enumerate(lines):
        line = place.paragraphs[0] if number == 0 else place.add_paragraph()
        line.style = document.styles[NAMES[Part.CELLULE]]
        write(line, text).bold = number == 0
    _frame(box)
    number_line, mark = box.paragraphs[0], box.add_paragraph()
    for line in (number_line, mark):
        line.style = document.styles[NAMES[Part.CELLULE]]
    write(number_line, f"Feuillet {year}/").bold = True
    _field(number_line, "PAGE", bold=True)
    write(mark, "Paraphe :")
    footer = section.footer
    footer.is_linked_to_previous = False
    footer.paragraphs[0].style = document.styles[NAMES[Part.PIED]]
    write(footer.paragraphs[0], foot)


def write(paragraph: WordParagraph, text: str) -> Any:
    """Add words, with the typography of print; returns the run."""
    return add_run(paragraph, bind(printable(text)))


def page_of(paragraph: WordParagraph, anchor: str) -> None:
    """The number of the page of an anchor."""
    _field(paragraph, f"PAGEREF {anchor} \\h")


def pages(paragraph: WordParagraph) -> None:
    """How many pages there are."""
    _field(paragraph, "NUMPAGES")


def _field(paragraph: WordParagraph, instruction: str, *, bold: bool = False) -> None:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    paragraph._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {instruction} "><w:r>{look}<w:t>–</w:t></w:r></w:fldSimple>')
    )


def _frame(cell: Any) -> None:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="595959"/>'
        for side in ("top", "left", "bottom", "right")
    )
    cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{sides}</w:tcBorders>"))
