"""The whole act, section after section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from secretaire.acts import wording
from secretaire.acts.act import Act, ActId, FieldInput, Paragraph, Role, Section
from secretaire.acts.act_type import ActType, Famille, Paragraphe
from secretaire.acts.spans import Origin, OriginKind, Span
from secretaire.drafting.compose import arrete, deliberation
from secretaire.drafting.compose.context import Composition, Context
from secretaire.drafting.compose.facts import Facts
from secretaire.drafting.compose.mentions import execution, mentions
from secretaire.drafting.compose.paragraphs import written
from secretaire.drafting.compose.visas import visas
from secretaire.drafting.compose.vote import adopted, vote_section
from secretaire.drafting.template import render

ARTICLE_NUMBER = "article.numero"


def compose(act_type: ActType, fields: Mapping[str, FieldInput], context: Context) -> Composition:
    """Every section of the act, in the order of the page; what is missing is a visible blank.

    Raises:
        UnreadableInput: a field does not suit its type (FIELD_INVALID).
    """
    facts = Facts(act_type, fields, context)
    return composition_of(facts)


def composition_of(facts: Facts) -> Composition:
    """The composition of facts already read."""
    kind = facts.act_type
    objet = render(kind.objet, facts, facts.wording)
    sections = tuple(s for s in _sections(facts, objet) if s.paragraphs)
    title = wording.fold_spaces("".join(s.text for s in objet))
    act = Act(ActId(""), kind.id, facts.context.numero, title, sections)
    return Composition(sections, title, act.blanks())


def _sections(facts: Facts, objet: tuple[Span, ...]) -> Iterator[Section]:
    kind = facts.act_type
    ours = kind.famille is Famille.DELIBERATION
    yield deliberation.heading(facts) if ours else arrete.heading(facts)
    if ours:
        yield deliberation.composition(facts)
    yield Section(Role.OBJET, (Paragraph("objet.0", (facts.said("Objet : "), *objet)),))
    expose = _texts(Role.EXPOSE, "expose", kind.expose, facts, ".")
    yield replace(expose, paragraphs=(*deliberation.rapporteur(facts), *expose.paragraphs))
    yield visas(facts) if ours else arrete.visas(facts)
    yield _texts(Role.CONSIDERANTS, "considerant", kind.considerants, facts, ",")
    yield vote_section(facts) if ours else arrete.announce(facts)
    if adopted(facts):
        yield _articles(facts)
    yield deliberation.closing(facts) if ours else arrete.closing(facts)
    yield deliberation.signatures(facts) if ours else arrete.signatures(facts)
    yield mentions(facts)


def _texts(role: Role, name: str, sources: tuple[Paragraphe, ...], facts: Facts, stop: str) -> Section:
    paragraphs = (
        p for i, source in enumerate(sources) for p in written(f"{name}.{source.cle or i}", source, facts, stop)
    )
    return Section(role, tuple(paragraphs))


def _articles(facts: Facts) -> Section:
    """Articles kept by their conditions, numbered without a gap; their keys follow their place in the type."""
    sources = [(f"article.{source.cle or i}", source) for i, source in enumerate(facts.act_type.articles, start=1)]
    sources.append(("article.execution", Paragraphe(texte=execution(facts))))
    paragraphs: list[Paragraph] = []
    number = 1
    for key, source in sources:
        article = list(written(key, source, facts, "."))
        if article:
            paragraphs += [_numbered(article[0], number, facts), *article[1:]]
            number += 1
    return Section(Role.DISPOSITIF, tuple(paragraphs))


def _numbered(paragraph: Paragraph, number: int, facts: Facts) -> Paragraph:
    origin = Origin(OriginKind.MODELE_TYPE, ARTICLE_NUMBER)
    label = Span(wording.typography(f"Article {number} : "), origin)
    return replace(paragraph, spans=(label, *_capitalised(paragraph.spans, facts)))


def _capitalised(spans: tuple[Span, ...], facts: Facts) -> tuple[Span, ...]:
    if not spans or spans[0].is_fact or spans[0].origin != facts.wording:
        return spans
    return (replace(spans[0], text=wording.upper_first(spans[0].text)), *spans[1:])
