"""A figure, a day or a season is said where the notes say it: never of what another note speaks of. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_COMPLEMENT = frozenset("de du des d a au aux par pour avec chez contre dont en".split())  # noqa: SIM905 - words read better as words


def added(subject: Subject) -> Iterator[Refusal]:
    """Something measured, counted or dated that is not what the notes measure, count or date."""
    for word in subject.text.words:
        fact = word.figure or word.folded in subject.tables.moments
        actor = word.folded in subject.tables.actors - _PRICED
        if (fact and _elsewhere(subject, word)) or (actor and _priced(subject, word)):
            yield subject.refusal(Lock.ROLE_CHANGED, word.text, word.place)


def lost(subject: Subject) -> Iterator[Refusal]:  # noqa: ARG001 - a family has both
    """Nothing is lost here: what is missing is seen by the others."""
    return iter(())


def _elsewhere(subject: Subject, word: Word) -> bool:
    """Does its clause say words of other notes and none of those it stands in, which another sentence says?"""
    pairing, notes = subject.pairing, subject.notes
    own = {notes.words[p].part for p in pairing.supported.get(word.place, ())}
    if not own or word.folded in subject.title_words:
        return False
    company = [w for w in subject.text.part(word.part) if _tells(subject, w) and w.place != word.place]
    spoken = [{notes.words[p].part for p in pairing.supported[w.place]} for w in company]
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
