"""Write a page as DOCX, ODT, PDF or as the picture of a page (a scan). Same input, same file."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph
from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos
from odfdo import Document, Element, Paragraph, Span, Style, Table
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from blocs import Block, Kind, Page

# size in points, alignment, bold, space above in points
LOOK: dict[Kind, tuple[float, str, bool, float]] = {
    Kind.ENTETE: (11, "left", True, 0),
    Kind.CENTRE: (11, "center", False, 4),
    Kind.TITRE: (13, "center", True, 10),
    Kind.OBJET: (11, "left", True, 10),
    Kind.TEXTE: (11, "justify", False, 4),
    Kind.PUCE: (11, "justify", False, 2),
    Kind.MENTION: (9, "left", False, 8),
    Kind.SIGNATURES: (11, "left", False, 18),
    Kind.TABLEAU: (10, "left", False, 6),
}
ZIP_DATE = (2020, 1, 1, 0, 0, 0)  # a zip of office files carries no true date


def write_page(page: Page, path: Path) -> None:
    """Write by the extension of `path`; « .scan.pdf » is an image without text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.name.endswith("_scan.pdf"):
        content = scan(page)
    else:
        content = {".docx": word, ".odt": opendocument, ".pdf": pdf}[path.suffix](page)
    path.write_bytes(content)


def word(page: Page) -> bytes:
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = page.face, Pt(11)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2)
    section.footer.paragraphs[0].text = page.footer
    for block in page.blocks:
        if block.kind is Kind.PAGE:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif block.rows:
            table = document.add_table(rows=0, cols=len(block.rows[0]))
            table.style = "Normal Table" if block.kind is Kind.SIGNATURES else "Table Grid"
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        else:
            style = "List Bullet" if block.kind is Kind.PUCE else "Normal"
            format_word(document.add_paragraph(style=style), block)
    written = datetime.fromisoformat(page.written)
    core = document.core_properties
    core.author, core.last_modified_by, core.comments = page.author, page.author, ""
    core.created = core.modified = written
    stream = io.BytesIO()
    document.save(stream)
    return same_zip(stream.getvalue())


def format_word(paragraph: DocxParagraph, block: Block) -> None:
    size, alignment, bold, above = LOOK[block.kind]
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, alignment.upper())
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(above), Pt(2)
    for text, strong in ((block.lead, True), (block.text, bold)):
        if text:
            run = paragraph.add_run(text)
            run.bold, run.font.size, run.italic = strong, Pt(size), block.kind is Kind.MENTION


def opendocument(page: Page) -> bytes:
    document = Document("text")
    document.body.clear()
    for kind, (size, alignment, bold, above) in LOOK.items():
        style = Style("paragraph", name=kind.value.capitalize(), parent_style="Standard")
        style.set_properties(area="paragraph", **{"fo:text-align": alignment, "fo:margin-top": f"{above}pt"})
        weight = {"fo:font-weight": "bold"} if bold else {}
        style.set_properties(area="text", **{"fo:font-size": f"{size}pt", "style:font-name": page.face, **weight})
        document.insert_style(style)
    document.insert_style(Style("text", name="Gras", area="text", bold=True))
    document.insert_style(
        Element.from_tag(
            '<style:style style:name="Saut" style:family="paragraph" style:parent-style-name="Standard">'
            '<style:paragraph-properties fo:break-before="page"/></style:style>'
        )
    )
    for number, block in enumerate(page.blocks):
        if block.kind is Kind.PAGE:
            document.body.append(Paragraph("", style="Saut"))
        elif block.rows:
            table = Table(f"Tableau{number}", width=len(block.rows[0]), height=len(block.rows))
            for y, row in enumerate(block.rows):
                for x, text in enumerate(row):
                    cell = table.get_cell((x, y))
                    for line in text.split("\n"):
                        cell.append(Paragraph(line, style="Tableau"))
                    table.set_cell((x, y), cell)
            document.body.append(table)
        else:
            paragraph = Paragraph("", style=block.kind.value.capitalize())
            if block.lead:
                paragraph.append(Span(block.lead, style="Gras"))
            paragraph.append_plain_text(("– " if block.kind is Kind.PUCE else "") + block.text)
            document.body.append(paragraph)
    document.meta.creator = page.author
    written = datetime.fromisoformat(page.written)
    document.meta.creation_date = document.meta.date = written
    document.meta.generator = "LibreOffice"
    stream = io.BytesIO()
    document.save(stream)
    return same_zip(stream.getvalue())


class Sheet(FPDF):
    """A4 page with the footer of the register."""

    def __init__(self, footer: str) -> None:
        super().__init__(format="A4")
        self.footer_text = footer
        # the encoding of the built-in faces that holds « € » and « œ »
        self.core_fonts_encoding = "cp1252"

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font(self.font_family, "", 8)
        self.cell(0, 8, f"{self.footer_text} – page {self.page_no()}", align=Align.C)


def pdf(page: Page) -> bytes:
    face = "times" if page.face == "Times New Roman" else "helvetica"
    sheet = Sheet(page.footer)
    sheet.set_margins(22, 20)
    sheet.set_auto_page_break(True, margin=22)
    sheet.set_font(face, "", 11)
    sheet.add_page()
    for block in page.blocks:
        if block.kind is Kind.PAGE:
            sheet.add_page()
            continue
        size, alignment, bold, above = LOOK[block.kind]
        sheet.ln(above * 0.35)
        sheet.set_font(face, "B" if bold else "", size)
        if block.rows:
            borders = "NONE" if block.kind is Kind.SIGNATURES else "ALL"
            with sheet.table(borders_layout=borders, first_row_as_headings=False, line_height=size * 0.5) as table:
                for row in block.rows:
                    table.row(row)
            continue
        lead = f"**{block.lead}**" if block.lead else ("- " if block.kind is Kind.PUCE else "")
        align = {"left": Align.L, "center": Align.C, "justify": Align.J}[alignment]
        place = {"new_x": XPos.LMARGIN, "new_y": YPos.NEXT}
        sheet.multi_cell(0, size * 0.45, lead + block.text, align=align, markdown=bool(block.lead), **place)
    sheet.set_author(page.author)
    sheet.set_creation_date(datetime.fromisoformat(page.written).replace(tzinfo=UTC))
    return bytes(sheet.output())


def scan(page: Page) -> bytes:
    """A grey, slightly turned picture of the page, as the copier of a town hall gives it."""
    image = Image.new("L", (1240, 1754), 250)
    draw = ImageDraw.Draw(image)
    y = 110.0
    for block in page.blocks:
        size, alignment, _, above = LOOK[block.kind]
        font = scan_font(round(size * 2))
        y += above * 2
        cells = [cell for row in block.rows for cell in row] or [block.lead + block.text]
        for text in cells:
            for line in wrap(text, font):
                width = draw.textlength(line, font=font)
                draw.text(((1240 - width) / 2 if alignment == "center" else 140, y), line, font=font, fill=40)
                y += size * 2.7
    draw.ellipse((760, 1390, 960, 1590), outline=110, width=4)  # the stamp of the town hall
    image = image.rotate(0.7, fillcolor=250, resample=Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(0.6))
    sheet = FPDF(format="A4")
    sheet.add_page()
    picture = io.BytesIO()
    image.save(picture, "JPEG", quality=45)
    sheet.image(picture, x=0, y=0, w=210)
    sheet.set_creation_date(datetime.fromisoformat(page.written).replace(tzinfo=UTC))
    return bytes(sheet.output())


def scan_font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A face with accents when the system has one; Pillow's own has none, and a scan stays a scan."""
    for name in ("LiberationSerif-Regular.ttf", "DejaVuSerif.ttf", "DejaVuSans.ttf"):
        with suppress(OSError):
            return ImageFont.truetype(name, size)
    return ImageFont.load_default(size)


def wrap(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> list[str]:
    lines = [""]
    for word_ in text.replace("\n", " \n ").split(" "):
        if word_ == "\n":
            lines.append("")
        elif font.getlength(f"{lines[-1]} {word_}") > 960:
            lines.append(word_)
        else:
            lines[-1] = f"{lines[-1]} {word_}".strip()
    return lines


def same_zip(content: bytes) -> bytes:
    """The same archive without the time it was written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return stream.getvalue()
