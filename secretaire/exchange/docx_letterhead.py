"""An act on the letterhead of the commune: its blanks filled, and a sheet where the act goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.shared import Pt

from secretaire.acts.act import Act, Paragraph, Role
from secretaire.checks.folding import folded
from secretaire.council.commune import Commune
from secretaire.exchange.docx_heading import PLACE_KEYS
from secretaire.exchange.docx_sheet import Sheet
from secretaire.exchange.docx_styles import add_guest_styles
from secretaire.exchange.papier.look import PLAIN
from secretaire.exchange.papier.placeholders import blanks, body_paragraph, fill, paragraphs, text_of

_BY_BLANK = {"titre": "entete.titre", "numero": "entete.numero", "date_seance": "entete.seance"}
_ROOM_ABOVE = Pt(14)
_SIGNERS = {"maire": "signature.maire", "secretaire_seance": "signature.secretaire"}


@dataclass(frozen=True, slots=True)
class GuestSheet:
    """The sheet, and the paragraphs of the act that the letterhead already says."""

    sheet: Sheet
    said: frozenset[str]
    says_objet: bool

    def unsaid(self, act: Act) -> Act:
        """The act without what the letterhead says above or under it: nothing is written twice."""

        def kept(role: Role, paragraph: Paragraph) -> bool:
            if role is Role.OBJET and self.says_objet:
                return False
            return not any(paragraph.key.startswith(key) for key in self.said)

        sections = (
            replace(section, paragraphs=tuple(p for p in section.paragraphs if kept(section.role, p)))
            for section in act.sections
        )
        return replace(act, sections=tuple(sections))


def guest_sheet(letterhead: bytes, commune: Commune, values: Mapping[str, str]) -> GuestSheet:
    """Open a letterhead made by `importing.read_letterhead`, with its blanks filled."""
    document = docx.Document(BytesIO(letterhead))
    anchor = next(p for p in paragraphs(document.element.body) if body_paragraph(p) is not None)
    before, after = _around(document, anchor)
    above = {blank.name for blank in blanks(before)}
    below = {blank.name for blank in blanks(after)}
    said = {_BY_BLANK[name] for name in above & set(_BY_BLANK)} | {_SIGNERS[name] for name in below & set(_SIGNERS)}
    fill([document.element.body, *furniture(document)], values)
    # the placeholder of the act is still there: what is before it is the heading
    before, _ = _around(document, anchor)
    place = _place_said(" ".join(_texts([*before, *furniture(document, "header")])), commune)
    if "entete.commune" in place and above & {"titre", "numero", "objet"}:
        place = set(PLACE_KEYS)  # a model drawn up to the objet: its heading is complete, as the commune wants it
    said |= place
    add_guest_styles(document, PLAIN)
    return GuestSheet(Sheet(document, anchor, PLAIN, room_above=_ROOM_ABOVE), frozenset(said), "objet" in above)


def furniture(document: Document, *kinds: str) -> list[Any]:
    """The roots of the headers and footers of a document."""
    ends = kinds or ("header", "footer")
    parts = (relation.target_part for relation in document.part.rels.values() if relation.reltype.endswith(ends))
    return [part.element for part in parts]


def _around(document: Document, anchor: Any) -> tuple[list[Any], list[Any]]:
    """The blocks before and after the place of the act, on its own level and above it (a cell, its table)."""
    before: list[Any] = []
    after: list[Any] = []
    level = anchor
    while level is not document.element.body:
        before[:0] = list(level.itersiblings(preceding=True))[::-1]
        after += list(level.itersiblings())
        level = level.getparent()
    return before, after


def _texts(roots: Iterable[Any]) -> Iterator[str]:
    for root in roots:
        for paragraph in paragraphs(root):
            yield text_of(paragraph)


def _place_said(text: str, commune: Commune) -> set[str]:
    heading = " ".join(folded(text).replace("-", " ").split())

    def says(name: str) -> bool:
        words = " ".join(folded(name).replace("-", " ").split())
        return bool(words) and words in heading

    return {
        key
        for key, name in {
            "entete.titre": "extrait du registre des délibérations",
            "entete.republique": "république française",
            "entete.departement": commune.departement,
            "entete.arrondissement": f"arrondissement de {commune.arrondissement}" if commune.arrondissement else "",
            "entete.commune": commune.nom,
        }.items()
        if says(name)
    }
