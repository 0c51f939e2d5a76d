"""Dates that contradict each other (C10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from secretaire.acts import wording
from secretaire.acts.spans import Value, ValueKind
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding, Gravite

_BARS_OF_AN_ASSOCIATION, _BARS_OF_A_CLUB = 5, 10


def order_of_dates(context: CheckContext) -> Iterator[Finding]:
    """What begins ends after: fields « date_debut… » and « date_fin… »."""
    for champ in context.act_type.champs:
        if not champ.nom.startswith("date_debut"):
            continue
        end_name = champ.nom.replace("date_debut", "date_fin", 1)
        start, end = _day(context, champ.nom), _day(context, end_name)
        if start and end and end < start:
            message = f"La fin ({wording.day(end)}) précède le début ({wording.day(start)})."
            yield context.finding_at(end_name, "DATES_INVERSEES", Gravite.BLOQUANT, message)


def retroactive_effect(context: CheckContext) -> Iterator[Finding]:
    """An act has no effect before it is taken; fields « date_effet », and the beginning of a measure of the maire."""
    names = ["date_effet"] if context.deliberation else ["date_effet", "date_debut"]
    for name in names:
        effect = _day(context, name)
        if effect and effect < context.day:
            message = (
                f"Effet au {wording.day(effect)}, avant la date de l'acte ({wording.day(context.day)}) : "
                "une décision ne peut pas, en principe, être rétroactive."
            )
            yield context.finding_at(name, "EFFET_RETROACTIF", Gravite.ALERTE, message)


def date_of_the_act(context: CheckContext) -> Iterator[Finding]:
    """A deliberation bears the date of its meeting; a previous meeting is before it."""
    act, seance = context.act, context.seance
    if context.deliberation and seance and act.act_date and act.act_date != seance.date:
        message = f"L'acte est daté du {wording.day(act.act_date)} et la séance est du {wording.day(seance.date)}."
        yield context.finding_at("seance.date", "DATE_ACTE", Gravite.ALERTE, message)
    previous = _day(context, "date_seance_precedente")
    if previous and seance and previous >= seance.date:
        message = f"La séance précédente ({wording.day(previous)}) n'est pas antérieure à la séance."
        yield context.finding_at("date_seance_precedente", "SEANCE_PRECEDENTE", Gravite.BLOQUANT, message)


def temporary_bar(context: CheckContext) -> Iterator[Finding]:
    """Temporary bars a year: five for an association, ten for a sports club (CSP L. 3334-2, L. 3335-4)."""
    rank, category = context.fact("rang_annuel"), context.fact("categorie")
    if context.act_type.id != "debit_temporaire" or not isinstance(rank, Value):
        return
    club = isinstance(category, Value) and category.raw.startswith("groupement sportif")
    limit = _BARS_OF_A_CLUB if club else _BARS_OF_AN_ASSOCIATION
    if Decimal(rank.raw) > limit:
        message = f"Ce bénéficiaire aurait {rank.raw} autorisations dans l'année, pour {limit} au plus."
        reference = "CSP L. 3335-4" if club else "CSP L. 3334-2"
        yield context.finding_at("rang_annuel", "DEBIT_RANG", Gravite.ALERTE, message, reference)


def _day(context: CheckContext, name: str) -> date | None:
    value = context.fact(name)
    return date.fromisoformat(value.raw) if isinstance(value, Value) and value.kind is ValueKind.DATE else None
