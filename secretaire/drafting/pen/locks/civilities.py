"""Monsieur or Madame, a man or a woman: as the notes say, never guessed. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import takewhile

from secretaire.drafting.pen.locks.reading import Reading, Word
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal
from secretaire.drafting.pen.tasks import Task

_MEN, _WOMEN = (
    frozenset("monsieur m mr messieurs mm".split()),  # noqa: SIM905 - words read better as words
    frozenset("madame mme mlle mademoiselle mesdames mmes".split()),  # noqa: SIM905
)
_SEVERAL = frozenset({"messieurs", "mm", "mesdames", "mmes"})
_WRITTEN = frozenset({"monsieur", "madame", "mademoiselle"})
_NAME = 3  # words of a name: « Monsieur Jean Roux », « Madame Le Bihan »
_LIST = 8  # words of names after « Mmes »
_ARTICLES = frozenset({"le", "la", "l"})  # « Madame Le Bihan », « Madame la Directrice »
_EITHER = frozenset("proprietaire locataire secretaire titulaire benevole gestionnaire".split())  # noqa: SIM905 - man or woman
_MAN = frozenset({"le", "un", "du", "au", "ce", "cet"})
_WOMAN = frozenset({"la", "une", "cette"})
_OF_A_MAN, _OF_A_WOMAN = re.compile(r"[^é]é\Z"), re.compile(r"ée\Z")  # « décédé », « décédée »


def added(subject: Subject) -> Iterator[Refusal]:
    """A civility that the notes do not give to that name."""
    noted = _told(subject.notes)
    titled = _told(Reading.of(subject.meaning, subject.title))
    changed: list[Refusal] = []
    for word in subject.text.words:
        name = next((w for w in subject.text.words[word.place + 1 :] if w.folded not in _ARTICLES), word)
        if word.folded not in _WRITTEN or not name.text[:1].isupper() or len(name.text) == 1:
            continue
        if _civility(word) not in noted.get(name.folded, titled.get(name.folded, set())):
            changed.append(subject.refusal(Lock.CIVILITY_CHANGED, f"{word.text} {name.text}", word.place))
    # asked for in the feminine, a text that names two people speaks of one of them
    if subject.task in (Task.FEMININ, Task.MASCULIN):
        yield from changed[1:]
    else:
        yield from (*changed, *_other_gender(subject))


def lost(subject: Subject) -> Iterator[Refusal]:  # noqa: ARG001 - a family has both
    """Nothing is lost here: a name alone is still that name."""
    return iter(())


def _other_gender(subject: Subject) -> Iterator[Refusal]:
    """« propriétaire décédée » is not « le propriétaire, décédé »; the masculine of notes may stand for anybody."""
    women = {word.folded for word in _beside(subject.notes, _WOMAN, _OF_A_WOMAN)}
    for word in _beside(subject.text, _MAN, _OF_A_MAN):
        if word.folded in women:
            yield subject.refusal(Lock.CIVILITY_CHANGED, word.text, word.place)


def _beside(reading: Reading, articles: frozenset[str], participle: re.Pattern[str]) -> Iterator[Word]:
    """The people that an article before them, or a participle after them, says to be a man, or a woman."""
    for word in reading.words:
        if word.folded in _EITHER:
            before, after = reading.words[max(0, word.place - 1) : word.place], reading.words[word.place + 1 :][:1]
            said = any(w.folded in articles for w in before) or any(participle.search(w.text.lower()) for w in after)
            if said:
                yield word


def _civility(word: Word) -> frozenset[str]:
    return next((kind for kind in (_MEN, _WOMEN) if word.folded in kind), frozenset())


def _told(reading: Reading) -> Mapping[str, set[frozenset[str]]]:
    """The civilities of each name: « M. et Mme Sow », « Mmes Roux, Faye et Aubin », « Roux (M.) »."""
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    words = reading.words
    for word in words:
        civility = _civility(word)
        if not civility:
            continue
        following = [w for w in words[word.place + 1 : word.place + 1 + _LIST] if w.part == word.part]
        if following[:1] and following[0].folded == "et" and _civility(following[1] if following[1:] else word):
            following = following[2:]  # a couple
        names = list(takewhile(lambda w: not _civility(w), following))
        for name in names if word.folded in _SEVERAL else names[:_NAME]:
            found[name.folded].add(civility)
        if word.place and reading.text[: word.start].rstrip().endswith("("):
            found[words[word.place - 1].folded].add(civility)
    return found
