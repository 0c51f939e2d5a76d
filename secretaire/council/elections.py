"""An election by the council: three rounds, an absolute majority at the first two (CGCT L. 2121-21, L. 2122-7); or lists
that share the seats at the largest remainder (CGCT D. 1411-3, D. 1411-4, L. 2121-22).
"""

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
        aine: at the last round, the eldest of those whose voices are equal; when lists share the seats, the one whose
            candidate is the eldest of those the last seat stands between.
        sieges: the seats that lists share in proportion to their voices; 0: whoever has the majority is elected.
    """

    voix: tuple[tuple[str, int], ...]
    blancs: int = 0
    nuls: int = 0
    siege: str = ""
    aine: str = ""
    sieges: int = 0

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
    if not rounds or rounds[-1].sieges:
        return None
    last, number = rounds[-1], len(rounds)
    if len(last.first) == 1:
        name = last.first[0]
        voices = dict(last.voix)[name]
        return Elected(name, voices, number) if voices >= last.majorite or number == LAST_ROUND else None
    if number == LAST_ROUND and last.aine in last.first:
        return Elected(last.aine, dict(last.voix)[last.aine], number, age=True)
    return None


def filled(rounds: Sequence[Tour]) -> bool:
    """No other round is needed: someone is elected, or lists have voices to share the seats by."""
    return bool(rounds) and (rounds[-1].exprimes > 0 if rounds[-1].sieges else elected(rounds) is not None)


@dataclass(frozen=True, slots=True)
class Shared:
    """The seats of each list, in the order of its voices as noted.

    Attributes:
        tied: the lists between which the seats left stand, equal in remainders and in voices: the eldest decides.
        left: the seats that nothing noted gives to one list rather than another.
    """

    seats: tuple[tuple[str, int], ...]
    tied: tuple[str, ...] = ()
    left: int = 0


def shared(tour: Tour) -> Shared:
    """The seats by proportional representation at the largest remainder (D. 1411-3); of equal remainders the list with
    more voices has the seat, then the eldest candidate (D. 1411-4).
    """
    total = tour.exprimes
    if not total:
        return Shared(tuple((name, 0) for name, _ in tour.voix), (), tour.sieges)
    won = {name: voices * tour.sieges // total for name, voices in tour.voix}
    left = tour.sieges - sum(won.values())
    strength = {name: (voices * tour.sieges % total, voices) for name, voices in tour.voix}
    tied: tuple[str, ...] = ()
    for level in sorted(set(strength.values()), reverse=True):
        equal = [name for name, _ in tour.voix if strength[name] == level]
        if left >= len(equal):
            for name in equal:
                won[name] += 1
            left -= len(equal)
            continue
        tied = tuple(equal) if left else ()
        if tour.aine in tied:
            won[tour.aine] += 1
            left -= 1
            tied = tuple(name for name in tied if name != tour.aine) if left else ()
        break
    return Shared(tuple(won.items()), tied, left)
