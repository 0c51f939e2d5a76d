"""Subjects through time in the real minutes of a village, against chains made by hand."""

from __future__ import annotations

import logging
import os
from collections import Counter
from pathlib import Path

import pytest
from benchmarks.history_figures import HASH_CHARS, Village, compare, name_of, truths

from secretaire.fund.history.subjects import SubjectRules

ROOT = Path(__file__).resolve().parents[2]
MINUTES = Path(os.environ.get("SECRETAIRE_CORPUS", ROOT.parent / "shared" / "corpus")) / "putanges"

SOME = {"tarif camping", "délégations au maire", "bail du restaurant", "adhésion au CAUE"}  # all: history_figures.py

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not MINUTES.is_dir(), reason=f"real minutes absent: {MINUTES.name} not beside the repository"),
]


def test_no_act_is_wrongly_in_force_in_ten_years_of_minutes(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, logger="pypdf")  # a page written sideways is said by the reader, not by its library
    rules = SubjectRules.load(ROOT / "resources" / "fonds" / "sujets.yaml")
    chosen = [truth for truth in truths() if truth.get("sujet") in SOME]
    named = {act[:HASH_CHARS] for truth in chosen for act in truth.get("actes", [])}
    village = Village.read([path for path in sorted(MINUTES.rglob("*.pdf")) if name_of(path) in named], rules)
    total: Counter[str] = sum((compare(truth, village, rules) for truth in chosen), Counter())
    assert total["sujets"] == len(SOME)
    assert total["jours FAUX"] == 0
    assert total["actes en trop"] == 0
    assert total["« dit » en trop"] == 0
    assert total["actes retrouvés"] == total["actes"] - total["absents du découpage"]
    assert total["jours justes"] >= 0.9 * total["jours"]
