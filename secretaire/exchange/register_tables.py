"""The tables of a register: acts by date, by matière, of a séance, and the numbers that are not in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.table import Table

from secretaire.acts.spans import Origin, OriginKind, Span
from secretaire.acts.wording import day
from secretaire.exchange.copies import Signer
from secretaire.exchange.docx_sheet import Sheet
from secretaire.exchange.docx_tables import add_listing, add_signatures, fill_row
from secretaire.exchange.papier.look import Part
from secretaire.exchange.papier.papier import SignatureBlock
from secretaire.exchange.register_furniture import page_of, write

_FEUILLET = "Feuillet"
_ORIGIN = Origin(OriginKind.MODELE_TYPE, "registre")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the tables; `anchor` names the first page of the act."""

    day: date | None
    numero: str
    objet: str
    published: date | None
    matiere: str
    words: str
    anchor: str


def by_date(sheet: Sheet, entries: Sequence[Entry], year: int) -> None:
    """The acts in the order of the register."""
    write(sheet.add_paragraph(Part.TITRE), "TABLE PAR DATE")
    table = _table(sheet, len(entries), (18, 15, 29, 21, 17), ("Date", "Numéro", "Objet", "Publication", _FEUILLET))
    for row, entry in enumerate(entries, start=1):
        fill_row(sheet, table, row, (_short(entry.day), entry.numero, entry.objet, _short(entry.published)))
        _feuillet(sheet, table, row, 4, entry, year)


def by_matiere(sheet: Sheet, entries: Sequence[Entry], year: int) -> None:
    """The acts by subject, in the order of the nomenclature of the acts sent to the State."""
    write(sheet.add_paragraph(Part.TITRE), "TABLE PAR MATIÈRE")
    sorted_entries = sorted(entries, key=lambda e: [int(part) for part in e.matiere.split(".")])
    groups = [(matiere, list(held)) for matiere, held in groupby(sorted_entries, lambda e: e.matiere)]
    table = _table(sheet, len(entries) + len(groups), (15, 29, 38, 18), ("Numéro", "Date", "Objet", _FEUILLET))
    row = 1
    for matiere, held in groups:
        cell = table.rows[row].cells[0].merge(table.rows[row].cells[3])
        label = sheet.new_paragraph(cell, Part.CELLULE)
        label.paragraph_format.keep_with_next = True
        write(label, f"{matiere} {held[0].words}").bold = True
        for place, entry in enumerate(held, start=row + 1):
            fill_row(sheet, table, place, (entry.numero, day(entry.day) if entry.day else "", entry.objet))
            _feuillet(sheet, table, place, 3, entry, year)
        row += 1 + len(held)


def not_in_register(sheet: Sheet, gaps: Sequence[tuple[str, str, str]]) -> None:
    """Numbers of the year that no page bears, with their subject and the reason."""
    write(sheet.add_paragraph(Part.TITRE), "NUMÉROS ABSENTS DE CE REGISTRE")
    table = _table(sheet, len(gaps), (28, 38, 34), ("Numéro", "Objet", "Raison"))
    for row, gap in enumerate(gaps, start=1):
        fill_row(sheet, table, row, gap)


def numbers_of_seance(sheet: Sheet, lines: Sequence[tuple[str, str, str]]) -> None:
    """The deliberations of a séance, with their order number in it."""
    table = _table(sheet, len(lines), (16, 18, 66), ("N° d'ordre", "Numéro", "Objet"))
    for row, line in enumerate(lines, start=1):
        fill_row(sheet, table, row, line)
    sheet.add_paragraph(Part.EFFECTIFS)


def _short(said: date | None) -> str:
    return f"{said:%d/%m/%Y}" if said else ""


def signed(sheet: Sheet, signers: Sequence[Signer]) -> None:
    """Room for signatures."""
    sheet.keep_with_next()
    blocks = [[[Span(f"{one.quality},", _ORIGIN)], [Span(one.name, _ORIGIN)]] for one in signers]
    add_signatures(sheet, blocks, SignatureBlock(), highlight_blanks=False)


def _table(sheet: Sheet, rows: int, shares: Sequence[int], headings: Sequence[str]) -> Table:
    """A table with its heading; feuillets stand on the right, as the figures under them."""
    table = add_listing(sheet, rows, shares, headings)
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        if heading == _FEUILLET:
            cell.paragraphs[0].alignment = ALIGN.RIGHT
    return table


def _feuillet(sheet: Sheet, table: Table, row: int, column: int, entry: Entry, year: int) -> None:
    paragraph = sheet.new_paragraph(table.rows[row].cells[column], Part.CELLULE)
    paragraph.alignment = ALIGN.RIGHT
    write(paragraph, f"{year}/")
    page_of(paragraph, entry.anchor)
