"""The notes of the secretary inside an act: put in order by code at first, in prose once a proposal is accepted.

Notes go at the end of the exposé, one paragraph a note. A proposal of the pen takes their place; in another
section it is added at the end. Either way each figure or name keeps the notes as its origin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from secretaire.acts.act import Act, Paragraph, Role, Section
from secretaire.acts.spans import Origin, OriginKind, Span, Value, joined
from secretaire.drafting.pen.literals import literals
from secretaire.drafting.pen.own_words import deterministic_sentence
from secretaire.drafting.pen.tasks import Form, Plume, Task
from secretaire.drafting.pen.writing import Sentence

NOTES = Origin(OriginKind.SAISIE, "notes")
NOTE = "note."
PEN = "plume."


def with_notes(act: Act, plume: Plume) -> Act:
    """The act whose exposé ends with its notes, unless a person or a proposal already put them in prose."""
    section = act.section(Role.EXPOSE)
    ours = [p for p in section.paragraphs if p.key.startswith(NOTE)]
    if any(p.key.startswith(PEN) for p in section.paragraphs) or any(_reworked(p) for p in ours):
        return act
    kept = tuple(p for p in section.paragraphs if not p.key.startswith(NOTE))
    form = plume.forms[Task.EXPOSE]
    written = tuple(replace(p, touched=True) for p in clean_notes(act.notes, form, plume))
    return act.with_section(replace(section, paragraphs=(*kept, *written)))


def clean_notes(notes: Sequence[str], form: Form, plume: Plume) -> Iterator[Paragraph]:
    """Notes as sentences put in order by code, one paragraph a note."""
    for rank, note in enumerate(notes):
        sentence = deterministic_sentence(form, plume.abbreviations.normalise(note))
        yield Paragraph(f"{NOTE}{rank}", spans_of(sentence, NOTES))


def replaced_by_proposal(section: Section) -> str:
    """The text that a proposal would take the place of; empty when it would be added."""
    return "\n".join(p.text for p in section.visible if p.key.startswith((NOTE, PEN)))


def with_proposal(act: Act, role: Role, paragraphs: Sequence[Sequence[Sentence]], run_id: str) -> Act:
    """The act once a proposal is accepted: sentences of the model have the run as origin, others the notes."""
    section = act.section(role)
    replaced = [i for i, p in enumerate(section.paragraphs) if p.key.startswith((NOTE, PEN))]
    place = replaced[0] if replaced else len(section.paragraphs)
    kept = [p for p in section.paragraphs if not p.key.startswith((NOTE, PEN))]
    written = [
        Paragraph(f"{PEN}{rank}", prose_of(sentences, run_id), touched=True)
        for rank, sentences in enumerate(paragraphs)
    ]
    return act.with_section(replace(section, paragraphs=(*kept[:place], *written, *kept[place:])))


def spans_of(text: str, prose: Origin) -> tuple[Span, ...]:
    """A text written from notes: its facts are locked and come from the notes, the rest has the given origin."""
    spans: list[Span] = []
    position = 0
    for fact in literals(text):
        spans.append(Span(text[position : fact.start], prose))
        spans.append(Span(fact.text, NOTES, Value(fact.kind, fact.canonical)))
        position = fact.end
    spans.append(Span(text[position:], prose))
    return joined(spans)


def in_paragraphs(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """The pieces of a proposal, cut where its lines end."""
    paragraphs: list[list[Sentence]] = [[]]
    for sentence in sentences:
        first, *others = (line.strip() for line in sentence.text.split("\n") if line.strip())
        paragraphs[-1].append(replace(sentence, text=first))
        paragraphs += [[replace(sentence, text=line)] for line in others]
        if "\n" in sentence.after:
            paragraphs.append([])
    return [lines for lines in paragraphs if lines]


def prose_of(sentences: Sequence[Sentence], run_id: str) -> tuple[Span, ...]:
    """A paragraph of a proposal: sentences of the model have the run as origin, others the notes."""
    return joined(_sentences(sentences, run_id))


def _sentences(sentences: Sequence[Sentence], run_id: str) -> Iterator[Span]:
    for rank, sentence in enumerate(sentences):
        prose = Origin(OriginKind.PLUME, run_id) if sentence.accepted else NOTES
        if rank:
            yield Span(" ", prose)
        yield from spans_of(sentence.text, prose)


def _reworked(paragraph: Paragraph) -> bool:
    return not paragraph.spans or any(span.origin != NOTES for span in paragraph.spans)
