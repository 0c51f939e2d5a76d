"""The checks on a document, of the fund or any file: cut into its acts, each remark with its act and its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.minutes.check import check_stretches, named
from secretaire.checks.minutes.meeting import Record, Stretch
from secretaire.desk.files import read_document
from secretaire.desk.law import legal_snapshot
from secretaire.desk.office import Office
from secretaire.desk.spelling import language_of_text
from secretaire.fund.cutting.body import Body
from secretaire.fund.cutting.cut import cut
from secretaire.fund.pieces import Kind, Piece
from secretaire.fund.reading.reading import Page
from secretaire.law.snapshot import Snapshot

_RECORDS = {Kind.PROCES_VERBAL: Record.PROCES_VERBAL, Kind.COMPTE_RENDU: Record.OTHER_MINUTES}
_ORDER = (Gravite.BLOQUANT, Gravite.ALERTE, Gravite.INFO)


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A remark on a document, its own characters counted in the pages one after the other, a line break between two.

    Attributes:
        page: from 1; `start`, `end`: characters of the text of that page.
    """

    finding: Finding
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What was found in a file, the most serious first, and the day that its first act was judged at."""

    name: str
    findings: tuple[PlacedFinding, ...]
    judged_on: date


def check_document(office: Office, document_id: int) -> tuple[PlacedFinding, ...]:
    """The findings on a document of the fund, in reading order, each act judged at its date (else today).

    Raises:
        WrongUsage: the document left the fund.
    """
    office.fund.document(document_id)
    pages = office.fund.catalogue.pages(document_id)
    pieces = [stored.piece for stored in office.fund.catalogue.pieces.of_document(document_id)]
    return check_pages(pages, pieces, office.snapshot, office.today())


def check_file(path: Path, today: date, *, judged_on: date | None = None) -> CheckedFile:
    """Check any file; each act is judged at its date (else today).

    Args:
        judged_on: the day that the legal references are judged at, whatever the acts say.

    Raises:
        UnreadableInput: the file is missing, or no text can be read in it.
    """
    pages = read_document(path)
    pieces = cut(pages, path.name)
    placed = check_pages(pages, pieces, legal_snapshot(), today, judged_on=judged_on)
    serious_first = sorted(placed, key=lambda p: _ORDER.index(p.finding.gravite))
    said = next((piece.facts.date for piece in pieces if piece.facts.date), today)
    return CheckedFile(path.name, tuple(serious_first), judged_on or said)


def check_pages(
    pages: Sequence[Page], pieces: Sequence[Piece], snapshot: Snapshot, today: date, *, judged_on: date | None = None
) -> tuple[PlacedFinding, ...]:
    """The findings on a document that was cut into pieces, in reading order.

    Args:
        today: the day that an act without date is judged at.
        judged_on: the day that the legal references are judged at, whatever the acts say.
    """
    body = Body(pages)
    stretches, record = _stretches(body, pieces)
    found = check_stretches(body.text, stretches, record, snapshot, today, judged_on=judged_on)
    french = named(language_of_text(body.text), stretches)
    text = "\n".join(page.text for page in pages)  # the running titles that were taken out of the way are there again
    placed = [_placed(body, replace(f, extrait=text[f.start : f.end])) for f in (*found, *french)]
    return tuple(sorted(placed, key=lambda p: p.finding.start))


def _stretches(body: Body, pieces: Sequence[Piece]) -> tuple[list[Stretch], Record]:
    stretches: list[Stretch] = []
    record = Record.NO_MINUTES
    for piece in pieces:
        extent, facts = piece.extent, piece.facts
        start, end = body.offset(extent.first_page, extent.start), body.offset(extent.last_page, extent.end)
        stretches.append(Stretch(start, end, piece.is_act, facts.date, facts.number, facts.objet))
        record = _RECORDS.get(facts.kind, record)
    return stretches, record


def _placed(body: Body, finding: Finding) -> PlacedFinding:
    page, start = body.place(finding.start)
    last_page, end = body.place(finding.end)
    if last_page != page:  # the passage goes on: its beginning is shown
        end = len(body.text[finding.start : body.page_starts[body.index(finding.start) + 1] - 1]) + start
    return PlacedFinding(finding, page, start, end)
