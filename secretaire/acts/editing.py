"""What a person does to the text of an act: type, attest a figure, accept a proposal. Origins follow.

A text widget gives plain text back, often with its non-breaking spaces made plain: spaces of any kind compare
equal here, and unchanged text keeps the ones it had.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from secretaire.acts.act import Paragraph, Section
from secretaire.acts.spans import Origin, OriginKind, Span, joined
from secretaire.acts.wording import fold_spaces

_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
_BREAKS = re.compile(r"\r\n|[\r\n\v\f\u0085\u2028\u2029]")
_LEAST_LIKENESS = 0.3  # under it, a new line is another paragraph rather than an edited one
_ADDED = "ajout."


def edit_section(section: Section, new_text: str, author: str) -> Section:
    """The section after a person changed its plain text, one line a paragraph.

    What she typed takes her name; unchanged words keep their origin. A locked fact or a blank of which any
    character changed becomes hers as a whole. A removed paragraph stays, touched and empty, so that
    recomposition does not bring it back; a new line becomes « ajout.N ».
    """
    typed = Origin(OriginKind.MAIN, author)
    lines = normalised(new_text)
    old = section.visible
    after: dict[str, Paragraph] = {}
    inserted: dict[str | None, list[str]] = {}
    before: str | None = None
    for paragraph, line in _aligned(old, lines):
        if paragraph is None:
            inserted.setdefault(before, []).append(line or "")
            continue
        before = paragraph.key
        after[paragraph.key] = _edited(paragraph, line or "", typed)
    return replace(section, paragraphs=tuple(_assembled(section, after, inserted, typed)))


def normalised(text: str) -> list[str]:
    """The lines of a typed text: composed characters, no control character, no empty line, no outer space."""
    composed = unicodedata.normalize("NFC", text)
    lines = (
        "".join(c for c in line if c == "\t" or unicodedata.category(c) not in {"Cc", "Cs"}).strip()
        for line in _BREAKS.split(composed)
    )
    return [line for line in lines if line]


def attest(section: Section, start: int, end: int, source: str, author: str) -> Section:
    """A person says where characters [start, end) of the text come from (« devis Martin du 3 mars »).

    Locked facts and blanks inside the range keep their own origin.
    """
    origin = Origin(OriginKind.SAISIE, f"attestation: {source} ({author})")
    paragraphs: list[Paragraph] = []
    position = 0
    for paragraph in section.paragraphs:
        if not paragraph.text:
            paragraphs.append(paragraph)
            continue
        spans: list[Span] = []
        for span in paragraph.spans:
            first = min(max(start - position, 0), len(span.text))
            last = min(max(end - position, 0), len(span.text))
            position += len(span.text)
            if span.is_fact or first >= last:
                spans.append(span)
                continue
            spans += [
                replace(span, text=span.text[:first]),
                replace(span, text=span.text[first:last], origin=origin),
                replace(span, text=span.text[last:]),
            ]
        position += 1
        changed = joined(spans)
        touched = paragraph.touched or changed != joined(paragraph.spans)
        paragraphs.append(replace(paragraph, spans=changed, touched=touched))
    return replace(section, paragraphs=tuple(paragraphs))


def laid_over(old: Section, kept: Mapping[str, Paragraph], new: Section) -> Section:
    """A part composed again, with what a person wrote: `kept`, paragraphs of `old` by key.

    A kept paragraph takes the place of the new one of its key; one that is composed no more stays after the paragraph
    it followed.
    """
    composed = {p.key for p in new.paragraphs}
    result = [kept.get(p.key, p) for p in new.paragraphs]
    before: str | None = None
    for paragraph in old.paragraphs:
        if paragraph.key in kept and paragraph.key not in composed:
            place = next((i + 1 for i, p in enumerate(result) if p.key == before), 0)
            result.insert(place, kept[paragraph.key])
        if any(p.key == paragraph.key for p in result):
            before = paragraph.key
    return Section(new.role, tuple(result))


def _assembled(
    section: Section, after: dict[str, Paragraph], inserted: dict[str | None, list[str]], typed: Origin
) -> Iterator[Paragraph]:
    """Paragraphs in their order, hidden ones included, new lines where they were typed."""
    used = [int(p.key.removeprefix(_ADDED)) for p in section.paragraphs if re.fullmatch(r"ajout\.\d+", p.key)]
    number = max(used, default=0)

    def added(key: str | None) -> Iterator[Paragraph]:
        nonlocal number
        for line in inserted.get(key, ()):
            number += 1
            yield Paragraph(f"{_ADDED}{number}", (Span(line, typed),), touched=True)

    yield from added(None)
    for paragraph in section.paragraphs:
        yield after.get(paragraph.key, paragraph)
        yield from added(paragraph.key)


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """The opcodes from one to the other, around the ends they share: repeated words stay where they were."""
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    tail = next((i for i in range(shorter - head) if old[-1 - i] != new[-1 - i]), shorter - head)
    if head:
        yield "equal", 0, head, 0, head
    matcher = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        yield kind, i1 + head, i2 + head, j1 + head, j2 + head
    if tail:
        yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


def _aligned(old: Sequence[Paragraph], lines: Sequence[str]) -> Iterator[tuple[Paragraph | None, str | None]]:
    """Each old paragraph with the line it became (None: removed), each new line with no paragraph."""
    for kind, i1, i2, j1, j2 in _changes([fold_spaces(p.text) for p in old], [fold_spaces(n) for n in lines]):
        if kind == "equal" or i2 - i1 == j2 - j1:
            yield from zip(old[i1:i2], lines[j1:j2], strict=True)
        else:
            yield from _paired(old[i1:i2], lines[j1:j2])


def _paired(old: Sequence[Paragraph], lines: Sequence[str]) -> Iterator[tuple[Paragraph | None, str | None]]:
    """The pairing, in order, that keeps the most likeness between paragraphs and lines."""
    likeness = [[_likeness(p.text, line) for line in lines] for p in old]
    best = [[0.0] * (len(lines) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(lines) - 1, -1, -1):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= _LEAST_LIKENESS else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) or j < len(lines):
        both = i < len(old) and j < len(lines)
        if both and likeness[i][j] >= _LEAST_LIKENESS and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            yield old[i], lines[j]
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(lines) or best[i][j] == best[i + 1][j]):
            yield old[i], None
            i += 1
        else:
            yield None, lines[j]
            j += 1


def _likeness(one: str, other: str) -> float:
    """Share of words in common, from 0 to 1."""
    first, second = set(fold_spaces(one).split()), set(fold_spaces(other).split())
    return len(first & second) / max(len(first | second), 1)


def _edited(paragraph: Paragraph, line: str, typed: Origin) -> Paragraph:
    """A paragraph whose line may have changed, word by word."""
    if fold_spaces(paragraph.text) == fold_spaces(line):
        return paragraph
    before = [m.span() for m in _TOKENS.finditer(paragraph.text)]
    after = [m.span() for m in _TOKENS.finditer(line)]
    changes = _changes(
        [fold_spaces(paragraph.text[a:b]) for a, b in before], [fold_spaces(line[a:b]) for a, b in after]
    )
    pieces: list[tuple[int, str]] = []  # (place in the old text or -1, character)
    for kind, i1, i2, j1, j2 in changes:
        if kind == "equal":
            start, end = before[i1][0], before[i2 - 1][1]
            pieces += [(place, paragraph.text[place]) for place in range(start, end)]
        elif j2 > j1:
            pieces += [(-1, c) for c in line[after[j1][0] : after[j2 - 1][1]]]
    return replace(paragraph, spans=_respanned(paragraph.spans, pieces, typed), touched=True)


def _respanned(spans: Sequence[Span], pieces: Sequence[tuple[int, str]], typed: Origin) -> tuple[Span, ...]:
    """Spans of the new characters: their old span where they were, the author's where they were typed."""
    starts = [0]
    for span in spans:
        starts.append(starts[-1] + len(span.text))
    owner = [rank for rank, span in enumerate(spans) for _ in span.text]
    whole = {
        rank for rank, span in enumerate(spans) if span.is_fact and _intact(starts[rank], starts[rank + 1], pieces)
    }
    result: list[Span] = []
    previous = -1  # the span the last character came from
    for place, character in pieces:
        rank = owner[place] if place >= 0 else -1
        if rank >= 0 and spans[rank].is_fact and rank not in whole:
            rank = -1
        if result and rank == previous:
            result[-1] = replace(result[-1], text=result[-1].text + character)
        else:
            result.append(replace(spans[rank], text=character) if rank >= 0 else Span(character, typed))
        previous = rank
    return joined(result)


def _intact(start: int, end: int, pieces: Sequence[tuple[int, str]]) -> bool:
    """Are characters [start, end) all there, side by side, with no typed figure stuck to them?"""
    at = next((i for i, (place, _) in enumerate(pieces) if place == start), None)
    if at is None or [place for place, _ in pieces[at : at + end - start]] != list(range(start, end)):
        return False
    fact = "".join(c for _, c in pieces[at : at + end - start])
    left, right = pieces[max(at - 2, 0) : at][::-1], pieces[at + end - start :][:2]
    return not (fact[-1].isdigit() and _typed_figure(right)) and not (fact[0].isdigit() and _typed_figure(left))


def _typed_figure(neighbours: Sequence[tuple[int, str]]) -> bool:
    """Does a typed digit touch the fact, or a separator of thousands or decimals that touches it?"""
    for place, character in neighbours:
        if character.isdigit():
            return place < 0
        if not re.match(r"[\s.,]", character):
            return False
    return False
