"""The sentence by which a commune that wants it says, in its acts, that an assistant proposed some of their words."""

from __future__ import annotations

from dataclasses import replace

from secretaire.acts.act import Act, Paragraph, Role
from secretaire.acts.spans import Origin, OriginKind, Span
from secretaire.acts.wording import typography

_KEY = "mention.assistance"
_ORIGIN = Origin(OriginKind.COMMUNE, "commune.mention_assistance")


def written_with_the_pen(act: Act) -> bool:
    """Do words of the language model stand in the act?"""
    return any(place.origin.kind is OriginKind.PLUME for section in act.sections for place in section.origins())


def with_assistance_told(act: Act, sentence: str) -> Act:
    """The act with that sentence at its end while words of the pen stand in it; a person's own wording of it is kept.

    Args:
        sentence: of the commune; empty when it wants none.
    """
    section = act.section(Role.MENTIONS)
    told = next((p for p in section.paragraphs if p.key == _KEY), None)
    if told is not None and told.touched:
        return act
    others = tuple(p for p in section.paragraphs if p.key != _KEY)
    if not sentence.strip() or not written_with_the_pen(act):
        return act if told is None else act.with_section(replace(section, paragraphs=others))
    paragraph = Paragraph(_KEY, (Span(typography(sentence.strip()), _ORIGIN),))
    return act.with_section(replace(section, paragraphs=(*others, paragraph)))
