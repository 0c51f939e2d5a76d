"""In which circumstances a meeting sits: closed doors (CGCT L. 2121-18), urgency (L. 2121-11), and how the council voted
on them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voix:
    """A vote of the council on its own sitting, pouvoirs included."""

    pour: int
    contre: int = 0
    abstentions: int = 0

    @property
    def total(self) -> int:
        return self.pour + self.contre + self.abstentions


@dataclass(frozen=True, slots=True)
class HuisClos:
    """Closed doors were asked for, and voted without debate.

    Attributes:
        demandeurs: three members at least; nobody: whoever presides asked (the maire, or who stands in for him).
    """

    voix: Voix
    demandeurs: tuple[int, ...] = ()

    @property
    def decide(self) -> bool:
        """More than half of the members present or represented are for it."""
        return 2 * self.voix.pour > self.voix.total
