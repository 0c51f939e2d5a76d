"""Each negation of the notes is found on what it denies, and none elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from secretaire.drafting.pen.locks.reading import Reading, Word
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal
from secretaire.drafting.pen.meaning import roots
from secretaire.drafting.pen.tables import Tables

_REACH = 6  # words between « ne » and its « plus »
_NE = frozenset({"ne", "n"})
_AFTER_NE = frozenset({"plus", "point", "personne"})


@dataclass(frozen=True, slots=True)
class Denial:
    """A word that denies, at a place; not `sure` when it may say something else, or denies by itself (« gratuit »).

    Attributes:
        denied: places of the content words or figures it bears on, the first one first.
        clause: places of all those of its clause.
    """

    place: int
    sure: bool
    denied: tuple[int, ...]
    clause: frozenset[int]


def denials(reading: Reading, tables: Tables, *, by_sentence: bool) -> list[Denial]:
    """Every word that denies or may deny, in order."""
    clauses: dict[int, list[Word]] = {}
    for word in reading.words:
        clauses.setdefault(word.clause, []).append(word)
    found = []
    for word in reading.words:
        sure = _is_sure(reading, word, tables)
        if not sure and not _may_deny(word, tables):
            continue
        full = [w for w in clauses[word.clause] if w.content or w.figure]
        others = [w for w in full if w.place != word.place and w.folded not in tables.negations]
        denied = _denied(reading, word, others) if sure else (word.place,)
        near = frozenset(w.place for w in full) | {word.place}
        if not denied:  # « non », « mais pas nous »: of what the note or the sentences before speak of
            part = range(word.part - 1, word.part + 1) if by_sentence else (word.part,)
            near = frozenset(w.place for w in reading.words if w.part in part and (w.content or w.figure))
        found.append(Denial(word.place, sure, denied, near))
    return found


def _denied(reading: Reading, word: Word, others: list[Word]) -> tuple[int, ...]:
    """The verb between « ne » and the negation, the two words after it, the one before it."""
    after = [w.place for w in others if w.place > word.place]
    before = [w.place for w in others if w.place < word.place]
    ne = next((w.place for w in reading.words[max(0, word.place - 4) : word.place] if w.folded in _NE), -1)
    verb = [p for p in before if p > ne] if ne >= 0 else []
    return tuple(dict.fromkeys((*verb, *after[:2], *before[-1:])))


def _is_sure(reading: Reading, word: Word, tables: Tables) -> bool:
    """« plus » denies after « ne », or alone before a noun; « pas », « sans », « aucun » always do."""
    if word.folded in tables.negations:
        return True
    if word.folded not in _AFTER_NE:
        return False
    before = [w.folded for w in reading.words[max(0, word.place - _REACH) : word.place] if w.part == word.part]
    return bool(_NE & set(before)) and not tables.negations & set(before)


def _may_deny(word: Word, tables: Tables) -> bool:
    return word.folded == "plus" or word.text == "0" or bool((roots(word.text) | {word.folded}) & tables.negative_roots)


def added(subject: Subject) -> Iterator[Refusal]:
    """A negation of the text that the notes do not have there."""
    noted = denials(subject.notes, subject.tables, by_sentence=False)
    written = denials(subject.text, subject.tables, by_sentence=True)
    free = [n for n in noted if not any(_meet(subject.pairing.texts_of, n, t) for t in written)]
    for denial in written:
        if denial.sure and not _answered(subject.pairing.notes_of, subject.notes, denial, noted, free):
            yield subject.refusal(Lock.NEGATION_ADDED, subject.text.words[denial.place].text, denial.place)


def lost(subject: Subject) -> Iterator[Refusal]:
    """A negation of the notes that the text does not have there."""
    noted = denials(subject.notes, subject.tables, by_sentence=False)
    written = denials(subject.text, subject.tables, by_sentence=True)
    free = [t for t in written if not any(_meet(subject.pairing.notes_of, t, n) for n in noted)]
    for denial in noted:
        if denial.sure and not _answered(subject.pairing.texts_of, subject.text, denial, written, free):
            yield subject.refusal(Lock.NEGATION_LOST, _around(subject.notes, denial), note_place=denial.place)


def _around(reading: Reading, denial: Denial) -> str:
    places = [denial.place, *denial.denied[:1]]
    return reading.text[min(reading.words[p].start for p in places) : max(reading.words[p].end for p in places)]


def _meet(across: Callable[[int], tuple[int, ...]], denial: Denial, other: Denial) -> bool:
    """Does a negation of the other side bear on words that say what is denied, or stand in their clause?"""
    targets = {p for place in denial.denied or denial.clause for p in across(place)}
    return bool(targets & {*other.denied, *other.clause})


def _answered(
    across: Callable[[int], tuple[int, ...]], there: Reading, denial: Denial, others: list[Denial], free: list[Denial]
) -> bool:
    """Is there, on the other side, a negation that bears on the same thing?

    When what is denied is said nowhere there (it was worded otherwise), one that answers nothing else, in a part that
    speaks of the same things, is taken for it.
    """
    if any(_meet(across, denial, other) for other in others):
        return True
    if any(across(place) for place in denial.denied):
        return False
    parts = {there.words[p].part for place in denial.clause for p in across(place)}
    return any(there.words[other.place].part in parts for other in free)
