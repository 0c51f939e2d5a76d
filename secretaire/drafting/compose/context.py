"""What a composition is made from beside the fields, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from secretaire.acts.act import Section
from secretaire.council.commune import Commune
from secretaire.council.course import Course, Held
from secretaire.council.roster import Elu, Roster
from secretaire.council.seance import Seance, Vote
from secretaire.council.votes import Scrutin


@dataclass(frozen=True, slots=True)
class Context:
    """The town hall at the time of the act. Without seance or vote, what they will say stays a visible blank.

    Attributes:
        seance: as the point of the act finds it.
        held: that point, once the meeting is open.
        told: the whole meeting, for a text that tells all of it.
    """

    commune: Commune
    roster: Roster
    seance: Seance | None
    vote: Vote | None
    act_date: date | None
    numero: str
    held: Held | None = None
    told: Course | None = None

    @property
    def scrutin(self) -> Scrutin:
        """How the point was voted."""
        return self.held.passage.scrutin if self.held else Scrutin.ORDINAIRE

    @property
    def rounds_held(self) -> bool:
        """The point was decided by an election."""
        return bool(self.held and self.held.passage.tours)

    @property
    def immediate(self) -> bool:
        """The point was decided by a single candidacy, without a vote (L. 2121-21)."""
        return bool(self.held and self.held.passage.immediate)

    @property
    def open_nomination(self) -> bool:
        """The council nominated without the secret ballot (L. 2121-21)."""
        return bool(self.held and self.held.passage.sans_secret)

    @property
    def course(self) -> Course | None:
        """The meeting the text is about, once it is open."""
        return self.held.course if self.held else self.told

    @property
    def without_quorum(self) -> bool:
        """A second convocation: no quorum is needed (L. 2121-17)."""
        if self.held:
            return self.held.room.presence.seconde_convocation
        return self.told is not None and self.told.seconde_convocation

    @property
    def day(self) -> date | None:
        """The day of the act: of its seance for a deliberation."""
        return self.seance.date if self.seance else self.act_date

    @property
    def maire(self) -> Elu | None:
        """The maire on the day of the act; the last one known when the day is not."""
        if self.day:
            return self.roster.maire(self.day)
        starts = [e.debut or date.min for e in self.roster.elus]
        return next((m for start in sorted(starts, reverse=True) if (m := self.roster.maire(start))), None)

    def elu(self, elu_id: int | None) -> Elu | None:
        """The member of that roster id, past or present."""
        return next((e for e in self.roster.elus if e.id == elu_id), None)


@dataclass(frozen=True, slots=True)
class Composition:
    """A complete act without the model: its sections, its title, the names of its blanks in reading order."""

    sections: tuple[Section, ...]
    objet: str
    blanks: tuple[str, ...]
