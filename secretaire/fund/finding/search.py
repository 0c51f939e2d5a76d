"""Search the fund: what a person typed in, pieces with their best passage out."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from secretaire.fund.catalogue.catalogue import Catalogue
from secretaire.fund.catalogue.piece_table import StoredPiece
from secretaire.fund.finding.analyzer import terms
from secretaire.fund.finding.engine import Hit, IndexDamaged, Ranking
from secretaire.fund.finding.extracts import Words, extract, words_to_light
from secretaire.fund.finding.index import PieceIndex
from secretaire.fund.finding.looking import Look, Wanted
from secretaire.fund.finding.neighbours import squeezed
from secretaire.fund.finding.passages import Span
from secretaire.fund.finding.piece_text import PieceText, piece_text
from secretaire.fund.finding.query import Phrase, Query, parse, words_of
from secretaire.fund.finding.ranking import needed
from secretaire.fund.finding.results import DEFAULT_LIMIT, EVERYTHING, Answer, Filters, Result, Sort
from secretaire.fund.finding.synonyms import Synonyms
from secretaire.fund.folding import fold

_SUBJECT_WORDS = 25
_LOOKED_AT_BEYOND = 5
_CLOSENESS_WEIGHT = 1.0
_VERIFIED_AT_MOST = 3000
_MAX_OTHERS = 10
_NO_WORDS_CHARS = 1000
_VERIFIED_TOGETHER = 50
_AROUND_CHARS = 200


@dataclass(frozen=True, slots=True)
class _Looked:
    hit: Hit
    piece: StoredPiece
    text: PieceText
    look: Look
    score: float


class Search:
    """Searches one catalogue through its index. Any thread may use it.

    Args:
        synonyms: gives the synonyms as they are now.
    """

    def __init__(self, catalogue: Catalogue, index: PieceIndex, synonyms: Callable[[], Synonyms] = Synonyms) -> None:
        self._catalogue = catalogue
        self._index = index
        self._synonyms = synonyms

    def search(
        self, text: str, filters: Filters = EVERYTHING, sort: Sort = Sort.RELEVANCE, limit: int = DEFAULT_LIMIT
    ) -> Answer:
        """Pieces for words as typed: « … » for an exact phrase, the last word may be unfinished.

        Raises:
            EnvironmentFault: the index had to be made again and could not be.
        """
        return self._answer(parse(text, self._synonyms()), filters, sort, limit, needed)

    def similar_to(
        self,
        text: str,
        filters: Filters = EVERYTHING,
        limit: int = DEFAULT_LIMIT,
        excluding: frozenset[int] = frozenset(),
    ) -> Answer:
        """Pieces close to a subject or a draft, however long: its most telling words, any third of them.

        Raises:
            EnvironmentFault: the index had to be made again and could not be.
        """
        found = list(terms(text))
        often = Counter(term.stem for term in found)
        chosen = {stem for stem, _ in often.most_common(_SUBJECT_WORDS)}
        query = words_of((term for term in found if term.stem in chosen), self._synonyms())
        return self._answer(query, filters, Sort.RELEVANCE, limit, lambda words: max(1, words // 3), excluding)

    def _answer(
        self,
        query: Query,
        filters: Filters,
        sort: Sort,
        limit: int,
        share: Callable[[int], int],
        excluded: frozenset[int] = frozenset(),
    ) -> Answer:
        started = time.perf_counter()
        ready, rebuilt = self._index.prepare()
        if not ready:
            return Answer(0, _milliseconds_since(started), (), preparing=True)
        with self._catalogue.snapshot():
            answer = self._found(query, filters, sort, limit, share, excluded)
        return replace(answer, duration_ms=_milliseconds_since(started), index_rebuilt=rebuilt)

    def _found(
        self,
        query: Query,
        filters: Filters,
        sort: Sort,
        limit: int,
        share: Callable[[int], int],
        excluded: frozenset[int],
    ) -> Answer:
        allowed = self._catalogue.pieces.matching(filters) if filters != EVERYTHING else None
        most = limit + _LOOKED_AT_BEYOND
        ranking = self._rank(query, _VERIFIED_AT_MOST if query.phrases else most, share, allowed, excluded)
        total = len(ranking.answering)
        if query.phrases:
            kept, looked_at = self._holding(query.phrases, ranking.hits, most)
            total -= looked_at - len(kept)
            ranking = self._rank(query, most, share, kept)
        if sort is not Sort.RELEVANCE:
            chosen = self._catalogue.pieces.first_by_date(set(ranking.answering), sort, limit)
            ranking = self._rank(query, limit, share, chosen)
        looked = self._look_at(ranking)
        if sort is Sort.RELEVANCE:
            looked.sort(key=lambda one: (-one.score, one.piece.id))
        else:
            looked.sort(key=lambda one: chosen.index(one.piece.id))
        lit = words_to_light(Wanted(ranking.weights).terms.union(*(phrase.stems for phrase in query.phrases)))
        results = tuple(self._results(looked[:limit], query, lit))
        return Answer(total, 0.0, results, ranking.corrections, ranking.unknown, ranking.relaxed)

    def _rank(
        self,
        query: Query,
        limit: int,
        share: Callable[[int], int],
        allowed: Collection[int] | None = None,
        excluded: Collection[int] = (),
    ) -> Ranking:
        """The ranking of an index that may turn out to be broken while it is read."""
        try:
            return self._index.rank(query, limit, share, allowed, excluded)
        except IndexDamaged:
            ready, _ = self._index.prepare()
            return self._index.rank(query, limit, share, allowed, excluded) if ready else Ranking()

    def _holding(self, phrases: tuple[Phrase, ...], hits: list[Hit], enough: int) -> tuple[list[int], int]:
        """The first pieces whose text holds every phrase as typed, accents and case aside; how many were looked at.

        The index compares stems, skips small words and knows no order: the text has the last word.
        """
        wanted = [squeezed(phrase.text) for phrase in phrases]
        kept: list[int] = []
        for start in range(0, len(hits), _VERIFIED_TOGETHER):
            if len(kept) >= enough:
                return kept, start
            some = [hit.piece for hit in hits[start : start + _VERIFIED_TOGETHER]]
            for piece in self._catalogue.pieces.get_all(some):
                text = f" {squeezed(self._text(piece).text)} "
                if all(f" {phrase} " in text for phrase in wanted):
                    kept.append(piece.id)
        return kept, len(hits)

    def _look_at(self, ranking: Ranking) -> list[_Looked]:
        """The pieces of the hits that are still in the catalogue, with their text."""
        wanted = Wanted(ranking.weights)
        pieces = {piece.id: piece for piece in self._catalogue.pieces.get_all(hit.piece for hit in ranking.hits)}
        looked = []
        for hit in ranking.hits:
            if piece := pieces.get(hit.piece):
                text = self._text(piece)
                look = wanted.look(text, hit.stretches)
                looked.append(_Looked(hit, piece, text, look, hit.score * (1 + _CLOSENESS_WEIGHT * look.closeness)))
        return looked

    def _text(self, piece: StoredPiece) -> PieceText:
        extent = piece.extent
        return piece_text(extent, self._catalogue.pages(piece.document, extent.first_page, extent.last_page))

    def _results(self, looked: Sequence[_Looked], query: Query, lit: Words) -> Iterator[Result]:
        pieces = self._catalogue.pieces
        ids = [one.piece.id for one in looked]
        places, copies, ended = pieces.places(ids), pieces.copies(ids), pieces.ended_by(ids)
        for one in looked:
            name = one.piece.id
            yield self._result(one, query, lit, places.get(name, Path()), copies.get(name, []), ended.get(name, []))

    def _result(
        self, looked: _Looked, query: Query, lit: Words, path: Path, copies: list[Path], ended_by: list[int]
    ) -> Result:
        piece, text = looked.piece, looked.text
        seen = [passage.span for passage in looked.look.passages]
        if query.phrases:
            seen = self._with_phrase(text, query.phrases, seen)
        span = seen[0] if seen else next(iter(text.within(0, _NO_WORDS_CHARS)), Span(0, 0))
        best = text.passage(span.start, span.end)
        return Result(
            piece=piece.id,
            document=piece.document,
            path=path,
            facts=piece.facts,
            extent=piece.extent,
            page=best.page,
            extract=extract(text.text[span.start : span.end], lit),
            span=best.span,
            others=tuple(text.passage(other.start, other.end) for other in seen[1:_MAX_OTHERS]),
            other_count=max(0, len(seen) - 1),
            score=round(looked.score, 4),
            copies=tuple(copies),
            ended_by=tuple(ended_by),
        )

    def _with_phrase(self, text: PieceText, phrases: tuple[Phrase, ...], seen: list[Span]) -> list[Span]:
        """Passages that hold one of the phrases; when it runs over two of them, the characters it is in."""
        wanted = [squeezed(phrase.text) for phrase in phrases]
        holding = [span for span in seen if any(x in squeezed(text.text[span.start : span.end]) for x in wanted)]
        if holding:
            return holding
        return [span for phrase in phrases if (span := _place(phrase.text, text.text))]


def _milliseconds_since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _place(phrase: str, text: str) -> Span | None:
    """Where a phrase is in a text, with some words around."""
    words = map(re.escape, squeezed(phrase).split())
    found = re.search(r"\W+".join(words), fold(text))
    return Span(max(0, found.start() - _AROUND_CHARS), min(len(text), found.end() + _AROUND_CHARS)) if found else None
