"""A meeting as its minutes tell it: the acts, what is around them, who was there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from textwrap import shorten

from secretaire.checks.attendance import names_present, presence
from secretaire.checks.folding import folded
from secretaire.checks.written import Written

_NAME_CHARS = 90
_TITLE_CHARS = 700  # where the title of a matter is, after its number
# the head counts who is there at the opening: one who comes or goes makes every later count uncertain
_MOVED = re.compile(
    r"\barriv(?:e|ee|es|ees|ent)\b(?! a (?:echeance|terme|expiration))|\b(?:rejoin(?:t|gnent)|prend place|prennent place|depart de m|depart de mme)"
    r"|\bquitt(?:e|ent|ant)[a-z ]{0,18} (?:la seance|l'assemblee|le conseil)|\babsente?s? (?:momentanement|jusqu)"
)
_APART = re.compile(
    r"\b(?:blancs?|nuls?|nppv|refus|retir|quitt|sort|sorti|participe|pris(?:e|es)? part|pren(?:d|nent) (?:pas |ni )?part)\b"
)


class Record(Enum):
    """What a document says that it is."""

    PROCES_VERBAL = "proces_verbal"
    OTHER_MINUTES = "compte_rendu"
    NO_MINUTES = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters [start, end) of a document: an act, or what is around acts.

    Attributes:
        day: of the act, or of the meeting; None when the text does not say.
        number, objet: of an act, as its heading gives them.
    """

    start: int
    end: int
    is_act: bool
    day: date | None = None
    number: str = ""
    objet: str = ""

    @property
    def name(self) -> str:
        """« n° 3, Tarifs de la cantine »: how a person finds the act; empty around the acts."""
        if not self.is_act:
            return ""
        number = f"n°\u00a0{self.number}" if self.number else ""
        return ", ".join(filter(None, [number, shorten(self.objet, _NAME_CHARS, placeholder="…")]))


@dataclass(frozen=True)
class Meeting:
    """The stretches of one meeting, in order, in the text of their document."""

    text: str
    stretches: tuple[Stretch, ...]
    on: date
    record: Record

    @cached_property
    def day(self) -> date | None:
        return self.stretches[0].day

    @cached_property
    def start(self) -> int:
        return self.stretches[0].start

    @cached_property
    def whole(self) -> Written:
        """All that is said of the meeting, from its heading to its signatures."""
        return Written(self.text[self.start : self.stretches[-1].end], self.on, self.day)

    @cached_property
    def head(self) -> Written:
        """What stands above the first act: the heading, who is there; empty when the acts begin at once."""
        first = self.stretches[0]
        return Written("" if first.is_act else self.text[first.start : first.end], self.on, self.day)

    @cached_property
    def acts(self) -> tuple[tuple[Stretch, Written], ...]:
        """The acts, each knowing its day, its title, and what the head says that stays true for it."""
        return tuple((s, self._act(s, self.counts)) for s in self.stretches if s.is_act)

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The names of those present, as the head writes them."""
        return names_present(self.head)

    @cached_property
    def moved(self) -> bool:
        """Somebody came or went for good."""
        return _MOVED.search(self.whole.plain) is not None

    @cached_property
    def opening(self) -> Mapping[str, int]:
        """Who is there as the head counts them; nothing but the members in office when somebody moved."""
        said = presence(self.head)
        return {k: v for k, v in said.items() if k == "exercice" or not self.moved}

    @cached_property
    def usual_total(self) -> int | None:
        """The votes that several matters count alike, when the head announces another number of voters."""
        voters, totals = self.opening.get("votants"), Counter(self._totals)
        if voters is None or not totals or voters in totals:
            return None
        total, times = totals.most_common(1)[0]
        return total if times > 1 else None

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """What of the opening is sure enough to judge a vote: the voters when at least one vote counts that many."""
        sure = dict(self.opening)
        if sure.get("votants") not in self._totals and (self.usual_total or "votants" not in self.head.counts):
            sure.pop("votants", None)
        return sure

    @cached_property
    def _totals(self) -> tuple[int, ...]:
        """The totals of the votes of all who are there."""
        found = []
        for stretch in self.stretches:
            written = self._act(stretch, {})
            if stretch.is_act and len(written.votes) == 1 and not _APART.search(written.plain):
                vote = written.votes[0]
                found.append(vote.pour + vote.contre + vote.abstentions)
        return tuple(found)

    def _act(self, stretch: Stretch, counts: Mapping[str, int]) -> Written:
        text = self.text[stretch.start : stretch.end]
        return Written(text, self.on, self.day, title_in(text, stretch.objet), counts)


def title_in(text: str, objet: str) -> tuple[int, int] | None:
    """Where an act writes its title, which may go over two lines."""
    words = folded(objet).split()
    if not words:
        return None
    m = re.search(r"\s+".join(map(re.escape, words)), folded(text[:_TITLE_CHARS]))
    return m.span() if m else None
