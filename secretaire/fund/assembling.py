"""From the pages that were read and recognised to the pieces of a document. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from secretaire.fund.catalogue.scan_table import RecognisedText
from secretaire.fund.cutting.corrections import corrected
from secretaire.fund.cutting.cut import cut
from secretaire.fund.pieces import Piece
from secretaire.fund.reading.reading import Page, Reading, Status
from secretaire.fund.rules import FundRules
from secretaire.store.corrections import Correction


def with_recognised(pages: Iterable[Page], recognised: Iterable[RecognisedText]) -> tuple[Page, ...]:
    """The pages of a document, those recognised in place of what little text their picture had."""
    by_number = {page.number: page for page in pages}
    for scan in recognised:
        if scan.text.strip():
            by_number[scan.number] = Page(scan.number, scan.text, scan.confidence)
    return tuple(by_number[number] for number in sorted(by_number))


def completed(reading: Reading, recognised: Sequence[RecognisedText]) -> Reading:
    """A reading of the same content, with what was recognised on its scanned pages before."""
    pages = with_recognised(reading.pages, recognised)
    if len(pages) == len(reading.pages) and reading.status is not Status.READ:
        return reading
    if not pages:
        return reading
    return replace(reading, status=Status.READ, pages=pages, cause=None, detail="")


def pieces_of(pages: Sequence[Page], name: str, rules: FundRules, corrections: Sequence[Correction]) -> list[Piece]:
    """The pieces of a document, what the secretary corrected winning over what was read.

    Args:
        name: of the file, without extension: it only helps to tell a kind of document when the text is silent.
    """
    if not pages:
        return []
    return corrected([_with_matiere(piece, rules) for piece in cut(pages, name)], pages, corrections)


def _with_matiere(piece: Piece, rules: FundRules) -> Piece:
    """An act that does not state its matière gets the one its objet leaves no doubt about."""
    if not piece.is_act or piece.facts.matiere:
        return piece
    found = rules.matieres.matiere_of(piece.facts.objet, piece.facts.kind)
    return replace(piece, facts=replace(piece.facts, matiere=found.code)) if found else piece
