"""A meeting of the council: presence, pouvoirs, quorum, votes. Rules: CGCT L. 2121-10 to L. 2121-21."""

from __future__ import annotations

import datetime as dt  # a field is named `date`
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pouvoir:
    """A written proxy: one at most per holder, who must be present (L. 2121-20)."""

    mandant: int
    mandataire: int


@dataclass(frozen=True, slots=True)
class Seance:
    """A meeting. Members are named by their roster id."""

    id: int
    date: dt.date
    heure: dt.time | None = None
    lieu: str = ""
    convocation: dt.date | None = None
    presents: tuple[int, ...] = ()
    excuses: tuple[int, ...] = ()
    pouvoirs: tuple[Pouvoir, ...] = ()
    secretaire: int | None = None
    president: int | None = None  # None: the maire


@dataclass(frozen=True, slots=True)
class Vote:
    """The count of one ballot, pouvoirs included."""

    pour: int
    contre: int = 0
    abstentions: int = 0
    ne_prend_pas_part: int = 0
    noms_contre: tuple[str, ...] = ()
    noms_abstentions: tuple[str, ...] = ()
    noms_deport: tuple[str, ...] = ()
    president_pour: bool | None = None  # how the president voted, needed when the votes are equal
    blancs_nuls: int = 0  # secret ballots: blank and null papers, never counted as votes cast
