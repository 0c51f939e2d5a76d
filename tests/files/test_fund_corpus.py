"""The fund on real municipal documents, read in place when they are there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from secretaire.desk.office import fund_rules
from secretaire.fund.causes import Cause
from secretaire.fund.fund import Fund
from secretaire.fund.reading.reading import Status
from secretaire.fund.reading.reading_process import ReadingProcess

CORPUS = Path(os.environ.get("SECRETAIRE_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="no real documents beside the repository (SECRETAIRE_CORPUS)"),
]


def test_a_year_of_minutes_is_read_then_searched(tmp_path: Path) -> None:
    fund = Fund(tmp_path, fund_rules())
    report = fund.read([CORPUS / "putanges" / "public" / "datas" / "2020"])
    # an old Word document, read when LibreOffice is on this computer
    assert {trouble.cause for trouble in report.erreurs} <= {Cause.OLD_WORD}
    assert report.lus + len(report.erreurs) == 9
    assert not report.interrompu
    answer = fund.search("décision modificative ")
    assert answer.total > 0
    for result in answer.results:
        assert result.facts.date is None or result.facts.date.year == 2020
        assert result.extract.highlights
    fund.close()


def test_scans_are_never_silently_empty() -> None:
    with ReadingProcess() as process:
        for path in sorted((CORPUS / "putanges" / "public" / "datas" / "2024").rglob("*.pdf"))[:3]:
            outcome = process.read(path)
            assert (outcome.status, outcome.cause) == (Status.NO_TEXT, Cause.NO_TEXT)
