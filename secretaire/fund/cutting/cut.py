"""Cut a document into pieces: each act it holds, and what is around. Pure. When unsure, it is no act."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from secretaire.fund.cutting import headers
from secretaire.fund.cutting.body import Body
from secretaire.fund.cutting.decisions import Decisions, closings, is_formality, is_other_matters, is_without_act
from secretaire.fund.cutting.facts import Context, Heading, facts_of, presents_of
from secretaire.fund.cutting.labels import Family, Label, labels
from secretaire.fund.cutting.series import Series, best_series
from secretaire.fund.cutting.titles import capital_titles
from secretaire.fund.pieces import ActFacts, Kind, Piece
from secretaire.fund.reading.reading import Page


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a piece begins.

    Attributes:
        kind: None for what is around the acts.
        title: where the title begins, after its label; None when it must be looked for.
        alone: an act with its own heading, date and signature, not a matter of minutes.
    """

    start: int
    kind: Kind | None = None
    title: int | None = None
    number: str = ""
    confidence: float = 1.0
    reason: str = ""
    alone: bool = False


_AROUND = "autour des actes : en-tête, échanges, informations"
_NO_ACT = "aucune décision reconnue"
_MANY = 3
_SHARE = 0.4
_SUB_SHARE = 0.6
_LOOK = 0.3
_LISTED_LOOK = 1.6
_MIN_ACT_CHARS = 80


def cut(pages: Sequence[Page], file_name: str) -> list[Piece]:
    """The pieces of a document, in order, none overlapping, together holding all its text.

    A document without any act is one piece; the file name only helps to tell whether it is minutes.
    """
    if not pages:
        return []
    body = Body(pages)
    whole = headers.kind_of(body.folded, file_name)
    marks = _merged(_Cutter(body).marks(whole))
    around = whole if whole in {Kind.PROCES_VERBAL, Kind.COMPTE_RENDU} else Kind.AUTRE
    if around is Kind.AUTRE and any(mark.kind and not mark.alone for mark in marks):
        around = Kind.COMPTE_RENDU
    return [_as_sure_as_its_pages(piece, pages) for piece in _pieces(body, marks, around)]


class _Cutter:
    """One cut of one document."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._decisions = Decisions(body.folded)
        self._labels = labels(body)
        self._closings = closings(body.folded)

    def marks(self, whole: Kind) -> Iterator[Mark]:
        """Where pieces begin, in order."""
        acts = headers.act_headers(self._body, self._decisions, whole)
        size = len(self._body)
        if not acts:
            yield from self._without_header(whole)
            return
        yield from self._minutes(0, acts[0].start) if acts[0].start > 0 else ()
        for place, header in enumerate(acts):
            end = acts[place + 1].start if place + 1 < len(acts) else size
            yield from self._headed(header, end, whole)

    def _without_header(self, whole: Kind) -> Iterator[Mark]:
        size = len(self._body)
        matters = list(self._minutes(0, size)) if headers.is_meeting(self._body.folded) else []
        decided = self._decisions.any(0, size)
        if any(mark.kind for mark in matters):
            yield from matters
        elif whole in {Kind.DELIBERATION, Kind.DECISION} and decided:
            yield Mark(0, whole, confidence=0.7, reason="titre et décision", alone=True)
        elif whole is Kind.ARRETE:
            yield Mark(0, whole, confidence=0.8, reason="titre d'arrêté", alone=True)
        else:
            yield Mark(0, reason=_NO_ACT)

    def _headed(self, header: headers.Header, end: int, whole: Kind) -> Iterator[Mark]:
        """An act that carries its own heading; « Extrait du registre » may also open the register of a whole meeting."""
        body, decisions = self._body, self._decisions
        if header.extract:
            series = self._best(header.title, end)
            if series and series.decided >= _MANY and series.share >= _SUB_SHARE:
                yield from self._minutes(header.start, end)
                return
            yield Mark(header.start, header.kind, None, "", 0.95, "en-tête d'extrait de registre", alone=True)
            return
        told = body.folded.find("objet", header.title, min(end, header.title + 300)) >= 0
        long_enough = len(body.text[header.title : end].strip()) >= _MIN_ACT_CHARS
        if not (told or (long_enough and (header.kind is not Kind.DELIBERATION or decisions.any(header.title, end)))):
            yield Mark(header.start, reason=_AROUND)
            return
        minutes = whole in {Kind.PROCES_VERBAL, Kind.COMPTE_RENDU}
        after = body.folded[header.title : body.line_end(header.title)].strip(" :.–-")
        title = _title_start(body, header.title) if after and not after.startswith(("du ", "en date")) else None
        yield Mark(header.start, header.kind, title, header.number, 0.9, "en-tête d'acte numéroté", alone=not minutes)
        if minutes and (stop := self._closing(header.title, end)) is not None:
            yield from self._others(stop, end)

    def _minutes(self, start: int, end: int) -> Iterator[Mark]:
        """The matters of a meeting."""
        yield Mark(start, reason=_AROUND)
        tail = self._tail(start, end)
        yield from self._matters(start, tail)
        if tail < end:
            yield Mark(tail, reason=_AROUND)

    def _matters(self, start: int, end: int) -> Iterator[Mark]:
        series = self._best(start, end)
        numbered = [*self._others(start, series.labels[0].start), *self._sections(series, end, "")] if series else []
        if series and series.surest:
            yield from numbered
            return
        titled = list(self._capitals(start, end))
        yield from max(titled, numbered, key=_acts)

    def _sections(self, series: Series, end: int, parent: str) -> Iterator[Mark]:
        ends = [label.start for label in series.labels[1:]] + [end]
        for label, stop in zip(series.labels, ends, strict=True):
            yield from self._section(label, stop, parent)

    def _section(self, label: Label, end: int, parent: str) -> Iterator[Mark]:
        body, decisions = self._body, self._decisions
        title = body.folded[label.title : body.line_end(label.title)]
        number = _cited(parent, label.number)
        if is_other_matters(title):
            yield Mark(label.start, reason=_AROUND)
            yield from self._others(body.line_end(label.start), end, number)
            return
        closing = self._closing(label.title, end)
        stop = end if closing is None else closing
        if (
            is_formality(title)
            or is_without_act(body.folded, label.title, stop)
            or not decisions.any(label.title, stop)
        ):
            yield Mark(label.start, reason=_AROUND)
        elif sub := self._sub_series(label, stop):
            yield Mark(label.start, reason=_AROUND)
            yield from self._sections(sub, stop, number)
        else:
            listed = label.look > _LISTED_LOOK
            reason = f"titre avec {label.family.value} et décision" + (", repris dans la liste" if listed else "")
            confidence = 0.95 if listed or label.family is Family.REGISTER else 0.85
            yield Mark(label.start, Kind.DELIBERATION, label.title, number, confidence, reason)
            yield from self._more_capitals(label.title, stop)
        if closing is not None:
            yield from self._others(closing, end)

    def _others(self, start: int, end: int, parent: str = "") -> Iterator[Mark]:
        """What is around the numbered matters: mostly no act, sometimes matters numbered by themselves."""
        yield Mark(start, reason=_AROUND)
        if not self._decisions.matters(start, end):
            return
        found = [
            series
            for family in Family
            if (series := best_series(self._between(start, end), family, end, self._decisions))
            and series.share > _SHARE
            and self._decisions.matters(series.labels[0].start, end)
        ]
        if found:
            yield from self._sections(max(found, key=lambda series: series.score), end, parent)
        else:
            yield from self._capitals(start, end)

    def _best(self, start: int, end: int) -> Series | None:
        """The series that numbers the matters of a meeting; a register number is trusted before all others."""
        chosen = self._between(start, end)
        all_series = [series for family in Family if (series := best_series(chosen, family, end, self._decisions))]
        kept = [s for s in all_series if s.decided >= 2 and s.share >= _SHARE and s.score > 0 and s.look >= _LOOK]
        register = next(
            (s for s in all_series if s.labels[0].family is Family.REGISTER and s.decided and s.share >= _SHARE), None
        )
        most = max((series.decided for series in kept), default=0)
        if register and register.decided * 2 >= most:
            return register
        outer = [series for series in kept if not any(_inside(series, other) for other in kept)]
        return max(outer, key=lambda series: series.score, default=None)

    def _sub_series(self, label: Label, end: int) -> Series | None:
        """The matters inside a matter: « 4-1 », « 4-2 », « a) », « b) », each deciding; never in a register number."""
        if label.family is Family.REGISTER:
            return None
        inside = self._between(self._body.line_end(label.start), end)
        found = []
        for family in Family:
            series = best_series(inside, family, end, self._decisions)
            if not series or series.decided < 2 or series.share < _SUB_SHARE or family is Family.REGISTER:
                continue
            intro = self._decisions.any(label.title, series.labels[0].start)
            if not intro and series.look > 0 and series.labels[0].order[0] == 1 | (family is Family.OBJET):
                found.append(series)
        return max(found, key=lambda series: series.score, default=None)

    def _tail(self, start: int, end: int) -> int:
        """Where the minutes have nothing left to decide: the last words, the list of the acts."""
        return next((place for place in self._closed(start, end) if not self._decisions.any(place, end)), end)

    def _closing(self, start: int, end: int) -> int | None:
        """Where what follows an act begins inside its section: « Questions diverses », the end of the meeting."""
        for place in self._closed(start, end):
            line = self._body.folded[place : self._body.line_end(place)]
            label_free = line.lstrip(" 0123456789.)-")
            if is_other_matters(label_free) or not self._decisions.any(place, end):
                return place
        return None

    def _capitals(self, start: int, end: int) -> Iterator[Mark]:
        """Titles in capitals without any number, followed by a decision."""
        titles = list(capital_titles(self._body, start, end))
        ends = [title.start for title in titles[1:]] + [end] * bool(titles)
        for title, stop in zip(titles, ends, strict=True):
            folded = self._body.folded[title.start : title.end]
            closing = self._closing(title.end, stop)
            stop = stop if closing is None else closing
            decided = self._decisions.matters(title.end, stop)
            if decided and not is_formality(folded) and not is_other_matters(folded):
                yield Mark(title.start, Kind.DELIBERATION, title.start, "", 0.7, "titre en capitales et décision")
                if closing is not None:
                    yield Mark(closing, reason=_AROUND)
            else:
                yield Mark(title.start, reason=_AROUND)

    def _more_capitals(self, start: int, end: int) -> Iterator[Mark]:
        """Acts left without number after a numbered one: a title in capitals after its decision, and another decision."""
        first = self._decisions.first(start, end)
        if first is not None and self._decisions.count(first, end) > 1:
            yield from (mark for mark in self._capitals(first, end) if mark.kind)

    def _closed(self, start: int, end: int) -> list[int]:
        return self._closings[bisect_left(self._closings, start) : bisect_left(self._closings, end)]

    def _between(self, start: int, end: int) -> list[Label]:
        return [label for label in self._labels if start <= label.start < end]


def _acts(marks: list[Mark]) -> int:
    return sum(mark.kind is not None for mark in marks)


def _inside(series: Series, other: Series) -> bool:
    """True when a whole series lies in one section of another one."""
    starts = [label.start for label in other.labels]
    places = {bisect_right(starts, label.start) for label in series.labels}
    return len(places) == 1 and places != {0} and series is not other


def _cited(parent: str, number: str) -> str:
    """« 13 » and « a » are cited « 13a », « 9 » and « 2 » « 9-2 »."""
    if (
        not parent
        or not number
        or number.startswith(f"{parent}-")
        or (number.startswith(parent) and number[-1].isalpha())
    ):
        return number
    return f"{parent}{number}" if number.isalpha() else f"{parent}-{number}"


def _title_start(body: Body, start: int) -> int:
    """Where the letters of a title begin, after the punctuation of its label."""
    end = body.line_end(start)
    return next((place for place in range(start, end) if body.text[place].isalnum() or body.text[place] in '«"'), start)


def _merged(marks: Iterator[Mark]) -> list[Mark]:
    """The same marks, those around acts that follow each other made one."""
    merged: list[Mark] = []
    for mark in marks:
        if merged and mark.start <= merged[-1].start:
            if mark.kind:
                merged[-1] = mark
            continue
        if not (merged and merged[-1].kind is None and mark.kind is None):
            merged.append(mark)
    return merged


def _pieces(body: Body, marks: list[Mark], around: Kind) -> Iterator[Piece]:
    starts = [_with_page_top(body, mark.start) for mark in marks]
    starts[0] = 0
    ends = [*starts[1:], len(body)]
    meetings = headers.seances(body)
    context = Context(meetings[0].day if meetings else None, None)
    for mark, start, end in zip(marks, starts, ends, strict=True):
        opened = [meeting for meeting in meetings if start <= meeting.start < end]
        if mark.kind is None:
            if opened or start == 0:
                day = opened[0].day if opened else context.day
                context = Context(day, presents_of(body.folded[start:end]))
            facts = ActFacts(around, context.day if around is not Kind.AUTRE else None)
        elif mark.alone:
            number = mark.number or headers.number_of(body, start, end)
            facts = facts_of(body, start, end, Heading(mark.kind, number, mark.title), None)
        else:
            facts = facts_of(body, start, end, Heading(mark.kind, mark.number, mark.title), context)
        if mark.kind and opened:  # the meeting opens above its first act, without anything around
            context = Context(opened[-1].day, None)
        yield Piece(body.extent(start, end), facts, mark.confidence, mark.reason)


def _as_sure_as_its_pages(piece: Piece, pages: Sequence[Page]) -> Piece:
    """A piece recognised on pictures is no surer than the least sure of its pages."""
    extent = piece.extent
    sure = min((p.confidence for p in pages if extent.first_page <= p.number <= extent.last_page), default=1.0)
    if sure >= 1 or not piece.is_act:
        return piece
    return replace(
        piece, confidence=round(piece.confidence * sure, 3), reason=f"{piece.reason}, lu sur l'image de la page"
    )


def _with_page_top(body: Body, start: int) -> int:
    """The top of the page, when nothing but running titles is above."""
    page = body.page_starts[body.index(start)]
    return page if not body.text[page:start].strip() else start
