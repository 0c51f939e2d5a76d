"""A passage of an act that the pen writes again: what it is given, and what of the passage nobody may change. Pure.

The pen reads whole sentences, without the words that only number or name the paragraph (« Article 2 : »). What comes
back replaces them word by word: the words that stay keep their origin, the new ones are of the pen. A fact (a value,
a blank, a figure) is never written again: it is found in the new text and put back as it was, or the text is refused.
Sentences that a person typed in a field are prose: written again, they are no more the value of the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from secretaire.acts.act import Paragraph
from secretaire.acts.spans import Origin, OriginKind, Span, ValueKind, joined
from secretaire.acts.title import head_length
from secretaire.acts.wording import fold_spaces, lower_first, typography, upper_first
from secretaire.drafting.pen.literals import Literal, literals, plain_spaces

_HEAD = re.compile(r"\s*(?:article\s+\d+(?:er)?\s*[:.–-]\s*|[-–•]\s+)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\bMM)(?<!\bart)[.!?…]\s+(?=[A-ZÀ-ÝŒ«])")
_SENTENCE_REST = re.compile(r"[\s.,;:!?…]*$|[.!?…]")
_CLOSING = re.compile(r"[\s.,;:]*$")
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters [start, end) of the text of a paragraph: whole sentences, less the punctuation that closes them."""

    start: int
    end: int
    text: str

    @property
    def given(self) -> str:
        """As the pen reads it: a text of its own."""
        return upper_first(self.text) + ("" if self.text.endswith((".", "?", "!", "…")) else ".")

    def received(self, written: str) -> str:
        """What the pen wrote, put in the place of the passage."""
        text = _CLOSING.sub("", " ".join(written.split())) + _closing(self.text)
        return typography(text if self.text[:1].isupper() else lower_first(text))


@dataclass(frozen=True, slots=True)
class Rework:
    """What takes the place of a passage, and the facts that are no longer the same: with one, nothing may be taken."""

    spans: tuple[Span, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Fact:
    """What nobody may change, at characters [start, end) of the passage."""

    start: int
    end: int
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def typed(self) -> bool:
        """A figure of the prose: no value stands behind its writing."""
        return not any(span.is_fact for span in self.spans)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A fact found at characters [start, end) of the new text."""

    start: int
    end: int
    fact: _Fact


def passage_at(paragraph: Paragraph, start: int, end: int) -> Passage | None:
    """The whole sentences around characters [start, end); None where there is no word to write again."""
    text = paragraph.text
    found = _HEAD.match(text)
    head = max(head_length(text), found.end() if found else 0)
    facts = [(at, at + len(span.text)) for at, span in _placed_spans(paragraph.spans) if span.is_fact]
    breaks = [m for m in _SENTENCE_END.finditer(text, head) if not any(a < m.end() < b for a, b in facts)]
    starts = [head, *(m.end() for m in breaks)]
    first = max((at for at in starts if at <= start), default=head)
    last = min((at for at in starts if at >= end and at > max(first, start)), default=len(text))
    last -= len(_closing(text[first:last]))
    last = next((b for a, b in facts if a < last < b), last)
    return Passage(first, last, text[first:last]) if re.search(r"\w", text[first:last]) else None


def rework(paragraph: Paragraph, passage: Passage, after: str, pen: Origin) -> Rework:
    """The new text of a passage, its facts put back."""
    spans = tuple(_released(_cut(paragraph.spans, passage.start, passage.end), after))
    facts = _facts(passage.text, spans)
    placed = _found(facts, after)
    lost = [fact.text for fact in facts if not any(p.fact is fact for p in placed)]
    added = [
        literal.text
        for literal in literals(after)
        if literal.kind is not ValueKind.PERSONNE
        and not any(p.start <= literal.start and literal.end <= p.end for p in placed)
    ]
    return Rework(joined(_written(spans, facts, after, placed, pen)), tuple(dict.fromkeys([*lost, *added])))


def reworked(paragraph: Paragraph, passage: Passage, made: Rework) -> Paragraph:
    """The paragraph with its passage replaced."""
    before = _cut(paragraph.spans, 0, passage.start)
    after = _cut(paragraph.spans, passage.end, len(paragraph.text))
    return replace(paragraph, spans=joined([*before, *made.spans, *after]), touched=True)


def _placed_spans(spans: Sequence[Span]) -> Iterator[tuple[int, Span]]:
    position = 0
    for span in spans:
        yield position, span
        position += len(span.text)


def _cut(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """The spans of characters [start, end)."""
    cut = (
        replace(span, text=span.text[max(start - at, 0) : max(end - at, 0)])
        for at, span in _placed_spans(spans)
        if at < end and at + len(span.text) > start
    )
    return tuple(span for span in cut if span.text)


def _closing(text: str) -> str:
    found = _CLOSING.search(text)
    return found.group() if found else ""


def _released(spans: Sequence[Span], after: str) -> Iterator[Span]:
    """Sentences of a field that are not left as they were are prose like any other."""
    text = "".join(span.text for span in spans)
    for at, span in _placed_spans(spans):
        sentences = (
            span.value is not None
            and span.value.kind is ValueKind.TEXTE
            and span.origin.kind is OriginKind.SAISIE
            and (at == 0 or _SENTENCE_END.search(text[:at] + "A", max(at - 3, 0)) is not None)
            and _SENTENCE_REST.match(text, at + len(span.text)) is not None
        )
        as_it_was = any(_written_alike(plain_spaces(span.text), plain_spaces(after)))
        yield replace(span, value=None) if sentences and not as_it_was else span


def _facts(text: str, spans: Sequence[Span]) -> list[_Fact]:
    """Values and blanks, and the figures of the prose; those that touch are one."""
    held = [(at, at + len(span.text)) for at, span in _placed_spans(spans) if span.is_fact]
    held += [(found.start, found.end) for found in literals(text) if found.kind is not ValueKind.PERSONNE]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(held):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return [_Fact(start, end, _cut(spans, start, end)) for start, end in merged]


def _found(facts: Sequence[_Fact], after: str) -> list[_Placed]:
    """Where each fact stands in the new text: written alike, or the same figure written otherwise."""
    plain = plain_spaces(after)
    placed: list[_Placed] = []

    def free(start: int, end: int) -> bool:
        return not any(p.start < end and start < p.end for p in placed)

    def place(fact: _Fact, places: Iterator[tuple[int, int]]) -> bool:
        spot = next((s for s in places if free(*s)), None)
        if spot is not None:
            placed.append(_Placed(*spot, fact))
        return spot is not None

    by_length = sorted(facts, key=lambda fact: (-len(fact.text), fact.start))
    others = [fact for fact in by_length if not place(fact, _written_alike(plain_spaces(fact.text), plain))]
    found = literals(after)
    for fact in others:
        own = literals(fact.text)
        if len(own) == 1 and own[0].text == fact.text:
            place(fact, ((x.start, x.end) for x in found if _same(x, own[0])))
    return sorted(placed, key=lambda p: p.start)


def _written_alike(fact: str, text: str) -> Iterator[tuple[int, int]]:
    left = r"(?<!\w)" if fact[:1].isalnum() else ""
    right = r"(?!\w)" if fact[-1:].isalnum() else ""
    return (m.span() for m in re.finditer(left + re.escape(fact) + right, text))


def _same(one: Literal, other: Literal) -> bool:
    return one.kind is other.kind and one.canonical == other.canonical


def _written(
    spans: Sequence[Span], facts: Sequence[_Fact], after: str, placed: Sequence[_Placed], pen: Origin
) -> Iterator[Span]:
    """The new text: facts as they were, words that stay with their origin, the others of the pen."""
    text = "".join(span.text for span in spans)
    old = list(_pieces(text, [(f.start, f.end, f) for f in facts]))
    new = list(_pieces(after, [(p.start, p.end, p.fact) for p in placed]))
    matcher = SequenceMatcher(None, [p.key for p in old], [p.key for p in new], autojunk=False)
    kept: dict[int, _Piece] = {}
    for block in matcher.get_matching_blocks():
        run = range(block.size)
        if any(new[block.b + i].says for i in run):  # a space alone that stays tells nothing of where words come from
            kept |= {block.b + i: old[block.a + i] for i in run}
    for place, piece in enumerate(new):
        if piece.fact is not None:
            fact = piece.fact
            written_otherwise = fact.typed and plain_spaces(fact.text) != plain_spaces(piece.text)
            yield from (replace(fact.spans[0], text=piece.text),) if written_otherwise else fact.spans
        elif place in kept:
            yield from _cut(spans, kept[place].start, kept[place].end)
        else:
            yield Span(piece.text, pen)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A fact, a word, a sign or a space, at characters [start, end)."""

    start: int
    end: int
    text: str
    fact: _Fact | None = None

    @property
    def key(self) -> str:
        return f"\0{self.fact.start}" if self.fact else fold_spaces(self.text)

    @property
    def says(self) -> bool:
        return self.fact is None and not self.text.isspace()


def _pieces(text: str, facts: Sequence[tuple[int, int, _Fact]]) -> Iterator[_Piece]:
    position = 0
    for start, end, fact in [*facts, (len(text), len(text), None)]:
        for match in _WORDS.finditer(text[position:start]):
            yield _Piece(position + match.start(), position + match.end(), match.group())
        if fact is not None:
            yield _Piece(start, end, text[start:end], fact)
        position = end
