"""A word is not said for its contrary: accepted for refused, more for less, bought for sold. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from secretaire.drafting.pen.locks.reading import Reading, Word
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal
from secretaire.drafting.pen.meaning import roots

_JUDGING_TOOLS = frozenset({"pour", "non"})
_IF = frozenset({"si", "s"})
_CONTRASTING = frozenset({"et", "mais", "ou"})  # « et non de 50 »: what is set aside, not refused
_FEW = 1  # words of a clause that do not tell what it speaks of


def added(subject: Subject) -> Iterator[Refusal]:
    """Words of the text whose contrary, and not themselves, is in the notes the sentence speaks of."""
    either = frozenset().union(*(one | other for one, other in subject.tables.opposites)) | _JUDGING_TOOLS
    for word in subject.text.words:
        if not _is(word, either):
            continue
        for one, other in subject.tables.opposites:
            for side, contrary in ((one, other), (other, one)):
                if (
                    _is_said(subject.text, word, side)
                    and not _is(word, contrary)
                    and _contradicted(subject, word, side, contrary)
                ):
                    yield subject.refusal(Lock.CONTRARY, word.text, word.place)


def lost(subject: Subject) -> Iterator[Refusal]:  # noqa: ARG001 - a family has both
    """Nothing is lost here."""
    return iter(())


def _is(word: Word, side: frozenset[str]) -> bool:
    return word.folded in side or bool(roots(word.text) & side)


def _contradicted(subject: Subject, word: Word, side: frozenset[str], contrary: frozenset[str]) -> bool:
    """Has the note that says the rest of its clause the contrary of a word, nearer than the word itself?"""
    if _denied(subject, subject.text, word) or any(w in side for w in subject.title_words):
        return False
    if _asked(subject, word) or _named_with(subject, word, side):
        return False
    anchors = _anchors(subject, word, side | contrary)
    if not anchors:
        return False
    best = max(anchors.values())
    verdicts = [_nearest_is(subject, place, side, contrary) for place, score in anchors.items() if score >= best]
    return any(v is contrary for v in verdicts) and not any(v is side for v in verdicts)


def _asked(subject: Subject, word: Word) -> bool:
    """« demande si les gravats sont acceptés » contradicts nothing."""
    first = next(w for w in subject.text.clause(word.clause))
    before = [w for w in subject.text.part(word.part) if w.place < first.place]
    return first.folded in _IF and any(roots(w.text) & subject.tables.asking for w in before)


def _named_with(subject: Subject, word: Word, side: frozenset[str]) -> bool:
    """« Monsieur Roux contre, Madame Aubin pour »: the clause of the notes that names the same person says it too."""
    named = [
        w for w in subject.text.clause(word.clause) if w.text[:1].isupper() and w.content and w.place != word.place
    ]
    clauses = {subject.notes.words[p].clause for w in named for p in subject.pairing.supported[w.place]}
    return any(
        _is_said(subject.notes, noted, side) and not _denied(subject, subject.notes, noted)
        for clause in clauses
        for noted in subject.notes.clause(clause)
    )


def _anchors(subject: Subject, word: Word, class_words: frozenset[str]) -> dict[int, float]:
    """The clauses of the notes (by their first word of it) that the clause of a word speaks of, and how much."""
    found: dict[int, float] = {}
    near = [w for w in subject.text.clause(word.clause) if subject.pairing.supported.get(w.place)]
    if len(near) <= _FEW:
        near = [w for w in subject.text.part(word.part) if subject.pairing.supported.get(w.place)]
    for other in near:
        if other.place == word.place or _is(other, class_words):
            continue
        named = other.text[:1].isupper()  # who speaks twice is meant in either note
        places = subject.pairing.supported[other.place] if named else subject.pairing.notes_of(other.place)
        for place in places:
            clause = subject.notes.words[place].clause
            found[clause] = found.get(clause, 0.0) + 1 / len(places)
    return found


def _nearest_is(subject: Subject, clause: int, side: frozenset[str], contrary: frozenset[str]) -> frozenset[str] | None:
    """Which of both the note says nearest to a clause of its own; none when it says neither, or denies it."""
    part = next(w.part for w in subject.notes.words if w.clause == clause)
    said: dict[int, set[frozenset[str]]] = {}
    for noted in subject.notes.part(part):
        for which in (side, contrary):
            if _is_said(subject.notes, noted, which):
                said.setdefault(abs(noted.clause - clause), set()).add(which)
    if not said:
        return None
    nearest = said[min(said)]
    if len(nearest) > 1:
        return side
    which = next(iter(nearest))
    against = [w for w in subject.notes.part(part) if _is_said(subject.notes, w, which)]
    return None if any(_denied(subject, subject.notes, w) for w in against) else which


def _is_said(reading: Reading, word: Word, side: frozenset[str]) -> bool:
    """« contre 500 € », « 6 contre » oppose nothing; « Madame Roux pour », « fixe non » judge."""
    following = reading.words[word.place + 1 : word.place + 2]
    before = reading.words[max(0, word.place - 1) : word.place]
    if word.folded == "non" and before and before[0].folded in _CONTRASTING and before[0].part == word.part:
        return False
    if word.folded == "pour":  # « 9 voix pour », « pour qui »
        before = reading.words[max(0, word.place - 2) : word.place]
        if following and following[0].folded in {"qui", "que"} and following[0].part == word.part:
            return False
    match word.folded:
        case "contre":
            return _is(word, side) and not any(w.figure for w in (*before, *following))
        case "pour" | "non":
            last = not following or following[0].part != word.part or following[0].clause != word.clause
            last = last or (word.folded == "non" and not following[0].content and not following[0].figure)
            judges = "favorable" if word.folded == "pour" else "refus"
            return last and judges in side and not any(w.figure for w in before)
        case _:
            return _is(word, side)


def _denied(subject: Subject, reading: Reading, word: Word) -> bool:
    return any(
        (w.folded in subject.tables.negations or w.folded == "ne") and w.place != word.place
        for w in reading.clause(word.clause)
    )
