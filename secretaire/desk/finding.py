"""Find in the fund: search, similar acts, one subject through time, the document of a result."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from secretaire.acts.act import Act
from secretaire.desk.office import Office
from secretaire.desk.resources import resources
from secretaire.fund.catalogue.piece_table import StoredPiece
from secretaire.fund.finding.browsing import browse
from secretaire.fund.finding.results import Answer, Filters, Sort
from secretaire.fund.history.chain import History
from secretaire.fund.pieces import ACT_KINDS
from secretaire.fund.reading.reading_process import ReadingProcess

MAX_PRECEDENTS = 8


def search(
    office: Office, query: str, filters: Filters | None = None, sort: Sort = Sort.RELEVANCE, limit: int = 20
) -> Answer:
    """Pieces that answer the words, each with its best passage; without words, all that pass the filters."""
    if not query.strip() and filters:
        return browse(office.fund.catalogue, filters, sort, limit)
    return office.fund.search(query, filters or Filters(), sort, limit)


def is_ready(office: Office) -> bool:
    """False while the index of a large fund has to be made again: nothing would be found."""
    return not office.fund.search("").preparing


def prepare(office: Office, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
    """Make the index again when it has to be; `progress` receives documents done and to do.

    Raises:
        Cancelled: `cancelled` said so; the next call starts it again.
        EnvironmentFault: another program is writing the index, or the disk refuses.
    """
    office.fund.prepare_index(progress, cancelled)


def precedents(office: Office, act: Act) -> Answer:
    """The pieces of the fund closest to the subject of an act."""
    kind = office.types.find(act.type_id)
    return on_subject(office, " ".join(filter(None, [act.objet, kind.libelle if kind else "", *act.notes])))


def on_subject(office: Office, subject: str) -> Answer:
    """The pieces of the fund closest to a few words."""
    return office.fund.similar_to(subject, Filters(), MAX_PRECEDENTS)


def similar(office: Office, piece_id: int, limit: int = MAX_PRECEDENTS) -> Answer:
    """The acts of the fund closest to a piece; what is around the acts of minutes is left out.

    Raises:
        WrongUsage: it is no longer there.
    """
    piece = office.fund.piece(piece_id)
    subject = piece.facts.objet or office.fund.piece_text(piece)
    answer = office.fund.similar_to(subject, Filters(), limit * 2, excluding=[piece_id])
    acts = tuple(result for result in answer.results if result.facts.kind in ACT_KINDS)[:limit]
    return replace(answer, results=acts, total=len(acts))


def history_of(office: Office, words: str) -> History:
    """One subject through time: the acts on it, one after the other."""
    return office.fund.history_of_subject(words)


def history_of_piece(office: Office, piece_id: int) -> History:
    """The acts before and after one of them, on its subject.

    Raises:
        WrongUsage: it is no longer there.
    """
    return office.fund.history_of_piece(piece_id)


@lru_cache(maxsize=1)
def matieres() -> tuple[tuple[str, str], ...]:
    """The nomenclature of the acts sent to the State: codes and what they are, in order."""
    with (resources() / "droit" / "nomenclature_actes.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["code"], row["libelle"]) for row in csv.DictReader(file, delimiter=";"))


def piece(office: Office, piece_id: int) -> StoredPiece:
    """A piece of the fund.

    Raises:
        WrongUsage: it is no longer there.
    """
    return office.fund.piece(piece_id)


def pieces(office: Office, document_id: int) -> list[StoredPiece]:
    """The pieces of a document, in order."""
    return office.fund.catalogue.pieces.of_document(document_id)


def authors(office: Office) -> list[str]:
    """Everyone who reports or signs in the fund, most frequent first."""
    return office.fund.catalogue.pieces.authors()


def years(office: Office) -> list[int]:
    """Every year that dates an act or a document of the fund, the latest first."""
    return office.fund.catalogue.pieces.years()


def page_text(office: Office, document_id: int, page: int) -> str:
    """The text that was read on a page of a document; empty when it has none or left the fund."""
    return office.fund.page_text(document_id, page) or ""


def page_count(office: Office, document_id: int) -> int:
    """How many pages a document has.

    Raises:
        WrongUsage: the document left the fund.
    """
    return office.fund.document(document_id).page_count


def document_path(office: Office, document_id: int) -> Path:
    """Where the file of the commune is; of a document kept inside another, that one's path then its name inside.

    Raises:
        WrongUsage: the document left the fund.
    """
    return office.fund.document(document_id).path


def openable_file(office: Office, document_id: int) -> Path:
    """A file that the programs of the PC can open: the file itself, or a copy of what is inside an archive or a letter.

    Raises:
        WrongUsage: the document left the fund.
        UnreadableInput: its container is no longer there or no longer holds it.
    """
    document = office.fund.document(document_id)
    if document.container is None:
        return document.path
    container = office.fund.document(document.container).path
    name = document.path.name.encode("utf-8")[-120:].decode("utf-8", errors="ignore")
    target = _copies_folder() / f"{document.id}-{document.fingerprint.sha256[:12]}-{name}"
    if target.exists():
        return target
    with ReadingProcess() as process:
        process.extract(container, document.path.relative_to(container).as_posix(), target)
    return target


@lru_cache(maxsize=1)
def _copies_folder() -> Path:
    """Private, and emptied by the system: copies made to be looked at."""
    return Path(tempfile.mkdtemp(prefix="secretaire-"))
