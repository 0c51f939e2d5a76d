"""The visas: in the order of the hierarchy of texts, with their articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.acts.act import Paragraph, Role, Section
from secretaire.acts.act_type import Visa
from secretaire.acts.spans import Span, Value, ValueKind
from secretaire.drafting.compose.facts import Facts
from secretaire.drafting.compose.paragraphs import ended
from secretaire.drafting.template import render
from secretaire.law import codes

CODES = {key: f"le {name}" for key, name in codes.CODES.items()}
_RANKS = ("la Constitution", "la loi", "l'ordonnance", "le décret", "l'arrêté ministériel", "l'arrêté interministériel")


def visas(facts: Facts) -> Section:
    """« Vu le code général des collectivités territoriales, notamment ses articles L. 2121-29 et L. 2144-3, »

    Visas of one code whose conditions hold make one paragraph, under the key of the first.
    """
    merged: dict[str, tuple[str, Visa]] = {}
    for rank, visa in enumerate(facts.act_type.visas):
        if not facts.holds(visa.si):
            continue
        key = f"visa.{visa.cle or rank}"
        name = visa.code if visa.code in CODES else key
        first, known = merged.get(name, (key, visa.model_copy(update={"articles": ()})))
        merged[name] = first, known.model_copy(update={"articles": (*known.articles, *visa.articles)})
    ordered = sorted(merged.values(), key=lambda pair: _hierarchy(pair[1]))  # stable: between equals, the type decides
    paragraphs = (Paragraph(key, spans) for key, visa in ordered if (spans := _written(visa, facts)))
    return Section(Role.VISAS, tuple(paragraphs))


def _hierarchy(visa: Visa) -> int:
    """Constitution, CGCT, other codes, lois, ordonnances, décrets, arrêtés, then local acts, opinions and papers."""
    if visa.code == "CGCT":
        return 1
    if visa.code in CODES:
        return 2
    text = visa.texte or ""
    rank = next((i for i, start in enumerate(_RANKS) if text.startswith(start)), len(_RANKS))
    return 0 if rank == 0 else rank + 2


def _written(visa: Visa, facts: Facts) -> tuple[Span, ...]:
    text = visa.texte or CODES[visa.code]
    named = render(text, facts, facts.wording)
    if not named:
        return ()
    spans = [facts.said("Vu "), *named]
    if visa.articles:
        spans.append(facts.said(f", notamment {'son article' if len(visa.articles) == 1 else 'ses articles'} "))
        spans.extend(_articles(visa, facts))
    return ended(tuple(spans), ",", facts)


def _articles(visa: Visa, facts: Facts) -> Iterator[Span]:
    articles = sorted(dict.fromkeys(visa.articles), key=_article_rank)
    for rank, article in enumerate(articles):
        if rank:
            yield facts.said(" et " if rank == len(articles) - 1 else ", ")
        number = re.sub(r"^art\. ", "", article)
        yield Span(
            facts.said("1er" if number == "1" else number).text, facts.wording, Value(ValueKind.REFERENCE, article)
        )


def _article_rank(article: str) -> tuple[int, list[int]]:
    """L before R before D, then by number."""
    letter = re.match(r"(L|R|D)", article)
    rank = "LRD".index(letter.group()) if letter else 3
    return rank, [int(n) for n in re.findall(r"\d+", article)]
