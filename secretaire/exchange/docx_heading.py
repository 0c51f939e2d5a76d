"""The heading of an act on a paper of the house: logo, commune, République, how to reach the town hall."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from docx.oxml.ns import qn
from docx.shared import Cm, Length
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from secretaire.acts.act import Paragraph
from secretaire.exchange.docx_sheet import Sheet
from secretaire.exchange.docx_tables import drop_margins, set_borders, set_look
from secretaire.exchange.docx_text import add_run, write_runs
from secretaire.exchange.papier.look import Part
from secretaire.exchange.papier.papier import Logo, Papier

PLACE_KEYS = ("entete.republique", "entete.departement", "entete.arrondissement", "entete.commune")
"""The paragraphs of an act that say where it comes from."""

_PARTS = {"entete.republique": Part.REPUBLIQUE, "entete.commune": Part.COMMUNE}
_DEVISE = "Liberté – Égalité – Fraternité"
_LOGO_MARGIN = Cm(0.7)
_STATE_WIDTH = Cm(4.8)


def add_heading(sheet: Sheet, papier: Papier, lines: Sequence[Paragraph], *, highlight_blanks: bool) -> None:
    """The lines of the place, with what the paper brings."""
    if papier.look.entete.disposition == "suite" or not lines:
        if papier.logo:
            logo = sheet.add_paragraph(Part.REPUBLIQUE)
            _add_logo(logo, papier, papier.logo)
            logo.paragraph_format.space_after = Cm(0.2)
        for line in lines:
            _write(sheet.add_paragraph(_part(line)), line, highlight_blanks)
            if papier.look.entete.devise and line.key == "entete.republique":
                add_run(sheet.add_paragraph(Part.DEVISE), _DEVISE)
    else:
        _side_by_side(sheet, papier, lines, highlight_blanks=highlight_blanks)


def _side_by_side(sheet: Sheet, papier: Papier, lines: Sequence[Paragraph], *, highlight_blanks: bool) -> None:
    logo_width = _logo_size(papier, papier.logo)[0] + _LOGO_MARGIN if papier.logo else 0
    widths = [*([logo_width] if papier.logo else []), sheet.width - logo_width - _STATE_WIDTH, _STATE_WIDTH]
    table = sheet.add_table(1, widths)
    set_look(table, first_row=False, last_row=False)
    set_borders(table, dict.fromkeys(("top", "left", "right", "insideH", "insideV"), "nil"))
    drop_margins(table)
    *logo_cell, town, state = table.rows[0].cells
    if papier.logo:
        _add_logo(sheet.new_paragraph(logo_cell[0], Part.COMMUNE), papier, papier.logo)
    for line in lines:
        cell = town if line.key == "entete.commune" else state
        _write(sheet.new_paragraph(cell, _part(line)), line, highlight_blanks)
    if papier.look.entete.coordonnees:
        for text in papier.details.block():
            add_run(sheet.new_paragraph(town, Part.COORDONNEES), text)
    _room_under(town, state)


def _room_under(*cells: _Cell) -> None:
    for cell in cells:
        cell.paragraphs[-1].paragraph_format.space_after = Cm(0.2)


def _part(line: Paragraph) -> Part:
    return _PARTS.get(line.key, Part.ENTETE)


def _write(paragraph: WordParagraph, line: Paragraph, highlight_blanks: bool) -> None:
    write_runs(paragraph, line.spans, highlight_blanks=highlight_blanks)


def _add_logo(paragraph: WordParagraph, papier: Papier, logo: Logo) -> None:
    width, height = _logo_size(papier, logo)
    picture = paragraph.add_run().add_picture(BytesIO(logo.data), width, height)
    for properties in picture._inline.iter(qn("wp:docPr")):
        properties.set("descr", logo.alt)
        properties.set("name", "Logo")


def _logo_size(papier: Papier, logo: Logo) -> tuple[Length, Length]:
    """The largest that fits the place the model gives, in its proportions."""
    place = papier.look.entete
    ratio = min(Cm(place.largeur_logo) / logo.width, Cm(place.hauteur_logo) / logo.height)
    return Length(round(logo.width * ratio)), Length(round(logo.height * ratio))
