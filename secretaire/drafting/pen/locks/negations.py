"""Each negation of the notes is found on what it denies, and none elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

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
    return (
        word.folded == "plus"
        or word.text == "0"
        or (word.content and bool((roots(word.text) | {word.folded}) & tables.negative_roots))
    )


def added(subject: Subject) -> Iterator[Refusal]:
    """A negation of the text that the notes do not have there."""
    noted = denials(subject.notes, subject.tables, by_sentence=False)
    written = denials(subject.text, subject.tables, by_sentence=True)
    meet = partial(_meet, subject)
    free = [n for n in noted if not any(meet(n, t) for t in written)]
    for denial in written:
        if (denial.sure and _reversed(subject.pairing.notes_of, denial, written, noted)) or (
            denial.sure
            and not (
                any(meet(n, denial) for n in noted) or _reworded(subject.pairing.notes_of, subject.notes, denial, free)
            )
        ):
            yield subject.refusal(Lock.NEGATION_ADDED, subject.text.words[denial.place].text, denial.place)


def lost(subject: Subject) -> Iterator[Refusal]:
    """A negation of the notes that the text does not have there."""
    noted = denials(subject.notes, subject.tables, by_sentence=False)
    written = denials(subject.text, subject.tables, by_sentence=True)
    meet = partial(_meet, subject)
    free = [t for t in written if not any(meet(n, t) for n in noted)]
    for denial in noted:
        if (denial.sure and _reversed(subject.pairing.texts_of, denial, noted, written)) or (
            denial.sure
            and not (
                any(meet(denial, t) for t in written) or _reworded(subject.pairing.texts_of, subject.text, denial, free)
            )
        ):
            yield subject.refusal(Lock.NEGATION_LOST, _around(subject.notes, denial), note_place=denial.place)


def _around(reading: Reading, denial: Denial) -> str:
    places = [denial.place, *denial.denied[:1]]
    return reading.text[min(reading.words[p].start for p in places) : max(reading.words[p].end for p in places)]


def _meet(subject: Subject, noted: Denial, written: Denial) -> bool:
    """Does what one denies stand in the clause of the other?"""
    said = {p for place in noted.denied or noted.clause for p in subject.pairing.texts_of(place)}
    if said & {*written.denied, *written.clause}:
        return True
    supported = {p for place in written.denied or written.clause for p in subject.pairing.notes_of(place)}
    return bool(supported & {*noted.denied, *noted.clause})


def _reworded(across: Callable[[int], tuple[int, ...]], there: Reading, denial: Denial, free: list[Denial]) -> bool:
    """When what is denied is said nowhere there (it was worded otherwise), is there a negation that answers nothing
    else, in a part that speaks of the same things?"""
    if any(across(place) for place in denial.denied):
        return False
    parts = {there.words[p].part for place in denial.clause for p in across(place)}
    return any(there.words[other.place].part in parts for other in free)


def _reversed(
    across: Callable[[int], tuple[int, ...]], denial: Denial, ours: list[Denial], theirs: list[Denial]
) -> bool:
    """« n'est pas interdit » here, « interdit » there: a word that denies by itself is denied on one side only."""
    negative = {d.place for d in ours if not d.sure}
    for place in denial.denied:
        there = set(across(place)) if place in negative else set()
        if there and not any(other.sure and there & other.clause for other in theirs):
            return True
    return False
