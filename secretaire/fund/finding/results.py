"""What the fund is asked and what it answers: filters, order, results. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from secretaire.fund.finding.extracts import Extract
from secretaire.fund.finding.passages import Span
from secretaire.fund.pieces import ActFacts, Extent, Kind

DEFAULT_LIMIT = 20


class RebuildReason(StrEnum):
    """Why the index had to be made again from the catalogue."""

    MISSING = "absent"
    STALE = "perime"
    OTHER_CATALOGUE = "autre_catalogue"
    DAMAGED = "abime"
    NOT_PRIVATE = "ouvert_a_tous"


REASON_TEXTS: dict[RebuildReason, str] = {
    RebuildReason.MISSING: "l'index de recherche était absent : il a été refait à partir des textes déjà lus",
    RebuildReason.STALE: "l'index de recherche datait d'une version précédente : il a été refait",
    RebuildReason.OTHER_CATALOGUE: "l'index de recherche ne correspondait plus aux documents lus : il a été refait",
    RebuildReason.DAMAGED: "l'index de recherche était abîmé : il a été refait à partir des textes déjà lus",
    RebuildReason.NOT_PRIVATE: (
        "d'autres personnes pouvaient écrire dans l'index de recherche : il a été jeté et refait dans un dossier privé"
    ),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the results are limited to. A piece that does not say a fact passes no filter on it.

    Attributes:
        since, until: both included. A year is its first and last day, a séance the same day twice.
        matiere: a code of the nomenclature or its beginning: « 7 » holds « 7.5 ».
        author: words of the name of who reports or signs.
        at_least, at_most: one amount of the piece lies between, euros, both included.
        in_force_on: acts not known to be ended on that day.
    """

    kind: Kind | None = None
    since: date | None = None
    until: date | None = None
    matiere: str = ""
    author: str = ""
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    in_force_on: date | None = None


EVERYTHING = Filters()


class Sort(StrEnum):
    """The order of the results; a piece without date comes last in the orders by date."""

    RELEVANCE = "pertinence"
    NEWEST = "recent"
    OLDEST = "ancien"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a page: characters [span.start, span.end) of its text."""

    page: int
    span: Span


@dataclass(frozen=True, slots=True)
class Result:
    """A piece that answers, shown by its best passage.

    Attributes:
        piece, document: ids in the catalogue.
        path: file of the document; for a member of an archive, the path of the archive, then the name inside.
        extent: where the piece is in the document.
        page: page of the best passage; the first of the piece when only its title answers.
        extract: a few lines of the passage, with the characters to highlight.
        span: characters of the whole passage in the text of the page.
        others: other passages that answer, best first, as many as are worth a look.
        other_count: how many there are in the parts of the piece that answer best.
        score: only to compare results of one search.
        copies: other files that hold the same text.
        ended_by: pieces that say they end this one.
    """

    piece: int
    document: int
    path: Path
    facts: ActFacts
    extent: Extent
    page: int
    extract: Extract
    span: Span
    others: tuple[Passage, ...]
    other_count: int
    score: float
    copies: tuple[Path, ...] = ()
    ended_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The results of a search.

    Attributes:
        total: how many pieces answer, beyond those listed; at most, for an exact phrase of very common words.
        duration_ms: time spent, milliseconds.
        corrections: words found nowhere, and what was searched instead.
        unknown: words found nowhere, under no form.
        relaxed: nothing holds as many of the words as it should; these results hold the most.
        index_rebuilt: why the index had to be made again first, if it was.
        preparing: the index of a large fund has to be made again, which takes a minute or more; nothing was searched.
    """

    total: int
    duration_ms: float
    results: tuple[Result, ...]
    corrections: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    relaxed: bool = False
    index_rebuilt: RebuildReason | None = None
    preparing: bool = False
