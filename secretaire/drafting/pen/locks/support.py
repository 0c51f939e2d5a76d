"""No word without support, no notion lost. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from simplemma import lemmatize

from secretaire.drafting.pen.locks.reading import Word
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal
from secretaire.drafting.pen.meaning import roots

_NUMBERED = 3  # words between « contre » and the figure it compares with
_HALF = 2
_REASON = 4  # words between « en raison de » and what it says
_REASONS = frozenset({"raison", "tenu", "cause", "souci"})
_SHORT = 4  # letters of a word too short to be owed by itself
_ACTION = re.compile(r"(?:tion|ment|age|ance|ure|ise)s?$")
_SET_PHRASES = frozenset({"savoir", "compter", "partir", "prendre"})  # « à compter du »
_OF = frozenset({"de", "des", "du", "d"})
_INFINITIVE = re.compile(r"(?:er|ir|re|oir)$")
_SENTENCE = 2  # content words of a sentence that says something
_LEAST_TOLD = 0.4  # share of them that the notes support, at least


def added(subject: Subject) -> Iterator[Refusal]:
    """Words that neither come from the notes nor from the trade, and do not reword one of the notes either."""
    free = _free(subject)
    reworded = {text for text, _ in _reworded(subject, free)}
    left = [word for word in free if word.place not in reworded]
    predicates = _predicates(subject, left)
    for word in left:
        if word.place not in predicates:
            yield subject.refusal(Lock.WORD_ADDED, word.text, word.place)
    yield from _sentences_added(subject)


def _sentences_added(subject: Subject) -> Iterator[Refusal]:
    """Sentences whose words are all of the trade and none, or nearly, of the notes."""
    tables = subject.tables
    framing = tables.asking | tables.answering | tables.saying | tables.framing | subject.signed()
    sentences: dict[int, list[Word]] = {}
    for word in subject.text.words:
        sentences.setdefault(word.part, []).append(word)
    for words in sentences.values():
        content = [w for w in words if w.content and not roots(w.text) & framing]
        told = sum(bool(subject.pairing.supported[w.place]) for w in words if w.content or w.figure)
        if len(content) >= _SENTENCE and told < len(content) * _LEAST_TOLD:
            start, end = words[0].start, words[-1].end
            yield Refusal(Lock.WORD_ADDED, subject.text.text[start:end], start, end)


def lost(subject: Subject) -> Iterator[Refusal]:
    """Clauses of the notes of which nothing is said."""
    reworded = {note for _, note in _reworded(subject, _free(subject))}
    clauses: dict[int, list[Word]] = {}
    for word in subject.notes.content():
        if not _dispensable(subject, word):
            clauses.setdefault(word.clause, []).append(word)
    for owed in clauses.values():
        missing = [w for w in owed if not subject.pairing.said[w.place] and w.place not in reworded]
        if len(missing) * _HALF > len(owed) and (len(owed) > 1 or len(missing[0].text) > _SHORT):
            yield subject.refusal(Lock.CONTENT_LOST, " ".join(w.text for w in missing), note_place=missing[0].place)


def _predicates(subject: Subject, free: list[Word]) -> set[int]:
    """The verb that hurried notes leave out, and that takes no side: one to a clause that says something of the notes
    (« les matchs *se jouent* à l'extérieur »), or the noun of an action on a word of theirs (« *l'arrosage* des pelouses »)."""
    found: dict[int, int] = {}
    sides = frozenset().union(*(one | other for one, other in subject.tables.opposites))
    claiming = subject.meaning.judging | subject.tables.negative_roots | sides
    for word in free:
        if word.clause in found or word.text[:1].isupper() or _to_be_done(subject, word):
            continue
        if {word.folded, *roots(word.text)} & claiming:
            continue
        clause = [w for w in subject.text.clause(word.clause) if w.place != word.place]
        told = any(subject.pairing.supported.get(w.place) for w in clause)
        following = next((w.folded for w in clause if w.place == word.place + 1), "")
        if told and (_is_verb(word.text.lower()) or (_ACTION.search(word.folded) and following in _OF)):
            found[word.clause] = word.place
    return set(found.values())


@lru_cache(maxsize=5_000)
def _is_verb(word: str) -> bool:
    """Some form of a verb, participles included."""
    return bool(_INFINITIVE.search(lemmatize(word, lang="fr")))


def _free(subject: Subject) -> list[Word]:
    """Content words of the text without support."""
    meaning, tables = subject.meaning, subject.tables
    allowed = meaning.administrative | tables.asking | tables.answering | tables.saying | subject.signed()
    denying = allowed | tables.negative_roots
    denied = {part for part in {w.part for w in subject.text.words} if subject.denied_in(part)}
    bounded = frozenset().union(*(n.words for n in tables.nuances.values())) | tables.negations | {"plus", "moins"}
    return [
        word
        for word in subject.text.content()
        if not subject.pairing.supported[word.place]
        and word.place not in subject.pairing.titled
        and word.folded not in bounded
        and (
            _gives_reason(subject, word)
            or _to_be_done(subject, word)
            or not roots(word.text) & (denying if word.part in denied else allowed)
        )
        and not _compares(subject, word)
    ]


def _gives_reason(subject: Subject, word: Word) -> bool:
    """« en raison de l'augmentation des coûts »: the words of a reason are those of the notes, not of the trade."""
    before = subject.text.words[max(0, word.place - _REASON) : word.place]
    return any(w.folded in _REASONS and w.part == word.part for w in before)


def _to_be_done(subject: Subject, word: Word) -> bool:
    """« sont à observer »: what is to be done is what the notes say is to be done."""
    before = subject.text.words[word.place - 1 : word.place]
    return (
        any(w.text == "à" and w.part == word.part for w in before)
        and bool(_INFINITIVE.search(word.folded))
        and word.folded not in _SET_PHRASES
        and not roots(word.text) & subject.signed()
    )


def _compares(subject: Subject, word: Word) -> bool:
    """« 6 730 € contre 6 200 € », « 7 voix contre 4 »: not an opinion."""
    following = subject.text.words[word.place + 1 : word.place + 1 + _NUMBERED]
    return word.folded == "contre" and any(w.figure for w in following)


def _reworded(subject: Subject, free: list[Word]) -> list[tuple[int, int]]:
    """Words of the text without support, each with the word of the notes it may stand for: one that is not said, in a
    note its sentence speaks of. A word that judges is never taken for a rewording."""
    pairs: list[tuple[int, int]] = []
    unsaid = [w for w in subject.notes.content() if not subject.pairing.said[w.place] and not _dispensable(subject, w)]
    used: set[int] = set()
    for word in free:
        if roots(word.text) & subject.meaning.judging:
            continue
        for noted in unsaid:
            if noted.place not in used and subject.pairing.shared.get((word.part, noted.part), 0.0) > 0:
                used.add(noted.place)
                pairs.append((word.place, noted.place))
                break
    return pairs


def _dispensable(subject: Subject, word: Word) -> bool:
    tables = subject.tables
    if word.folded in tables.negations or word.folded in {"plus", "moins"}:
        return True
    if any(word.folded in n.words for n in tables.nuances.values()):
        return True
    return bool(roots(word.text) & (subject.meaning.droppable | tables.negative_roots))
