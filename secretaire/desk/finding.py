"""Find in the fund: search, precedents of an act, the passage of a result."""

from __future__ import annotations

from pathlib import Path

from secretaire.acts.act import Act
from secretaire.desk.office import Office
from secretaire.errors import Code, WrongUsage
from secretaire.fund.catalogue import Document
from secretaire.fund.search import Answer, Filters

MAX_PRECEDENTS = 8


def search(office: Office, query: str, filters: Filters | None = None, limit: int = 20) -> Answer:
    """Documents that answer the words, best first, each with its best passage."""
    return office.fund.search(query, filters or Filters(), limit)


def precedents(office: Office, act: Act) -> Answer:
    """The documents of the fund closest to the subject of an act."""
    kind = office.types.find(act.type_id)
    subject = " ".join(filter(None, [act.objet, kind.libelle if kind else "", *act.notes]))
    return office.fund.precedents_for(subject, Filters(), MAX_PRECEDENTS)


def page_text(office: Office, document_id: int, page: int) -> str:
    """The text that was read on a page of a document; empty when it left the fund."""
    return office.fund.page_text(document_id, page) or ""


def page_count(office: Office, document_id: int) -> int:
    """How many pages were read of a document.

    Raises:
        WrongUsage: the document left the fund.
    """
    return _document(office, document_id).page_count


def document_path(office: Office, document_id: int) -> Path:
    """Where the file of the commune is.

    Raises:
        WrongUsage: the document left the fund.
    """
    return _document(office, document_id).path


def _document(office: Office, document_id: int) -> Document:
    document = office.fund.document(document_id)
    if document is None:
        raise WrongUsage(Code.UNKNOWN_DOCUMENT, document=document_id)
    return document
