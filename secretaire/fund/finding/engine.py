"""The port of the search engine: what the fund asks of whatever keeps its words. Pure.

Whoosh is behind it (`whoosh_engine.py`); a second one, on SQLite FTS5, lives in the benchmarks as the yardstick.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from secretaire.fund.finding.query import Query


class IndexDamaged(Exception):
    """The files of the index cannot be read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A stretch of the text of a piece, and on the first of them its title.

    Attributes:
        start, end: characters of the text of the piece (see `piece_text.py`).
        title: what names the piece: its objet, its number, the name of its file.
    """

    document: int
    piece: int
    start: int
    end: int
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece that answers.

    Attributes:
        stretches: the entries where it answers best, as (start, end) of its text, best first; the first of the piece
            when only its title answers.
    """

    piece: int
    score: float
    stretches: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The pieces that answer.

    Attributes:
        hits: the best ones, best first.
        answering: every one, in no order.
        weights: for each word of the query, how much each of its terms counts, the rarer the more.
        corrections: words found nowhere, and what was searched instead.
        unknown: words found nowhere, under no form.
        relaxed: no piece holds as many of the words as it should; these hold the most.
    """

    hits: list[Hit] = field(default_factory=list)
    answering: Sequence[int] = ()
    weights: list[dict[str, float]] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    relaxed: bool = False


class Engine(Protocol):
    """Keeps the words of the pieces and ranks them. Any thread may rank; one at a time writes.

    Raises, from each method:
        IndexDamaged: its files cannot be read.
    """

    def write(self, forgotten: Collection[int], entries: Iterable[Entry]) -> None:
        """Forget documents, then take entries in, those of one piece together: all of it or nothing."""

    def rank(
        self,
        query: Query,
        limit: int,
        share: Callable[[int], int],
        allowed: Collection[int] | None = None,
        excluded: Collection[int] = (),
    ) -> Ranking:
        """The pieces that answer a query, of those allowed (all when None) and not excluded; `limit` hits at most.

        `share` tells how many of n words a piece should hold.
        """

    def entry_count(self) -> int:
        """How many entries can be found."""

    def close(self) -> None:
        """Close the files."""
