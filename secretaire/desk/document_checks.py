"""The checks on a document of the fund: each of its acts judged at its own date, each remark with its page."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from secretaire.checks.finding import Finding
from secretaire.desk.checking import check_text
from secretaire.desk.office import Office


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A remark on a document: characters [start, end) of the text of a page, from 1."""

    finding: Finding
    page: int
    start: int
    end: int


def check_document(office: Office, document_id: int) -> tuple[PlacedFinding, ...]:
    """The findings on every act of a document, judged at its date (else today), in reading order.

    Raises:
        WrongUsage: the document left the fund.
    """
    office.fund.document(document_id)
    placed: list[PlacedFinding] = []
    for piece in office.fund.catalogue.pieces.of_document(document_id):
        extent = piece.extent
        starts: list[tuple[int, int, int]] = []  # offset in the text, page, offset of that character in the page
        texts: list[str] = []
        position = 0
        for number in range(extent.first_page, extent.last_page + 1):
            text = office.fund.page_text(document_id, number) or ""
            first = extent.start if number == extent.first_page else 0
            last = extent.end if number == extent.last_page else len(text)
            starts.append((position, number, first))
            texts.append(text[first:last])
            position += last - first + 1
        for finding in check_text("\n".join(texts), office.snapshot, piece.facts.date or office.today()):
            rank = bisect_right([offset for offset, _, _ in starts], finding.start) - 1
            offset, page, at = starts[rank]
            start = at + finding.start - offset
            end = min(start + finding.end - finding.start, at + len(texts[rank]))
            placed.append(PlacedFinding(finding, page, start, end))
    return tuple(sorted(placed, key=lambda p: (p.page, p.start)))
