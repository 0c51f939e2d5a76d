"""Rank documents for a query over the index of passages.

A document answers when its passages and its title together hold most of the words asked for (all of two, all but one of
five, six in ten of more; fewer when no document does better) and every exact phrase. It is ranked by its best passage,
helped a little by its other passages and by its title. Whoosh gives the postings and the BM25 weight of each word;
counting which words a *document* holds is what its own queries cannot do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from heapq import nlargest
from math import ceil
from typing import Any

from whoosh.query import Phrase as WhooshPhrase
from whoosh.query import Term

from secretaire.fund.analyzer import stem
from secretaire.fund.index import DOCUMENT, SPELLING, TEXT, TITLE
from secretaire.fund.query import Phrase, Query, Word

MAX_PASSAGES = 10
"""Passages told for one document; its other ones are only counted."""

_TITLE_WEIGHT = 1.0
_OTHER_PASSAGES_WEIGHT = 0.15
_COUNTED_PASSAGES = 6
_PREFIX_WEIGHT = 0.8
_TYPO_WEIGHT = 0.6
_ACCIDENTAL_WEIGHT = 0.2
_MAX_ENDINGS = 25
_MAX_CORRECTIONS = 3
_MIN_TYPO_CHARS = 4
_MUCH_COMMONER = 5
_TWO_TYPOS_CHARS = 8


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage that holds words of the query: its page and its characters [start, end) there."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RankedDocument:
    """A document that answers.

    Attributes:
        passages: its best ones, at most `MAX_PASSAGES`; none when only its title answers.
        passage_count: how many of its passages answer.
    """

    document: int
    score: float
    passages: tuple[RankedPassage, ...] = ()
    passage_count: int = 0


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
    stems = set(query.stems)
    count = _Count(searcher, allowed)
    for word in query.words:
        weights, correction = _understand(searcher.reader(), word)
        if correction:
            corrections[word.spelling] = correction
        stems.update(weights)
        count.word(weights)
    for phrase in query.phrases:
        count.phrase(phrase)

    word_count = len(query.words)
    words_mask = (1 << word_count) - 1
    phrases_mask = (1 << word_count + len(query.phrases)) - 1 - words_mask
    answering = {
        document: (tally.held & words_mask).bit_count()
        for document, tally in count.tallies.items()
        if tally.held & phrases_mask == phrases_mask
    }
    required = min(share(word_count), max(answering.values(), default=0))
    scored = [
        (_score(count.tallies[document], held, word_count), document)
        for document, held in answering.items()
        if held >= required
    ]
    scored.sort(key=lambda item: (-item[0], item[1]))
    documents = [
        _with_passages(searcher, RankedDocument(document, score), count.tallies[document], word_count, phrases_mask)
        for score, document in scored[:limit]
    ]
    documents += [RankedDocument(document, score) for score, document in scored[limit:]]
    return Ranking(documents, frozenset(stems), corrections)


class _Count:
    """Gathers what each word and each phrase brings to each document."""

    def __init__(self, searcher: Any, allowed: set[int] | None) -> None:
        self._searcher = searcher
        self._allowed = allowed
        self._document_of = searcher.reader().column_reader(DOCUMENT)
        self._next_bit = 1
        self.tallies: dict[int, _Tally] = defaultdict(_Tally)

    def word(self, weights: dict[str, float]) -> None:
        """A word under all its forms: an entry gets the score of the best one it holds."""
        for name in (TEXT, TITLE):
            best: dict[int, float] = {}
            for term, weight in weights.items():
                for entry, score in self._postings(Term(name, term)):
                    best[entry] = max(best.get(entry, 0.0), weight * score)
            for entry, score in best.items():
                tally = self._tally(entry)
                if tally is None:
                    continue
                if name == TITLE:
                    tally.held |= self._next_bit
                    tally.title += score
                else:
                    self._add_to_passage(tally, entry, score)
        self._next_bit <<= 1

    def phrase(self, phrase: Phrase) -> None:
        """Words that follow each other."""
        query = WhooshPhrase(TEXT, list(phrase.stems)) if len(phrase.stems) > 1 else Term(TEXT, phrase.stems[0])
        for entry, score in self._postings(query):
            tally = self._tally(entry)
            if tally is not None:
                self._add_to_passage(tally, entry, score)
        self._next_bit <<= 1

    def _tally(self, entry: int) -> _Tally | None:
        document = self._document_of[entry]
        return self.tallies[document] if self._allowed is None or document in self._allowed else None

    def _add_to_passage(self, tally: _Tally, entry: int, score: float) -> None:
        tally.held |= self._next_bit
        tally.passages[entry] += score
        tally.words_of_passage[entry] |= self._next_bit

    def _postings(self, query: Any) -> Iterator[tuple[int, float]]:
        """Entries that hold a term or a phrase, with their BM25 score."""
        for leaf, offset in self._searcher.leaf_searchers():
            matcher = query.matcher(leaf, context=leaf.context(weighting=leaf.weighting))
            is_deleted = leaf.reader().is_deleted
            while matcher.is_active():
                entry = matcher.id()
                if not is_deleted(entry):
                    yield offset + entry, matcher.score()
                matcher.next()


def _understand(reader: Any, word: Word) -> tuple[dict[str, float], str]:
    """The stems a word stands for, with their weights; and the spelling it was corrected to, if it was."""
    weights = {word.stem: 1.0} if _known(reader, word.stem) else {}
    endings = _commonest(reader, _expand(reader, word.spelling), _MAX_ENDINGS) if word.unfinished else []
    for ending in endings:
        weights.setdefault(stem(ending), _PREFIX_WEIGHT)
    doubtful = not endings and (SPELLING, word.spelling) not in reader
    if doubtful and len(word.spelling) >= _MIN_TYPO_CHARS and not any(map(str.isdigit, word.spelling)):
        # a mistake may fall on the stem of another word (« assocation », « associés »): then only for a much commoner one
        floor = _MUCH_COMMONER * reader.doc_frequency(TEXT, word.stem)
        corrected = [spelling for spelling in _close(reader, word) if reader.doc_frequency(SPELLING, spelling) > floor]
        if corrected and stem(corrected[0]) not in weights:
            accidental = dict.fromkeys(weights, _ACCIDENTAL_WEIGHT)
            return accidental | {stem(spelling): _TYPO_WEIGHT for spelling in corrected}, corrected[0]
    return weights, ""


def _close(reader: Any, word: Word) -> list[str]:
    """The commonest spellings one letter away, else two for a long word; the first letter is taken to be right."""
    for distance in (1, 2) if len(word.spelling) >= _TWO_TYPOS_CHARS else (1,):
        near = reader.terms_within(SPELLING, word.spelling, distance, prefix=1)
        if spellings := _commonest(reader, near, _MAX_CORRECTIONS):
            return spellings
    return []


def _known(reader: Any, term: str) -> bool:
    return (TEXT, term) in reader or (TITLE, term) in reader


def _expand(reader: Any, prefix: str) -> Iterator[str]:
    for term in reader.expand_prefix(SPELLING, prefix):
        yield term.decode("utf-8")


def _commonest(reader: Any, spellings: Iterator[str], count: int) -> list[str]:
    return sorted(set(spellings), key=lambda word: (-reader.doc_frequency(SPELLING, word), word))[:count]


def _coverage(tally: _Tally, entry: int, word_count: int) -> float:
    """The score of a passage, by the share of the words it holds."""
    return tally.passages[entry] * (1 + tally.words_of_passage[entry].bit_count()) / (1 + word_count)


def _score(tally: _Tally, held: int, word_count: int) -> float:
    passages = nlargest(_COUNTED_PASSAGES, (_coverage(tally, entry, word_count) for entry in tally.passages))
    best = passages[0] if passages else 0.0
    others = sum(score / rank for rank, score in enumerate(passages[1:], start=2))
    return (best + _OTHER_PASSAGES_WEIGHT * others + _TITLE_WEIGHT * tally.title) * (1 + held) / (1 + word_count)


def _with_passages(
    searcher: Any, document: RankedDocument, tally: _Tally, word_count: int, phrases_mask: int
) -> RankedDocument:
    """The document with its passages; of a query with a phrase, only those that hold one."""
    answering = [entry for entry, held in tally.words_of_passage.items() if not phrases_mask or held & phrases_mask]
    best = nlargest(MAX_PASSAGES, answering, key=lambda entry: _coverage(tally, entry, word_count))
    stored = [searcher.stored_fields(entry) for entry in best]
    passages = tuple(RankedPassage(fields["page"], fields["start"], fields["end"]) for fields in stored)
    return replace(document, passages=passages, passage_count=len(answering))
