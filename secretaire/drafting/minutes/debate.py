"""A proposal of the pen in the part of a point, in place of the notes it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from secretaire.acts.act import Paragraph, Section
from secretaire.drafting.notes import NOTE, PEN, prose_of
from secretaire.drafting.pen.writing import Sentence


def with_debate(section: Section, paragraphs: Sequence[Sequence[Sentence]], run_id: str) -> Section:
    """The part once the proposal is taken; the notes stay, emptied, so that they do not come back."""
    written = [
        Paragraph(f"{PEN}{rank}", prose_of(sentences, run_id), touched=True)
        for rank, sentences in enumerate(paragraphs)
    ]
    others = [p for p in section.paragraphs if not p.key.startswith(PEN)]
    places = [i for i, p in enumerate(others) if p.key.startswith(NOTE)]
    place = places[-1] + 1 if places else len(others)
    emptied = [replace(p, spans=(), touched=True) if p.key.startswith(NOTE) else p for p in others]
    return replace(section, paragraphs=(*emptied[:place], *written, *emptied[place:]))
