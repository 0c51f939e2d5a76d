"""A word is not said for its contrary: accepted for refused, more for less, bought for sold. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from secretaire.drafting.pen.locks.reading import Reading, Word
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal
from secretaire.drafting.pen.meaning import roots


def added(subject: Subject) -> Iterator[Refusal]:
    """Words of the text whose contrary, and not themselves, is in the notes the sentence speaks of."""
    for word in subject.text.words:
        for one, other in subject.tables.opposites:
            for side, contrary in ((one, other), (other, one)):
                if _is(word, side) and not _is(word, contrary) and _contradicted(subject, word, side, contrary):
                    yield subject.refusal(Lock.CONTRARY, word.text, word.place)


def lost(subject: Subject) -> Iterator[Refusal]:  # noqa: ARG001 - a family has both
    """Nothing is lost here."""
    return iter(())


def _is(word: Word, side: frozenset[str]) -> bool:
    return word.folded in side or bool(roots(word.text) & side)


def _contradicted(subject: Subject, word: Word, side: frozenset[str], contrary: frozenset[str]) -> bool:
    if _denied(subject, subject.text, word):
        return False
    parts = {p for (sentence, p), weight in subject.pairing.shared.items() if sentence == word.part and weight > 0}
    noted = [w for w in subject.notes.words if w.part in parts]
    if any(_is(w, side) for w in noted) or any(w in side for w in subject.title_words):
        return False
    told = {
        p for w in subject.text.clause(word.clause) for p in subject.pairing.notes_of(w.place) if w.place != word.place
    }
    spoken = {subject.notes.words[p].clause for p in told}
    against = [w for w in noted if _is(w, contrary) and w.clause in spoken]
    return bool(against) and not any(_denied(subject, subject.notes, w) for w in against)


def _denied(subject: Subject, reading: Reading, word: Word) -> bool:
    return any(
        (w.folded in subject.tables.negations or w.folded == "ne") and w.place != word.place
        for w in reading.clause(word.clause)
    )
