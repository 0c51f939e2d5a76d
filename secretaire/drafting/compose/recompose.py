"""Recompose an act after a change of field, seance or settings, without losing what a person wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from secretaire.acts import wording
from secretaire.acts.act import Act, Paragraph, Role, Section
from secretaire.acts.act_type import ActType
from secretaire.acts.editing import laid_over
from secretaire.acts.spans import Origin, OriginKind, Span, joined
from secretaire.drafting.compose.composition import ARTICLE_NUMBER, composition_of
from secretaire.drafting.compose.context import Context
from secretaire.drafting.compose.facts import Facts
from secretaire.drafting.compose.vote import adopted

_RENEWED = frozenset({OriginKind.SAISIE, OriginKind.COMMUNE})


def recompose(act: Act, act_type: ActType, context: Context) -> Act:
    """The act with its present fields and context.

    Untouched paragraphs are replaced. Touched ones keep their wording and take the new value of the facts
    inside; deleted ones stay deleted; added ones keep their place. Articles are numbered again. When the
    council has voted the proposal down, no article is left.

    Raises:
        UnreadableInput: a field does not suit its type; nothing is changed.
    """
    facts = Facts(act_type, act.fields, context)
    fresh = composition_of(facts)
    new = {s.role: s for s in fresh.sections}
    sections: list[Section] = []
    for role in Role:
        if role is Role.DISPOSITIF and not adopted(facts):
            continue
        section = _merged(act.section(role), new.get(role, Section(role)), facts)
        if section.paragraphs:
            sections.append(_renumbered(section))
    return replace(act, objet=fresh.objet, sections=tuple(sections))


def _merged(old: Section, new: Section, facts: Facts) -> Section:
    composed = {p.key: p for p in new.paragraphs}
    kept = {p.key: _refreshed(p, composed.get(p.key), facts) for p in old.paragraphs if p.touched}
    return laid_over(old, kept, new)


def _refreshed(old: Paragraph, new: Paragraph | None, facts: Facts) -> Paragraph:
    """The wording of a person around the present facts."""
    composed = new.spans if new else ()
    before = Counter(span.origin for span in old.spans)
    rank: Counter[Origin] = Counter()
    spans: list[Span] = []
    for span in old.spans:
        twins = [s for s in composed if s.origin == span.origin]
        if not _renewable(span):
            spans.append(span)
        elif again := facts.rewritten(span):
            spans.append(again)
        elif span.blank and twins:
            spans.extend(_run(composed, span.origin))
        elif len(twins) == before[span.origin]:
            spans.append(twins[rank[span.origin]])
        else:
            spans.append(_emptied(span, facts))
        rank[span.origin] += 1
    return replace(old, spans=joined(spans))


def _renewable(span: Span) -> bool:
    """A locked fact, a blank, or wording that depends on the commune; not what a person typed or attested."""
    if span.origin.source == ARTICLE_NUMBER:
        return False  # numbered at the end, once the articles are known
    return span.origin.kind is OriginKind.COMMUNE or (span.origin.kind in _RENEWED and span.is_fact)


def _run(composed: Sequence[Span], origin: Origin) -> Sequence[Span]:
    """From the first to the last span of an origin: the list of names that replaces its blank."""
    places = [i for i, s in enumerate(composed) if s.origin == origin]
    return composed[places[0] : places[-1] + 1]


def _emptied(span: Span, facts: Facts) -> Span:
    """A fact whose field was emptied becomes its blank; any other stays as it was."""
    champ = facts.act_type.champ(span.origin.source)
    if champ and champ.obligatoire and facts.value(champ.nom) is None:
        return facts.blank(champ)
    return span


def _renumbered(section: Section) -> Section:
    number = 0
    paragraphs: list[Paragraph] = []
    for paragraph in section.paragraphs:
        labels = [s for s in paragraph.spans if s.origin.source == ARTICLE_NUMBER]
        if labels and paragraph.text:
            number += 1
            label = replace(labels[0], text=wording.typography(f"Article {number} : "))
            spans = tuple(label if s is labels[0] else s for s in paragraph.spans)
            paragraph = replace(paragraph, spans=spans)
        paragraphs.append(paragraph)
    return replace(section, paragraphs=tuple(paragraphs))
