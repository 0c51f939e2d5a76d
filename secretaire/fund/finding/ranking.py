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

from secretaire.fund.finding.analyzer import stem
from secretaire.fund.finding.engine import Hit, Ranking
from secretaire.fund.finding.query import Query, Word
from secretaire.fund.finding.vocabulary import Vocabulary

Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]

_K1, _B = 1.2, 0.75
_TITLE_K1, _TITLE_B = 1.2, 0.4
_TITLE_WEIGHT = 0.7
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

    relative_lengths: Scores
    """The length of each entry over the average one."""

    def postings(self, term: str) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """The entries that hold a term, and how often."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What is ranked.

    Attributes:
        piece: the piece of each entry; those of a piece follow each other.
        start, end: the characters of each entry in the text of its piece.
        alive: which entries still count.
        may_hold: which entries may hold a phrase as it is written; those left out do not.
    """

    text: Field
    title: Field
    piece: NDArray[np.uint32]
    start: NDArray[np.uint32]
    end: NDArray[np.uint32]
    alive: Mask
    may_hold: Callable[[str], Mask]
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
    word_count = len(query.words)
    if len(entries.piece) == 0 or not (word_count or query.phrases):
        return Ranking()
    eligible = _eligible(entries, allowed, excluded)
    words = _Words(entries, query)
    if not eligible.all():
        words.text *= eligible
        words.title *= eligible
    of_pieces = _OfPieces(entries.piece)
    possible = of_pieces.any(eligible)
    for phrase in query.phrases:
        for term in phrase.stems:
            possible &= of_pieces.any(words.holding(term))
        possible &= of_pieces.any(entries.may_hold(phrase.text))

    held = np.zeros(len(of_pieces.first), np.uint8)
    for text, title in zip(words.text, words.title, strict=True):
        held += of_pieces.any((text > 0) | (title > 0))
    held[~possible] = 0
    most_held = int(held.max(initial=0))
    required = min(share(word_count), most_held)
    answering = np.flatnonzero(possible & (held >= required) & ((held > 0) | bool(query.phrases)))

    coverage = (1 + np.count_nonzero(words.text, axis=0)) / np.float32(1 + word_count)
    score_of_entry = words.text.sum(axis=0) * coverage
    best = of_pieces.most(score_of_entry)
    others = np.minimum(of_pieces.total(score_of_entry) - best, best * _OTHERS_LIMIT)
    title_score = of_pieces.most(words.title.sum(axis=0))
    score = (best + _OTHERS_WEIGHT * others + _TITLE_WEIGHT * title_score) * (1 + held) / (1 + word_count)

    piece = entries.piece[of_pieces.first]
    hits = [
        Hit(int(piece[slot]), float(score[slot]), _stretches(entries, score_of_entry, *of_pieces.bounds(slot)))
        for slot in _best(answering, score, piece, limit)
    ]
    unknown = tuple(
        word.spelling for word, known in zip(query.words, words.weights, strict=True) if not any(known.values())
    )
    return Ranking(
        hits, piece[answering].tolist(), words.weights, words.corrections, unknown, most_held < share(word_count)
    )


def _best(answering: NDArray[np.intp], score: Scores, piece: NDArray[np.uint32], limit: int) -> list[int]:
    """The best ones, best first; of equals, the first that came in."""
    if len(answering) > limit:
        floor = np.partition(score[answering], len(answering) - limit)[len(answering) - limit]
        answering = answering[score[answering] >= floor]
    return [int(slot) for slot in answering[np.lexsort((piece[answering], -score[answering]))[:limit]]]


class _OfPieces:
    """From values of entries to values of pieces; `first` is the first entry of each piece."""

    def __init__(self, piece: NDArray[np.uint32]) -> None:
        self.first = np.flatnonzero(np.concatenate(([True], piece[1:] != piece[:-1])))
        self._count = len(piece)
        self._alone = len(self.first) == len(piece)

    def bounds(self, slot: int) -> tuple[int, int]:
        """The first entry of a piece, and the first of the next one."""
        return int(self.first[slot]), int(self.first[slot + 1]) if slot + 1 < len(self.first) else self._count

    def any(self, mask: Mask) -> Mask:
        """Which pieces have an entry in the mask."""
        return mask.copy() if self._alone else np.logical_or.reduceat(mask, self.first)

    def most(self, values: Scores) -> Scores:
        """The highest value of the entries of each piece."""
        return values if self._alone else np.maximum.reduceat(values, self.first)

    def total(self, values: Scores) -> Scores:
        """The sum of the values of the entries of each piece."""
        return values if self._alone else np.add.reduceat(values, self.first)


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
        for alternative in self.query.alternatives:
            self._add_alternative(alternative.places, alternative.stems)

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

    def _add_alternative(self, places: tuple[int, ...], stems: tuple[str, ...]) -> None:
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
            relative: Scores = np.float32(k1 * (1 - b)) + np.float32(k1 * b) * source.relative_lengths[ids]
            frequent = frequencies.astype(np.float32)
            scores: Scores = np.float32(rarity * (k1 + 1)) * frequent / (frequent + relative)
            found.append((ids, scores))
        return found

    def _rarity(self, term: str) -> float:
        """The less pieces hold a term, the more it tells."""
        total = len(self.entries.piece)
        holding = max(len(self.entries.text.postings(term)[0]), len(self.entries.title.postings(term)[0]))
        return 1 + log((total + 1) / (holding + 1))

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
