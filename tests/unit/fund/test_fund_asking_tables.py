"""A row of a table is told with the titles of its columns, cell by cell, or not at all."""

from __future__ import annotations

import pytest

from secretaire.fund.asking.tables import row_in_words


@pytest.mark.parametrize(
    ("row", "others", "told"),
    [
        (
            "Journée | 120 € | 200 €",
            ["Location | Habitants | Extérieurs"],
            "Journée : Habitants 120 €, Extérieurs 200 €",
        ),
        ("Comité des fêtes | 450 €", ["DÉCIDE :", "Association | Montant"], "Comité des fêtes : Montant 450 €"),
        ("Journée | 120 € | 200 €", ["Location | Habitants"], ""),  # not its header
        ("Journée | 120 €", ["Week-end | 190 €"], ""),  # another row
        ("Journée | 120 € | ", ["Location | Habitants | Extérieurs"], ""),  # a cell is missing
        ("Le tarif est de 120 €.", ["Article 1"], ""),
    ],
)
def test_a_row_in_words(row: str, others: list[str], told: str) -> None:
    assert row_in_words(row, others) == told
