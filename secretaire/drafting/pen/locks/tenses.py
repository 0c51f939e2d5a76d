"""What is done is not to be done, and what is to be done is not done. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from secretaire.drafting.pen.locks.reading import Word
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verbs import is_future, is_infinitive, is_participle
from secretaire.drafting.pen.locks.verdict import Lock, Refusal

_PAST = frozenset({"a", "ont", "avait", "avaient", "ayant"})
_SUBJECT = 8  # words between what takes place and « a lieu »
_WILL_BE = frozenset({"sera", "seront", "aura", "auront"})
_BEEN = frozenset({"ete", "eu"})
_PLANNED = frozenset(
    "prévu prévue prévus prévues programmé programmée envisagé envisagée demandé demandée souhaité souhaitée".split()  # noqa: SIM905
)
_DONE = frozenset({"fait", "faite", "faits", "faites"})


def added(subject: Subject) -> Iterator[Refusal]:
    """A past for a future, a future for a past."""
    words = subject.text.words
    for word in words:
        if is_future(word.folded):
            passive = word.folded in _WILL_BE
            target = _target(words, word) if passive else word
            if target is not None and (
                _says(subject, target, done=True) or (passive and _nothing_to_come(subject, target))
            ):
                yield subject.refusal(Lock.TENSE_CHANGED, f"{word.text} {target.text}", word.place)
        elif word.folded in _BEEN and word.place and _auxiliary(words, word):
            target = _target(words, word)
            if target is not None and (_says(subject, target, done=False) or _nothing_done(subject, target)):
                yield subject.refusal(Lock.TENSE_CHANGED, f"{word.text} {target.text}", word.place)
        elif word.folded == "faire" and word.place and words[word.place - 1].text == "à" and _is_done(subject, word):
            yield subject.refusal(Lock.TENSE_CHANGED, f"à {word.text}", word.place)


def lost(subject: Subject) -> Iterator[Refusal]:  # noqa: ARG001 - a family has both
    """Nothing is lost here."""
    return iter(())


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
    return word.content and not word.text[:1].isupper() and not is_future(word.folded)


def _next_content(words: tuple[Word, ...], word: Word) -> Word | None:
    return next(
        (w for w in words[word.place + 1 : word.place + 4] if _may_be_done(w, word)),
        None,
    )


def _may_be_done(word: Word, auxiliary: Word) -> bool:
    return word.content and word.clause == auxiliary.clause and not word.text[:1].isupper()


def _nothing_to_come(subject: Subject, target: Word) -> bool:
    """A participle put in the future that the notes do not have, when nothing in them speaks of what is to come."""
    if subject.pairing.notes_of(target.place) or not is_participle(target.text):
        return False
    noted = _spoken_of(subject, target)
    if subject.asked_in(target.part):
        return False
    return not any(w.folded in subject.tables.due or _is_coming(subject, w) or is_infinitive(w.text) for w in noted)


def _nothing_done(subject: Subject, target: Word) -> bool:
    """A participle put in the past that the notes do not have, when all they say is what is due."""
    if subject.pairing.notes_of(target.place) or not is_participle(target.text):
        return False
    places = {p for w in subject.text.clause(target.clause) for p in subject.pairing.notes_of(w.place)}
    clauses = {subject.notes.words[p].clause for p in places}
    noted = [w for w in subject.notes.words if w.clause in clauses]
    if not any(w.folded in subject.tables.due for w in noted):
        return False
    return not any(w.content and is_participle(w.text) for w in noted)


def _is_done(subject: Subject, word: Word) -> bool:
    """« est à faire » where the notes say « fait », and not that anything is to be done."""
    places = {p for w in subject.text.clause(word.clause) for p in subject.pairing.notes_of(w.place)}
    clauses = {subject.notes.words[p].clause for p in places}
    noted = [w for w in subject.notes.words if w.clause in clauses]
    if not any(w.text in _DONE for w in noted):
        return False
    return not any(w.folded == "faire" or w.folded in subject.tables.due for w in noted)


def _spoken_of(subject: Subject, word: Word) -> list[Word]:
    """The words of the notes that the sentence of a word speaks of."""
    parts = {p for (part, p), weight in subject.pairing.shared.items() if part == word.part and weight > 0}
    return [w for w in subject.notes.words if w.part in parts]


def _is_coming(subject: Subject, word: Word) -> bool:
    return word.text.lower() in subject.tables.coming or is_future(word.folded)


def _says(subject: Subject, target: Word, *, done: bool) -> bool:
    """Do the notes say it done (or to be done), and not the other way?"""
    states = {_state(subject, place) for place in subject.pairing.notes_of(target.place)}
    return states == {"fait"} if done else states == {"à faire"}


def _state(subject: Subject, place: int) -> str:
    """What the notes say of a word of theirs: done, to be done, or nothing sure."""
    notes, word = subject.notes.words, subject.notes.words[place]
    following = [w for w in notes[place + 1 : place + 4] if w.part == word.part and w.clause == word.clause]
    if any(w.text.lower() in _PLANNED for w in following[:2]):
        return "à faire"
    before = notes[place - 1].folded if place and notes[place - 1].part == word.part else ""
    if is_infinitive(word.text) and before in {"a", "doit", "va", "vont", "doivent", "faut", "reste"}:
        return "à faire"
    if _may_come(subject, word):
        return "à faire" if is_future(word.folded) or before in {"sera", "seront"} else ""
    denied = any(w.folded in subject.tables.negations for w in subject.notes.clause(word.clause))
    return "fait" if is_participle(word.text) and not denied else ""


def _may_come(subject: Subject, word: Word) -> bool:
    """Does the clause of a word, or one beside it, speak of what is to come, name a day, or hang on a condition?"""
    part = list(subject.notes.part(word.part))
    if _asked(subject, word) or any(w.folded == "si" and w.place < word.place for w in part):
        return True
    if any(_is_coming(subject, w) for w in part if abs(w.clause - word.clause) <= 1):
        return True
    return any(w.folded in subject.tables.days for w in part if w.clause == word.clause)


def _asked(subject: Subject, word: Word) -> bool:
    """Does a question mark follow in the note of a word?"""
    end = max(w.end for w in subject.notes.part(word.part))
    return "?" in subject.notes.text[word.end : end + 2]
