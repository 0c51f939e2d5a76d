"""An act is data: ordered sections, each made of paragraphs, each made of spans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NewType

from secretaire.acts.spans import Origin, Span

ActId = NewType("ActId", str)

FieldInput = str | list[dict[str, str]]
"""What a person gave for a field: text as typed, or the rows of a table."""


_KNOWN_LATER = frozenset({"seance", "vote", "signature"})


class Role(StrEnum):
    """The parts of an act, in their order on the page."""

    ENTETE = "entete"
    COMPOSITION = "composition"  # opening, present, represented, absent, secretary, quorum
    OBJET = "objet"
    EXPOSE = "expose"  # before the visas: « Vu…, Considérant…, le conseil DÉCIDE » is one sentence
    VISAS = "visas"
    CONSIDERANTS = "considerants"
    VOTE = "vote"
    DISPOSITIF = "dispositif"
    CLOTURE = "cloture"
    SIGNATURES = "signatures"
    MENTIONS = "mentions"


class State(StrEnum):
    """Life of an act (key `etat` of the command-line contract)."""

    BROUILLON = "brouillon"
    RELU = "relu"
    SOUMIS = "soumis"
    A_REPRENDRE = "a_reprendre"
    REFUSE = "refuse"
    APPROUVE = "approuve"
    ADOPTE = "adopte"
    PUBLIE = "publie"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (or one table row, cells separated by tabs).

    Attributes:
        key: stable name inside its section (« visa.2 », « article.1 », « ajout.3 »), so that a
            recomposition knows what it replaces.
        touched: a person or an accepted proposal changed it: recomposition keeps its wording and
            only refreshes the fields inside.
    """

    key: str
    spans: tuple[Span, ...]
    touched: bool = False

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class OriginRange:
    """Characters [start, end) of a section text and their origin."""

    start: int
    end: int
    span: Span

    @property
    def origin(self) -> Origin:
        return self.span.origin


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the act. Its text joins the paragraphs that are not empty with line breaks."""

    role: Role
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def visible(self) -> tuple[Paragraph, ...]:
        """Paragraphs with text: a touched empty one was deleted by a person and stays deleted."""
        return tuple(p for p in self.paragraphs if p.text)

    @property
    def text(self) -> str:
        return "\n".join(text for p in self.paragraphs if (text := p.text))

    def origins(self) -> tuple[OriginRange, ...]:
        """The origin of every character of `text`, line breaks excepted."""
        ranges: list[OriginRange] = []
        position = 0
        for paragraph in self.visible:
            for span in paragraph.spans:
                end = position + len(span.text)
                if end > position:
                    ranges.append(OriginRange(position, end, span))
                position = end
            position += 1
        return tuple(ranges)


@dataclass(frozen=True, slots=True)
class PieceJointe:
    """A file voted, or decided, with the act: its name for people, and the hash that says it is still the same."""

    nom: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Act:
    """A draft or an approved act. Immutable: every change gives a new value."""

    id: ActId
    type_id: str
    numero: str
    objet: str
    sections: tuple[Section, ...]
    fields: Mapping[str, FieldInput] = field(default_factory=dict)
    seance_id: int | None = None
    act_date: date | None = None  # arretes: date of the act; deliberations: date of the seance
    notes: tuple[str, ...] = ()  # telegraphic notes of the secretary, source of the pen
    state: State = State.BROUILLON
    version: int = 1
    jointes: tuple[PieceJointe, ...] = ()  # part of what is approved: another annexe is another decision

    def section(self, role: Role) -> Section:
        """The section of that role; an empty one if the act has none."""
        return next((s for s in self.sections if s.role is role), Section(role))

    def with_section(self, section: Section) -> Act:
        """The act with one of its sections replaced, or added at its place on the page."""
        order = list(Role)
        others = [s for s in self.sections if s.role is not section.role]
        return replace(self, sections=tuple(sorted([*others, section], key=lambda s: order.index(s.role))))

    def blanks(self) -> tuple[str, ...]:
        """Names of the fields still to complete, in reading order, each once."""
        names = (
            span.origin.source
            for section in self.sections
            for paragraph in section.visible
            for span in paragraph.spans
            if span.blank
        )
        return tuple(dict.fromkeys(names))

    def field_blanks(self) -> tuple[str, ...]:
        """The blanks that must be completed before submission.

        What only the meeting or the signature will tell (who is present, the vote, the date of signature)
        is left out: an act is submitted to the maire before the council meets.
        """
        return tuple(name for name in self.blanks() if name.partition(".")[0] not in _KNOWN_LATER)
