"""A figure with no origin blocks approval.

What the act type, a field, the commune or a document of the fund wrote has its origin. A figure typed by a
person, or written by the pen, must say what a known fact says: a field, the meeting, the vote, the notes of
the secretary; or a person must have attested where it comes from, which makes it a span of origin `saisie`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from secretaire.acts.act import Role
from secretaire.acts.assistance import written_with_the_pen
from secretaire.acts.fields import Table, canonical
from secretaire.acts.spans import OriginKind, Span, Value, ValueKind
from secretaire.checks.context import CheckContext
from secretaire.checks.figures import Figure, day_figure, find_figures, same_figure
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded
from secretaire.council.quorum import quorum

_UNSOURCED = frozenset({OriginKind.MAIN, OriginKind.PLUME})


def figures_without_origin(context: CheckContext) -> Iterator[Finding]:
    """Every figure typed or written by the pen that no known fact says."""
    known: tuple[Figure, ...] | None = None  # read when there is something to compare
    for section in context.act.sections:
        doubtful = [p for p in section.origins() if p.origin.kind in _UNSOURCED and p.span.value is None]
        if not doubtful:
            continue
        known = known or tuple(_known(context))
        text = section.text
        for figure in find_figures(text):
            written_here = any(p.start < figure.end and figure.start < p.end for p in doubtful)
            if written_here and not any(same_figure(figure, fact) for fact in known):
                extract = text[figure.start : figure.end]
                yield Finding(
                    "CHIFFRE_SANS_ORIGINE",
                    Gravite.BLOQUANT,
                    f"On ne sait pas d'où vient « {extract} » : indiquez sa source, ou reprenez la valeur d'un champ.",
                    extract,
                    figure.start,
                    figure.end,
                    section.role,
                )


def reused_figures(context: CheckContext) -> Iterator[Finding]:
    """Figures taken over with a passage of an old act: last year's amount is the classic mistake."""
    given: tuple[Figure, ...] | None = None
    for section in context.act.sections:
        for place in section.origins():
            if place.origin.kind is not OriginKind.PRECEDENT:
                continue
            given = given or tuple(_given(context))
            for figure in find_figures(place.span.text):
                if figure.kind is ValueKind.REFERENCE or any(same_figure(figure, fact) for fact in given):
                    continue
                extract = place.span.text[figure.start : figure.end]
                yield Finding(
                    "CHIFFRE_REPRIS",
                    Gravite.ALERTE,
                    f"« {extract} » vient d'un ancien acte : vérifiez qu'il vaut encore aujourd'hui.",
                    extract,
                    place.start + figure.start,
                    place.start + figure.end,
                    section.role,
                )


def assistance_told(context: CheckContext) -> Iterator[Finding]:
    """A commune that says when an assistant proposed words says it in this act too."""
    sentence = context.commune.mention_assistance.strip()
    if not sentence or not written_with_the_pen(context.act):
        return
    if _words(sentence) not in _words(context.text):
        message = f"Des phrases viennent de l'assistant et la mention de la commune manque : « {sentence} »"
        section = context.act.section(Role.MENTIONS)
        yield Finding("MENTION_ASSISTANCE", Gravite.ALERTE, message, role=section.role, reference="choix de la commune")


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", folded(text)))


def _known(context: CheckContext) -> Iterator[Figure]:
    """Everything the act was given, as figures, and what its other spans say."""
    yield from _given(context)
    for section in context.act.sections:
        for place in section.origins():
            yield from figures_said_by(place.span)


def _given(context: CheckContext) -> Iterator[Figure]:
    """The fields, the notes, the meeting and the vote, as figures."""
    for given in context.act.fields.values():
        cells = [given] if isinstance(given, str) else [cell for row in given for cell in row.values()]
        for cell in cells:
            yield from find_figures(str(cell))
    for champ in context.act_type.champs:
        yield from _fact(context.fact(champ.nom))
    for note in context.act.notes:
        yield from find_figures(note)
    yield from _meeting(context)


def _fact(fact: Value | Table | None) -> Iterator[Figure]:
    if isinstance(fact, Value):
        yield from _value(fact)
    elif isinstance(fact, Table):
        for column in fact.columns:
            cells = [row[column.nom] for row in fact.rows if column.nom in row]
            for cell in cells:
                yield from _value(cell)
            if cells and cells[0].kind in {ValueKind.MONTANT, ValueKind.NOMBRE}:
                yield Figure(0, 0, cells[0].kind, canonical(fact.total(column.nom)))


def _value(value: Value) -> Iterator[Figure]:
    if value.kind in {ValueKind.TEXTE, ValueKind.PERSONNE}:
        yield from find_figures(value.raw)
    elif value.kind in {ValueKind.MONTANT, ValueKind.NOMBRE, ValueKind.POURCENTAGE}:
        try:
            yield Figure(0, 0, value.kind, canonical(Decimal(value.raw)))
        except InvalidOperation:  # « 2026-12 », « 3/4 » in notes
            yield from find_figures(value.raw)
    elif value.kind is ValueKind.PERIODE:
        for day in value.raw.split("/"):
            yield Figure(0, 0, ValueKind.DATE, day)
    elif value.kind is ValueKind.PARCELLE:
        yield from find_figures(value.raw)
    else:
        yield Figure(0, 0, value.kind, value.raw)


def figures_said_by(span: Span) -> Iterator[Figure]:
    """The figures that a piece of text vouches for."""
    if span.value is not None:
        yield from _value(span.value)
    if span.origin.kind in {OriginKind.SAISIE, OriginKind.COMMUNE, OriginKind.PRECEDENT}:
        yield from find_figures(span.text)
    elif span.origin.kind is OriginKind.MODELE_TYPE:
        # the type knows its texts of law; its other numbers (« Article 3 ») prove nothing
        yield from (f for f in find_figures(span.text) if f.kind is ValueKind.REFERENCE)


def _meeting(context: CheckContext) -> Iterator[Figure]:
    """The meeting, the roster and the vote; their counts say a number of people, never an amount."""
    if context.act.act_date:
        yield day_figure(context.act.act_date)
    for elu in context.members:
        yield from find_figures(elu.fonction)
    if context.seance:
        yield day_figure(context.seance.date)
        if context.seance.convocation:
            yield day_figure(context.seance.convocation)
        if context.seance.heure:
            yield Figure(0, 0, ValueKind.HEURE, context.seance.heure.isoformat("minutes"))
    counts: list[int] = []
    if context.members:
        counts += [len(context.members), quorum(len(context.members))]
    if context.seance and context.seance.presents:
        counts += [len(context.seance.presents), len(context.seance.pouvoirs)]
    if context.vote:
        counts += [context.vote.pour, context.vote.contre, context.vote.abstentions, context.vote.ne_prend_pas_part]
    for count in counts:
        yield Figure(0, 0, ValueKind.TEXTE, str(count))
