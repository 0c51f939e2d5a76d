"""What a person typed, as words and exact phrases. Never the language of the index: no operator can be mistyped. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from secretaire.fund.analyzer import terms

_QUOTED = re.compile(r"«\s*([^«»]+?)\s*»|\"([^\"]+)\"|“([^“”]+)”")
_MIN_PREFIX_CHARS = 2


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
class Query:
    """Distinct words in the order typed, and phrases; both empty when nothing can be searched."""

    words: tuple[Word, ...] = ()
    phrases: tuple[Phrase, ...] = ()

    @property
    def stems(self) -> frozenset[str]:
        """Every stem asked for, whether alone or in a phrase."""
        return frozenset({word.stem for word in self.words}.union(*(phrase.stems for phrase in self.phrases)))


def parse(text: str) -> Query:
    """The query in a text; an unclosed quotation mark counts for nothing."""
    phrases = []
    for match in _QUOTED.finditer(text):
        quoted = next(group for group in match.groups() if group)
        if stems := tuple(term.stem for term in terms(quoted)):
            phrases.append(Phrase(stems, quoted))
    rest = _QUOTED.sub(" ", text)
    found = list(terms(rest))
    words: dict[str, Word] = {}
    for term in found:
        unfinished = term.end == len(rest) and term is found[-1] and len(term.word) >= _MIN_PREFIX_CHARS
        known = words.get(term.stem)
        words[term.stem] = Word(term.stem, term.word, unfinished or (known is not None and known.unfinished))
    return Query(tuple(words.values()), tuple(phrases))
