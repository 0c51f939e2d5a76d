"""Rank documents for a query over the index of passages.

A document answers when its passages and its title together hold most of the words asked for (all of two, all but one of
five, six in ten of more; fewer when no document does better) and every exact phrase. It is ranked by its best passage,
helped a little by its other passages and by its title. Whoosh gives the postings and the BM25 weight of each word;
counting which words a *document* holds is what its own queries cannot do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from whoosh.query import Phrase as WhooshPhrase
from whoosh.query import Term

from secretaire.fund.analyzer import stem
from secretaire.fund.index import DOCUMENT, SPELLING, TEXT, TITLE
from secretaire.fund.query import Phrase, Query, Word

_TITLE_WEIGHT = 1.0
_OTHER_PASSAGES_WEIGHT = 0.15
_PREFIX_WEIGHT = 0.8
_TYPO_WEIGHT = 0.6
_MAX_ENDINGS = 25
_MAX_CORRECTIONS = 3
_MIN_TYPO_CHARS = 4
_TWO_TYPOS_CHARS = 8


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage that holds words of the query: its page and its characters [start, end) there."""

    page: int
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class RankedDocument:
    """A document that answers, its passages best first; none when only its title answers."""

    document: int
    score: float
    passages: tuple[RankedPassage, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Documents best first, and the words that were understood otherwise than typed."""

    documents: list[RankedDocument]
    stems: frozenset[str]
    corrections: dict[str, str]


@dataclass(slots=True)
class _Tally:
    """What one document gathered: words held (one bit each), scores of its passages by entry number, of its title."""

    held: int = 0
    title: float = 0.0
    passages: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    words_of_passage: dict[int, int] = field(default_factory=lambda: defaultdict(int))


def needed(word_count: int) -> int:
    """How many words of a query a document should hold."""
    if word_count <= 2:
        return word_count
    return word_count - 1 if word_count <= 5 else ceil(word_count * 0.6)


def rank(
    searcher: Any, query: Query, allowed: set[int] | None, share: Callable[[int], int] = needed, limit: int = 50
) -> Ranking:
    """Rank the documents of `allowed` (all when None) for a query; at most `limit` of them carry their passages.

    `share` tells how many of n words a document should hold.
    """
    corrections: dict[str, str] = {}
    tallies: dict[int, _Tally] = defaultdict(_Tally)
    stems = set(query.stems)
    for number, word in enumerate(query.words):
        weights, correction = _understand(searcher.reader(), word)
        if correction:
            corrections[word.spelling] = correction
        stems.update(weights)
        _count_word(searcher, number, weights, tallies, allowed)
    word_count = len(query.words)
    for number, phrase in enumerate(query.phrases, start=word_count):
        _count_phrase(searcher, number, phrase, tallies, allowed)

    phrases_mask = sum(1 << number for number in range(word_count, word_count + len(query.phrases)))
    words_mask = (1 << word_count) - 1
    answering = {
        document: (tally.held & words_mask).bit_count()
        for document, tally in tallies.items()
        if tally.held & phrases_mask == phrases_mask
    }
    required = min(share(word_count), max(answering.values(), default=0))
    scored = [
        (_score(tallies[document], held, word_count), document)
        for document, held in answering.items()
        if held >= required
    ]
    scored.sort(key=lambda item: (-item[0], item[1]))
    total = len(query.words) + len(query.phrases)
    documents = [
        RankedDocument(
            document,
            score,
            tuple(_passages(searcher, tallies[document], total, phrases_mask)) if position < limit else (),
        )
        for position, (score, document) in enumerate(scored)
    ]
    return Ranking(documents, frozenset(stems), corrections)


def _understand(reader: Any, word: Word) -> tuple[dict[str, float], str]:
    """The stems a word stands for, with their weights; and the spelling it was corrected to, if it was."""
    weights = {word.stem: 1.0} if _known(reader, word.stem) else {}
    if word.unfinished:
        for ending in _commonest(reader, _expand(reader, word.spelling), _MAX_ENDINGS):
            weights.setdefault(stem(ending), _PREFIX_WEIGHT)
    if weights or len(word.spelling) < _MIN_TYPO_CHARS or any(map(str.isdigit, word.spelling)):
        return weights, ""
    for distance in (1, 2) if len(word.spelling) >= _TWO_TYPOS_CHARS else (1,):
        close = reader.terms_within(SPELLING, word.spelling, distance, prefix=1)
        if corrected := _commonest(reader, close, _MAX_CORRECTIONS):
            return {stem(spelling): _TYPO_WEIGHT for spelling in corrected}, corrected[0]
    return {}, ""


def _known(reader: Any, term: str) -> bool:
    return (TEXT, term) in reader or (TITLE, term) in reader


def _expand(reader: Any, prefix: str) -> Iterator[str]:
    for term in reader.expand_prefix(SPELLING, prefix):
        yield term.decode("utf-8")


def _commonest(reader: Any, spellings: Iterator[str], count: int) -> list[str]:
    return sorted(set(spellings), key=lambda word: (-reader.doc_frequency(SPELLING, word), word))[:count]


def _count_word(
    searcher: Any, number: int, weights: dict[str, float], tallies: dict[int, _Tally], allowed: set[int] | None
) -> None:
    """Add to each document what one word brings it: in an entry, the best of the forms the word takes."""
    for name in (TEXT, TITLE):
        best: dict[int, float] = {}
        for term, weight in weights.items():
            for entry, score in _postings(searcher, Term(name, term)):
                best[entry] = max(best.get(entry, 0.0), weight * score)
        _add(searcher, number, best, tallies, allowed, is_title=name == TITLE)


def _count_phrase(
    searcher: Any, number: int, phrase: Phrase, tallies: dict[int, _Tally], allowed: set[int] | None
) -> None:
    query = WhooshPhrase(TEXT, list(phrase.stems)) if len(phrase.stems) > 1 else Term(TEXT, phrase.stems[0])
    _add(searcher, number, dict(_postings(searcher, query)), tallies, allowed, is_title=False)


def _add(
    searcher: Any,
    number: int,
    scores: dict[int, float],
    tallies: dict[int, _Tally],
    allowed: set[int] | None,
    *,
    is_title: bool,
) -> None:
    documents = searcher.reader().column_reader(DOCUMENT)
    bit = 1 << number
    for entry, score in scores.items():
        document = documents[entry]
        if allowed is not None and document not in allowed:
            continue
        tally = tallies[document]
        tally.held |= bit
        if is_title:
            tally.title += score
        else:
            tally.passages[entry] += score
            tally.words_of_passage[entry] |= bit


def _postings(searcher: Any, query: Any) -> Iterator[tuple[int, float]]:
    """Entries that hold a term or a phrase, with their BM25 score."""
    for leaf, offset in searcher.leaf_searchers():
        matcher = query.matcher(leaf, context=leaf.context(weighting=leaf.weighting))
        while matcher.is_active():
            entry = matcher.id()
            if not leaf.reader().is_deleted(entry):
                yield offset + entry, matcher.score()
            matcher.next()


def _score(tally: _Tally, held: int, word_count: int) -> float:
    covering = sorted(
        (
            score * (1 + tally.words_of_passage[entry].bit_count()) / (1 + word_count)
            for entry, score in tally.passages.items()
        ),
        reverse=True,
    )
    best = covering[0] if covering else 0.0
    others = sum(score / rank for rank, score in enumerate(covering[1:6], start=2))
    return (best + _OTHER_PASSAGES_WEIGHT * others + _TITLE_WEIGHT * tally.title) * (1 + held) / (1 + word_count)


def _passages(searcher: Any, tally: _Tally, total: int, phrases_mask: int) -> Iterator[RankedPassage]:
    """The passages of a document, best first; with a phrase, only those that hold it."""
    order = sorted(
        tally.passages,
        key=lambda entry: -tally.passages[entry] * (1 + tally.words_of_passage[entry].bit_count()) / (1 + total),
    )
    for entry in order:
        if phrases_mask and not tally.words_of_passage[entry] & phrases_mask:
            continue
        stored = searcher.stored_fields(entry)
        yield RankedPassage(stored["page"], stored["start"], stored["end"], tally.passages[entry])
