"""Conditions, exclusions, times, causes: kept, and none invented. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from secretaire.drafting.pen.locks.reading import Reading
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal

_REACH = 6  # words between « ne » and its « que »


def added(subject: Subject) -> Iterator[Refusal]:
    """A nuance of the text that nothing in the notes says."""
    noted = {w.folded for w in subject.notes.words} | set(subject.title_words)
    for nuance in subject.tables.nuances.values():
        if noted & (nuance.words | nuance.support) or any(sign in subject.source for sign in nuance.signs):
            continue
        for word in subject.text.words:
            if word.folded in nuance.words and not _idle(subject, subject.text, word.place):
                yield subject.refusal(Lock.NUANCE_ADDED, word.text, word.place)


def lost(subject: Subject) -> Iterator[Refusal]:
    """A nuance of the notes that the text does not say."""
    for nuance in subject.tables.nuances.values():
        told = nuance.words | nuance.instead
        if any(w.folded in told and not _idle(subject, subject.text, w.place) for w in subject.text.words):
            continue
        for word in subject.notes.words:
            if word.folded in nuance.words and not _idle(subject, subject.notes, word.place):
                yield subject.refusal(Lock.NUANCE_LOST, word.text, note_place=word.place)
                break


def _idle(subject: Subject, reading: Reading, place: int) -> bool:
    """A word that bounds nothing here: « que » without « ne », « s' » of a reflexive verb."""
    word = reading.words[place]
    following = reading.words[place + 1].folded if place + 1 < len(reading.words) else ""
    if word.folded in {"que", "qu"}:
        before = {w.folded for w in reading.words[max(0, place - _REACH) : place] if w.part == word.part}
        return not before & {"ne", "n"} or bool(before & subject.tables.negations)
    return word.folded == "s" and following not in {"il", "ils"}
