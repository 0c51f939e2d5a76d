"""Arithmetic of the amounts an act gives (C09). Driven by the names of the fields, whatever the type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from secretaire.acts import wording
from secretaire.acts.act import Role
from secretaire.acts.act_type import FieldType
from secretaire.acts.fields import Table
from secretaire.acts.spans import Value
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded

_MIN_SHARE = Decimal("0.20")  # CGCT L. 1111-10: share of the owner of the works in public funding
_CENT = Decimal("0.01")
_CONVENTION_OVER = Decimal(23_000)  # décret n° 2001-495, art. 1


def financing_plan(context: CheckContext) -> Iterator[Finding]:
    """Grants asked + other funding + own share = cost before tax; the own share is 20 % at least."""
    cost, asked, own = (_amount(context, name) for name in ("cout_ht", "montant_demande", "autofinancement"))
    if cost is None or asked is None:
        return
    others = _sum(context, "autres_financements")
    if own is not None and others is not None and asked + others + own != cost:
        total = asked + others + own
        yield context.finding_at(
            "autofinancement",
            "PLAN_FINANCEMENT",
            Gravite.ALERTE,
            f"Le plan de financement totalise {wording.amount(total)} pour un coût de {wording.amount(cost)} "
            f"(écart de {wording.amount(abs(total - cost))}).",
        )
    own_share = own if own is not None else cost - asked - (others or Decimal(0))
    if cost > 0 and own_share < cost * _MIN_SHARE:
        yield context.finding_at(
            "autofinancement" if own is not None else "montant_demande",
            "AUTOFINANCEMENT",
            Gravite.ALERTE,
            f"La part de la commune ({wording.amount(max(own_share, Decimal(0)))}) est inférieure à 20 % du coût "
            f"({wording.amount(cost * _MIN_SHARE)} au moins).",
            "CGCT L. 1111-10",
        )


def rate(context: CheckContext) -> Iterator[Finding]:
    """The rate asked is the amount asked over the cost, at the precision it is written with."""
    cost, asked, given = (_amount(context, name) for name in ("cout_ht", "montant_demande", "taux"))
    if cost is None or asked is None or given is None or cost <= 0:
        return
    true = asked / cost * 100
    step = Decimal(1).scaleb(int(given.as_tuple().exponent))
    if abs(true - given) > step:
        exact = wording.percentage(true.quantize(_CENT, ROUND_HALF_UP))
        message = f"Le taux de {wording.percentage(given)} ne correspond pas aux montants, qui donnent {exact}."
        yield context.finding_at("taux", "TAUX", Gravite.ALERTE, message)


def table_total(context: CheckContext) -> Iterator[Finding]:
    """A field « total » equals the sum of the only table of amounts of the type."""
    total = _amount(context, "total")
    tables = [c for c in context.act_type.champs if c.type is FieldType.TABLEAU]
    if total is None or len(tables) != 1:
        return
    found = _sum(context, tables[0].nom)
    if found is not None and context.fact(tables[0].nom) is not None and found != total:
        message = (
            f"Le total écrit ({wording.amount(total)}) n'est pas celui du tableau « {tables[0].libelle} » "
            f"({wording.amount(found)})."
        )
        yield context.finding_at("total", "TOTAL_TABLEAU", Gravite.ALERTE, message)


def balance(context: CheckContext) -> Iterator[Finding]:
    """Expenses equal income in a decision on the budget, in each section (L. 1612-4).

    Holds for types with tables « …depenses… » and « …recettes… »; a column « section » separates the sections.
    """
    tables = {c.nom: c for c in context.act_type.champs if c.type is FieldType.TABLEAU}
    expenses = [name for name in tables if "depenses" in name]
    income = [name for name in tables if "recettes" in name]
    if not expenses or not income:
        return
    spent, received = _by_section(context, expenses), _by_section(context, income)
    for section in dict.fromkeys([*spent, *received]):
        out, into = spent.get(section, Decimal(0)), received.get(section, Decimal(0))
        if out != into:
            where = f" en section de {wording.lower_first(section)}" if section else ""
            yield context.finding_at(
                expenses[0],
                "DESEQUILIBRE",
                Gravite.ALERTE,
                f"Dépenses et recettes ne s'équilibrent pas{where} : {wording.amount(out)} et {wording.amount(into)}.",
                "CGCT L. 1612-4",
            )


def _by_section(context: CheckContext, names: list[str]) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = {}
    for name in names:
        table = context.fact(name)
        if not isinstance(table, Table):
            continue
        columns = [c.nom for c in table.columns if c.type is FieldType.MONTANT]
        for row in table.rows:
            section = row["section"].raw if "section" in row else ""
            amount = sum((Decimal(row[c].raw) for c in columns if c in row), Decimal(0))
            totals[section] = totals.get(section, Decimal(0)) + amount
    return totals


def grants_needing_agreement(context: CheckContext) -> Iterator[Finding]:
    """A grant over 23,000 € to an association needs an agreement (décret n° 2001-495)."""
    if context.act_type.id != "subventions_associations":
        return
    for champ in context.act_type.champs:
        table = context.fact(champ.nom)
        if not isinstance(table, Table):
            continue
        names = [c.nom for c in table.columns if c.type is FieldType.TEXTE]
        for column in (c.nom for c in table.columns if c.type is FieldType.MONTANT):
            for row in table.rows:
                if column in row and Decimal(row[column].raw) > _CONVENTION_OVER:
                    who = row[names[0]].raw if names and names[0] in row else "un bénéficiaire"
                    yield Finding(
                        "CONVENTION_23000",
                        Gravite.ALERTE,
                        f"La subvention à {who} dépasse {wording.amount(_CONVENTION_OVER)} : une convention est obligatoire.",
                        who,
                        reference="décret n° 2001-495 du 6 juin 2001, art. 1",
                    )


def taxes_in_plan(context: CheckContext) -> Iterator[Finding]:
    """A financing plan is written before tax."""
    if context.act_type.champ("cout_ht") is None:
        return
    for role in (Role.EXPOSE, Role.CONSIDERANTS, Role.DISPOSITIF):
        text = context.act.section(role).text
        for found in re.finditer(r"\bttc\b|\btoutes taxes comprises\b", folded(text)):
            yield Finding(
                "PLAN_TTC",
                Gravite.ALERTE,
                "Le plan de financement se présente hors taxes : un montant TTC est cité.",
                text[found.start() : found.end()],
                found.start(),
                found.end(),
                role,
            )


def _amount(context: CheckContext, name: str) -> Decimal | None:
    value = context.fact(name)
    try:
        return Decimal(value.raw) if isinstance(value, Value) else None
    except ArithmeticError:  # a field of text happens to have that name
        return None


def _sum(context: CheckContext, name: str) -> Decimal | None:
    """Sum of the columns of amounts of a table; zero when it is left empty; None when the type has no such table."""
    champ = context.act_type.champ(name)
    if champ is None:
        return Decimal(0)
    if champ.type is not FieldType.TABLEAU:
        return _amount(context, name) if champ.type is FieldType.MONTANT else None
    table = context.fact(name)
    columns = [c.nom for c in champ.colonnes if c.type is FieldType.MONTANT]
    if not columns:
        return None
    return sum((table.total(c) for c in columns), Decimal(0)) if isinstance(table, Table) else Decimal(0)
