"""Each figure and each name is said of what the notes say it of, not of what they say another of. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from secretaire.drafting.pen.literals import canonical_figure
from secretaire.drafting.pen.locks.reading import Reading, Word
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal

_PER_WORD, _PER_CLAUSE, _PER_PART = 0.25, 1.0, 4.0  # how fast a word further away counts less
_YEAR = re.compile(r"(?:19|20)\d\d")
_FAR = 0.04
_MARGIN = 0.0
_HONORIFICS = frozenset("monsieur madame messieurs mesdames mademoiselle".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure or a name at a place, and how near each content word is."""

    place: int
    value: str
    kind: str
    near: dict[int, float]


def added(subject: Subject) -> Iterator[Refusal]:
    """Figures or names that would fit better in each other's place."""
    noted, written = _mentions(subject.notes), _mentions(subject.text)
    for kind in {m.kind for m in written}:
        ours = {m.value: [o for o in noted if o.value == m.value and o.kind == kind] for m in written if m.kind == kind}
        theirs: dict[str, list[Mention]] = {}
        for mention in written:
            if mention.kind == kind:
                theirs.setdefault(mention.value, []).append(mention)
        for one, other in combinations([v for v in theirs if ours[v]], 2):
            if kind != "nom" and (len(theirs[one]) > 1 or len(theirs[other]) > 1):
                continue
            straight = _fit(subject, theirs[one], ours[one]) + _fit(subject, theirs[other], ours[other])
            crossed = _fit(subject, theirs[one], ours[other]) + _fit(subject, theirs[other], ours[one])
            if crossed > straight + _MARGIN:
                place = theirs[one][0].place
                yield subject.refusal(Lock.ROLE_CHANGED, f"{subject.text.words[place].text} / {other}", place)


def lost(subject: Subject) -> Iterator[Refusal]:  # noqa: ARG001 - a family has both
    """Nothing is lost here: what is missing is seen by the others."""
    return iter(())


def _fit(subject: Subject, written: list[Mention], noted: list[Mention]) -> float:
    """How well mentions of the text stand where those of the notes do."""
    total = 0.0
    for mention in written:
        projected: dict[int, float] = {}
        for place, weight in mention.near.items():
            targets = subject.pairing.notes_of(place)
            for target in targets:
                projected[target] = max(projected.get(target, 0.0), weight / len(targets))
        total += max(sum(w * other.near.get(p, 0.0) for p, w in projected.items()) for other in noted)
    return total / len(written)


def _mentions(reading: Reading) -> list[Mention]:
    found: dict[str, list[tuple[Word, dict[int, float]]]] = {}
    for word in reading.words:
        kind = _kind(reading, word)
        if kind:
            found.setdefault(kind, []).append((word, _near(reading, word, kind)))
    return [
        Mention(word.place, canonical_figure(word.text) if word.figure else word.folded, kind, _own(near, others))
        for kind, group in found.items()
        for others in [[near for _, near in group]]
        for word, near in group
    ]


def _own(near: dict[int, float], everyone: list[dict[int, float]]) -> dict[int, float]:
    """A word counts most for the mention it is nearest to."""
    places = near.keys()
    return {p: near[p] ** 2 / sum(other.get(p, 0.0) for other in everyone) for p in places}


def _kind(reading: Reading, word: Word) -> str:
    after = reading.text[word.end : word.end + 2].strip()[:1]
    if word.figure:
        if _YEAR.fullmatch(word.text):
            return "année"
        return after if after in {"€", "%"} and after else "nombre"
    before = reading.words[word.place - 1] if word.place else None
    if (
        word.text[:1].isupper()
        and word.content
        and before is not None
        and before.folded in _HONORIFICS
        and before.part == word.part
    ):
        return "nom"
    return ""


def _near(reading: Reading, word: Word, kind: str) -> dict[int, float]:
    weights = {}
    for other in reading.words:
        if other.place == word.place or not (other.content or other.figure) or _kind(reading, other) == kind:
            continue
        apart = abs(other.place - word.place) * _PER_WORD + abs(other.clause - word.clause) * _PER_CLAUSE
        apart += abs(other.part - word.part) * _PER_PART
        weight = 1 / (1 + apart)
        if weight > _FAR:
            weights[other.place] = weight
    return weights
