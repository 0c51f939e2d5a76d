"""The named styles of an act in a Word document. Everything visible is set in them, nothing run by run."""

from __future__ import annotations

from copy import deepcopy
from typing import Any
from unicodedata import normalize

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from secretaire.exchange.papier.look import Colours, Look, Part, Style, contrast_on_white

LANGUAGE = "fr-FR"
TABLE = "Acte – Tableau"

NAMES = {
    Part.ENTETE: "Acte – En-tête",
    Part.REPUBLIQUE: "Acte – République",
    Part.DEVISE: "Acte – Devise",
    Part.COMMUNE: "Acte – Commune",
    Part.TITRE: "Acte – Titre",
    Part.SEANCE: "Acte – Séance",
    Part.NUMERO: "Acte – Numéro",
    Part.OBJET: "Acte – Objet",
    Part.TEXTE: "Acte – Texte",
    Part.COMPOSITION: "Acte – Composition",
    Part.EFFECTIFS: "Acte – Effectifs",
    Part.VISA: "Acte – Visa",
    Part.CONSIDERANT: "Acte – Considérant",
    Part.VOTE: "Acte – Vote",
    Part.ANNONCE: "Acte – Annonce",
    Part.ARTICLE: "Acte – Article",
    Part.CELLULE: "Acte – Cellule",
    Part.CLOTURE: "Acte – Clôture",
    Part.SIGNATURE: "Acte – Signature",
    Part.MENTION: "Acte – Mention",
    Part.PROJET: "Acte – Projet",
    Part.COORDONNEES: "Acte – Coordonnées",
    Part.PIED: "Acte – Pied de page",
}
"""The names that the secretary reads in Word."""

_HEADINGS = {Part.TITRE: "Heading 1", Part.OBJET: "Heading 2", Part.ANNONCE: "Heading 2"}
_FURNITURE = {Part.PROJET: "Header", Part.PIED: "Footer", Part.COORDONNEES: "Footer"}
_ALIGN = {"gauche": ALIGN.LEFT, "centre": ALIGN.CENTER, "droite": ALIGN.RIGHT, "justifie": ALIGN.JUSTIFY}
_SIDES = {"haut": "top", "bas": "bottom", "gauche": "left", "droite": "right"}
_FLOWING = {Part.TEXTE, Part.COMPOSITION, Part.VISA, Part.CONSIDERANT, Part.VOTE, Part.ARTICLE}
_PLAIN_SIZE = 12.0
# what Word gives its headings until somebody chooses: nobody's choice
_STOCK_HEADINGS = {"2F5496", "1F3763", "2E74B5", "1F4D78", "365F91", "4F81BD", "243F60", "0F4761"}


def add_house_styles(document: Document, look: Look) -> None:
    """The styles of a model of the house, in a document of ours."""
    normal = _normal(document)
    for part, style in look.all_styles.items():
        added = _new_style(document, part, normal)
        _set_layout(added, style, size=style.taille)
        family = look.police_titres if part in _HEADINGS or part is Part.COMMUNE else ""
        if family:
            _set_family(added, family)
        if look.colour(style) != look.couleurs.texte:
            added.font.color.rgb = RGBColor.from_string(look.colour(style))
        _set_rules(added, style, look.couleurs.filet if style.couleur != "accent" else look.couleurs.accent)
    _add_table_style(document, look.couleurs)


def add_guest_styles(document: Document, look: Look) -> None:
    """The styles of an act in a letterhead of the commune: its own font and size, its own spacing of the text.

    A style that the commune has made under the same name (« Acte – Titre ») is hers, and stays.
    """
    normal = _normal(document)
    own = {style.name for style in document.styles}
    scale = _size(document, normal) / _PLAIN_SIZE
    family = _family(document, normal)
    for part, style in look.all_styles.items():
        if NAMES[part] in own:
            continue
        added = _new_style(document, part, normal)
        _set_layout(added, style, size=style.taille and round(style.taille * scale * 2) / 2)
        if part in _FLOWING:
            continue
        added.paragraph_format.line_spacing = 1.0
        if part in _HEADINGS:
            _quiet(added, family)
        _set_rules(added, style, look.couleurs.filet)
    if TABLE not in own:
        _add_table_style(document, look.couleurs)


def _new_style(document: Document, part: Part, normal: Any) -> ParagraphStyle:
    name = NAMES[part]
    base = _HEADINGS.get(part) or _FURNITURE.get(part)
    style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.style_id = normalize("NFKD", name).encode("ascii", "ignore").decode().replace(" ", "")
    style.base_style = _builtin(document, base) if base else normal
    style.quick_style = True
    added: ParagraphStyle = style
    return added


def _normal(document: Document) -> Any:
    """The style of the ordinary text."""
    return _default(document, WD_STYLE_TYPE.PARAGRAPH) or _builtin(document, "Normal")


def _builtin(document: Document, name: str) -> Any:
    """A style of Word by its English name (every language keeps it inside the file); made if the document has none."""
    for style in document.styles:
        if (style.name or "").lower() == name.lower() and style.type == WD_STYLE_TYPE.PARAGRAPH:
            return style
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    normal = _default(document, WD_STYLE_TYPE.PARAGRAPH)
    if normal is not None and name != "Normal":
        style.base_style = normal
    if name.startswith("Heading "):
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(int(name[-1]) - 1))
        style.element.get_or_add_pPr().append(level)
    return style


def _default(document: Document, kind: WD_STYLE_TYPE) -> Any:
    return document.styles.default(kind)


def _set_layout(added: ParagraphStyle, style: Style, *, size: float | None) -> None:
    added.font.size = Pt(size) if size else None
    added.font.bold = style.gras
    added.font.italic = style.italique
    added.font.all_caps = style.capitales
    if style.interlettrage:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(round(style.interlettrage * 20)))
        properties: Any = added.element.get_or_add_rPr()
        properties.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:u", "w:lang")
    layout = added.paragraph_format
    layout.alignment = _ALIGN[style.alignement] if style.alignement else None
    layout.space_before = Pt(style.avant or 0)
    layout.space_after = Pt(style.apres or 0)
    if style.retrait or NAMES[Part.CELLULE] == added.name:
        layout.left_indent = Cm(style.retrait)
        layout.right_indent = Cm(style.retrait) if style.alignement == "centre" else None
    if added.name not in {NAMES[part] for part in _FLOWING}:
        layout.first_line_indent = Pt(0)
    layout.keep_with_next = style.avec_suivant
    layout.keep_together = style.insecable
    if style.interligne:
        layout.line_spacing = style.interligne


def _set_family(added: ParagraphStyle, family: str) -> None:
    properties: Any = added.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for side in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{side}"), family)


def _set_rules(added: ParagraphStyle, style: Style, colour: str) -> None:
    if not style.filets:
        return
    order = ("haut", "gauche", "bas", "droite")  # of the format
    sides = "".join(
        f'<w:{_SIDES[side]} w:val="single" w:sz="{18 if side == "gauche" else 4}" w:space="4" w:color="{colour}"/>'
        for side in order
        if side in style.filets
    )
    properties: Any = added.element.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"),
        *(
            "w:shd",
            "w:tabs",
            "w:suppressAutoHyphens",
            "w:spacing",
            "w:ind",
            "w:contextualSpacing",
            "w:jc",
            "w:outlineLvl",
        ),
    )


def _quiet(added: ParagraphStyle, family: Any) -> None:
    """A title of the act on headings that nobody has set: the font of the text, black, without number.

    Headings that the commune has coloured keep their font and their colour, if it can be read.
    """
    base: Any = added.base_style
    properties: Any = added.element.get_or_add_rPr()
    colour = base.element.find(f"{qn('w:rPr')}/{qn('w:color')}")
    value = "" if colour is None else str(colour.get(qn("w:val"))).upper()
    chosen = len(value) == 6 and value not in _STOCK_HEADINGS and contrast_on_white(value) >= 4.5
    if not chosen:
        if family is not None:
            properties.insert(0, deepcopy(family))
        added.font.italic = False
        added.font.underline = False
        black = properties.get_or_add_color()
        black.attrib.clear()
        black.set(qn("w:val"), "auto")
    if base.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
        layout: Any = added.element.get_or_add_pPr()
        numbering = layout.get_or_add_numPr()
        numbering.get_or_add_numId().val = 0
        added.paragraph_format.left_indent = Pt(0)


def _size(document: Document, normal: Any) -> float:
    """Of the ordinary text, in points; what Word takes when nothing says it: 10."""
    if normal.font.size:
        return float(normal.font.size.pt)
    found = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:sz')}")
    return 10.0 if found is None else int(found.get(qn("w:val"))) / 2


def _family(document: Document, normal: Any) -> Any:
    """The element that says the font of the ordinary text; None when nothing says it."""
    own = normal.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    if own is not None:
        return own
    return document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:rFonts')}")


def _add_table_style(document: Document, colours: Colours) -> None:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colours.filet}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    default = _default(document, WD_STYLE_TYPE.TABLE)
    base = f'<w:basedOn w:val="{default.style_id}"/>' if default is not None else ""
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ActeTableau">'
            f'<w:name w:val="{TABLE}"/>{base}<w:uiPriority w:val="59"/><w:tblPr>'
            f"<w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>"
            '<w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
            f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{colours.fond}"/></w:tcPr></w:tblStylePr>'
            '<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
        )
    )
