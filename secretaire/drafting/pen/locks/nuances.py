"""Conditions, exclusions, times, causes: kept, and none invented. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from secretaire.drafting.pen.locks.reading import Reading, Word
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal

_NEAR = 2  # clauses on each side of a link
_NOBODY = frozenset({"rien", "personne", "aucun", "aucune", "nul", "nulle", "jamais"})
_REACH = 6  # words between « ne » and its « que »


def added(subject: Subject) -> Iterator[Refusal]:
    """A nuance of the text that nothing in the notes says."""
    noted = {w.folded for w in subject.notes.words} | set(subject.title_words)
    for nuance in subject.tables.nuances.values():
        if noted & (nuance.words | nuance.support) or any(sign in subject.source for sign in nuance.signs):
            continue
        for word in subject.text.words:
            if word.folded not in nuance.words or subject.pairing.supported.get(word.place):
                continue
            if not _idle(subject, subject.text, word.place) and not _dates(subject.text, word.place):
                yield subject.refusal(Lock.NUANCE_ADDED, word.text, word.place)
    yield from _links_added(subject)


def _links_added(subject: Subject) -> Iterator[Refusal]:
    """« car », « lorsque », « grâce à » between what two notes say apart."""
    for word in subject.text.words:
        kind = next((ways for links, ways in subject.tables.links if word.folded in links), None)
        if kind is None or word.text[:1].isupper():
            continue
        sentence = list(subject.text.part(word.part))
        before = _note(subject, [w for w in sentence if w.place < word.place and w.clause >= word.clause - _NEAR])
        after = _note(subject, [w for w in sentence if w.place > word.place and w.clause <= word.clause + _NEAR])
        spoken = {part for (said, part) in subject.pairing.shared if said == word.part}
        linked = any(
            w.folded in kind and (w.part in (before, after) or (w.part in spoken and w.folded == word.folded))
            for w in subject.notes.words
        )
        if min(before, after) >= 0 and before != after and not linked:
            yield subject.refusal(Lock.NUANCE_ADDED, word.text, word.place)


def _note(subject: Subject, words: list[Word]) -> int:
    """The note that some words of the text say most; -1 when they say none."""
    told = Counter(subject.notes.words[p].part for w in words for p in subject.pairing.notes_of(w.place))
    return told.most_common(1)[0][0] if told else -1


def lost(subject: Subject) -> Iterator[Refusal]:
    """A nuance of the notes that the text does not say."""
    for nuance in subject.tables.nuances.values():
        told = nuance.words | nuance.instead
        if any(w.folded in told and not _idle(subject, subject.text, w.place) for w in subject.text.words):
            continue
        for word in subject.notes.words:
            said = subject.pairing.said.get(word.place)
            if word.folded in nuance.words and not said and not _idle(subject, subject.notes, word.place):
                yield subject.refusal(Lock.NUANCE_LOST, word.text, note_place=word.place)
                break


def _idle(subject: Subject, reading: Reading, place: int) -> bool:
    """A word that bounds nothing here: « que » without « ne », « s' » of a reflexive verb, « d'après eux », « l'ordre de service »."""
    word = reading.words[place]
    following = reading.words[place + 1].folded if place + 1 < len(reading.words) else ""
    before = reading.words[place - 1].folded if place else ""
    match word.folded:
        case "que" | "qu":
            return not _only(subject, reading, place)
        case "s":
            return following not in {"il", "ils"}
        case "si":  # « la commune ne porte pas plainte, GRDF si »
            return _closes(reading, place)
        case "apres":
            return before == "d"
        case "ordre":
            return before != "l" or following != "de"
        case _:
            return False


def _closes(reading: Reading, place: int) -> bool:
    """Does a stop, or the end, follow at once?"""
    word, after = reading.words[place], reading.words[place + 1 : place + 2]
    return not after or any(word.end <= stop < after[0].start for stop in reading.stops) or after[0].part != word.part


def _only(subject: Subject, reading: Reading, place: int) -> bool:
    """« ne … que », with nothing that denies nor any stop in between."""
    here = reading.words[place]
    before = [w for w in reading.words[max(0, place - _REACH) : place] if w.part == here.part]
    ne = next((w for w in reversed(before) if w.folded in {"ne", "n"}), None)
    if ne is None or any(ne.start < stop < here.start for stop in reading.stops):
        return False
    if any(w.folded in _NOBODY and w.part == here.part for w in reading.words[max(0, ne.place - _NEAR) : ne.place]):
        return False  # « rien ne change et qu'elle a lieu »
    between = {w.folded for w in before if w.place > ne.place}
    return not between & (subject.tables.negations | {"plus", "personne"})


def _dates(reading: Reading, place: int) -> bool:
    """« fermée depuis 1998 » where hurried notes say « fermée 1998 »."""
    following = reading.words[place + 1 : place + 3]
    return reading.words[place].folded == "depuis" and any(w.figure for w in following)
