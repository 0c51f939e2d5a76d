"""A nomination that is not by secret ballot, and who is nominated (CGCT L. 2121-21)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from secretaire.acts.act_type import ModeScrutin


class SansSecret(StrEnum):
    """Why the council nominates without a secret ballot."""

    UNANIMITE = "unanimite"  # the council, all agreeing, does not proceed by secret ballot
    CANDIDATURE_UNIQUE = "candidature_unique"  # one candidate a seat, or one list: it takes effect at once


@dataclass(frozen=True, slots=True)
class Nomme:
    """Someone nominated, as written; `siege`: « titulaire », « suppléant », a commission, empty for a single seat."""

    nom: str
    siege: str = ""

    @property
    def suppleant(self) -> bool:
        """The seat is that of a substitute."""
        return is_substitute(self.siege)


def is_substitute(siege: str) -> bool:
    """« suppléant », « délégué suppléant »…"""
    return "suppl" in siege.casefold()


def may_be_open(mode: ModeScrutin) -> bool:
    """Whether the council may do without the secret ballot: never for the maire and the adjoints (L. 2122-4, L. 2122-7)."""
    return mode is not ModeScrutin.SECRET


def cao_seats(population: int) -> int:
    """How many titulaires the commission d'appel d'offres has beside the maire, and as many suppléants (L. 1411-5, II).

    `population`: inhabitants of the commune.
    """
    return 5 if population >= 3500 else 3
