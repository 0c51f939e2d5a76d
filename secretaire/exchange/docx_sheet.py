"""The sheet an act is written on: a place in a Word document, where paragraphs and tables are added in order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.table import CT_Tbl
from docx.shared import Cm, Emu, Length, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from secretaire.exchange.docx_styles import LANGUAGE, NAMES, TABLE, add_house_styles
from secretaire.exchange.papier.look import Look, Part

_LEAVINGS = {"thumbnail", "customXml", "stylesWithEffects", "numbering", "extended-properties"}
_KEPT = {"Normal", "Header", "Footer", "Heading 1", "Heading 2", "Default Paragraph Font", "Normal Table", "No List"}
_CELL_MARGINS = Cm(0.4)
_NARROWEST = Cm(5)
_WIDEST = Cm(40)


class Sheet:
    """Writes before an anchor, a paragraph that `close` takes away.

    Attributes:
        room_above: between what was there and the first paragraph.
        width: of the text there, to share between the columns of a table.
    """

    def __init__(self, document: Document, anchor: Any, look: Look, room_above: Length | None = None) -> None:
        self._room_above = room_above
        self.document = document
        self.look = look
        self._anchor = anchor
        self._parent = document._body  # asked only for the part it is in
        # by identifier, once: python-docx looks through every style at each use of a name
        self._ids = {style.name: style.style_id for style in document.styles}
        cell = next(anchor.iterancestors(qn("w:tc")), None)
        self.width = _text_width(document, anchor) if cell is None else _cell_width(cell)

    def add_paragraph(self, part: Part) -> WordParagraph:
        """An empty paragraph of that kind."""
        element = OxmlElement("w:p")
        self._anchor.addprevious(element)
        paragraph = WordParagraph(element, self._parent)
        paragraph._p.style = self._ids[NAMES[part]]
        if self._room_above is not None:
            paragraph.paragraph_format.space_before, self._room_above = self._room_above, None
        return paragraph

    def add_table(self, rows: int, widths: Sequence[int]) -> Table:
        """A table whose columns have these widths."""
        element = CT_Tbl.new_tbl(rows, len(widths), Length(sum(widths)))
        self._anchor.addprevious(element)
        table = Table(element, self._parent)
        element.tblStyle_val = self._ids[TABLE]
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Length(width)
            for cell in column.cells:
                cell.width = Length(width)
        return table

    def new_paragraph(self, cell: _Cell, part: Part) -> WordParagraph:
        """The next paragraph of a cell: Word gives each cell an empty one."""
        first = cell.paragraphs[0]
        unused = len(cell.paragraphs) == 1 and not len(first._p.findall(qn("w:r")))
        paragraph: WordParagraph = first if unused else cell.add_paragraph()
        paragraph._p.style = self._ids[NAMES[part]]
        return paragraph

    def size_of(self, part: Part) -> Length:
        """Of the letters of that kind of paragraph."""
        return self.document.styles[NAMES[part]].font.size or Pt(self.look.corps)

    @property
    def follows_table(self) -> bool:
        block = self._last_block()
        return block is not None and block.tag == qn("w:tbl")

    def separate_tables(self) -> None:
        """Two tables in a row would become one in Word."""
        if self.follows_table:
            self.add_paragraph(Part.EFFECTIFS)

    def keep_with_next(self) -> None:
        """Keep the end of what is written (a paragraph, or the last row of a table) with what follows."""
        block = self._last_block()
        if block is None:
            return
        for paragraph in [block] if block.tag == qn("w:p") else block.tr_lst[-1].iter(qn("w:p")):
            WordParagraph(paragraph, self._parent).paragraph_format.keep_with_next = True

    def close(self) -> None:
        """Take the anchor away, unless Word wants a paragraph there or a section ends with it."""
        following = self._anchor.getnext()
        needed = self._last_block() is None or self.follows_table
        stands = following is not None and following.tag == qn("w:p")
        ends_section = self._anchor.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
        if ends_section or (needed and not stands):
            for child in list(self._anchor):
                if child.tag != qn("w:pPr"):
                    self._anchor.remove(child)
            if following is None or following.tag == qn("w:sectPr"):
                _flatten(WordParagraph(self._anchor, self._parent))
        else:
            self._anchor.getparent().remove(self._anchor)

    def _last_block(self) -> Any:
        return next(self._anchor.itersiblings(qn("w:p"), qn("w:tbl"), preceding=True), None)


def _flatten(paragraph: WordParagraph) -> None:
    """The paragraph that Word wants after a last table takes no room: it would make an empty page."""
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing = Pt(1)


def house_sheet(look: Look) -> Sheet:
    """An empty A4 page with the styles of a model, in French, without the leavings of the library's template."""
    document = docx.Document(BytesIO(_blank_page(look.model_dump_json())))
    return Sheet(document, document.add_paragraph()._p, look)


@lru_cache(maxsize=8)
def _blank_page(described: str) -> bytes:
    """The page of a model, made once: a register holds hundreds of them."""
    look = Look.model_validate_json(described)
    document = docx.Document()
    _drop_template_leavings(document)
    _set_defaults(document, look)
    add_house_styles(document, look)
    section, page = document.sections[0], look.page
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(page.gauche), Cm(page.droite)
    section.top_margin, section.bottom_margin = Cm(page.haut), Cm(page.bas)
    section.header_distance, section.footer_distance = Cm(page.entete), Cm(page.pied)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _text_width(document: Document, anchor: Any) -> int:
    """Of the section where the anchor is: the one whose properties come first after it."""
    last = document.element.body.find(qn("w:sectPr"))
    following = anchor.itersiblings(qn("w:p"))
    breaks = (block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") for block in (anchor, *following))
    properties = next((found for found in breaks if found is not None), last)
    for section in document.sections:
        if section._sectPr is properties:
            width = (section.page_width or Cm(21)) - (section.left_margin or 0) - (section.right_margin or 0)
            return max(width - (section.gutter or 0), _NARROWEST)
    return Cm(16)


def _cell_width(cell: Any) -> int:
    # Word takes the width of the cell, LibreOffice that of the grid: the smaller one is good for both
    width = min(cell.width or _WIDEST, _grid_width(cell))
    return max(width - _CELL_MARGINS, _NARROWEST)


def _grid_width(cell: Any) -> int:
    """What the grid of the table gives the cell (its own width is missing, or a percentage)."""
    row = cell.getparent()
    table = row.getparent()
    start = sum(other.grid_span for other in cell.itersiblings(qn("w:tc"), preceding=True))
    columns = [Emu(column.w or 0) for column in table.tblGrid.gridCol_lst]
    return sum(columns[start : start + cell.grid_span]) or Cm(12)


def _drop_template_leavings(document: Document) -> None:
    """Take away the thumbnail, the name of the program, the lists, and the styles that no act uses."""
    for holder in (document.part.package, document.part):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _LEAVINGS:
                del holder.rels[key]
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.element.getparent().remove(style.element)


def _set_defaults(document: Document, look: Look) -> None:
    # single line spacing: with a proportional one, LibreOffice 7.4 leaves « DÉCIDE : » alone at the foot of a page
    styles: Any = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    size = round(look.corps * 2)
    font = "".join(f' w:{side}="{look.police}"' for side in ("ascii", "hAnsi", "eastAsia", "cs"))
    defaults.getparent().replace(
        defaults,
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr><w:rFonts{font}/>"
            f'<w:color w:val="{look.couleurs.texte}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
            f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
            '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
            "</w:pPr></w:pPrDefault></w:docDefaults>"
        ),
    )
    for name in ("Heading 1", "Heading 2", "Header", "Footer"):
        element: Any = document.styles[name].element
        for tag in ("w:rPr", "w:link"):
            for child in element.findall(qn(tag)):
                element.remove(child)
        for tabs in list(element.iter(qn("w:tabs"))):
            tabs.getparent().remove(tabs)
    settings: Any = document.settings.element
    for tag in ("w:rsids", "w:savePreviewPicture"):
        for child in settings.findall(qn(tag)):
            settings.remove(child)
    for child in settings.iter(qn("w:themeFontLang")):
        child.attrib.clear()
        child.set(qn("w:val"), LANGUAGE)
    for child in settings.iter(qn("w:compatSetting")):
        if child.get(qn("w:name")) == "compatibilityMode":
            child.set(qn("w:val"), "15")  # else Word opens the act in « Mode de compatibilité »
    for tag, value in (("w:decimalSymbol", ","), ("w:listSeparator", ";")):
        for child in settings.iter(qn(tag)):
            child.set(qn("w:val"), value)
