"""An old act, wherever it is: a piece of the fund, a file, a text, or one of ours; with its places in its source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from secretaire.acts import wording
from secretaire.acts.act_type import Famille
from secretaire.desk import files, writing
from secretaire.desk.office import Office
from secretaire.drafting.reuse.old_act import OldAct, Passage
from secretaire.errors import Code, UnreadableInput, WrongUsage
from secretaire.fund.catalogue.piece_table import StoredPiece
from secretaire.fund.cutting.cut import cut
from secretaire.fund.pieces import ACT_KINDS, ActFacts, Extent, Kind
from secretaire.fund.reading.reading import Page

FAMILLES = {Kind.DELIBERATION: Famille.DELIBERATION, Kind.ARRETE: Famille.ARRETE, Kind.DECISION: Famille.ARRETE}
_NAMED = {Famille.DELIBERATION: "la délibération", Famille.ARRETE: "l'arrêté", None: "l'acte"}


@dataclass(frozen=True, slots=True)
class ReadAct:
    """An old act with the places of its text in its source.

    Attributes:
        source: « piece:12 », « acte:<id> », « fichier:<name> », « texte ».
        pages: of a piece of the fund: offset in the text, page, offset of that character in the page.
    """

    old: OldAct
    source: str
    pages: tuple[tuple[int, int, int], ...] = ()
    document: int = 0

    @property
    def label(self) -> str:
        """« la délibération n° 2025-014 du 12 mars 2025 »."""
        number = f" n°\u00a0{self.old.numero}" if self.old.numero else ""
        day = f" du {wording.day(self.old.day)}" if self.old.day else ""
        return f"{_NAMED[self.old.famille]}{number}{day}"

    def place(self, passage: Passage) -> str:
        """Where a passage is, as an origin of precedent says it; a passage over two pages is cut at the first."""
        if not self.pages:
            return self.source
        rank = bisect_right([offset for offset, _, _ in self.pages], passage.start) - 1
        offset, page, at = self.pages[rank]
        limit = self.pages[rank + 1][0] - 1 if rank + 1 < len(self.pages) else passage.end
        start, end = at + passage.start - offset, at + min(passage.end, limit) - offset
        return f"doc:{self.document}#p{page}:{start}-{end}"


def of_piece(office: Office, piece_id: int) -> ReadAct:
    """An act of the fund.

    Raises:
        WrongUsage: the piece is no longer in the fund, or is no act.
    """
    piece = office.fund.piece(piece_id)
    if piece.facts.kind not in ACT_KINDS:
        raise WrongUsage(Code.NOT_AN_ACT, piece=piece_id)
    return of_stored(office, piece)


def of_stored(office: Office, piece: StoredPiece) -> ReadAct:
    """An act of the fund that was just listed."""
    extent = piece.extent
    numbers = range(extent.first_page, extent.last_page + 1)
    pages = [Page(number, office.fund.page_text(piece.document, number) or "") for number in numbers]
    text, places = _text(pages, extent)
    return ReadAct(_old(text, piece.facts), f"piece:{piece.id}", places, piece.document)


def of_file(path: Path) -> ReadAct:
    """The act of a file.

    Raises:
        UnreadableInput: the file is missing, no text can be read in it, or it holds several acts.
    """
    pages = files.read_document(path)
    acts = [piece for piece in cut(pages, path.name) if piece.is_act]
    source = f"fichier:{path.name}"
    if len(acts) > 1:
        raise UnreadableInput(Code.SEVERAL_ACTS, fichier=path.name, nombre=len(acts))
    if not acts:
        return ReadAct(OldAct("\n".join(page.text for page in pages)), source)
    text, _ = _text([page for page in pages if page.number >= acts[0].extent.first_page], acts[0].extent)
    return ReadAct(_old(text, acts[0].facts), source)


def of_ours(office: Office, act_id: str) -> ReadAct:
    """One of our acts.

    Raises:
        WrongUsage: no such act.
    """
    former = writing.get_act(office, act_id)
    famille = writing.act_type(office, former.type_id).famille
    text = "\n\n".join(paragraph.text for section in former.sections for paragraph in section.visible)
    return ReadAct(OldAct(text, former.objet, famille, former.numero, former.act_date), f"acte:{former.id}")


def _old(text: str, facts: ActFacts) -> OldAct:
    return OldAct(text, facts.objet, FAMILLES.get(facts.kind), facts.number, facts.date)


def _text(pages: Sequence[Page], extent: Extent) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """The text of a piece, and where each of its pages begins in it."""
    texts: list[str] = []
    places: list[tuple[int, int, int]] = []
    offset = 0
    for page in pages:
        if page.number > extent.last_page:
            break
        start = extent.start if page.number == extent.first_page else 0
        end = extent.end if page.number == extent.last_page else len(page.text)
        places.append((offset, page.number, start))
        texts.append(page.text[start:end])
        offset += end - start + 1
    return "\n".join(texts), tuple(places)
