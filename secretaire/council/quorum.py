"""Quorum of a point on the agenda (CGCT L. 2121-17)."""

from __future__ import annotations

from dataclasses import dataclass


def quorum(en_exercice: int) -> int:
    """Members who must be physically present: more than half of the members in office."""
    return en_exercice // 2 + 1


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is there for one point. Pouvoirs never count for the quorum.

    Attributes:
        en_exercice: members in office, vacant seats excluded.
        presents: members physically there, before anyone leaves for this point.
        pouvoirs: valid pouvoirs held by those present.
        sortis: present members who leave the room for this point; they stay « en exercice ».
        ecartes: present members set aside as delegates of the commune (L. 1111-6, II): neither present
            nor « en exercice » for this point.
        seconde_convocation: the first meeting lacked a quorum; none is needed for the same agenda.
    """

    en_exercice: int
    presents: int
    pouvoirs: int = 0
    sortis: int = 0
    ecartes: int = 0
    seconde_convocation: bool = False

    @property
    def quorum(self) -> int:
        return quorum(self.en_exercice - self.ecartes)

    @property
    def counted(self) -> int:
        """Present members counted for the quorum of this point."""
        return self.presents - self.sortis - self.ecartes

    @property
    def reached(self) -> bool:
        return self.seconde_convocation or self.counted >= self.quorum

    @property
    def voters(self) -> int:
        """Votes that can be cast: those counted, and the pouvoirs."""
        return self.counted + self.pouvoirs
