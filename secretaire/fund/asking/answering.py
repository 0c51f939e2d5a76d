"""Answer a question from the fund: the unit of text that says it, quoted as it is, or nothing.

Each act that the search finds is read unit by unit. A unit answers when it holds something of the kind asked for and when
the words of the question are in it, above it or close by; a word that is nowhere near is a reason not to answer. Of
acts that answer alike, the latest that is still in force wins.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from rapidfuzz.distance import Levenshtein

from secretaire.fund.asking.evidence import DECIDED, FORMULA, NEGATIVE, NOT_DECIDED, PLACED, evidence
from secretaire.fund.asking.question import Asked, Question, Subject, understand
from secretaire.fund.asking.units import Unit, units
from secretaire.fund.catalogue.piece_table import StoredPiece
from secretaire.fund.finding.analyzer import terms
from secretaire.fund.finding.passages import Span
from secretaire.fund.finding.query import NO_SYNONYMS
from secretaire.fund.finding.results import EVERYTHING, Answer, Filters, Result, Sort
from secretaire.fund.finding.synonyms import Synonyms
from secretaire.fund.pieces import ACT_KINDS

READ_PIECES = 12
MAX_PAGES = 4  # of one piece; of a longer one, the pages of its best passages
NEIGHBOURS = 3

# how much a word of the question counts by where it is; tuned on the first half of tests/benchmarks/questions.yaml
_IN_UNIT, _ABOVE, _BESIDE, _NEAR, _SAME_ACT = 1.0, 0.9, 0.75, 0.5, 0.4
_BESIDE_CHARS, _NEAR_CHARS = 300, 1500
_LIGHT = 0.25
_ENOUGH = 0.62
_ENOUGH_WITHOUT_EVIDENCE = 0.8
_MISSING_ALLOWED = 0.2
_FEW_WORDS = 2  # when so few say the subject, each is in the unit or above it
_CLOSE = 0.4  # share of the telling words that are in the unit or above it
_DECIDED_BONUS, _PROPOSED_MALUS, _NEGATIVE_MALUS, _FORMULA_MALUS = 0.06, 0.04, 0.06, 0.08
_YEAR_BONUS, _OTHER_YEAR_MALUS = 0.08, 0.12
_HINT_BONUS = 0.05
_EQUAL = 0.12  # answers of acts this close say the same thing: the date decides
_MAX_QUOTE_CHARS = 420
_LONG_WORD = 7
_MAX_DECISIONS = 2


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATELINE = re.compile(
    r"[\w' -]{3,40},? (?:le )?\d{1,2}(?:er)? \w{3,9} \d{4}\.?\Z|(?:fait|publi)\w* (?:à|le|en)\b", re.IGNORECASE
)
_WORDS = re.compile(r"[^\W\d_]{3}")
_SPEECH = re.compile(
    r"\b(?:donne|c[èe]de|prend|garde|reprend|laisse) la parole\b|invite l[’']assembl[ée]e|\bétaient présents|\bs[ée]ance du\b.{0,60}$",
    re.IGNORECASE,
)


class Searched(Protocol):
    """What is needed of the fund."""

    def search(self, text: str, filters: Filters = ..., sort: Sort = ..., limit: int = ...) -> Answer:
        """See `fund.Fund.search`."""

    def piece(self, piece_id: int) -> StoredPiece:
        """See `fund.Fund.piece`."""

    def page_text(self, document_id: int, page: int) -> str | None:
        """See `fund.Fund.page_text`."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage quoted: characters of `span` on a page; `text` is the same with runs of spaces as one.

    Attributes:
        result: the act it is in, as the search found it.
    """

    result: Result
    page: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """An answer.

    Attributes:
        quote: the words to show, all of them in the citations; « […] » where some were left out.
        evidence: what answers in the quote.
        in_force: no act of the fund is known to end it by the day of the question.
        score: 0 to about 1, only to compare.
    """

    quote: str
    evidence: tuple[str, ...]
    citations: tuple[Citation, ...]
    in_force: bool
    score: float

    @property
    def act(self) -> Result:
        """The act it comes from."""
        return self.citations[0].result


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the fund says: an answer, or none and the passages that come nearest."""

    question: Question
    found: Found | None
    neighbours: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    result: Result
    read: Sequence[Unit]
    position: int
    evidence: tuple[Span, ...]
    coverage: float
    score: float

    @property
    def unit(self) -> Unit:
        return self.read[self.position]


def answer(fund: Searched, text: str, on: date, synonyms: Synonyms = NO_SYNONYMS) -> Outcome:
    """What the fund says to a question on a day; acts known to be ended by then do not answer.

    Raises:
        EnvironmentFault: the index had to be made again and could not be.
    """
    question = understand(text, synonyms)
    listed = _listed(fund, question, on) if question.subjects else []
    weights = _weights(fund, question)
    candidates = (
        [c for result in listed for c in _candidates(fund, question, weights, result)] if question.telling else []
    )
    best = _best(question, candidates, lambda result: _is_ended(fund, result, on))
    neighbours = tuple(_neighbour(fund, result) for result in listed[:NEIGHBOURS])
    found = _found(question, best, not _is_ended(fund, best.result, on)) if best else None
    return Outcome(question, found, neighbours)


def _listed(fund: Searched, question: Question, on: date) -> list[Result]:
    """The acts worth reading, those of the period first among equals; the years are words like others here."""
    words = " ".join(subject.word for subject in question.subjects)
    years = " ".join(map(str, sorted(question.period.years)))
    filters = (
        Filters(kind=question.kind, since=question.period.since, until=question.period.until)
        if (question.kind or (not question.period.years and not question.period.is_open))
        else EVERYTHING
    )
    found: dict[int, Result] = {}
    solid = " ".join(subject.word for subject in question.subjects if not subject.light)
    for query in dict.fromkeys(filter(None, (f"{words} {years}".strip(), words, f"{solid} {years}".strip(), solid))):
        # the space keeps the last word from being taken for one still being typed
        for result in fund.search(f"{query} ", filters, limit=READ_PIECES).results:
            found.setdefault(result.piece, result)
    return [result for result in found.values() if result.facts.date is None or result.facts.date <= on]


def _weights(fund: Searched, question: Question) -> dict[str, float]:
    """How telling each word is: a rare one more than a common one, whatever the size of the fund."""
    weights = {}
    for subject in question.subjects:
        total = fund.search(f"{subject.word} ", limit=1).total
        weights[subject.stem] = (_LIGHT if subject.light else 1.0) / (1 + math.log10(1 + total))
    return weights


def _candidates(fund: Searched, question: Question, weights: dict[str, float], result: Result) -> Iterator[_Candidate]:
    read = _read(fund, result)
    places = _places(question, read)
    title = _stems(
        result.facts.objet or result.path.stem
    )  # a leaflet, a letter: their file names tell what they are about
    for position, unit in enumerate(read):
        if unit.is_heading or _SPEECH.search(unit.text) or not _WORDS.search(unit.text) or _DATELINE.match(unit.text):
            continue
        before = read[unit.lead if unit.lead is not None else position - 1].text if position else ""
        proofs = tuple(evidence(question, unit.text, before))
        if not proofs and question.asked is not Asked.SUBSTANCE:
            continue
        candidate = _weigh(question, weights, result, read, position, proofs, places, title)
        if candidate is not None:
            yield candidate


def _read(fund: Searched, result: Result) -> list[Unit]:
    """The units of an act, page after page."""
    read: list[Unit] = []
    for page, start, end in _pages(fund, result):
        text = fund.page_text(result.document, page) or ""
        first = len(read)
        read += [replace(u, lead=u.lead + first if u.lead is not None else None) for u in units(page, text, start, end)]
    return read


def _pages(fund: Searched, result: Result) -> Iterator[tuple[int, int, int]]:
    extent = result.extent
    pages = range(extent.first_page, extent.last_page + 1)
    if len(pages) > MAX_PAGES:
        held = {result.page, *(passage.page for passage in result.others)}
        pages_read = sorted(held & set(pages))[:MAX_PAGES]
    else:
        pages_read = list(pages)
    for page in pages_read:
        size = len(fund.page_text(result.document, page) or "")
        start = extent.start if page == extent.first_page else 0
        yield page, start, extent.end if page == extent.last_page else size


def _places(question: Question, read: Sequence[Unit]) -> dict[str, list[int]]:
    """Where each word of the question is in an act: positions of units."""
    places: dict[str, list[int]] = {subject.stem: [] for subject in question.subjects}
    for position, unit in enumerate(read):
        held = _stems(unit.text)
        for subject in question.subjects:
            if _holds(held, subject):
                places[subject.stem].append(position)
    return places


def _stems(text: str) -> set[str]:
    return {name for term in terms(text) for name in (term.stem, *term.aliases)}


def _holds(stems: set[str], subject: Subject) -> bool:
    """The word is there, or a synonym, or one that differs by a letter: « columbarium » is also written « colombarium »."""
    wanted = subject.stem
    if wanted in stems or any(stems.issuperset(other) for other in subject.others):
        return True
    if len(wanted) < _LONG_WORD or wanted[0].isdigit():
        return False
    return any(
        abs(len(stem) - len(wanted)) <= 1
        and stem.startswith(wanted[0])
        and Levenshtein.distance(stem, wanted, score_cutoff=1) <= 1
        for stem in stems
    )


def _weigh(
    question: Question,
    weights: dict[str, float],
    result: Result,
    read: Sequence[Unit],
    position: int,
    proofs: tuple[Span, ...],
    places: dict[str, list[int]],
    title: set[str],
) -> _Candidate | None:
    """The candidate, or None when words of the question are too far from it, or the period is another."""
    unit = read[position]
    lead = read[unit.lead] if unit.lead is not None else None
    above = title | {term.stem for text in (unit.heading, lead.text if lead else "") for term in terms(text)}
    tiers = {
        s.stem: _tier(s, read, position, places[s.stem], above, result.facts.kind in ACT_KINDS)
        for s in question.subjects
    }
    whole = sum(weights.values())
    coverage = sum(weights[stem] * tier for stem, tier in tiers.items()) / whole
    telling = sum(weights[s.stem] for s in question.telling)
    missing = sum(weights[s.stem] for s in question.telling if tiers[s.stem] == 0) / telling
    close = sum(weights[s.stem] for s in question.telling if tiers[s.stem] >= _ABOVE) / telling
    enough = _ENOUGH if proofs and question.asked is not Asked.DECISION else _ENOUGH_WITHOUT_EVIDENCE
    if len(question.telling) <= _FEW_WORDS and any(tiers[s.stem] < _ABOVE for s in question.telling):
        return None
    if coverage < enough or missing > _MISSING_ALLOWED or close < _CLOSE:
        return None
    own = above - title | _stems(unit.text)
    hinted = bool(question.hints & own) or (question.asked is Asked.PLACE and PLACED.search(unit.text) is not None)
    if question.is_bare and not question.hints & (above | own):
        return None  # « prix de l'eau »: an association named for water and the sum it is given are no answer
    is_act = result.facts.kind in ACT_KINDS
    if not is_act and not hinted and not any(_holds(own, subject) for subject in question.telling):
        return None  # an act is about one thing, which its title says; in another document the title is not enough
    dated = _dated(question, result, (unit.text, lead.text if lead else "", unit.heading, result.facts.objet))
    if dated is None:
        return None
    said = f"{lead.text if lead else ''} {unit.text}"
    bonus = _DECIDED_BONUS if DECIDED.search(said) else 0.0
    bonus -= _PROPOSED_MALUS if NOT_DECIDED.search(said) else 0.0
    bonus -= _FORMULA_MALUS if FORMULA.search(unit.text) else 0.0
    bonus += _HINT_BONUS if question.asked is Asked.PLACE and PLACED.search(unit.text) else 0.0
    bonus -= _NEGATIVE_MALUS if question.asked is not Asked.DECISION and NEGATIVE.search(unit.text) else 0.0
    bonus += _HINT_BONUS if question.hints & {term.stem for term in terms(unit.text)} else 0.0
    return _Candidate(result, read, position, proofs, coverage, coverage + dated + bonus)


def _tier(
    subject: Subject, read: Sequence[Unit], position: int, places: list[int], above: set[str], is_act: bool
) -> float:
    """How much a word of the question counts for a unit."""
    if position in places:
        return _IN_UNIT
    if _holds(above, subject):
        return _ABOVE
    distances = [_distance(read, *sorted((place, position))) for place in places]
    nearest = min(distances, default=math.inf)
    if nearest <= _BESIDE_CHARS:
        return _BESIDE
    if nearest <= _NEAR_CHARS:
        return _NEAR
    return _SAME_ACT if places and is_act else 0.0


def _distance(read: Sequence[Unit], first: int, last: int) -> int:
    """Characters between two units of an act."""
    if read[first].page == read[last].page:
        return read[last].span.start - read[first].span.end
    return sum(len(unit.text) for unit in read[first + 1 : last])


def _dated(question: Question, result: Result, said: Sequence[str]) -> float | None:
    """What the period adds to the score; None when the act is of another one. `said`: the unit, then what is above it."""
    years = question.period.years
    if not years:
        return 0.0
    in_date = result.facts.date is not None and result.facts.date.year in years
    for level, text in enumerate(said):
        named = {int(year) for year in _YEAR.findall(text)}
        if named & years:
            return (
                _YEAR_BONUS
                if level == 0 or not any(_YEAR.search(nearer) for nearer in said[:level])
                else -_OTHER_YEAR_MALUS
            )
    if not in_date:
        return None
    return -_OTHER_YEAR_MALUS if any(map(_YEAR.search, said)) else 0.0


def _best(question: Question, candidates: Sequence[_Candidate], ended: Callable[[Result], bool]) -> _Candidate | None:
    """The best candidate; of those that say as much, the one of the latest act in force, unless a year is asked for."""
    standing = candidates
    if not question.period.years:
        standing = [c for c in candidates if not ended(c.result)] or candidates
    if not standing:
        return None
    top = max(standing, key=lambda c: c.score)
    equal = [c for c in standing if c.score >= top.score - _EQUAL and c.coverage >= top.coverage - _EQUAL]
    if not question.period.years:
        latest = max(c.result.facts.date or date.min for c in equal)
        equal = [c for c in equal if (c.result.facts.date or date.min) == latest]
    return max(equal, key=lambda c: (c.score, -c.position))


def _is_ended(fund: Searched, result: Result, on: date) -> bool:
    """A later act, of that day at the latest or without date, says it ends this one."""
    later = [fund.piece(piece).facts.date for piece in result.ended_by]
    return any(day is None or day <= on for day in later)


def _found(question: Question, chosen: _Candidate, in_force: bool) -> Found:
    unit = chosen.unit
    parts = [unit]
    lead = chosen.position if unit.lead is None else unit.lead
    listed = [u for u in chosen.read if u.lead == lead]
    if question.asked is Asked.SUBSTANCE and listed:
        parts = [chosen.read[lead], *listed]
    elif question.asked is Asked.DECISION and listed:
        decided = [u for u in listed if not FORMULA.search(u.text)][:_MAX_DECISIONS] or [unit]
        parts, unit = [chosen.read[lead], *decided], decided[0]
    elif unit.lead is not None:
        parts.insert(0, chosen.read[unit.lead])
    quote = " ".join(_shortened(part.text, chosen.evidence if part is chosen.unit else ()) for part in parts)
    citations = tuple(
        Citation(chosen.result, part.page, part.span, part.text)
        for part in (unit, *(p for p in parts if p is not unit))
    )
    proofs = tuple(dict.fromkeys(chosen.unit.text[span.start : span.end] for span in chosen.evidence))
    return Found(quote, proofs, citations, in_force, round(chosen.score, 3))


def _shortened(text: str, proofs: Sequence[Span]) -> str:
    """The text, or the part of it around what answers, cut between words."""
    if len(text) <= _MAX_QUOTE_CHARS:
        return text
    middle = proofs[0].start if proofs else 0
    start = max(0, min(middle - _MAX_QUOTE_CHARS // 2, len(text) - _MAX_QUOTE_CHARS))
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", 0, start + _MAX_QUOTE_CHARS) if start + _MAX_QUOTE_CHARS < len(text) else len(text)
    return f"{'[…] ' if start else ''}{text[start:end]}{' […]' if end < len(text) else ''}"


def _neighbour(fund: Searched, result: Result) -> Citation:
    page = fund.page_text(result.document, result.page) or ""
    return Citation(result, result.page, result.span, " ".join(page[result.span.start : result.span.end].split()))
