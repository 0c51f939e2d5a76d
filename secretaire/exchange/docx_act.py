"""An act as a Word document: the printed copy, its origins inside, « PROJET » until it is approved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby
from pathlib import Path

from docx.document import Document
from docx.shared import Pt

from secretaire.acts.act import Act, Paragraph, Role, Section
from secretaire.acts.act_type import ActType, Famille
from secretaire.acts.spans import Span
from secretaire.council.commune import Commune
from secretaire.exchange.docx_furniture import add_footer, mark_as_draft, reference, set_properties
from secretaire.exchange.docx_heading import PLACE_KEYS, add_heading
from secretaire.exchange.docx_letterhead import guest_sheet
from secretaire.exchange.docx_sheet import Sheet, house_sheet
from secretaire.exchange.docx_tables import add_counts, add_signatures, add_table
from secretaire.exchange.docx_text import add_run, cells, write_runs
from secretaire.exchange.papier.look import PLAIN, Part
from secretaire.exchange.papier.papier import PLAIN_PAPIER, Papier, SignatureBlock
from secretaire.exchange.papier.placeholders import values_of
from secretaire.exchange.provenance import Approval, embed
from secretaire.exchange.word_file import save

__all__ = ["Approval", "write_act"]

_BY_ROLE = {
    Role.ENTETE: Part.ENTETE,
    Role.COMPOSITION: Part.COMPOSITION,
    Role.OBJET: Part.OBJET,
    Role.VISAS: Part.VISA,
    Role.CONSIDERANTS: Part.CONSIDERANT,
    Role.EXPOSE: Part.TEXTE,
    Role.VOTE: Part.VOTE,
    Role.DISPOSITIF: Part.ARTICLE,
    Role.CLOTURE: Part.CLOTURE,
    Role.SIGNATURES: Part.SIGNATURE,
    Role.MENTIONS: Part.MENTION,
}

# Paragraphs that do not look like the rest of their part, by the start of their key.
_BY_KEY = {
    "entete.republique": Part.REPUBLIQUE,
    "entete.commune": Part.COMMUNE,
    "entete.titre": Part.TITRE,
    "entete.seance": Part.SEANCE,
    "entete.numero": Part.NUMERO,
    "composition.ouverture": Part.TEXTE,
    "vote.annonce": Part.ANNONCE,
}
_COUNTS = "composition.effectifs"
_AFTER_TABLE = Pt(12)


class _Shape(Enum):
    """How a paragraph of the act becomes Word."""

    PLACE = auto()
    TEXT = auto()
    COUNTS = auto()
    TABLE = auto()
    SIGNATURES = auto()


def write_act(
    act: Act,
    act_type: ActType,
    commune: Commune,
    target: Path,
    approval: Approval | None = None,
    papier: Papier = PLAIN_PAPIER,
) -> None:
    """Write the act on its paper: a copy to sign if it is approved, else a « PROJET » where blanks are highlighted.

    Raises:
        EnvironmentFault: the target cannot be written.
    """
    document, said = set_out(act, act_type, commune, papier, draft=approval is None)
    set_properties(document, act, act_type, commune, approval)
    embed(document, said, approval)
    save(document, target, approval.at if approval else None)


def part_of(role: Role, key: str) -> Part:
    """How a paragraph of an act looks."""
    return next((part for start, part in _BY_KEY.items() if key.startswith(start)), _BY_ROLE[role])


def set_out(
    act: Act,
    act_type: ActType,
    commune: Commune,
    papier: Papier,
    part: Callable[[Role, str], Part] = part_of,
    *,
    draft: bool,
) -> tuple[Document, Act]:
    """The sections on their paper, with the foot of the pages; a draft is marked, its blanks highlighted.

    Returns the document, and the act less what the letterhead already says.
    """
    if papier.letterhead is None:
        sheet, details = house_sheet(papier.look), _at_foot(papier)
    else:
        guest = guest_sheet(papier.letterhead, commune, values_of(act, act_type, commune, papier.details))
        sheet, details, act = guest.sheet, (), guest.unsaid(act)
        papier = replace(papier, look=PLAIN, logo=None)  # the heading of the letterhead is enough
    add_footer(sheet.document, reference(act, act_type, commune), details)
    if draft:
        mark_as_draft(sheet.document, papier.look.police)
    extract = papier.signature.extract if act_type.famille is Famille.DELIBERATION else ""
    writer = _Writer(sheet, papier, replace(papier.signature, extract=extract), part, highlight_blanks=draft)
    for section in act.sections:
        writer.write(section)
    sheet.close()
    return sheet.document, act


def _at_foot(papier: Papier) -> tuple[str, ...]:
    return () if papier.look.entete.coordonnees else papier.details.lines()


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the parts of an act on a sheet."""

    sheet: Sheet
    papier: Papier
    block: SignatureBlock
    part: Callable[[Role, str], Part]
    highlight_blanks: bool

    def write(self, section: Section) -> None:
        for shape, group in groupby(section.visible, lambda paragraph: _shape(section.role, paragraph)):
            self._write(shape, section.role, list(group))

    def _write(self, shape: _Shape, role: Role, lines: list[Paragraph]) -> None:
        sheet = self.sheet
        match shape:
            case _Shape.PLACE:
                add_heading(sheet, self.papier, lines, highlight_blanks=self.highlight_blanks)
            case _Shape.TEXT:
                for line in lines:
                    self._write_paragraph(role, line)
            case _Shape.COUNTS:
                sheet.separate_tables()
                add_counts(sheet, lines, highlight_blanks=self.highlight_blanks)
            case _Shape.TABLE:
                sheet.keep_with_next()
                sheet.separate_tables()
                add_table(sheet, lines, highlight_blanks=self.highlight_blanks)
            case _Shape.SIGNATURES:
                sheet.keep_with_next()
                sheet.separate_tables()
                add_signatures(sheet, _signers(lines), self.block, highlight_blanks=self.highlight_blanks)

    def _write_paragraph(self, role: Role, line: Paragraph) -> None:
        sheet = self.sheet
        if role is Role.CLOTURE:
            sheet.keep_with_next()  # the signatures carry the end of the text with them to the next page
        part = self.part(role, line.key)
        follows_table = sheet.follows_table
        paragraph = sheet.add_paragraph(part)
        if follows_table and part is not Part.TITRE:
            paragraph.paragraph_format.space_before = _AFTER_TABLE
        write_runs(paragraph, line.spans, highlight_blanks=self.highlight_blanks)
        if role is Role.CLOTURE and self.block.extract:
            add_run(sheet.add_paragraph(Part.CLOTURE), self.block.extract)


def _shape(role: Role, paragraph: Paragraph) -> _Shape:
    if paragraph.key in PLACE_KEYS:
        return _Shape.PLACE
    if role is Role.SIGNATURES and paragraph.key.startswith("signature."):
        return _Shape.SIGNATURES
    if paragraph.key.startswith(_COUNTS):
        return _Shape.COUNTS
    return _Shape.TABLE if "\t" in paragraph.text else _Shape.TEXT


def _signers(lines: Sequence[Paragraph]) -> list[list[list[Span]]]:
    """For each person who signs (« signature.maire… »), the lines that bear title and name."""
    return [
        [part for line in group for part in cells(line.spans)]
        for _, group in groupby(lines, lambda line: line.key.split(".")[:2])
    ]
