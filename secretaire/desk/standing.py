"""What a list says of a result beyond its text: the acts that ended it, how well its page was recognised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from secretaire.desk.office import Office
from secretaire.fund.pieces import ENDING_VERBS, ActFacts, Verb
from secretaire.fund.results import Result


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


def standings(office: Office, results: Iterable[Result]) -> dict[int, Standing]:
    """By piece, what there is to say of each result."""
    return {
        result.piece: Standing(
            _endings(office, result), office.fund.catalogue.scans.confidence(result.document, result.page)
        )
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
