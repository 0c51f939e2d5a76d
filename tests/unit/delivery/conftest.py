"""The scripts of the delivery are read as they run: from their own folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging" / "paquet"))
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging" / "livraison"))

from composants import read_facts
from manifeste import Origins, here


@pytest.fixture(scope="session")
def origins() -> Origins:
    """Where the files of this environment come from, read once."""
    return here(read_facts())
