"""Correct what was read in the fund: the secretary has the last word, whatever is read again later."""

from __future__ import annotations

from datetime import UTC, datetime

from secretaire.desk.messages import sentence
from secretaire.desk.office import Office
from secretaire.errors import WrongUsage
from secretaire.fund.cutting.corrections import fact_from_text
from secretaire.store.corrections import Change, Correction


def correct_facts(office: Office, piece_id: int, facts: dict[str, str]) -> None:
    """Set facts of a piece: `kind`, `date`, `number`, `objet`, `matiere`, `author`…; an empty text empties one.

    Raises:
        WrongUsage: the piece is no longer there, or a fact is not written as it must be; nothing is changed.
    """
    piece = office.fund.piece(piece_id)
    for name, value in facts.items():
        fact_from_text(name, value)
    _keep(office, piece.document, office.fund.correction_of(piece, Change.FACTS, facts))


def fault_of(name: str, text: str) -> str:
    """What is wrong with a fact as written, in a few words to show under it; empty when nothing is."""
    try:
        fact_from_text(name, text)
    except WrongUsage as error:
        said = str(error.data.get("cause") or sentence(error))
        return f"{said[:1].upper()}{said[1:].rstrip('.')}."
    return ""


def not_an_act(office: Office, piece_id: int) -> None:
    """Say that a piece taken for an act is none: it joins what is around it.

    Raises:
        WrongUsage: the piece is no longer there.
    """
    piece = office.fund.piece(piece_id)
    _keep(office, piece.document, office.fund.correction_of(piece, Change.NOT_AN_ACT, {}))


def act_starts_here(office: Office, document_id: int, page: int, start: int) -> None:
    """Say that an act begins at a character of a page, where none was seen.

    Raises:
        WrongUsage: the document left the fund.
    """
    _keep(office, document_id, office.fund.correction_at(document_id, page, start))


def _keep(office: Office, document_id: int, correction: Correction) -> None:
    office.workspace.corrections.save(correction, now=datetime.now(UTC))
    office.fund.cut_again(document_id)
