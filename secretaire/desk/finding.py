"""Find in the fund: search, precedents of an act, the passage of a result."""

from __future__ import annotations

from pathlib import Path

from secretaire.acts.act import Act, Role
from secretaire.desk.office import Office
from secretaire.fund.search import Filters, SearchResults

MAX_PRECEDENTS = 8


def search(office: Office, query: str, filters: Filters | None = None, limit: int = 20) -> SearchResults:
    """Passages that answer the words, best first, one line a document."""
    return office.fund.search(query, filters or Filters(), limit)


def precedents(office: Office, act: Act) -> SearchResults:
    """The passages of the fund closest to the subject of an act."""
    subject = " ".join(filter(None, [act.objet, act.section(Role.EXPOSE).text, " ".join(act.notes)]))
    return office.fund.precedents_for(subject, MAX_PRECEDENTS)


def page_text(office: Office, document_id: int, page: int) -> str:
    """The text that was read on a page of a document."""
    return office.fund.page_text(document_id, page)


def document_path(office: Office, document_id: int) -> Path:
    """Where the file of the commune is."""
    return office.fund.document(document_id).path
