"""How each paragraph of an act sits on the sheet. Mirrors the styles of the printed document."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt

from secretaire.acts.act import Paragraph, Role

_LEFT = Qt.AlignmentFlag.AlignLeft
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_JUSTIFY = Qt.AlignmentFlag.AlignJustify


@dataclass(frozen=True, slots=True)
class Look:
    """Alignment, weight, relative size, and spaces (in points) of a paragraph."""

    align: Qt.AlignmentFlag = _JUSTIFY
    bold: bool = False
    size: float = 1.0
    before: float = 0.0
    after: float = 5.0
    muted: bool = False


TABLE_ROW = Look(_LEFT, size=0.95, before=2, after=0)
ARTICLE_WORD = "Article "

_ROLES: dict[Role, Look] = {
    Role.ENTETE: Look(_LEFT, size=0.95, after=0),
    Role.COMPOSITION: Look(after=3),
    Role.OBJET: Look(_LEFT, bold=True, before=8, after=8),
    Role.VISAS: Look(after=3),
    Role.CONSIDERANTS: Look(after=3),
    Role.EXPOSE: Look(),
    Role.VOTE: Look(before=4),
    Role.DISPOSITIF: Look(after=6),
    Role.CLOTURE: Look(_LEFT, before=8, after=8),
    Role.SIGNATURES: Look(_LEFT, after=4),
    Role.MENTIONS: Look(size=0.85, after=3, muted=True),
}
_KEYS: dict[str, Look] = {
    "entete.republique": Look(_CENTRE, bold=True, size=0.95, after=4),
    "entete.titre": Look(_CENTRE, bold=True, size=1.12, before=12, after=3),
    "entete.seance": Look(_CENTRE, after=2),
    "entete.date": Look(_CENTRE, after=2),
    "entete.numero": Look(_CENTRE, bold=True, after=10),
    "ouverture": Look(before=8, after=4),
}
_ANNOUNCE = Look(_CENTRE, bold=True, before=6, after=6)
_COUNT = Look(_LEFT, size=0.95, after=0)


def look_of(role: Role, paragraph: Paragraph) -> Look:
    """The look of a paragraph of a section."""
    known = _KEYS.get(paragraph.key)
    if known is not None:
        return known
    if paragraph.key.startswith("effectif."):
        return _COUNT
    if is_table_row(role, paragraph):
        return TABLE_ROW
    text = paragraph.text
    if role in {Role.DISPOSITIF, Role.VOTE} and len(text) < 40 and text.rstrip(" :,.").isupper():
        return _ANNOUNCE
    return _ROLES[role]


def is_table_row(role: Role, paragraph: Paragraph) -> bool:
    """A row of a table: its cells are separated by tabs. Signatures face each other, they are no table."""
    return "\t" in paragraph.text and role is not Role.SIGNATURES
