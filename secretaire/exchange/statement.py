"""A document of the town hall made of chapters and tables (attestation, register, charter), on the paper of the commune."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docx.shared import Pt

from secretaire.council.commune import Commune
from secretaire.exchange.docx_tables import add_listing, add_signatures, fill_row
from secretaire.exchange.papier.look import Part
from secretaire.exchange.papier.papier import Papier
from secretaire.exchange.town_page import TownPage, open_page, span
from secretaire.exchange.word_file import save

_ABOVE_CHAPTER = Pt(12)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `shares` are those of its columns, in hundredths of the width."""

    headings: Sequence[str]
    shares: Sequence[int]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A title, paragraphs, then a table."""

    title: str
    paragraphs: Sequence[str] = ()
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What the document says.

    Attributes:
        about: the line under the title: of what, and of which day.
        opening: paragraphs before the first chapter.
        signers: a line for each who signs; none for a document that nobody signs.
    """

    title: str
    about: str
    chapters: Sequence[Chapter]
    opening: Sequence[str] = ()
    signers: Sequence[str] = ()


def write_statement(statement: Statement, commune: Commune, papier: Papier, target: Path) -> None:
    """Write it as a Word document.

    Raises:
        EnvironmentFault: the target cannot be written.
    """
    page = open_page(papier, commune, statement.title.lower(), {"titre": statement.title, "objet": statement.about})
    page.title(statement.title)
    page.write(Part.SEANCE, statement.about)
    for rank, text in enumerate(statement.opening):
        page.write(Part.TEXTE, text).paragraph_format.space_before = Pt(0 if rank else 10)
    for chapter in statement.chapters:
        _write_chapter(page, chapter)
    if statement.signers:
        _write_signers(page, statement.signers)
    save(page.close(f"{statement.title.capitalize()} — {statement.about}", commune), target)


def _write_chapter(page: TownPage, chapter: Chapter) -> None:
    heading = page.write(Part.OBJET, chapter.title)
    heading.paragraph_format.keep_with_next = True
    heading.paragraph_format.space_before = _ABOVE_CHAPTER
    for text in chapter.paragraphs:
        page.write(Part.TEXTE, text)
    if chapter.grid is not None and chapter.grid.rows:
        table = add_listing(page.sheet, len(chapter.grid.rows), chapter.grid.shares, chapter.grid.headings)
        for number, row in enumerate(chapter.grid.rows, start=1):
            fill_row(page.sheet, table, number, row)


def _write_signers(page: TownPage, signers: Sequence[str]) -> None:
    """Side by side, each with room for the hand."""
    page.sheet.keep_with_next()
    page.sheet.separate_tables()
    block = replace(page.papier.signature, extract="")
    add_signatures(page.sheet, [[(span(line),)] for line in signers], block, highlight_blanks=False)
