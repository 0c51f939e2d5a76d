"""What a list says of a result beyond its text: the acts that ended it, how well its page was recognised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from secretaire.desk.office import Office
from secretaire.fund.finding.results import Answer, Result
from secretaire.fund.pieces import ENDING_VERBS, ActFacts, Verb


@dataclass(frozen=True, slots=True)
class Ending:
    """A later act that says it ends one."""

    verb: Verb
    by: ActFacts


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a result, and how its page was read.

    Attributes:
        recognised: how sure the recognition of its page is, 0 to 1; None for a page that was typed.
    """

    endings: tuple[Ending, ...] = ()
    recognised: float | None = None


PLAIN = Standing()


@dataclass(frozen=True, slots=True)
class Listing:
    """Results and, by piece, what there is to say of each.

    Attributes:
        like: the act they are like; None for a search.
    """

    answer: Answer
    standings: Mapping[int, Standing]
    like: ActFacts | None = None


def listing(office: Office, answer: Answer, like: ActFacts | None = None) -> Listing:
    """An answer, with what there is to say of each of its results."""
    return Listing(answer, standings(office, answer.results), like)


def standings(office: Office, results: Iterable[Result]) -> dict[int, Standing]:
    """By piece, what there is to say of each result."""
    scans = office.fund.catalogue.scans
    return {
        result.piece: Standing(_endings(office, result), scans.confidence(result.document, result.page))
        for result in results
    }


def _endings(office: Office, result: Result) -> tuple[Ending, ...]:
    if not result.ended_by:
        return ()
    pieces = office.fund.catalogue.pieces
    verbs = {
        link.piece: link.verb
        for link in pieces.links_of(result.piece)
        if link.target == result.piece and link.verb in ENDING_VERBS
    }
    enders = pieces.get_all(result.ended_by)
    return tuple(Ending(verbs.get(piece.id, Verb.REPLACES), piece.facts) for piece in enders)
