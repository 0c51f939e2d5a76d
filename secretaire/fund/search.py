"""Search the fund: what a person typed in, documents with their best passage out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from secretaire.fund.act_facts import Kind
from secretaire.fund.analyzer import Term, terms
from secretaire.fund.catalogue import Catalogue
from secretaire.fund.extracts import Extract, extract
from secretaire.fund.folding import fold
from secretaire.fund.index import IndexDamaged, PassageIndex, RebuildReason
from secretaire.fund.passages import Span
from secretaire.fund.query import Phrase, Query, Word, parse
from secretaire.fund.ranking import RankedDocument, Ranking, needed, rank

DEFAULT_LIMIT = 20
_SUBJECT_WORDS = 25


@dataclass(frozen=True, slots=True)
class Filters:
    """What the results are limited to; both dates included."""

    kind: Kind | None = None
    since: date | None = None
    until: date | None = None


EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a page: characters [span.start, span.end) of its text."""

    page: int
    span: Span


@dataclass(frozen=True, slots=True)
class Result:
    """A document that answers, shown by its best passage.

    Attributes:
        document: its id in the catalogue.
        page: page of the best passage; 1 when only the title answers.
        extract: a few lines of the passage, with the characters to highlight.
        span: characters of the whole passage in the text of the page.
        others: its other passages that answer, best first, as many as are worth a look.
        other_count: how many there are in all.
        score: only to compare results of one search.
    """

    document: int
    path: Path
    kind: Kind
    number: str
    date: date | None
    objet: str
    page: int
    extract: Extract
    span: Span
    others: tuple[Passage, ...]
    other_count: int
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The results of a search.

    Attributes:
        total: how many documents answer, beyond those listed.
        duration_ms: time spent, milliseconds.
        corrections: words found nowhere, and what was searched instead.
        index_rebuilt: why the index had to be made again first, if it was.
    """

    total: int
    duration_ms: float
    results: tuple[Result, ...]
    corrections: dict[str, str] = field(default_factory=dict)
    index_rebuilt: RebuildReason | None = None


class Search:
    """Searches one catalogue through its index. Any thread may use it."""

    def __init__(self, catalogue: Catalogue, index: PassageIndex) -> None:
        self._catalogue = catalogue
        self._index = index

    def search(self, text: str, filters: Filters = EVERYTHING, limit: int = DEFAULT_LIMIT) -> Answer:
        """Documents for words as typed: « … » for an exact phrase, the last word may be unfinished.

        Raises:
            EnvironmentFault: the index had to be made again and could not be.
        """
        return self._answer(parse(text), filters, limit, needed)

    def precedents_for(self, subject: str, filters: Filters = EVERYTHING, limit: int = DEFAULT_LIMIT) -> Answer:
        """Documents close to the subject of a draft, however long: its most telling words, any of them."""
        counts = Counter(term.stem for term in terms(subject))
        spellings: dict[str, Term] = {term.stem: term for term in reversed(list(terms(subject)))}
        chosen = [stem for stem, _ in counts.most_common(_SUBJECT_WORDS)]
        query = Query(tuple(Word(stem, spellings[stem].word) for stem in chosen))
        return self._answer(query, filters, limit, lambda word_count: max(1, word_count // 3))

    def _answer(self, query: Query, filters: Filters, limit: int, share: Callable[[int], int]) -> Answer:
        started = time.perf_counter()
        allowed = (
            self._catalogue.matching(filters.kind, filters.since, filters.until) if filters != EVERYTHING else None
        )
        rebuilt = self._index.problem()
        if rebuilt is not None:
            self._index.update()
        try:
            ranking = self._rank(query, allowed, share, limit)
        except IndexDamaged:
            rebuilt = RebuildReason.DAMAGED
            self._index.rebuild()
            ranking = self._rank(query, allowed, share, limit)
        documents = ranking.documents
        results: list[Result] = []
        dropped = 0
        for ranked in documents:
            if len(results) == limit:
                break
            result = self._result(ranked, ranking.stems, query.phrases)
            if result is None:
                dropped += 1
            else:
                results.append(result)
        return Answer(
            total=len(documents) - dropped,
            duration_ms=(time.perf_counter() - started) * 1000,
            results=tuple(results),
            corrections=ranking.corrections,
            index_rebuilt=rebuilt,
        )

    def _rank(self, query: Query, allowed: set[int] | None, share: Callable[[int], int], limit: int) -> Ranking:
        with self._index.searcher() as searcher:
            # an exact phrase is checked in the text: more candidates than results
            return rank(searcher, query, allowed, share, limit * 5 if query.phrases else limit)

    def _result(self, ranked: RankedDocument, stems: frozenset[str], phrases: tuple[Phrase, ...]) -> Result | None:
        """None when the document left the catalogue, or does not hold the exact phrase after all."""
        document = self._catalogue.document(ranked.document)
        if document is None:
            return None
        passages = [Passage(passage.page, Span(passage.start, passage.end)) for passage in ranked.passages]
        if phrases:
            passages = [passage for passage in passages if self._holds_one_of(document.id, passage, phrases)]
            if not passages:
                return None
        best = passages[0] if passages else Passage(1, Span(0, 0))
        page_text = self._catalogue.page_text(document.id, best.page) or ""
        if not passages:
            best = Passage(1, Span(0, min(len(page_text), 1000)))
        cut = extract(page_text[best.span.start : best.span.end], stems)
        return Result(
            document=document.id,
            path=document.path,
            kind=document.facts.kind,
            number=document.facts.number,
            date=document.facts.date,
            objet=document.facts.objet,
            page=best.page,
            extract=cut,
            span=best.span,
            others=tuple(passages[1:]),
            other_count=max(0, ranked.passage_count - 1),
            score=round(ranked.score, 4),
        )

    def _holds_one_of(self, document_id: int, passage: Passage, phrases: tuple[Phrase, ...]) -> bool:
        """The index compares stems and skips small words; the text itself has the last word, accents and case aside."""
        page = self._catalogue.page_text(document_id, passage.page) or ""
        text = _squeezed(page[passage.span.start : passage.span.end])
        return any(_squeezed(phrase.text) in text for phrase in phrases)


def _squeezed(text: str) -> str:
    return " ".join(fold(text).replace("’", "'").split())
