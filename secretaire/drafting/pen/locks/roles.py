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
_NAME, _NUMBER, _YEAR_KIND = "nom", "nombre", "année"
_MARGIN = {"€": 0.0, "%": 0.0, _NAME: 0.0, _NUMBER: 0.02, _YEAR_KIND: 0.05}
_COUPLE = 5  # words from one to the other
_SAYING_ELSE = frozenset({"sur", "dont", "contre", "ou", "est", "sont", "pour"})
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
    noted: dict[str, list[Mention]] = {}
    for mention in _mentions(subject.notes):
        noted.setdefault(mention.value, []).append(mention)
    written: dict[tuple[str, str], list[Mention]] = {}
    for mention in _mentions(subject.text):
        if mention.value in noted:
            written.setdefault((mention.kind, mention.value), []).append(mention)
    for ((kind, one), here), ((other_kind, other), there) in combinations(written.items(), 2):
        if not _comparable(kind, other_kind) or (kind != _NAME and (len(here) > 1 or len(there) > 1)):
            continue
        if _kept(subject, here, noted[one], there, noted[other]):
            continue
        straight = _fit(subject, here, noted[one]) + _fit(subject, there, noted[other])
        crossed = _fit(subject, here, noted[other]) + _fit(subject, there, noted[one])
        if _is_whole(subject, here, noted[one], there, noted[other]) is False:
            crossed = straight + 1
        if crossed > straight + _MARGIN[kind]:
            place = here[0].place
            yield subject.refusal(Lock.ROLE_CHANGED, f"{subject.text.words[place].text} / {other}", place)


def _kept(
    subject: Subject, here: list[Mention], one: list[Mention], there: list[Mention], other: list[Mention]
) -> bool:
    """Do both stand in the same turn on both sides? « sur 640 », « 27 412 € en 2026 », « Mmes A et B »."""
    if here[0].kind == _NAME:
        return any(_coupled(subject.text, a, b) for a in here for b in there) and any(
            _coupled(subject.notes, a, b) for a in one for b in other
        )
    whole = _is_whole(subject, here, one, there, other)
    if whole is not None:
        return whole
    order = here[0].place < there[0].place
    if _coupled(subject.text, here[0], there[0]) and any(
        _coupled(subject.notes, a, b) and (a.place < b.place) == order for a in one for b in other
    ):
        return True
    mine, theirs = _turn(subject.text, here[0]), _turn(subject.text, there[0])
    return (
        mine != theirs
        and bool(mine and theirs)
        and mine in {_turn(subject.notes, m) for m in one}
        and theirs in {_turn(subject.notes, m) for m in other}
    )


def _is_whole(
    subject: Subject, here: list[Mention], one: list[Mention], there: list[Mention], other: list[Mention]
) -> bool | None:
    """Is the one that follows « sur » (« 212 sur 640 ») the same on both sides? None when the text or the notes have none."""
    words = subject.notes.words
    if not any(words[a.place].clause == words[b.place].clause for a in one for b in other):
        return None
    written = _after_on(subject.text, here[0]), _after_on(subject.text, there[0])
    noted = any(_after_on(subject.notes, m) for m in one), any(_after_on(subject.notes, m) for m in other)
    return written == noted if sum(written) == sum(noted) == 1 else None


def _coupled(reading: Reading, one: Mention, other: Mention) -> bool:
    """« Monsieur Ferrand et Madame Aubin », « 5 100 €, 4 750 € et 6 020 € », « de 78 à 140 »: nothing is said between."""
    first, last = sorted((one.place, other.place))
    between = [w for w in reading.words[first + 1 : last] if not w.figure]
    return (
        last - first <= _COUPLE
        and not any(w.content or w.folded in _SAYING_ELSE for w in between)
        and (one.kind != _NAME or any(w.folded == "et" for w in between))
    )


def _after_on(reading: Reading, mention: Mention) -> bool:
    """« sur 640 »: a whole of which a part was taken."""
    before = reading.words[max(0, mention.place - 2) : mention.place]
    if before and before[-1].folded == "des" and before[0].figure:
        return True  # « 3 des 7 baies »
    return bool(before) and before[-1].folded == "sur"


def _turn(reading: Reading, mention: Mention) -> tuple[str, ...]:
    """The two words that follow a figure, when one of them at least is a figure: « 27 412 € en 2026 »."""
    word = reading.words[mention.place]
    after = [w for w in reading.words[word.place + 1 : word.place + 3] if w.part == word.part]
    return tuple(w.folded for w in after) if any(w.figure for w in after) else ()


def _comparable(kind: str, other: str) -> bool:
    """An amount may be taken for an amount, a number for a number or a year."""
    return kind == other or {kind, other} == {_NUMBER, _YEAR_KIND}


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
    found: dict[bool, list[tuple[Word, str, dict[int, float]]]] = {True: [], False: []}
    for word in reading.words:
        kind = _kind(reading, word)
        if kind:
            found[kind == _NAME].append((word, kind, _near(reading, word, names=kind == _NAME)))
    return [
        Mention(
            word.place,
            canonical_figure(word.text) if word.figure else word.folded,
            kind,
            _own(near, [others for _, _, others in group]),
        )
        for group in found.values()
        for word, kind, near in group
    ]


def _own(near: dict[int, float], everyone: list[dict[int, float]]) -> dict[int, float]:
    """A word counts most for the mention it is nearest to."""
    places = near.keys()
    return {p: near[p] ** 2 / sum(other.get(p, 0.0) for other in everyone) for p in places}


def _kind(reading: Reading, word: Word) -> str:
    after = reading.text[word.end : word.end + 2].strip()[:1]
    if word.figure:
        if _YEAR.fullmatch(word.text):
            return _YEAR_KIND
        return after if after in {"€", "%"} and after else _NUMBER
    before = reading.words[word.place - 1] if word.place else None
    if (
        word.text[:1].isupper()
        and word.content
        and before is not None
        and before.folded in _HONORIFICS
        and before.part == word.part
    ):
        return _NAME
    return ""


def _near(reading: Reading, word: Word, *, names: bool) -> dict[int, float]:
    weights = {}
    for other in reading.words:
        if other.place == word.place or not (other.content or (other.figure and names)):
            continue
        if names and _kind(reading, other) == _NAME:
            continue
        apart = abs(other.place - word.place) * _PER_WORD + abs(other.clause - word.clause) * _PER_CLAUSE
        apart += abs(other.part - word.part) * _PER_PART
        weight = 1 / (1 + apart)
        if weight > _FAR:
            weights[other.place] = weight
    return weights
