"""The sheet to read and decide on paper: numbered paragraphs, room for remarks, boxes, and what ties it to one text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docx.shared import Pt

from secretaire.acts.act import Act
from secretaire.acts.wording import day
from secretaire.exchange.docx_furniture import add_footer
from secretaire.exchange.docx_sheet import Sheet, house_sheet
from secretaire.exchange.docx_tables import add_listing, fill_row
from secretaire.exchange.papier.look import PLAIN, Part
from secretaire.exchange.register_furniture import write
from secretaire.exchange.word_file import save

_SHARES = (8, 62, 30)
_HEADINGS = ("N°", "Texte", "Remarque")
_LINE = "…" * 66
_DECISION = ("☐  Approuvé", "☐  À reprendre", "☐  Refusé", "Motif, pour les deux derniers :", _LINE, _LINE)
_SIGNED = (f"Nom : {'…' * 30}", f"Date : {'…' * 12}", "Signature :")


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """What the sheet says.

    Attributes:
        kind: what the type of the act is called.
        origins: who wrote its words, in words.
        fingerprint: of its content; asked when the decision is recorded.
        journal: the beginning of the head of the journal that day.
    """

    act: Act
    kind: str
    commune: str
    origins: str
    fingerprint: str
    journal: str
    printed_on: date


def write_review_sheet(content: ReviewSheet, target: Path) -> None:
    """Write the sheet as a Word document.

    Raises:
        EnvironmentFault: the target cannot be written.
    """
    act, title = content.act, content.act.objet or content.kind
    sheet = house_sheet(PLAIN)
    write(sheet.add_paragraph(Part.COMMUNE), content.commune)
    write(sheet.add_paragraph(Part.TITRE), "FEUILLE DE RELECTURE")
    write(sheet.add_paragraph(Part.OBJET), title)
    number = f"n°\u00a0{act.numero}, " if act.numero else ""
    about = sheet.add_paragraph(Part.EFFECTIFS)
    about.paragraph_format.space_after = Pt(8)
    write(about, f"{content.kind}, {number}version {act.version}. {content.origins}")
    paragraphs = [p.text for section in act.sections for p in section.visible]
    table = add_listing(sheet, len(paragraphs), _SHARES, _HEADINGS)
    for rank, text in enumerate(paragraphs, start=1):
        fill_row(sheet, table, rank, (str(rank), text.replace("\t", " | "), ""))
    sheet.add_paragraph(Part.EFFECTIFS)
    _decision(sheet)
    sheet.close()
    core = sheet.document.core_properties
    core.title = core.subject = f"Feuille de relecture — {title}"[:255]
    core.author = core.last_modified_by = content.commune
    journal = f" — journal {content.journal}" if content.journal else ""
    told = f"Empreinte {content.fingerprint}{journal} — imprimée le {day(content.printed_on)}"
    add_footer(sheet.document, told, ())
    save(sheet.document, target)


def _decision(sheet: Sheet) -> None:
    title = sheet.add_paragraph(Part.ANNONCE)
    title.paragraph_format.keep_with_next = True
    write(title, "Décision")
    for line in (*_DECISION, *_SIGNED):
        paragraph = sheet.add_paragraph(Part.EFFECTIFS)
        paragraph.paragraph_format.keep_with_next = line != _SIGNED[-1]
        paragraph.paragraph_format.space_before = Pt(6)
        write(paragraph, line)
