"""Letterheads as town halls make them, well or badly, and as an attacker would. All invented."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from PIL import Image

TOWN = ("MAIRIE D'AUBIGNY", "1 place de l'Église – 14000 AUBIGNY", "Tél. 02 31 00 00 00")
OLD_ACT = (
    "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS",
    "Séance du 3 mars 2019",
    "L'an deux mille dix-neuf, le trois mars, le conseil municipal s'est réuni.",
    "Vu le code général des collectivités territoriales,",
    "Le maire, Ancien MAIRE",
)
_DRAWN = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def picture(width: int = 60, height: int = 80) -> BytesIO:
    """A small logo."""
    written = BytesIO()
    Image.new("RGB", (width, height), "navy").save(written, "PNG")
    written.seek(0)
    return written


def saved(document: Document) -> bytes:
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def write_old_act(document: Document) -> None:
    for line in OLD_ACT:
        document.add_paragraph(line)


def write_town(holder: Any) -> None:
    """Logo and lines, in a header, a cell or a document."""
    first = holder.paragraphs[0] if holder.paragraphs else holder.add_paragraph()
    first.add_run().add_picture(picture(), height=Cm(1.5))
    for line in TOWN:
        holder.add_paragraph(line)


def in_header() -> bytes:
    """Heading and footer where Word wants them, and last year's act under."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Garamond"  # type: ignore[attr-defined]
    document.styles["Normal"].font.size = Pt(11)  # type: ignore[attr-defined]
    write_town(document.sections[0].header)
    document.sections[0].footer.paragraphs[0].text = "Mairie ouverte le lundi et le jeudi"
    document.sections[0].footer.add_paragraph("mairie@aubigny.example")
    write_old_act(document)
    return saved(document)


def on_first_page_only() -> bytes:
    """A heading for the first page, a short one for the next."""
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    write_town(section.first_page_header)
    section.header.paragraphs[0].text = "Commune d'Aubigny (suite)"
    section.first_page_footer.paragraphs[0].text = "14000 AUBIGNY"
    write_old_act(document)
    return saved(document)


def in_body_table() -> bytes:
    """Logo on the left, town hall on the right, in a table at the top of the text."""
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).paragraphs[0].add_run().add_picture(picture(), height=Cm(2))
    for line in ("RÉPUBLIQUE FRANÇAISE", "Département du Calvados", "COMMUNE D'AUBIGNY"):
        table.cell(0, 1).add_paragraph(line)
    document.add_paragraph()
    write_old_act(document)
    return saved(document)


def in_body_lines() -> bytes:
    """Lines typed at the top, then an act."""
    document = docx.Document()
    for line in TOWN:
        document.add_paragraph(line)
    document.add_paragraph()
    write_old_act(document)
    return saved(document)


def floating_logo_on_the_title() -> bytes:
    """A logo tied to the title of the old act."""
    document = docx.Document()
    document.add_paragraph(TOWN[0])
    title = document.add_paragraph()
    title.add_run().add_picture(picture(), height=Cm(2))
    title.add_run(OLD_ACT[0])
    write_old_act(document)
    return saved(document)


def in_text_box() -> bytes:
    """A text box in the header, as Word 2010 and later write it: twice, for new and old readers."""
    document = docx.Document()
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in ("MAIRIE D'AUBIGNY", "{{ telephone }}"))
    header = document.sections[0].header
    header.paragraphs[0]._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')} {_DRAWN}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
            '<wp:inline><wp:extent cx="3600000" cy="900000"/><wp:docPr id="7" name="Zone 7"/><a:graphic>'
            '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
            '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
            f"<wps:txbx><w:txbxContent>{lines}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
            "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style='width:283pt;height:71pt'><v:textbox>"
            f"<w:txbxContent>{lines}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    write_old_act(document)
    return saved(document)


def with_placeholders() -> bytes:
    """As docxtpl wants them; Word has cut one in three pieces of different looks."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ nature }} n° {{ numero }}"
    document.add_paragraph("MAIRIE {{ de_commune }}")
    cut = document.add_paragraph("Objet : ")
    cut.add_run("{{ ob").bold = True
    cut.add_run("j")
    cut.add_run("et }} (séance du {{date_séance}})").italic = True
    document.add_paragraph("{{ telephone }}")
    document.add_paragraph("{{ corps }}")
    document.add_paragraph("La secrétaire de mairie")
    return saved(document)


def in_a_column() -> bytes:
    """The act beside a column of names: the body of many old letterheads."""
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).width, table.cell(0, 1).width = Cm(4), Cm(12)
    table.cell(0, 0).text = "MAIRIE D'AUBIGNY"
    table.cell(0, 1).text = "{{ corps }}"
    return saved(document)


def landscape() -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.header.paragraphs[0].text = TOWN[0]
    return saved(document)


def a5() -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(14.8), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    section.header.paragraphs[0].text = TOWN[0]
    return saved(document)


def several_sections() -> bytes:
    """The header is that of the first section; the next ones follow it, the last one turns its page."""
    document = docx.Document()
    write_town(document.sections[0].header)
    write_old_act(document)
    document.add_section()
    document.add_paragraph("Annexe")
    last = document.add_section()
    last.orientation, last.page_width, last.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    return saved(document)


ORDINARY: dict[str, Callable[[], bytes]] = {
    make.__name__: make
    for make in (
        *(in_header, on_first_page_only, in_body_table, in_body_lines, floating_logo_on_the_title, in_text_box),
        *(with_placeholders, in_a_column, landscape, a5, several_sections),
    )
}


def changed(package: bytes, parts: dict[str, bytes], changes: Iterable[tuple[str, bytes, bytes]] = ()) -> bytes:
    """The package with parts added or replaced, and words changed in some (name, old, new)."""
    written = BytesIO()
    edits = list(changes)
    with zipfile.ZipFile(BytesIO(package)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name in parts:
                continue
            content = source.read(name)
            for place, old, new in edits:
                if place == name:
                    if old not in content:
                        raise AssertionError(f"{old!r} is not in {name}")
                    content = content.replace(old, new, 1)
            target.writestr(name, content)
        for name, content in parts.items():
            target.writestr(name, content)
    return written.getvalue()


def related(package: bytes, relation: str, parts: dict[str, bytes], body: str = "") -> bytes:
    """The package with a relation of its main part, and something in its text that uses it."""
    kinds = '<Default Extension="bin" ContentType="application/octet-stream"/><Default Extension="html" ContentType="text/html"/>'
    edits = [
        ("word/_rels/document.xml.rels", b"</Relationships>", f"{relation}</Relationships>".encode()),
        ("[Content_Types].xml", b"<Override", f"{kinds}<Override".encode()),
    ]
    if body:
        edits.append(("word/document.xml", b"<w:body>", f"<w:body>{body}".encode()))
    return changed(package, parts, edits)


def names(package: bytes) -> set[str]:
    with zipfile.ZipFile(BytesIO(package)) as archive:
        return set(archive.namelist())


def everything(package: bytes) -> bytes:
    """All the parts, end to end."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def all_text(package: bytes) -> str:
    """The text of the pages: headers, body, footers."""
    document = docx.Document(BytesIO(package))
    roots = [document.element.body]
    roots += [r.target_part.element for r in document.part.rels.values() if r.reltype.endswith(("/header", "/footer"))]
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for root in roots for p in root.iter(qn("w:p")))
