"""What is shown of a document of the fund beside its pages: its acts, what is known of one, what changed it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from secretaire.desk.office import Office
from secretaire.fund.catalogue.piece_table import StoredPiece
from secretaire.fund.pieces import Verb


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document and its pieces.

    Attributes:
        path: of a document kept inside another, the path of that one then its name inside.
        pieces: in the order of the text; none when nothing could be read.
        recognised: how sure the recognition of each scanned page is, 0 to 1.
        waiting: how many scanned pages have no text yet.
    """

    id: int
    path: Path
    page_count: int
    pieces: tuple[StoredPiece, ...]
    recognised: dict[int, float]
    waiting: int

    def piece_at(self, page: int, start: int) -> StoredPiece | None:
        """The piece that holds a character of a page; the nearest one before it when none does."""
        before = [x for x in self.pieces if (x.extent.first_page, x.extent.start) <= (page, start)]
        return before[-1] if before else next(iter(self.pieces), None)


@dataclass(frozen=True, slots=True)
class Change:
    """An act that changes another: what it does to it."""

    verb: Verb
    other: StoredPiece


@dataclass(frozen=True, slots=True)
class PieceView:
    """A piece and what surrounds it in the fund.

    Attributes:
        copies: other files that hold the same text.
        changed_by: later acts that say they change it.
        changes: earlier acts of the fund that it changes.
    """

    piece: StoredPiece
    copies: tuple[Path, ...]
    changed_by: tuple[Change, ...]
    changes: tuple[Change, ...]


def view_document(office: Office, document_id: int) -> DocumentView:
    """A document of the fund.

    Raises:
        WrongUsage: it left the fund.
    """
    catalogue = office.fund.catalogue
    document = office.fund.document(document_id)
    return DocumentView(
        id=document.id,
        path=document.path,
        page_count=document.page_count,
        pieces=tuple(catalogue.pieces.of_document(document_id)),
        recognised={page.number: page.confidence for page in catalogue.scans.recognised(document_id)},
        waiting=document.scans_waiting,
    )


def view_piece(office: Office, piece: StoredPiece) -> PieceView:
    """What is known of a piece."""
    table = office.fund.catalogue.pieces
    links = table.links_of(piece.id)
    others = {
        x.id: x for x in table.get_all({link.piece if link.target == piece.id else link.target for link in links})
    }
    return PieceView(
        piece=piece,
        copies=tuple(table.copies([piece.id]).get(piece.id, ())),
        changed_by=tuple(
            Change(link.verb, others[link.piece]) for link in links if link.target == piece.id and link.piece in others
        ),
        changes=tuple(
            Change(link.verb, others[link.target]) for link in links if link.piece == piece.id and link.target in others
        ),
    )
