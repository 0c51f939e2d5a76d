"""List pieces without words: all that pass the filters, by date."""

from __future__ import annotations

import time
from pathlib import Path

from secretaire.fund.catalogue.catalogue import Catalogue
from secretaire.fund.catalogue.piece_table import StoredPiece
from secretaire.fund.finding.extracts import EXTRACT_CHARS, Extract
from secretaire.fund.finding.piece_text import piece_text
from secretaire.fund.finding.results import Answer, Filters, Result, Sort
from secretaire.fund.pieces import ENDING_VERBS


def browse(catalogue: Catalogue, filters: Filters, sort: Sort, limit: int) -> Answer:
    """The pieces that pass the filters, each shown by its beginning.

    The newest first unless the oldest are asked; those of one day as they follow each other in their document.
    """
    started = time.perf_counter()
    pieces = catalogue.pieces
    ids = pieces.matching(filters) & pieces.first_copies()
    one_day = filters.since is not None and filters.since == filters.until
    order = Sort.OLDEST if sort is Sort.OLDEST or one_day else Sort.NEWEST
    shown = pieces.get_all(pieces.first_by_date(ids, order, limit))
    results = tuple(_result(catalogue, piece) for piece in shown)
    return Answer(len(ids), (time.perf_counter() - started) * 1000, results)


def _result(catalogue: Catalogue, piece: StoredPiece) -> Result:
    extent = piece.extent
    text = piece_text(extent, catalogue.pages(piece.document, extent.first_page, extent.first_page))
    beginning = text.text[:EXTRACT_CHARS]
    if len(text.text) > EXTRACT_CHARS and " " in beginning:
        beginning = beginning.rsplit(" ", 1)[0]
    passage = text.passage(0, len(beginning))
    document = catalogue.document(piece.document)
    links = catalogue.pieces.links_of(piece.id)
    return Result(
        piece=piece.id,
        document=piece.document,
        path=document.path if document else Path(),
        facts=piece.facts,
        extent=extent,
        page=passage.page,
        extract=Extract(beginning, 0, ()),
        span=passage.span,
        others=(),
        other_count=0,
        score=0.0,
        copies=tuple(catalogue.pieces.copies([piece.id]).get(piece.id, ())),
        ended_by=tuple(link.piece for link in links if link.target == piece.id and link.verb in ENDING_VERBS),
    )
