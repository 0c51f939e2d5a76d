"""Which notes a sentence says: by the figures and names they share, then by their words. Pure.

A text written freely joins and reorders the notes; when a sentence is refused, what has to be written again is
the notes it says, and nothing else.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from secretaire.drafting.folding import WORD
from secretaire.drafting.pen.literals import literals, plain_spaces
from secretaire.drafting.pen.meaning import stem

_SENTENCE = re.compile(r"[^\n]*?(?:(?<!\b[A-Z])[.!?](?= |\n|$)|(?=\n)|$)")
_FACT_WEIGHT = 3.0
_SHARE = 0.5  # of the best score: a note may be said in two sentences
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence at characters [start, end) of a text, and the notes it says."""

    start: int
    end: int
    notes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences and notes that cannot be told apart: they are accepted, or written again, together."""

    pieces: tuple[int, ...]
    notes: tuple[int, ...]


def pieces(text: str, notes: Sequence[str]) -> tuple[Piece, ...]:
    """The sentences of a text with the (readable) notes each says."""
    spans = [(m.end() - len(m.group().lstrip()), m.end()) for m in _SENTENCE.finditer(text) if m.group().strip()]
    marks = [_marks(text[start:end]) for start, end in spans]
    noted = [_marks(note) for note in notes]
    rarity = Counter(mark for of_note in noted for mark in of_note)
    scores = [[sum(_weight(mark, rarity) for mark in of_note & own) for own in marks] for of_note in noted]
    said: list[set[int]] = [set() for _ in spans]
    for index, row in enumerate(scores):
        best = max(row, default=0.0)
        for place, score in enumerate(row):
            if best and score >= best * _SHARE and (score == best or _has_fact(noted[index] & marks[place])):
                said[place].add(index)
    for place, notes_said in enumerate(said):  # a long note is said in several sentences
        closest = max(range(len(noted)), key=lambda index: scores[index][place], default=None)
        if not notes_said and closest is not None and scores[closest][place]:
            notes_said.add(closest)
    return tuple(Piece(start, end, frozenset(n)) for (start, end), n in zip(spans, said, strict=True))


def groups(found: Sequence[Piece], count: int) -> tuple[Group, ...]:
    """The smallest sets of sentences and notes that have nothing to do with one another, in the order of the text.

    A note that no sentence says is a group of its own, after that of the note before it.
    """
    parent = list(range(count))

    def root(note: int) -> int:
        while parent[note] != note:
            note = parent[note]
        return note

    for piece in found:
        first, *others = sorted(piece.notes) or [-1]
        for other in others:
            parent[root(other)] = root(first)
    made: dict[int, tuple[list[int], list[int]]] = {}
    for note in range(count):
        made.setdefault(root(note), ([], []))[1].append(note)
    alone: list[Group] = []
    for index, piece in enumerate(found):
        if piece.notes:
            made[root(min(piece.notes))][0].append(index)
        else:
            alone.append(Group((index,), ()))
    place: dict[int, int] = {}
    for key, (sentences, said) in made.items():
        place[key] = sentences[0] if sentences else place.get(root(said[0] - 1), -1) if said[0] else -1
    ordered = sorted(made, key=lambda key: (place[key], not made[key][0], key))
    whole = [Group(tuple(made[key][0]), tuple(made[key][1])) for key in ordered]
    return tuple(whole + alone)


def _marks(text: str) -> frozenset[str]:
    plain = plain_spaces(text)
    facts = {f"{fact.kind}:{fact.canonical}" for fact in literals(plain)}
    return frozenset(facts | {stem(word) for word in WORD.findall(plain) if len(word) > _SHORTEST})


def _weight(mark: str, rarity: Counter[str]) -> float:
    return (_FACT_WEIGHT if ":" in mark else 1.0) / math.sqrt(rarity[mark])


def _has_fact(marks: frozenset[str]) -> bool:
    return any(":" in mark for mark in marks)
