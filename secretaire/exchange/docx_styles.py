"""The sheet of an act: A4 page, named styles, language. Everything visible is set here, nothing run by run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle

FONT = "Times New Roman"
"""On every Windows and Mac; LibreOffice replaces it by Liberation Serif, of the same widths: same pages everywhere."""

LANGUAGE = "fr-FR"
TEXT_WIDTH = Cm(16)  # A4 less its margins
TABLE = "Acte – Tableau"

_LEAVINGS = {"thumbnail", "customXml", "stylesWithEffects", "numbering", "extended-properties"}
_KEPT = {"Normal", "Header", "Footer", "Heading 1", "Heading 2", "Default Paragraph Font", "Normal Table", "No List"}


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style; sizes and spaces in points."""

    name: str
    base: str = "Normal"
    size: float | None = None
    bold: bool | None = None
    align: ALIGN | None = None
    before: float | None = None
    after: float | None = None
    keep_next: bool | None = None
    keep_lines: bool | None = None
    borders: str = ""  # sides with a thin rule


HEADING = "Acte – En-tête"
REPUBLIC = "Acte – République"
TITLE = "Acte – Titre"
COMMUNE = "Acte – Commune"
MEETING = "Acte – Séance"
NUMBER = "Acte – Numéro"
OBJECT = "Acte – Objet"
BODY = "Acte – Texte"
COUNT = "Acte – Effectifs"
VISA = "Acte – Visa"
CONSIDERANT = "Acte – Considérant"
VOTE = "Acte – Vote"
ANNOUNCE = "Acte – Annonce"
ARTICLE = "Acte – Article"
CELL = "Acte – Cellule"
CLOSING = "Acte – Clôture"
SIGNATURE = "Acte – Signature"
MENTION = "Acte – Mention"
DRAFT_LINE = "Acte – Projet"
FOOTER = "Acte – Pied de page"

_STYLES = (
    _Style(HEADING, size=11, align=ALIGN.LEFT, after=0),
    _Style(REPUBLIC, size=11, bold=True, align=ALIGN.CENTER, after=4),
    _Style(TITLE, "Heading 1", 12.5, bold=True, align=ALIGN.CENTER, before=14, after=10, borders="top bottom"),
    _Style(COMMUNE, HEADING, bold=True),
    _Style(MEETING, align=ALIGN.CENTER, after=2, keep_next=True),
    _Style(NUMBER, bold=True, align=ALIGN.CENTER, after=10, keep_next=True),
    _Style(OBJECT, "Heading 2", 12, bold=True, align=ALIGN.LEFT, before=10, after=10),
    _Style(BODY, align=ALIGN.JUSTIFY, after=6),
    _Style(COUNT, size=11, align=ALIGN.LEFT, after=0),
    _Style(VISA, align=ALIGN.JUSTIFY, after=4),
    _Style(CONSIDERANT, align=ALIGN.JUSTIFY, after=4),
    _Style(VOTE, align=ALIGN.JUSTIFY, before=6, after=6, keep_next=True),
    _Style(ANNOUNCE, "Heading 2", 12, bold=True, align=ALIGN.CENTER, before=8, after=8, keep_next=True),
    _Style(ARTICLE, align=ALIGN.JUSTIFY, after=8),
    _Style(CELL, size=11, align=ALIGN.LEFT, before=2, after=2),
    _Style(CLOSING, align=ALIGN.LEFT, before=10, after=12, keep_next=True, keep_lines=True),
    _Style(SIGNATURE, align=ALIGN.CENTER, after=0, keep_lines=True),
    _Style(MENTION, size=10, align=ALIGN.LEFT, after=4, keep_lines=True),
    _Style(DRAFT_LINE, "Header", 10, bold=True, align=ALIGN.CENTER, after=0),
    _Style(FOOTER, "Footer", 9, align=ALIGN.CENTER, before=4, borders="top"),
)


def blank_act() -> Document:
    """An empty A4 document with the styles of acts, in French, without the leavings of the library's template."""
    document = docx.Document()
    _drop_template_leavings(document)
    _set_defaults(document)
    for style in _STYLES:
        _add(document, style)
    _add_table_style(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2)
    section.header_distance = section.footer_distance = Cm(1)
    return document


def _drop_template_leavings(document: Document) -> None:
    """Take away the thumbnail, the name of the program, the lists, and the styles that no act uses."""
    for holder in (document.part.package, document.part):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _LEAVINGS:
                del holder.rels[key]
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.element.getparent().remove(style.element)


def _set_defaults(document: Document) -> None:
    # single line spacing: with a proportional one, LibreOffice 7.4 leaves « DÉCIDE : » alone at the foot of a page
    styles: Any = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    defaults.getparent().replace(
        defaults,
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
            f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
            f'<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
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


def _add(document: Document, given: _Style) -> None:
    style = document.styles.add_style(given.name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(given.name)
    style.style_id = normalize("NFKD", given.name).encode("ascii", "ignore").decode().replace(" ", "")
    style.base_style = document.styles[given.base]
    style.quick_style = True
    style.font.size = Pt(given.size) if given.size else None
    style.font.bold = given.bold
    layout = style.paragraph_format
    layout.alignment = given.align
    layout.space_before = None if given.before is None else Pt(given.before)
    layout.space_after = None if given.after is None else Pt(given.after)
    layout.keep_with_next = given.keep_next
    layout.keep_together = given.keep_lines
    if given.borders:
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="4" w:color="7F7F7F"/>' for side in given.borders.split()
        )
        properties: Any = style.element.get_or_add_pPr()
        properties.insert_element_before(
            parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
        )


def _add_table_style(document: Document) -> None:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ActeTableau">'
            f'<w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:tblPr>'
            f"<w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>"
            '<w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
            '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/></w:tcPr></w:tblStylePr>'
            '<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
        )
    )
