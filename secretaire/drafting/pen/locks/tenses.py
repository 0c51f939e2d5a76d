"""What is done is not to be done, and what is to be done is not done. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from simplemma import lemmatize

from secretaire.drafting.pen.locks.reading import Word
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal

_FUTURE = re.compile(r"(?:ra|ront)$")
_PAST = frozenset({"a", "ont", "avait", "avaient", "ayant"})
_SUBJECT = 8  # words between what takes place and « a lieu »
_WILL_BE = frozenset({"sera", "seront", "aura", "auront"})
_BEEN = frozenset({"ete", "eu"})
_PLANNED = frozenset(
    "prevu prevue prevus prevues programme programmee envisage envisagee demande demandee souhaite souhaitee".split()  # noqa: SIM905
)
_PARTICIPLE = re.compile(r"(?:é|ée|és|ées|i|ie|is|ies|u|ue|us|ues|it|ite|its|ert|erte|ait|aite)$")
_INFINITIVE = re.compile(r"(?:er|ir|re)$")


def added(subject: Subject) -> Iterator[Refusal]:
    """A past for a future, a future for a past."""
    words = subject.text.words
    for word in words:
        if _is_future(word.folded):
            passive = word.folded in _WILL_BE
            target = _target(words, word) if passive else word
            if target is not None and (
                _says(subject, target, done=True) or (passive and _nothing_to_come(subject, target))
            ):
                yield subject.refusal(Lock.TENSE_CHANGED, f"{word.text} {target.text}", word.place)
        elif word.folded in _BEEN and word.place and _auxiliary(words, word):
            target = _target(words, word)
            if target is not None and _says(subject, target, done=False):
                yield subject.refusal(Lock.TENSE_CHANGED, f"{word.text} {target.text}", word.place)


def lost(subject: Subject) -> Iterator[Refusal]:  # noqa: ARG001 - a family has both
    """Nothing is lost here."""
    return iter(())


@lru_cache(maxsize=2_000)
def _is_future(folded: str) -> bool:
    """« sera », « paieront »: the future of a verb the dictionary knows."""
    if not _FUTURE.search(folded):
        return False
    return folded in _WILL_BE or bool(_INFINITIVE.search(lemmatize(folded, lang="fr")))


def _auxiliary(words: tuple[Word, ...], word: Word) -> bool:
    return any(w.folded in _PAST for w in words[max(0, word.place - 3) : word.place])


def _target(words: tuple[Word, ...], auxiliary: Word) -> Word | None:
    """What is done or to be done: the participle; of « aura lieu », « a eu lieu », what takes place."""
    target = _next_content(words, auxiliary)
    if target is None or target.folded != "lieu":
        return target
    before = words[max(0, auxiliary.place - _SUBJECT) : auxiliary.place]
    return next((w for w in reversed(before) if w.part == auxiliary.part and _may_take_place(w)), None)


def _may_take_place(word: Word) -> bool:
    return word.content and not word.text[:1].isupper() and not _FUTURE.search(word.folded)


def _next_content(words: tuple[Word, ...], word: Word) -> Word | None:
    return next(
        (w for w in words[word.place + 1 : word.place + 4] if _may_be_done(w, word)),
        None,
    )


def _may_be_done(word: Word, auxiliary: Word) -> bool:
    return word.content and word.clause == auxiliary.clause and not word.text[:1].isupper()


def _nothing_to_come(subject: Subject, target: Word) -> bool:
    """A participle put in the future that the notes do not have, when nothing in them speaks of what is to come."""
    if subject.pairing.notes_of(target.place) or not _PARTICIPLE.search(target.text.lower()):
        return False
    parts = {p for (part, p), weight in subject.pairing.shared.items() if part == target.part and weight > 0}
    noted = [w for w in subject.notes.words if w.part in parts]
    if any(_asked(subject, w) for w in noted):
        return False
    return not any(
        w.folded in subject.tables.coming or _is_future(w.folded) or _INFINITIVE.search(w.folded) for w in noted
    )


def _says(subject: Subject, target: Word, *, done: bool) -> bool:
    """Do the notes say it done (or to be done), and not the other way?"""
    states = {_state(subject, place) for place in subject.pairing.notes_of(target.place)}
    return states == {"fait"} if done else states == {"à faire"}


def _state(subject: Subject, place: int) -> str:
    """What the notes say of a word of theirs: done, to be done, or nothing sure."""
    notes, word = subject.notes.words, subject.notes.words[place]
    following = [w.folded for w in notes[place + 1 : place + 4] if w.part == word.part and w.clause == word.clause]
    if any(w in _PLANNED for w in following[:2]):
        return "à faire"
    clause = {w.folded for w in subject.notes.part(word.part) if abs(w.clause - word.clause) <= 1}
    before = notes[place - 1].folded if place and notes[place - 1].part == word.part else ""
    coming = bool(clause & subject.tables.coming) or any(map(_is_future, clause)) or _asked(subject, word)
    if _INFINITIVE.search(word.text) and before in {"a", "doit", "va", "vont", "doivent", "faut", "reste"}:
        return "à faire"
    if coming:
        return "à faire" if _FUTURE.search(word.folded) or before in {"sera", "seront"} else ""
    denied = any(w.folded in subject.tables.negations for w in subject.notes.clause(word.clause))
    if _PARTICIPLE.search(word.text.lower()) and not denied:
        return "fait"
    return ""


def _asked(subject: Subject, word: Word) -> bool:
    """Does a question mark follow in the note of a word?"""
    end = max(w.end for w in subject.notes.part(word.part))
    return "?" in subject.notes.text[word.end : end + 2]
