"""The arithmetic that act types may write: exact, and nothing else than arithmetic."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts.calculation import CalculationError, evaluate, operands

KNOWN = {
    "cout": Decimal("42500"),
    "aide": Decimal("17000.10"),
    "autres.montant": Decimal("8500.25"),
    "autres": Decimal(3),
    "zero": Decimal(0),
}
amounts = st.decimals(0, 10**9, places=2)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("cout - aide - autres.montant", "16999.65"),
        ("part(aide, cout)", "40.00"),
        ("entier(cout * 0.3 / 1000)", "12"),
        ("lignes(autres) + 1", "4"),
        ("-(aide)", "-17000.10"),
        ("(cout + aide) * 2", "119000.20"),
        ("15", "15"),
    ],
)
def test_a_calculation_gives_its_exact_result(text: str, result: str) -> None:
    assert evaluate(text, KNOWN.get) == Decimal(result)


@pytest.mark.parametrize("text", ["cout / zero", "part(cout, zero)", "cout + inconnu", "autres.absent * 2"])
def test_what_cannot_be_known_gives_nothing(text: str) -> None:
    assert evaluate(text, KNOWN.get) is None


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('ls')",
        "cout.__class__.__mro__",
        "a[0]",
        "cout ** 9999999",
        "cout if aide else 0",
        "lambda: 1",
        "'texte'",
        "part(cout)",
        "True",
        "cout +",
        "a.b.c",
        "x = 1",
        "(" * 5000,
        "",
    ],
)
def test_nothing_but_arithmetic_is_read(text: str) -> None:
    with pytest.raises(CalculationError):
        operands(text)


def test_the_operands_are_named_once() -> None:
    assert operands("cout - aide + part(aide, cout) - autres.montant") == ["cout", "aide", "autres.montant"]


@given(amounts, amounts, amounts)
def test_no_cent_is_ever_lost(a: Decimal, b: Decimal, c: Decimal) -> None:
    given_ = {"a": a, "b": b, "c": c}
    assert evaluate("a + b - c", given_.get) == a + b - c
    total = evaluate("a + b + c", given_.get)
    assert total is not None
    assert total - a - b - c == 0
