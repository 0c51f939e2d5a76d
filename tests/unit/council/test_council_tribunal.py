"""Which tribunal hears a contest (CJA R. 221-3)."""

from __future__ import annotations

import pytest

from secretaire.council.tribunal import tribunal


def test_every_departement_of_the_mainland_has_its_tribunal() -> None:
    codes = [f"{n:02d}" for n in range(1, 96) if n != 20] + ["2A", "2B"]
    assert [code for code in codes if not tribunal(code)] == []


@pytest.mark.parametrize(
    ("code", "seat"),
    [("61", "Caen"), ("02", "Amiens"), ("07", "Lyon"), ("12", "Toulouse"), ("52", "Châlons-en-Champagne"), ("971", "")],
)
def test_the_seat_of_a_tribunal(code: str, seat: str) -> None:
    assert tribunal(code) == seat
