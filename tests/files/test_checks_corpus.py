"""Checks on real acts and minutes, read in place when they are there: next to nothing blocks what was already taken."""

from __future__ import annotations

import os
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from secretaire.checks.finding import Gravite
from secretaire.checks.run import check_plain_text
from secretaire.desk.document_checks import check_pages
from secretaire.fund.cutting.cut import cut
from secretaire.fund.reading.readers import read_file
from secretaire.law.references import find_references
from secretaire.law.snapshot import SNAPSHOT_FILES, Snapshot, load_snapshot

CORPUS = Path(os.environ.get("SECRETAIRE_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
DROIT = Path(__file__).parents[2] / "resources" / "droit"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="no real documents beside the repository (SECRETAIRE_CORPUS)"),
]


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    with ExitStack() as stack:
        return load_snapshot(*(stack.enter_context((DROIT / name).open("rb")) for name in SNAPSHOT_FILES))


@pytest.fixture(scope="module")
def texts() -> list[str]:
    paths = sorted((CORPUS / "montpellier").rglob("*.pdf"))[::12]
    readings = [read_file(path) for path in paths]
    return ["\n".join(page.text for page in reading.pages) for reading in readings if reading.pages]


def test_no_real_act_is_blocked(texts: list[str], snapshot: Snapshot) -> None:
    assert len(texts) > 10
    for text in texts:
        findings = check_plain_text(text, snapshot, date(2014, 1, 15))
        assert all(f.gravite is not Gravite.BLOQUANT for f in findings)
        assert all(text[f.start : f.end] == f.extrait for f in findings)


def test_real_minutes_are_checked_act_by_act_and_hardly_blocked(snapshot: Snapshot) -> None:
    paths = sorted((CORPUS / "putanges").rglob("*compte-rendu*.pdf"))[::12]
    acts = blocking = alerts = 0
    for path in paths:
        pages = read_file(path).pages
        pieces = cut(pages, path.name)
        texts = {page.number: page.text for page in pages}
        acts += sum(piece.is_act for piece in pieces)
        for placed in check_pages(pages, pieces, snapshot, date(2026, 11, 22)):
            found = placed.finding
            assert found.extrait.startswith(texts[placed.page][placed.start : placed.end])
            blocking += found.gravite is Gravite.BLOQUANT
            alerts += found.gravite is Gravite.ALERTE and found.code.startswith(("VOT", "PRESEN", "QUORUM", "POUVOIR"))
    assert acts > 20
    assert blocking <= acts / 100
    assert alerts < acts / 5


def test_most_articles_are_read_with_their_code(texts: list[str]) -> None:
    articles = [r for text in texts for r in find_references(text) if r.article]
    with_code = [r for r in articles if r.code]
    assert len(articles) > 30
    assert len(with_code) / len(articles) > 0.8
