"""What a check may need to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from secretaire.acts.act import Act, Role
from secretaire.acts.act_type import ActType, Famille
from secretaire.acts.fields import Table, read_field
from secretaire.acts.form_values import FormValues
from secretaire.acts.spans import Value
from secretaire.checks.delegations_given import Delegation
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded
from secretaire.council.commune import Commune
from secretaire.council.course import Held
from secretaire.council.roster import Elu, Roster
from secretaire.council.seance import Seance, Vote
from secretaire.errors import UnreadableInput
from secretaire.law.cited_acts import KnownAct
from secretaire.law.snapshot import Snapshot


@dataclass(frozen=True)
class CheckContext:
    """An act and what it is judged by.

    Attributes:
        seance: the meeting it is put to, as its point finds it, if there is one yet.
        vote: the count, once the council has voted: an act is reviewed before the meeting.
    """

    act: Act
    act_type: ActType
    commune: Commune
    roster: Roster
    seance: Seance | None
    vote: Vote | None
    snapshot: Snapshot
    today: date
    known_acts: tuple[KnownAct, ...] = ()  # of the fund, for the years that the act cites
    delegations: tuple[Delegation, ...] = ()  # to the maire, when the act may rest on one
    held: Held | None = None  # its point, once the meeting is open

    @property
    def day(self) -> date:
        """The date the act is judged at: its own, that of its meeting, else today."""
        return self.act.act_date or (self.seance.date if self.seance else self.today)

    @property
    def deliberation(self) -> bool:
        return self.act_type.famille is Famille.DELIBERATION

    @property
    def members(self) -> tuple[Elu, ...]:
        """The members in office that day."""
        return self.roster.on(self.day)

    @cached_property
    def text(self) -> str:
        """The whole act, one section after another."""
        return "\n".join(section.text for section in self.act.sections)

    @cached_property
    def plain(self) -> str:
        """The whole act, folded."""
        return folded(self.text)

    @cached_property
    def values(self) -> FormValues | None:
        """All the fields read together, those worked out included; None when one of them is unreadable."""
        try:
            return FormValues(self.act_type, self.act.fields, self.day)
        except UnreadableInput:
            return None

    def fact(self, name: str) -> Value | Table | None:
        """The value of a field; None if the type has no such field, or it is empty, unreadable or does not apply."""
        champ = self.act_type.champ(name)
        if champ is None or ((values := self.values) is not None and not values.asked(name)):
            return None
        try:
            return read_field(champ, self.act.fields.get(name) or champ.defaut or None)
        except UnreadableInput:
            return None  # the form has already refused it

    def finding_at(self, source: str, code: str, gravite: Gravite, message: str, reference: str = "") -> Finding:
        """A finding placed on the first characters that come from a source (a field, « vote.resultat »…)."""
        for section in self.act.sections:
            for place in section.origins():
                if place.origin.source == source:
                    return Finding(
                        code, gravite, message, place.span.text, place.start, place.end, section.role, reference
                    )
        return Finding(code, gravite, message, reference=reference)

    def finding_on(self, role: Role, code: str, gravite: Gravite, message: str, reference: str = "") -> Finding:
        """A finding on a whole section."""
        text = self.act.section(role).text
        return Finding(code, gravite, message, text[:80], 0, len(text), role, reference)
