"""The origins inside an accepted sentence: prose is of the pen, facts are of the secretary's notes. Pure."""

from __future__ import annotations

from secretaire.acts.spans import Origin, OriginKind, Span, Value
from secretaire.drafting.pen.literals import literals

NOTES = Origin(OriginKind.SAISIE, "notes")


def proposal_spans(text: str, run_id: str) -> tuple[Span, ...]:
    """Spans of a sentence written by the run: each locked fact is a value taken from the notes."""
    pen = Origin(OriginKind.PLUME, run_id)
    spans: list[Span] = []
    position = 0
    for fact in literals(text):
        if fact.start > position:
            spans.append(Span(text[position : fact.start], pen))
        spans.append(Span(fact.text, NOTES, Value(fact.kind, fact.canonical)))
        position = fact.end
    if position < len(text):
        spans.append(Span(text[position:], pen))
    return tuple(spans)


def note_spans(text: str) -> tuple[Span, ...]:
    """Spans of a sentence made of the notes by code, where the pen was refused or is off."""
    return tuple(Span(span.text, NOTES, span.value) for span in proposal_spans(text, ""))
