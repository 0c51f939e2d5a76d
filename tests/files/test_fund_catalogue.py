"""The catalogue: pieces filtered and linked, copies known, scanned pages kept, documents inside others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from secretaire.fund.catalogue.catalogue import Catalogue, Fingerprint, Root
from secretaire.fund.catalogue.piece_table import Link, StoredPiece
from secretaire.fund.catalogue.scan_table import RecognisedText
from secretaire.fund.finding.results import Filters
from secretaire.fund.pieces import ActFacts, Extent, Kind, Mention, Outcome, Piece, Verb, Vote
from secretaire.fund.reading.reading import Page, Reading, Status

ROOT = Path("/actes")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "fonds.sqlite")
    opened.add_root(Root(ROOT, is_folder=True))
    yield opened
    opened.close()


def keep(
    catalogue: Catalogue,
    name: str,
    *pieces: tuple[str, ActFacts],
    sha256: str = "",
    scanned: Sequence[int] = (),
    container: int | None = None,
) -> list[StoredPiece]:
    """A document whose pages are its pieces, one each."""
    pages = tuple(Page(number, text) for number, (text, _) in enumerate(pieces, start=1))
    status = Status.READ if pages else Status.NO_TEXT
    reading = Reading(status, pages, page_count=len(pages) + len(scanned), scanned=tuple(scanned))
    cut = [Piece(Extent(n, 0, n, len(text)), facts) for n, (text, facts) in enumerate(pieces, start=1)]
    document = catalogue.save(ROOT / name, ROOT, Fingerprint(1, 1, sha256 or name), reading, cut, container=container)
    return catalogue.pieces.of_document(document)


CANTINE = ActFacts(
    kind=Kind.DELIBERATION,
    date=date(2023, 4, 4),
    number="2023-12",
    objet="Tarifs de la cantine",
    matiere="7.10",
    author="Mme Martin",
    presents=9,
    vote=Vote(8, 0, 1),
    outcome=Outcome.ADOPTED,
    amounts=(Decimal("3.50"), Decimal("4.20")),
    visas=("Vu le code de l'éducation",),
    mentions=(Mention(Verb.REPEALS, "2021-07", date(2021, 3, 2), 1, 10, 30),),
)
ANCIENNE = ActFacts(kind=Kind.DELIBERATION, date=date(2021, 3, 2), number="2021-07", matiere="7.1")


def test_every_fact_of_a_piece_comes_back(catalogue: Catalogue) -> None:
    (kept,) = keep(catalogue, "2023.pdf", ("Le repas coûte 3,50 €.", CANTINE))
    assert kept.facts == CANTINE
    assert catalogue.pieces.get(kept.id) == kept
    assert kept.piece.is_act


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(), {"2023-12", "2021-07", ""}),
        (Filters(kind=Kind.DELIBERATION), {"2023-12", "2021-07"}),
        (Filters(since=date(2023, 4, 4), until=date(2023, 4, 4)), {"2023-12"}),
        (Filters(until=date(2023, 4, 3)), {"2021-07"}),
        (Filters(matiere="7"), {"2023-12", "2021-07"}),
        (Filters(matiere="7.1"), {"2021-07"}),  # not 7.10
        (Filters(author="martin"), {"2023-12"}),
        (Filters(at_least=Decimal("4")), {"2023-12"}),
        (Filters(at_least=Decimal("3.60"), at_most=Decimal("4.10")), set()),
        (Filters(at_most=Decimal("3.50")), {"2023-12"}),
        (Filters(in_force_on=date(2022, 1, 1)), {"2021-07"}),
        (Filters(in_force_on=date(2023, 4, 4)), {"2023-12"}),
    ],
)
def test_filters(catalogue: Catalogue, filters: Filters, kept: set[str]) -> None:
    (newer,) = keep(catalogue, "2023.pdf", ("Le repas.", CANTINE))
    (older,) = keep(catalogue, "2021.pdf", ("Le goûter.", ANCIENNE))
    keep(catalogue, "lettre.txt", ("Madame, Monsieur", ActFacts()))
    catalogue.pieces.set_links([Link(newer.id, older.id, Verb.REPEALS)])
    found = catalogue.pieces.get_all(catalogue.pieces.matching(filters))
    assert {piece.facts.number for piece in found} == kept


def test_an_amended_act_is_still_in_force(catalogue: Catalogue) -> None:
    (newer,) = keep(catalogue, "2023.pdf", ("Le repas.", CANTINE))
    (older,) = keep(catalogue, "2021.pdf", ("Le goûter.", ANCIENNE))
    catalogue.pieces.set_links([Link(newer.id, older.id, Verb.AMENDS)])
    assert older.id in catalogue.pieces.matching(Filters(in_force_on=date(2024, 1, 1)))


def test_a_copy_is_indexed_in_place_of_the_original_that_left(catalogue: Catalogue) -> None:
    (first,) = keep(catalogue, "a.pdf", ("Le repas coûte  3,50 €.", CANTINE))
    (second,) = keep(catalogue, "b.docx", ("le repas coûte 3,50 €", CANTINE))
    assert catalogue.pieces.copies([first.id]) == {first.id: [ROOT / "b.docx"]}
    assert catalogue.pieces.originals(first.document) == [first]
    assert catalogue.pieces.originals(second.document) == []
    known = catalogue.revision()
    catalogue.remove([first.document])
    changes = catalogue.changes_since(known)
    assert (changes.to_index, changes.to_forget) == ([second.document], [first.document])
    assert catalogue.pieces.originals(second.document) == [second]


def test_recognised_pages_outlive_a_new_reading_of_the_same_content(catalogue: Catalogue) -> None:
    keep(catalogue, "registre.pdf", sha256="a", scanned=(1, 2))
    waiting = catalogue.scans.waiting()
    assert [page.number for page in waiting] == [1, 2]
    document = waiting[0].document
    catalogue.scans.keep(document, RecognisedText(1, "Séance du 4 avril", 0.8, "[]"))
    catalogue.scans.give_up(document, 2, "image")
    assert catalogue.scans.waiting() == []
    keep(catalogue, "registre.pdf", sha256="a", scanned=(1, 2))
    assert [page.text for page in catalogue.scans.recognised(document)] == ["Séance du 4 avril"]
    catalogue.scans.retry()
    assert [page.number for page in catalogue.scans.waiting()] == [2]
    keep(catalogue, "registre.pdf", sha256="b", scanned=(1,))
    assert [page.number for page in catalogue.scans.waiting()] == [1]
    assert catalogue.scans.recognised(document) == []


def test_documents_inside_another_move_and_leave_with_it(catalogue: Catalogue) -> None:
    archive = catalogue.save(ROOT / "a.zip", ROOT, Fingerprint(1, 1, "z"), Reading(Status.CONTAINER), [])
    (inside,) = keep(catalogue, "a.zip/2019/acte.pdf", ("Le repas.", CANTINE), container=archive)
    catalogue.move(archive, ROOT / "b" / "actes.zip", ROOT, Fingerprint(1, 2, "z"))
    (member,) = catalogue.members(archive)
    assert (member.id, member.path) == (inside.document, ROOT / "b" / "actes.zip" / "2019" / "acte.pdf")
    known = catalogue.revision()
    catalogue.remove([archive])
    assert set(catalogue.changes_since(known).to_forget) == {archive, inside.document}
    assert catalogue.pieces.get(inside.id) is None


def test_a_catalogue_of_the_first_version_keeps_its_texts(tmp_path: Path) -> None:
    import sqlite3
    from importlib.resources import files

    from secretaire.store.database import APPLICATION_ID

    path = tmp_path / "fonds.sqlite"
    old = sqlite3.connect(path)
    old.executescript(
        (files("secretaire.fund.catalogue") / "migrations" / "0001_catalogue.sql").read_text(encoding="utf-8")
    )
    old.execute("CREATE TABLE applied_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL)")
    old.execute("INSERT INTO root VALUES ('/actes', 1, '2026-01-01')")
    old.execute(
        "INSERT INTO document (path, root, size, mtime_ns, sha256, status, kind, number, date, objet, page_count,"
        " reader_version, read_at, revision)"
        " VALUES ('/actes/a.pdf', '/actes', 1, 1, 's', 'lu', 'deliberation', '2020-3', '2020-05-04', 'Voirie', 1, 1,"
        " '2026-01-01', 1)"
    )
    old.execute("INSERT INTO page VALUES (1, 1, 'Réfection du chemin')")
    old.execute("PRAGMA user_version = 1")
    old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    old.commit()
    old.close()
    catalogue = Catalogue(path)
    (piece,) = catalogue.pieces.of_document(1)
    assert piece.facts == ActFacts(Kind.DELIBERATION, date(2020, 5, 4), "2020-3", "Voirie")
    assert piece.extent == Extent(1, 0, 1, len("Réfection du chemin"))
    catalogue.close()
