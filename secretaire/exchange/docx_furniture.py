"""What surrounds the text of an act: properties of the file, footer, « PROJET » watermark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph

from secretaire.acts.act import Act
from secretaire.acts.act_type import ActType, Famille
from secretaire.acts.wording import day, de_commune
from secretaire.council.commune import Commune
from secretaire.exchange.docx_styles import LANGUAGE, NAMES
from secretaire.exchange.docx_text import add_run
from secretaire.exchange.papier.look import Part
from secretaire.exchange.provenance import Approval
from secretaire.exchange.typography import bind, printable

DRAFT_NOTICE = "Projet — non signé, non exécutoire"

_NEAREST_EDGE = Cm(0.9)  # printers leave a border

_LABEL = {Famille.DELIBERATION: "Délibération", Famille.ARRETE: "Arrêté"}

_VML = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)

# A WordArt shape named as Word names its own watermarks, so that « Supprimer le filigrane » finds it.
_WATERMARK = f"""
<w:r {nsdecls("w")} {_VML}><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>
<v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>
<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject{{rank}}" o:spid="_x0000_s{{shape}}" type="#_x0000_t136" alt="Projet"
 style="position:absolute;margin-left:0;margin-top:0;width:440pt;height:146pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"
 o:allowincell="f" fillcolor="silver" stroked="f"><v:fill opacity=".5"/>
<v:textpath style="font-family:&quot;{{font}}&quot;;font-size:1pt;font-weight:bold" string="PROJET"/>
<w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>"""


def mark_as_draft(document: Document, font: str) -> None:
    """Put the watermark and the notice in every header, under what the commune has put there."""
    for rank, header in enumerate(_active(document, "header"), start=1):
        blocks = list(header._element.iterchildren(qn("w:p"), qn("w:tbl"), qn("w:sdt")))
        bare = len(blocks) == 1 and blocks[0].tag == qn("w:p") and blocks[0].find(qn("w:r")) is None
        paragraph = header.paragraphs[0] if bare else header.add_paragraph()
        paragraph.style = document.styles[NAMES[Part.PROJET]]
        paragraph.add_run(DRAFT_NOTICE)
        paragraph._p.append(parse_xml(_WATERMARK.format(rank=rank, shape=2048 + rank, font=escape(font, {'"': ""}))))


def add_footer(document: Document, reference: str, details: Sequence[str]) -> None:
    """How to reach the town hall, then « reference — page n/N », at the foot of every page.

    A footer of the commune keeps its own words under ours; the page is not said twice.
    """
    footers = _active(document, "footer")
    paged = any(_says_page(part) for part in (*footers, *_active(document, "header")))
    for footer in footers if not paged else ():
        first = footer.paragraphs[0] if footer.paragraphs else footer.add_paragraph()
        bare = len(footer._element) == 1 and first._p.find(qn("w:r")) is None
        line = first if bare else _before(footer)
        line.style = document.styles[NAMES[Part.PIED]]
        add_run(line, f"{bind(printable(reference))} — page\u00a0")
        _add_field(line._p, "PAGE")
        line.add_run("/")
        _add_field(line._p, "NUMPAGES")
        _add_details(document, footer, details)


def add_details(document: Document, details: Sequence[str]) -> None:
    """How to reach the town hall, alone at the foot: a letter gathered with others has no page number of its own."""
    for footer in _active(document, "footer") if details else ():
        _add_details(document, footer, details)


def _add_details(document: Document, footer: Any, details: Sequence[str]) -> None:
    for text in details:
        add_run(footer.add_paragraph(style=document.styles[NAMES[Part.COORDONNEES]]), bind(printable(text)))


def reference(act: Act, act_type: ActType, commune: Commune) -> str:
    """What the foot of each page recalls: « Commune d'Aubigny — séance du 18 décembre 2026 »."""
    name = f"Commune {de_commune(commune.nom, commune.liaison)}"
    dated = f" du {day(act.act_date)}" if act.act_date else ""
    if act_type.famille is Famille.ARRETE:
        numbered = f" n° {act.numero}" if act.numero else ""
        return f"{name} — arrêté{numbered}{dated}"
    return f"{name} — séance{dated}" if dated else name


def _active(document: Document, kind: str) -> list[Any]:
    """Every header (or footer) that a page can wear, each once; made where the first section has none."""
    found = []
    for rank, section in enumerate(document.sections):
        names = [kind]
        if section.different_first_page_header_footer:
            names.append(f"first_page_{kind}")
        if document.settings.odd_and_even_pages_header_footer:
            names.append(f"even_page_{kind}")
        for name in names:
            part = getattr(section, name)
            if part.is_linked_to_previous:
                if rank > 0:
                    continue
                part.is_linked_to_previous = False
                distance = f"{kind}_distance"
                setattr(section, distance, max(getattr(section, distance) or 0, _NEAREST_EDGE))
            found.append(part)
    return found


def _says_page(part: Any) -> bool:
    instructions = (
        *(node.text or "" for node in part._element.iter(qn("w:instrText"))),
        *(node.get(qn("w:instr"), "") for node in part._element.iter(qn("w:fldSimple"))),
    )
    return any(text.split()[:1] == ["PAGE"] for text in instructions)


def _before(footer: Any) -> WordParagraph:
    element = OxmlElement("w:p")
    footer._element.insert(0, element)
    return WordParagraph(element, footer)


def set_properties(
    document: Document, act: Act, act_type: ActType, commune: Commune, approval: Approval | None
) -> None:
    """Fill the properties of the file; nothing of the machine nor of its user."""
    core = document.core_properties
    # the format allows 255 characters each
    number = f" {act.numero}" if act.numero else ""
    core.title = printable(f"{_LABEL[act_type.famille]}{number} – {act.objet}")[:255]
    core.subject = printable(act_type.libelle)[:255]
    core.author = core.last_modified_by = printable(commune.nom)[:255]
    core.category = _LABEL[act_type.famille]
    core.identifier = printable(act.numero)[:255]
    core.language = LANGUAGE
    core.version = str(act.version)
    core.revision = 1
    if approval is None:
        core.content_status = "Projet"
        core.comments = DRAFT_NOTICE
    else:
        core.content_status = "Approuvé"
        core.comments = printable(
            f"Approuvé par {approval.by} le {approval.at.astimezone():%d/%m/%Y à %H:%M}, version {approval.version}, "
            f"journal {approval.journal_hash}"
        )[:255]


def _add_field(paragraph: Any, instruction: str) -> None:
    """A field that Word and LibreOffice compute; « 1 » is only what a reader without fields shows."""
    paragraph.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )
