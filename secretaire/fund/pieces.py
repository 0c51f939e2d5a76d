"""The pieces of a document: each act it holds, or what is around the acts, or the whole of one that is no act.

« Pièce » is the archivist's word for the smallest thing that is kept and found. A délibération in its own PDF is one
piece; minutes are many: one for each act, one for the rest. The fund finds, filters and chains pieces. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of pieces a person filters by."""

    DELIBERATION = "deliberation"
    ARRETE = "arrete"
    DECISION = "decision"
    PROCES_VERBAL = "proces_verbal"
    COMPTE_RENDU = "compte_rendu"
    AUTRE = "autre"


ACT_KINDS = frozenset({Kind.DELIBERATION, Kind.ARRETE, Kind.DECISION})
"""Kinds that are acts; of minutes, PROCES_VERBAL and COMPTE_RENDU name what is around the acts."""


class Outcome(StrEnum):
    """What became of the matter, when the text says it."""

    ADOPTED = "adopte"
    REJECTED = "rejete"
    POSTPONED = "ajourne"
    NOTED = "pris_acte"


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote as the text counts it; None for what it does not say. `unanime` only when the text says so."""

    pour: int | None = None
    contre: int | None = None
    abstentions: int | None = None
    unanime: bool = False


class Verb(StrEnum):
    """What an act says it does to an earlier one."""

    REPEALS = "abroge"
    REPLACES = "remplace"
    WITHDRAWS = "retire"
    AMENDS = "modifie"
    COMPLETES = "complete"
    EXTENDS = "proroge"


ENDING_VERBS = frozenset({Verb.REPEALS, Verb.REPLACES, Verb.WITHDRAWS})
"""Verbs after which the earlier act is no longer in force."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An earlier act named in a text, and what is done to it. Number and date are empty when not written.

    Attributes:
        page: page of the document where it is written; `start`, `end`: characters of that page.
    """

    verb: Verb
    number: str
    date: date | None
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ActFacts:
    """What a piece says of itself; empty or None when it does not say, or says two things.

    Attributes:
        date: of the séance for a délibération, of the signature for an arrêté; from the text, never the file name.
        matiere: code of the nomenclature @ctes, « 7.5 » or « 7.5.1 ».
        author: who reports or signs, as written (« Mme Martin », « Le Maire, Jean Martin »).
        presents: how many members were present.
        amounts: sums in euros, in the order of the text, without repetition.
        visas: each « Vu … », without its final punctuation.
        mentions: earlier acts it changes.
    """

    kind: Kind = Kind.AUTRE
    date: date | None = None
    number: str = ""
    objet: str = ""
    matiere: str = ""
    author: str = ""
    presents: int | None = None
    vote: Vote | None = None
    outcome: Outcome | None = None
    amounts: tuple[Decimal, ...] = ()
    visas: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a piece is: from character `start` of `first_page` to character `end` (excluded) of `last_page`."""

    first_page: int
    start: int
    last_page: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a document.

    Attributes:
        extent: pieces of a document follow each other, none overlapping, and together hold all its text.
        confidence: of the cut and the kind, 0 to 1.
        reason: why it was taken for this, in a few French words, shown to the secretary.
        corrected: names of the facts she set herself.
    """

    extent: Extent
    facts: ActFacts
    confidence: float = 1.0
    reason: str = ""
    corrected: frozenset[str] = frozenset()

    @property
    def is_act(self) -> bool:
        """True for an act, not for what is around acts or beside them."""
        return self.facts.kind in ACT_KINDS
