"""Real minutes are cut as a person cut them: three of those of the truth, of three ways of numbering."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from pathlib import Path

import pytest
from benchmarks.cutting_figures import compare, truth

from secretaire.fund.cutting.cut import cut
from secretaire.fund.reading.readers import read_file

CORPUS = Path(os.environ.get("SECRETAIRE_CORPUS", Path(__file__).resolve().parents[3] / "shared" / "corpus"))
CHOSEN = ("898fa7fce496", "8981024b349d", "7a296d809960")


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus in {CORPUS}")
def test_minutes_are_cut_as_a_person_cut_them() -> None:
    files = {hashlib.sha256(path.read_bytes()).hexdigest()[:12]: path for path in sorted(CORPUS.rglob("*.pdf"))}
    known = truth()
    counts: Counter[str] = Counter()
    for sha256 in CHOSEN:
        pages = read_file(files[sha256]).pages
        for name, value in compare(known[sha256][1], cut(pages, files[sha256].stem), pages):
            counts[name] += 1 if name in {"act", "missed", "made up"} else bool(value)
    assert counts["act"] >= 0.9 * (counts["act"] + counts["missed"])
    assert counts["act"] >= 0.95 * (counts["act"] + counts["made up"])
    assert min(counts["date"], counts["number"], counts["vote"], counts["objet"]) >= 0.95 * counts["act"]
