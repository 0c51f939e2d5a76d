"""How many sentences of an act come from where: what a person who decides wants to know before reading. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from secretaire.acts.act import Act, OriginRange, Section
from secretaire.acts.spans import Origin, OriginKind

ATTESTED = "attestation: "
"""How the source of a figure begins when a person said where it comes from."""

_END = re.compile(r"[.!?…]\s+(?=[«“]?\s?[A-ZÀ-Ý])|\n")
_SHORTENED = re.compile(r"(?:\b(?:M|MM|Mme|Mmes|Mlle|Me|Dr|art|al|n)|\b[A-Z])$")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Counts of sentences, a sentence counted once for each origin that has words in it.

    Attributes:
        pen: with words of the language model.
        precedents: taken over from the fund, by passage (« doc:12#p3:120-340 »).
        by_hand: with words typed by a person, by name.
        attested: sources given for figures, each once, as the person wrote them.
    """

    pen: int
    precedents: Counter[str]
    by_hand: Counter[str]
    attested: tuple[str, ...]


def provenance(act: Act) -> Provenance:
    """Where the sentences of an act come from, apart from its act type, its fields and the commune."""
    pen, precedents, by_hand = 0, Counter[str](), Counter[str]()
    attested: dict[str, None] = {}
    for section in act.sections:
        for origins in _by_sentence(section):
            kinds = {origin.kind for origin in origins}
            pen += OriginKind.PLUME in kinds
            precedents.update({o.source for o in origins if o.kind is OriginKind.PRECEDENT})
            by_hand.update({o.source for o in origins if o.kind is OriginKind.MAIN})
        for place in section.origins():
            if place.origin.kind is OriginKind.SAISIE and place.origin.source.startswith(ATTESTED):
                attested[place.origin.source.removeprefix(ATTESTED)] = None
    return Provenance(pen, precedents, by_hand, tuple(attested))


def _by_sentence(section: Section) -> Iterator[set[Origin]]:
    """The origins of the words of each sentence."""
    places = [place for place in section.origins() if any(c.isalnum() for c in place.span.text)]
    for start, end in sentences(section.text):
        yield {place.origin for place in places if _words_within(place, start, end)}


def _words_within(place: OriginRange, start: int, end: int) -> bool:
    inside = place.span.text[max(start - place.start, 0) : max(end - place.start, 0)]
    return any(c.isalnum() for c in inside)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The characters of each sentence; « M. », « art. » and « L. » end none."""
    start = 0
    for end in _END.finditer(text):
        if end.group() != "\n" and end.group()[0] == "." and _SHORTENED.search(text[start : end.start()]):
            continue
        yield start, end.end()
        start = end.end()
    if start < len(text):
        yield start, len(text)
