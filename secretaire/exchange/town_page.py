"""A page of the town hall that bears no act (convocation, notice, note): the same paper, its heading and its foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from docx.document import Document
from docx.text.paragraph import Paragraph as WordParagraph

from secretaire.acts.act import Paragraph
from secretaire.acts.spans import Origin, OriginKind, Span
from secretaire.acts.wording import de_commune, de_departement
from secretaire.council.commune import Commune
from secretaire.exchange.docx_furniture import add_details, add_footer
from secretaire.exchange.docx_heading import add_heading
from secretaire.exchange.docx_letterhead import guest_sheet
from secretaire.exchange.docx_sheet import Sheet, house_sheet
from secretaire.exchange.docx_styles import LANGUAGE
from secretaire.exchange.docx_tables import add_signatures
from secretaire.exchange.docx_text import write_runs
from secretaire.exchange.papier.look import PLAIN, Part
from secretaire.exchange.papier.papier import Papier
from secretaire.exchange.papier.placeholders import town_values
from secretaire.exchange.typography import bind, printable

_ORIGIN = Origin(OriginKind.COMMUNE, "courrier")


@dataclass(frozen=True, slots=True)
class TownPage:
    """A sheet whose heading is written.

    Attributes:
        says_title: the letterhead has a place for the title, which is filled.
    """

    sheet: Sheet
    papier: Papier
    says_title: bool

    def write(self, part: Part, text: str) -> WordParagraph:
        """The next paragraph, in the typography of print."""
        paragraph = self.sheet.add_paragraph(part)
        write_runs(paragraph, (span(text),), highlight_blanks=False)
        return paragraph

    def title(self, text: str) -> None:
        """The title, unless the letterhead already says it."""
        if not self.says_title:
            self.write(Part.TITRE, text)

    def sign(self, lines: Sequence[str]) -> None:
        """Who signs: quality, then name, with room for the hand."""
        self.sheet.keep_with_next()
        self.sheet.separate_tables()
        block = replace(self.papier.signature, extract="")
        add_signatures(self.sheet, [[(span(line),) for line in lines]], block, highlight_blanks=False)

    def close(self, subject: str, commune: Commune) -> Document:
        """The document, with the properties of its file."""
        self.sheet.close()
        core = self.sheet.document.core_properties
        core.title = core.subject = printable(subject)[:255]
        core.author = core.last_modified_by = printable(commune.nom)[:255]
        core.language = LANGUAGE
        return self.sheet.document


def open_page(papier: Papier, commune: Commune, foot: str, values: Mapping[str, str]) -> TownPage:
    """A page on the paper of the commune.

    Args:
        foot: said at the foot of each page, after the name of the commune, with the page; empty for a letter.
        values: what the blanks of a letterhead say of this document (« titre », « objet », « date_acte »…).
    """
    if papier.letterhead is None:
        sheet = house_sheet(papier.look)
        _add_foot(sheet.document, commune, foot, () if papier.look.entete.coordonnees else papier.details.lines())
        add_heading(sheet, papier, _place(commune), highlight_blanks=False)
        return TownPage(sheet, papier, says_title=False)
    filled = {name: bind(printable(text)) for name, text in {**town_values(commune, papier.details), **values}.items()}
    guest = guest_sheet(papier.letterhead, commune, filled)
    papier = replace(papier, look=PLAIN, logo=None)
    _add_foot(guest.sheet.document, commune, foot, ())
    add_heading(
        guest.sheet, papier, [line for line in _place(commune) if line.key not in guest.said], highlight_blanks=False
    )
    return TownPage(guest.sheet, papier, says_title="entete.titre" in guest.said and "titre" in values)


def span(text: str) -> Span:
    """Words of the town hall."""
    return Span(text, _ORIGIN)


def _add_foot(document: Document, commune: Commune, foot: str, details: Sequence[str]) -> None:
    if foot:
        add_footer(document, f"Commune {de_commune(commune.nom, commune.liaison)} — {foot}", details)
    else:
        add_details(document, details)


def _place(commune: Commune) -> list[Paragraph]:
    said = {
        "entete.republique": "RÉPUBLIQUE FRANÇAISE",
        "entete.departement": commune.departement
        and f"Département {de_departement(commune.departement, commune.liaison_departement)}",
        "entete.commune": f"Commune {de_commune(commune.nom, commune.liaison)}",
    }
    return [Paragraph(key, (span(text),)) for key, text in said.items() if text]
