"""A row of a table in words: « Journée : Habitants 120 €, Extérieurs 200 € », every cell as it is written. Pure."""

from __future__ import annotations

from collections.abc import Sequence

_BETWEEN_CELLS = " | "  # as the readers write a row


def row_in_words(row: str, others: Sequence[str]) -> str:
    """The cells of a row, each after the title of its column; empty when no text of `others` is its header.

    A header has as many cells as the row, and no figure but in its first cell.
    """
    cells = _cells(row)
    if len(cells) < 2 or not all(cells):
        return ""
    for other in others:
        titles = _cells(other)
        if len(titles) == len(cells) and not any(map(str.isdigit, "".join(titles[1:]))):
            told = ", ".join(f"{title} {cell}" for title, cell in zip(titles[1:], cells[1:], strict=True))
            return f"{cells[0]} : {told}"
    return ""


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split(_BETWEEN_CELLS)]
