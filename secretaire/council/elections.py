"""An election by the council: three rounds, an absolute majority at the first two (CGCT L. 2121-21, L. 2122-7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LAST_ROUND = 3


@dataclass(frozen=True, slots=True)
class Tour:
    """What was found in the box at one round.

    Attributes:
        voix: who obtained voices, candidate or list, as written on the papers.
        siege: the seat, when several are filled one after the other (« délégué suppléant »).
        aine: at the last round, the eldest of those whose voices are equal.
    """

    voix: tuple[tuple[str, int], ...]
    blancs: int = 0
    nuls: int = 0
    siege: str = ""
    aine: str = ""

    @property
    def exprimes(self) -> int:
        return sum(voices for _, voices in self.voix)

    @property
    def bulletins(self) -> int:
        """The papers found."""
        return self.exprimes + self.blancs + self.nuls

    @property
    def majorite(self) -> int:
        """The absolute majority of the voices cast."""
        return self.exprimes // 2 + 1

    @property
    def first(self) -> tuple[str, ...]:
        """Who obtained the most voices: several when they are equal."""
        most = max((voices for _, voices in self.voix), default=0)
        return tuple(name for name, voices in self.voix if voices == most and most > 0)


@dataclass(frozen=True, slots=True)
class Elected:
    """Who is elected: at which round, with how many voices, and whether age decided."""

    nom: str
    voix: int
    tour: int
    age: bool = False


def seats(tours: Sequence[Tour]) -> tuple[str, ...]:
    """The seats voted on, in the order of their first round."""
    return tuple(dict.fromkeys(tour.siege for tour in tours))


def rounds_of(tours: Sequence[Tour], siege: str) -> tuple[Tour, ...]:
    """The rounds for one seat, first to last."""
    return tuple(tour for tour in tours if tour.siege == siege)


def elected(rounds: Sequence[Tour]) -> Elected | None:
    """Who these rounds for one seat elect; None: another round is needed, or the eldest is to be named."""
    if not rounds:
        return None
    last, number = rounds[-1], len(rounds)
    if len(last.first) == 1:
        name = last.first[0]
        voices = dict(last.voix)[name]
        return Elected(name, voices, number) if voices >= last.majorite or number == LAST_ROUND else None
    if number == LAST_ROUND and last.aine in last.first:
        return Elected(last.aine, dict(last.voix)[last.aine], number, age=True)
    return None
