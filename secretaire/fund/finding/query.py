"""What a person typed, as words and exact phrases. Never the language of the index: no operator can be mistyped. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from secretaire.fund.finding.analyzer import Term, terms
from secretaire.fund.finding.synonyms import Expression, Synonyms

_QUOTED = re.compile(r"«\s*([^«»]+?)\s*»|\"([^\"]+)\"|“([^“”]+)”")
_MIN_PREFIX_CHARS = 2
MAX_WORDS = 60
"""Words beyond these, in the order typed, are not searched."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the query; `unfinished` when it is still being typed."""

    stem: str
    spelling: str
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must follow each other; `text` as typed, to check what the stems let through."""

    stems: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """An expression that means the same as the words of these places in the query."""

    places: tuple[int, ...]
    stems: Expression


@dataclass(frozen=True, slots=True)
class Query:
    """Distinct words in the order typed, phrases, and what else would do; all empty when nothing can be searched."""

    words: tuple[Word, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


NO_SYNONYMS = Synonyms()


def parse(text: str, synonyms: Synonyms = NO_SYNONYMS) -> Query:
    """The query in a text; an unclosed quotation mark counts for nothing."""
    phrases = []
    for match in _QUOTED.finditer(text):
        quoted = next(group for group in match.groups() if group)
        if stems := tuple(term.stem for term in terms(quoted)):
            phrases.append(Phrase(stems, quoted))
    rest = _QUOTED.sub(" ", text)
    found = list(terms(rest))
    last = found[-1] if found else None
    unfinished = last is not None and last.end == len(rest) and len(last.word) >= _MIN_PREFIX_CHARS
    return _query(found, synonyms, tuple(phrases), last.stem if last and unfinished else None)


def words_of(text: Iterable[Term], synonyms: Synonyms = NO_SYNONYMS) -> Query:
    """The query made of whole words, none of them unfinished."""
    return _query(list(text), synonyms, (), None)


def _query(found: list[Term], synonyms: Synonyms, phrases: tuple[Phrase, ...], unfinished: str | None) -> Query:
    words: dict[str, Word] = {}
    for term in found:
        if term.stem in words or len(words) < MAX_WORDS:
            words[term.stem] = Word(term.stem, term.word, unfinished=term.stem == unfinished)
    places = {stem: place for place, stem in enumerate(words)}
    stems = [term.stem for term in found if term.stem in places]
    alternatives: dict[Alternative, None] = {}
    for start, end, others in synonyms.of(stems):
        covered = tuple(dict.fromkeys(places[stem] for stem in stems[start:end]))
        alternatives.update((Alternative(covered, other), None) for other in others)
    return Query(tuple(words.values()), phrases, tuple(alternatives))
