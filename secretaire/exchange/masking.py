"""The copy put on line: chosen words of an act masked. The act itself never changes: a new value is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from secretaire.acts.act import Act, Paragraph, Role
from secretaire.acts.spans import Origin, OriginKind, Span

MASK = "[donnée masquée]"
_ORIGIN = Origin(OriginKind.MODELE_TYPE, "copie publiable")

Ranges = Sequence[tuple[int, int]]
"""Characters [start, end) of the text of a section."""


def masked(act: Act, places: Mapping[Role, Ranges], words: Sequence[str]) -> Act:
    """The act with these places masked, in its title too; what made it (fields, notes) is left out.

    Attributes:
        places: they do not overlap.
        words: masked in the title, the number and the origins, which documents show or carry.
    """
    sections = tuple(
        replace(section, paragraphs=_masked(section.paragraphs, sorted(places.get(section.role, ()))))
        for section in act.sections
    )
    bare = replace(act, objet=_without(act.objet, words), sections=sections, fields={}, notes=())
    return _same_origins(bare)


def _masked(paragraphs: Sequence[Paragraph], ranges: Ranges) -> tuple[Paragraph, ...]:
    """Positions count visible paragraphs only, one character between two of them, as `Section.text` does."""
    made: list[Paragraph] = []
    position = 0
    for paragraph in paragraphs:
        if not paragraph.text:
            made.append(paragraph)
            continue
        spans: list[Span] = []
        for span in paragraph.spans:
            spans += _cut(span, position, ranges)
            position += len(span.text)
        position += 1
        made.append(replace(paragraph, spans=tuple(spans)))
    return tuple(made)


def _cut(span: Span, position: int, ranges: Ranges) -> list[Span]:
    """The span around the ranges that touch it; the mask stands where each of them begins."""
    pieces: list[Span] = []
    at = 0
    for start, end in ranges:
        first, last = max(start - position, 0), min(end - position, len(span.text))
        if first >= last:
            continue
        pieces.append(replace(span, text=span.text[at:first], value=None))
        if start >= position:
            pieces.append(Span(MASK, _ORIGIN))
        at = last
    if not pieces:
        return [span]
    pieces.append(replace(span, text=span.text[at:], value=None))
    return [piece for piece in pieces if piece.text]


def _without(text: str, words: Sequence[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, MASK)
    return text


def _same_origins(act: Act) -> Act:
    """A Word file carries the origin and the typed value of each piece: a published one says neither."""

    def plain(paragraph: Paragraph) -> Paragraph:
        spans = (replace(span, origin=_ORIGIN, value=None) for span in paragraph.spans)
        return replace(paragraph, spans=tuple(spans))

    sections = (replace(s, paragraphs=tuple(plain(p) for p in s.paragraphs)) for s in act.sections)
    return replace(act, sections=tuple(sections))
