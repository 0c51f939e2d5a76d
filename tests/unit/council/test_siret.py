"""The SIRET of a town hall: its key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secretaire.council.siret import is_siret


def test_a_real_shape() -> None:
    assert is_siret("21860194600013")  # the example of the open data schema
    assert not any(map(is_siret, ("", "2186019460001", "218601946000130", "2186019460001A", "２1860194600013")))


@given(st.from_regex(r"[0-9]{13}", fullmatch=True), st.integers(0, 13), st.integers(1, 9))
def test_one_digit_mistyped_is_always_seen(start: str, place: int, shift: int) -> None:
    (right,) = (start + last for last in "0123456789" if is_siret(start + last))
    wrong = (int(right[place]) + shift) % 10
    assert not is_siret(f"{right[:place]}{wrong}{right[place + 1 :]}")
