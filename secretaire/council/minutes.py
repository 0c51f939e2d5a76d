"""The procès-verbal of a meeting (CGCT L. 2121-15): its text by parts, each piece with its origin, and its life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from secretaire.acts import editing
from secretaire.acts.act import Section
from secretaire.errors import Code, Refused


class Etat(StrEnum):
    """en préparation → relu → arrêté at the next meeting → publié within the week that follows."""

    EN_PREPARATION = "en_preparation"
    RELU = "relu"
    ARRETE = "arrete"
    PUBLIE = "publie"


@dataclass(frozen=True, slots=True)
class MinutesPart:
    """What is read, and changed, at once: the heading, the opening, a point, the end, the signatures.

    Attributes:
        key: « entete », « ouverture », « point.3 » (the id of the point), « levee », « signatures ».
        point: id of the point, for the part of a point.
    """

    key: str
    section: Section
    point: int | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """The whole text of a procès-verbal, in the order of the page."""

    parts: tuple[MinutesPart, ...] = ()

    def part(self, key: str) -> MinutesPart:
        """The part of that key; LookupError if there is none."""
        found = next((p for p in self.parts if p.key == key), None)
        if found is None:
            raise LookupError(key)
        return found

    def with_section(self, key: str, section: Section) -> Minutes:
        """The same text, one of its parts changed."""
        return Minutes(tuple(replace(p, section=section) if p.key == key else p for p in self.parts))

    @property
    def text(self) -> str:
        return "\n\n".join(p.section.text for p in self.parts if p.section.visible)


@dataclass(frozen=True, slots=True)
class Rework:
    """A part as a person left it, over what the meeting says.

    Attributes:
        section: the part as it was then; only its touched paragraphs are hers.
        bases: what the meeting said then, by key of touched paragraph: when it says something else now, she is told.
    """

    section: Section
    bases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arret:
    """The minutes were settled at a later meeting, with what was asked to be put right."""

    seance_id: int
    date: dt.date
    remarques: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """When and how the minutes were put at the disposal of the public."""

    date: dt.date
    mode: str


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of the minutes of a meeting.

    Attributes:
        reworks: what a person wrote, by part.
        text: the whole text from the day it was read again; None while it still follows the meeting.
    """

    seance_id: int
    etat: Etat = Etat.EN_PREPARATION
    reworks: Mapping[str, Rework] = field(default_factory=dict)
    text: Minutes | None = None
    arret: Arret | None = None
    publication: Publication | None = None


def laid_over(assembled: Minutes, reworks: Mapping[str, Rework]) -> Minutes:
    """What the meeting says, with what a person wrote; a part that the meeting no longer has is left out."""
    parts = []
    for part in assembled.parts:
        rework = reworks.get(part.key)
        if rework is not None:
            kept = {p.key: p for p in rework.section.paragraphs if p.touched}
            part = replace(part, section=editing.laid_over(rework.section, kept, part.section))
        parts.append(part)
    return Minutes(tuple(parts))


def reworked(assembled: MinutesPart, section: Section, before: Rework | None) -> Rework:
    """A part as a person leaves it now, over what the meeting says.

    What was already hers keeps the words it was written over.
    """
    said = {p.key: p.text for p in assembled.section.paragraphs}
    known = before.bases if before else {}
    earlier = {p.key: p for p in before.section.paragraphs if p.touched} if before else {}
    bases = {
        p.key: known[p.key] if p.key in known and earlier.get(p.key) == p else said.get(p.key, "")
        for p in section.paragraphs
        if p.touched
    }
    return Rework(section, bases)


def moved(assembled: Minutes, reworks: Mapping[str, Rework]) -> tuple[tuple[str, str], ...]:
    """Part and paragraph that a person wrote over words the meeting no longer says."""
    found: list[tuple[str, str]] = []
    for part in assembled.parts:
        said = {p.key: p.text for p in part.section.paragraphs}
        rework = reworks.get(part.key)
        bases = rework.bases if rework else {}
        found += [(part.key, key) for key, base in bases.items() if base != said.get(key, "")]
    return tuple(found)


_FROM = {
    Etat.RELU: frozenset({Etat.EN_PREPARATION}),
    Etat.EN_PREPARATION: frozenset({Etat.RELU}),
    Etat.ARRETE: frozenset({Etat.RELU}),
    Etat.PUBLIE: frozenset({Etat.ARRETE}),
}


def stepped(record: Record, etat: Etat) -> Record:
    """The record in its next state.

    Raises:
        Refused: that state does not follow.
    """
    if record.etat not in _FROM[etat]:
        raise Refused(Code.MINUTES_STEP_REFUSED, etat=record.etat.value, etape=etat.value)
    return replace(record, etat=etat)
