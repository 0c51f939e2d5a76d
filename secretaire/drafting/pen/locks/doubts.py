"""What the notes leave open stays open: « livraison en mai ? », « subvention pas confirmée », « 600 €, ou 45 €/an ». Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from secretaire.drafting.pen.locks.reading import Word
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal
from secretaire.drafting.pen.meaning import roots

_CONDITIONAL = re.compile(r"r(?:ait|aient)$")
_AFTER = re.compile(r"\s*[)\]»]?\s*\Z")
_OWED = 2  # content words of a doubt that a sentence must say to speak of it, when it has as many


def added(subject: Subject) -> Iterator[Refusal]:
    """A doubt of the notes written as sure."""
    for doubt in _doubts(subject):
        told = [(w, subject.pairing.texts_of(w.place)) for w in doubt]
        said: dict[int, int] = {}
        for _, places in told:
            for part in {subject.text.words[p].part for p in places}:
                said[part] = said.get(part, 0) + 1
        owed = min(_OWED, len(doubt))
        parts = [part for part, count in said.items() if count >= owed]
        if parts and not any(_uncertain(subject, near) for part in parts for near in range(part, part + 2)):
            place = max(p for _, places in told for p in places if subject.text.words[p].part == parts[-1])
            yield subject.refusal(Lock.DOUBT_LOST, subject.text.words[place].text, place, doubt[0].place)
    yield from _choices_made(subject)


def lost(subject: Subject) -> Iterator[Refusal]:  # noqa: ARG001 - a family has both
    """A doubt that is not said at all is a content lost."""
    return iter(())


def _choices_made(subject: Subject) -> Iterator[Refusal]:
    """« 600 € en 1 fois, ou 45 €/an » is a choice; « soit 45 € par an » would make the two the same."""
    for before, figure in pairwise(subject.notes.words):
        if figure.figure and before.folded == "ou" and before.part == figure.part:
            for place in subject.pairing.texts_of(figure.place):
                said = [w for w in subject.text.words[:place] if w.part == subject.text.words[place].part]
                if said and said[-1].folded == "soit" and all(w.folded not in {"soit", "ou"} for w in said[:-1]):
                    yield subject.refusal(Lock.DOUBT_LOST, said[-1].text, said[-1].place, figure.place)


def _doubts(subject: Subject) -> Iterator[list[Word]]:
    """The words before a question mark that nothing answers in the note, or before « à confirmer »."""
    notes, text = subject.notes, subject.notes.text
    ends: dict[int, int] = {}
    for word in notes.words:
        ends[word.part] = word.end
    for part, end in ends.items():
        after = text[end : end + 3].split(";")[0]
        words = list(notes.part(part))
        if "?" in after and _AFTER.fullmatch(after.replace("?", "")):
            yield from _last_clause(words)
        elif len(words) > 1 and _unsure(subject, words[-2:]):
            yield from _last_clause(words[: -_tail(subject, words)])


def _last_clause(words: list[Word]) -> Iterator[list[Word]]:
    """What is asked: the clause that ends there, when it says something by itself."""
    clauses = sorted({w.clause for w in words}, reverse=True)
    for clause in clauses:
        found = [w for w in words if w.clause == clause and (w.content or w.figure)]
        if found:
            yield found
            return


def _tail(subject: Subject, words: list[Word]) -> int:
    return 2 if words[-2].folded in {"a", "pas"} and _unsure(subject, words[-2:]) else 1


def _unsure(subject: Subject, words: list[Word]) -> bool:
    """« à confirmer », « à voir », « pas confirmé », « pas sûr »."""
    return words[-2].folded in {"a", "pas"} and bool(roots(words[-1].text) & subject.tables.confirming)


def _uncertain(subject: Subject, part: int) -> bool:
    """Does a sentence leave something open: a conditional, a question, a condition, « reste à confirmer »?"""
    tables = subject.tables
    for word in subject.text.part(part):
        if _CONDITIONAL.search(word.folded) or word.folded in tables.negations or word.folded == "si":
            return True
        if roots(word.text) & (tables.confirming | tables.asking | tables.doubting):
            return True
    return False
