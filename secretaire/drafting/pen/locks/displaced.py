"""A figure, a day, a season or a person is said where the notes say it: never of what another note speaks of. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from secretaire.drafting.pen.locks.reading import Word
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal
from secretaire.drafting.pen.meaning import roots

_BY_CHANCE = 0.34  # share of the words of a sentence that may be in a note it does not speak of
_FEW = 1  # words of a note that do not tell what it speaks of
_AMOUNT_AFTER = re.compile(r",? de \d[\d ]*(?:,\d+)? €")
_TAXES = frozenset({"ht", "ttc"})
_PRICED = frozenset({"assurance", "assurances", "agence"})  # bought as well as met
_BEFORE_HEAD = frozenset({"la", "le", "l", "une", "un", "cette", "cet", "ce"})
_CIVILITIES = {
    "monsieur": frozenset({"il", "lui"}),
    "madame": frozenset({"elle", "lui"}),
    "mademoiselle": frozenset({"elle"}),
}
_COMPUTED = frozenset("soit donc total reste environ egal".split())  # noqa: SIM905 - a figure made of those of other notes
_SAME = 3  # words from « soit » to the figure it gives
_COMPLEMENT = frozenset("de du des d a au aux par pour avec chez contre dont en".split())  # noqa: SIM905 - words read better as words


def added(subject: Subject) -> Iterator[Refusal]:
    """Something measured, counted or dated that is not what the notes measure, count or date."""
    for word in subject.text.words:
        fact = word.figure or word.folded in subject.tables.moments
        actor = word.folded in subject.tables.actors - _PRICED
        if (fact and _elsewhere(subject, word)) or (actor and _priced(subject, word)):
            yield subject.refusal(Lock.ROLE_CHANGED, word.text, word.place)
    yield from _equalities(subject)
    yield from _another_person(subject)


def _equalities(subject: Subject) -> Iterator[Refusal]:
    """« 2 600 €, soit 1 800 € » of two notes that do not say the same thing."""
    words = subject.text.words
    equals = [w for w in words if w.folded == "soit"]
    for equal in equals:
        sentence = [w for w in subject.text.part(equal.part) if w.figure]
        given = [w for w in sentence if 0 < w.place - equal.place <= _SAME]
        before = [w for w in sentence if w.place < equal.place]
        if given and before and sum(w.part == equal.part for w in equals) == 1:
            homes = [_homes(subject, w) for w in (before[-1], given[0])]
            computed = any(w.folded in _COMPUTED for home in homes[1] for w in subject.notes.part(home))
            if all(homes) and not homes[0] & homes[1] and not computed:
                yield subject.refusal(Lock.ROLE_CHANGED, given[0].text, given[0].place)


def _another_person(subject: Subject) -> Iterator[Refusal]:
    """« il préfère l'annuel » is said of who was named last, and not of another."""
    for _, named in _named(subject.text.words):
        own = _homes(subject, named)
        company = [w for w in subject.text.clause(named.clause) if _tells(subject, w) and w.place != named.place]
        spoken = [_homes(subject, w) for w in company if not roots(w.text) & subject.tables.asking]
        if not own or not spoken or any(parts & own for parts in spoken):
            continue
        for part in set.intersection(*spoken):
            said = {w.folded for w in subject.notes.part(part)}
            earlier = [
                who
                for before, who in _named(subject.notes.words)
                if who.part < part and said & _CIVILITIES[before.folded]
            ]
            if earlier and earlier[-1].folded != named.folded and not list(_named(subject.notes.part(part))):
                yield subject.refusal(Lock.ROLE_CHANGED, named.text, named.place)


def _named(words: Iterable[Word]) -> Iterator[tuple[Word, Word]]:
    """Each civility and the name it is given to."""
    for before, word in pairwise(words):
        if before.folded in _CIVILITIES and word.text[:1].isupper():
            yield before, word


def _homes(subject: Subject, word: Word) -> set[int]:
    """The notes that say a word of the text."""
    return {subject.notes.words[p].part for p in subject.pairing.supported.get(word.place, ())}


def lost(subject: Subject) -> Iterator[Refusal]:  # noqa: ARG001 - a family has both
    """Nothing is lost here: what is missing is seen by the others."""
    return iter(())


def _elsewhere(subject: Subject, word: Word) -> bool:
    """Does its clause say words of other notes and none of those it stands in, which another sentence says?"""
    pairing, notes = subject.pairing, subject.notes
    own = _homes(subject, word)
    if not own or word.folded in subject.title_words:
        return False
    company = [w for w in subject.text.part(word.part) if _tells(subject, w) and w.place != word.place]
    spoken = [_homes(subject, w) for w in company]
    if len(spoken) <= _FEW:
        return False
    home = sum(len(parts & own) / len(parts) for parts in spoken)
    if home and (word.figure or home > len(spoken) * _BY_CHANCE or not _at_home_elsewhere(subject, word, own)):
        return False
    if any(w.place in pairing.titled for w in company):
        return False
    measures = subject.tables.moments | subject.tables.units | _TAXES
    described = [w for part in own for w in notes.part(part) if w.content and w.folded not in measures]
    told = [w for w in described if pairing.said.get(w.place)]
    return len(told) > _FEW and len(told) * 2 > len(described)


def _at_home_elsewhere(subject: Subject, word: Word, own: set[int]) -> bool:
    """Does another sentence, without that moment, speak of its notes far more than this one?"""
    dated = {w.part for w in subject.text.words if w.folded == word.folded}
    shared = subject.pairing.shared
    here = max(shared.get((word.part, note), 0.0) for note in own)
    return any(
        count > here + _FEW and sentence not in dated for (sentence, note), count in shared.items() if note in own
    )


def _tells(subject: Subject, word: Word) -> bool:
    """A word that says what a note speaks of: not a figure, nor its unit, nor a verb of speech."""
    return (
        word.content
        and word.folded not in _TAXES | subject.tables.units | subject.tables.rates
        and bool(subject.pairing.supported.get(word.place))
        and word.folded not in subject.tables.moments
        and not roots(word.text) & subject.tables.saying
    )


def _priced(subject: Subject, word: Word) -> bool:
    """« la société Roux, de 780 € », « une commune de 10 € »: an amount is nobody's measure."""
    words, text = subject.text.words, subject.text.text
    last = word
    while last.place + 1 < len(words) and words[last.place + 1].text[:1].isupper():
        last = words[last.place + 1]
    if not _AMOUNT_AFTER.match(text, last.end) or not word.place or words[word.place - 1].folded not in _BEFORE_HEAD:
        return False
    ahead = words[word.place - 2] if word.place > 1 else None
    return ahead is None or ahead.part != word.part or ahead.folded not in _COMPLEMENT
