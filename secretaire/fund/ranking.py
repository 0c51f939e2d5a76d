"""Rank pieces for a query. Pure arithmetic on arrays: one place for each entry.

A piece answers when its text and its title together hold most of the words asked for (all of two, all but one of five,
six in ten of more; fewer when no piece does better) and every word of each exact phrase. Its score is that of its best
entry, helped a little by its others and by its title, and cut by the share of the words it lacks. An entry's score is
BM25, word by word: a word counts the more as it is rare in the fund, often in the entry, and the entry short. A
synonym, an ending or a correction counts less than the word itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from math import ceil, log
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from secretaire.fund.analyzer import stem
from secretaire.fund.engine import Hit, Ranking
from secretaire.fund.query import Query, Word
from secretaire.fund.vocabulary import Vocabulary

Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]

_K1, _B = 1.2, 0.75
_TITLE_K1, _TITLE_B = 1.2, 0.4
_TITLE_WEIGHT = 1.0
_OTHERS_WEIGHT = 0.1
_OTHERS_LIMIT = 2.0
_PREFIX_WEIGHT = 0.8
_TYPO_WEIGHT = 0.6
_ACCIDENTAL_WEIGHT = 0.2
_SYNONYM_WEIGHT = 0.7
_MUCH_COMMONER = 5
_MIN_TYPO_CHARS = 4
_MAX_STRETCHES = 4


class Field(Protocol):
    """One of the two texts of the entries: their text, or the title of their piece."""

    lengths: NDArray[np.uint32]

    def postings(self, term: str) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """The entries that hold a term, and how often."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What is ranked.

    Attributes:
        piece: the piece of each entry; those of a piece follow each other.
        start, end: the characters of each entry in the text of its piece.
        alive: which entries still count.
    """

    text: Field
    title: Field
    piece: NDArray[np.uint32]
    start: NDArray[np.uint32]
    end: NDArray[np.uint32]
    alive: Mask
    vocabulary: Vocabulary


def needed(word_count: int) -> int:
    """How many words of a query a piece should hold."""
    if word_count <= 2:
        return word_count
    return word_count - 1 if word_count <= 5 else ceil(word_count * 0.6)


def rank(
    entries: Entries,
    query: Query,
    limit: int,
    share: Callable[[int], int] = needed,
    allowed: Collection[int] | None = None,
    excluded: Collection[int] = (),
) -> Ranking:
    """The pieces that answer; see `engine.Engine.rank`."""
    if len(entries.piece) == 0 or not (query.words or query.phrases):
        return Ranking()
    eligible = _eligible(entries, allowed, excluded)
    first = np.flatnonzero(np.concatenate(([True], entries.piece[1:] != entries.piece[:-1])))
    words = _Words(entries, query)
    possible = np.logical_or.reduceat(eligible, first)
    for phrase in query.phrases:
        for term in phrase.stems:
            possible &= np.logical_or.reduceat(words.holding(term), first)

    word_count = len(query.words)
    title = np.maximum.reduceat(words.title, first, axis=1) if word_count else np.zeros((0, len(first)), np.float32)
    text = words.text * eligible
    held = (
        (np.maximum.reduceat(text, first, axis=1) + title > 0).sum(axis=0) if word_count else np.zeros(len(first), int)
    )
    held = np.where(possible, held, 0)
    required = min(share(word_count), int(held.max(initial=0)))
    answering = np.flatnonzero(possible & (held >= required) & ((held > 0) | (word_count == 0)))

    score_of_entry = text.sum(axis=0) * (1 + (text > 0).sum(axis=0)) / (1 + word_count)
    best = np.maximum.reduceat(score_of_entry, first)
    others = np.minimum(np.add.reduceat(score_of_entry, first) - best, best * _OTHERS_LIMIT)
    score = (best + _OTHERS_WEIGHT * others + _TITLE_WEIGHT * title.sum(axis=0)) * (1 + held) / (1 + word_count)

    chosen = answering[np.lexsort((entries.piece[first[answering]], -score[answering]))[:limit]]
    last = np.append(first[1:], len(entries.piece))
    hits = [
        Hit(
            int(entries.piece[first[slot]]),
            float(score[slot]),
            _stretches(entries, score_of_entry, int(first[slot]), int(last[slot])),
        )
        for slot in chosen.tolist()
    ]
    pieces = frozenset(entries.piece[first[answering]].tolist())
    return Ranking(hits, pieces, words.weights, words.corrections)


def _eligible(entries: Entries, allowed: Collection[int] | None, excluded: Collection[int]) -> Mask:
    eligible = entries.alive
    if allowed is not None:
        eligible = eligible & np.isin(entries.piece, np.fromiter(allowed, np.uint32, len(allowed)))
    if excluded:
        eligible = eligible & ~np.isin(entries.piece, np.fromiter(excluded, np.uint32, len(excluded)))
    return eligible


def _stretches(entries: Entries, score: Scores, start: int, end: int) -> tuple[tuple[int, int], ...]:
    best = start + np.argsort(-score[start:end], kind="stable")[:_MAX_STRETCHES]
    kept = [int(entry) for entry in best if score[entry] > 0] or [start]
    return tuple((int(entries.start[entry]), int(entries.end[entry])) for entry in kept)


@dataclass(slots=True)
class _Words:
    """What each word of the query brings to each entry, in its text and in its title.

    Attributes:
        text, title: one row for each word, one column for each entry.
        weights: for each word, its terms and how much each counts.
    """

    entries: Entries
    query: Query
    text: Scores = field(init=False)
    title: Scores = field(init=False)
    weights: list[dict[str, float]] = field(init=False, default_factory=list)
    corrections: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        shape = (len(self.query.words), len(self.entries.piece))
        self.text, self.title = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        for place, word in enumerate(self.query.words):
            self.weights.append({})
            for term, share in self._understand(word).items():
                self._add(place, term, share)
        rows = self.text.copy(), self.title.copy()
        for alternative in self.query.alternatives:
            self._add_alternative(alternative.places, alternative.stems, rows)

    def holding(self, term: str) -> Mask:
        """Which entries hold a term in their text."""
        holding = np.zeros(len(self.entries.piece), dtype=bool)
        holding[self.entries.text.postings(term)[0]] = True
        return holding & self.entries.alive

    def _add(self, place: int, term: str, share: float) -> None:
        for row, scores in zip((self.text[place], self.title[place]), self._scores(term), strict=True):
            ids, values = scores
            row[ids] = np.maximum(row[ids], share * values)
        self.weights[place][term] = max(self.weights[place].get(term, 0.0), share * self._rarity(term))

    def _add_alternative(self, places: tuple[int, ...], stems: tuple[str, ...], rows: tuple[Scores, Scores]) -> None:
        """An entry that holds the whole expression holds the words it stands for."""
        scores = [self._scores(term) for term in stems]
        for own, field_scores in zip((self.text, self.title), zip(*scores, strict=True), strict=True):
            total = np.zeros(len(self.entries.piece), np.float32)
            number = np.zeros(len(self.entries.piece), np.uint8)
            for ids, values in field_scores:
                total[ids] += values
                number[ids] += 1
            whole = np.where(number == len(stems), total * (_SYNONYM_WEIGHT / len(stems)), 0)
            for place in places:
                np.maximum(own[place], whole, out=own[place])
        for place in places:
            for term in stems:
                weight = _SYNONYM_WEIGHT * self._rarity(term)
                self.weights[place][term] = max(self.weights[place].get(term, 0.0), weight)

    def _scores(self, term: str) -> list[tuple[NDArray[np.uint32], Scores]]:
        """BM25 of a term, in texts then in titles, for the entries that hold it."""
        rarity = self._rarity(term)
        found = []
        for source, k1, b in ((self.entries.text, _K1, _B), (self.entries.title, _TITLE_K1, _TITLE_B)):
            ids, frequencies = source.postings(term)
            average = max(1.0, float(source.lengths.sum()) / max(1, int(np.count_nonzero(source.lengths))))
            relative = k1 * (1 - b + b / average * source.lengths[ids])
            found.append((ids, (rarity * (k1 + 1) * frequencies / (frequencies + relative)).astype(np.float32)))
        return found

    def _rarity(self, term: str) -> float:
        """The less pieces hold a term, the more it tells."""
        total = len(self.entries.piece)
        holding = max(len(self.entries.text.postings(term)[0]), len(self.entries.title.postings(term)[0]))
        return log(1 + (total - holding + 0.5) / (holding + 0.5))

    def _known(self, term: str) -> bool:
        return len(self.entries.text.postings(term)[0]) > 0 or len(self.entries.title.postings(term)[0]) > 0

    def _understand(self, word: Word) -> dict[str, float]:
        """The terms a word stands for, with their weights; a correction is noted."""
        vocabulary = self.entries.vocabulary
        shares = {word.stem: 1.0} if self._known(word.stem) else {}
        endings = vocabulary.beginning(word.spelling) if word.unfinished else []
        for ending in endings:
            shares.setdefault(stem(ending), _PREFIX_WEIGHT)
        doubtful = not endings and vocabulary.count(word.spelling) == 0
        if doubtful and len(word.spelling) >= _MIN_TYPO_CHARS and not any(map(str.isdigit, word.spelling)):
            # a mistake may fall on the stem of another word (« assocation », « associés »): then only for a much commoner one
            floor = _MUCH_COMMONER * len(self.entries.text.postings(word.stem)[0])
            near = [spelling for spelling in vocabulary.near(word.spelling) if vocabulary.count(spelling) > floor]
            if near and stem(near[0]) not in shares:
                self.corrections[word.spelling] = near[0]
                accidental = dict.fromkeys(shares, _ACCIDENTAL_WEIGHT)
                return accidental | {stem(spelling): _TYPO_WEIGHT for spelling in near}
        return shares
