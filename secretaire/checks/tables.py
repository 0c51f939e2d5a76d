"""Tables of amounts in a text: totals, shares, financing plans, balance (C09; L. 1111-10, L. 1612-4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from secretaire.acts import wording
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.written import EUROS, NUMBER, Written, number

_MIN_SHARE = Decimal("0.20")  # CGCT L. 1111-10
_AMOUNT = re.compile(rf"(?P<n>{NUMBER}) ?(?:€|euros?)?")
_RATE = re.compile(r"(?P<n>\d{1,3}(?:,\d+)?) ?%")
_NOT_ADDED = re.compile(
    r"unitaire|taux|tarif|prix|base|coefficient|voix|suffrage|annee|exercice|compte|chapitre|article|numero|n°|tour|part\b|%"
)
_TOTAL = re.compile(r"(?:total|ensemble|totaux)\b")
_NOT_A_ROW = re.compile(r"(?:sous-total|dont|total|soit|reste|solde|resultat|tva)\b")
_OWN = re.compile(
    r"(?:(?:part |reste a )?(?:de la )?commun(?:e|ale)\b|autofinancement|fonds propres|ressources propres)"
)
_PLAN = re.compile(r"financeur|plan de financement|financement")
_COST = re.compile(rf"\b(?:cout|estimee?|evaluee?|s'eleve)\b[^.;€\n]{{0,80}}?{EUROS} ?(?:hors taxes?|ht\b)?")
_LINE = re.compile(
    rf"^(?P<nom>[^\d\n€\t][^\n€\t]{{2,90}}?)[ :.…_]{{1,60}}(?P<montant>{NUMBER}) ?(?:€|euros?)(?: (?:ht|ttc))?[ .;,]*$"
)


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    text: str

    @property
    def amount(self) -> Decimal | None:
        m = _AMOUNT.fullmatch(self.text.strip())
        return number(m["n"]) if m else None

    @property
    def rate(self) -> Decimal | None:
        m = _RATE.fullmatch(self.text.strip())
        return number(m["n"]) if m else None

    @property
    def span(self) -> tuple[int, int]:
        left = len(self.text) - len(self.text.lstrip())
        return self.start + left, self.start + len(self.text.rstrip())


_Row = list[_Cell]


@dataclass(frozen=True, slots=True)
class _Table:
    head: _Row
    rows: list[_Row]
    total: _Row | None
    start: int
    end: int

    def column(self, index: int) -> list[Decimal] | None:
        """The amounts of a column, empty cells left out; None when a cell is no amount."""
        values: list[Decimal] = []
        for row in self.rows:
            if index < len(row) and row[index].text.strip(" \u2013\u2014-"):
                amount = row[index].amount
                if amount is None:
                    return None
                values.append(amount)
        return values


def _tables(plain: str) -> Iterator[_Table]:
    """Consecutive lines with tabs: a heading, rows, and a total if there is one."""
    block: list[_Row] = []
    position = 0
    for line in [*plain.split("\n"), ""]:
        if "\t" in line:
            cells, at = [], position
            for text in line.split("\t"):
                cells.append(_Cell(at, text))
                at += len(text) + 1
            block.append(cells)
        elif block:
            yield from _table(block, position)
            block = []
        position += len(line) + 1


def _table(block: list[_Row], end: int) -> Iterator[_Table]:
    head, rows = block[0], block[1:]
    at = next((i for i, row in enumerate(rows) if _TOTAL.match(row[0].text.strip())), None)
    body = rows if at is None else rows[:at]
    if body and all(c.amount is None for c in head) and not any(_NOT_A_ROW.match(r[0].text.strip()) for r in body):
        yield _Table(head, body, None if at is None else rows[at], head[0].start, end)


def totals(written: Written) -> Iterator[Finding]:
    """The total row is the sum of the rows above it."""
    for table in _tables(written.plain):
        if table.total is None:
            continue
        for index in range(1, len(table.total)):
            said, values = table.total[index].amount, table.column(index)
            title = table.head[index].text if index < len(table.head) else ""
            if said is None or not values or _NOT_ADDED.search(title):
                continue
            found = sum(values, Decimal(0))
            if found != said:
                yield _wrong_total(written, table.total[index].span, said, found)
    yield from _totals_of_lines(written)


def _totals_of_lines(written: Written) -> Iterator[Finding]:
    """« Toiture 12 000,00 € / Menuiseries 3 000,00 € / Total 15 000,00 € », a line each."""
    values: list[Decimal] | None = []  # None: a line of the block is not read, so neither is its total
    position = 0
    for line in written.plain.split("\n"):
        m = _LINE.match(line.strip())
        name = m["nom"].lstrip(" -•–") if m else ""
        if m and _TOTAL.match(name):
            said = number(m["montant"])
            if values and len(values) > 1 and sum(values) != said:
                at = position + line.rindex(m["montant"])
                yield _wrong_total(written, (at, at + len(m["montant"])), said, sum(values, Decimal(0)))
            values = []
        elif m and not _NOT_A_ROW.match(name):
            values = None if values is None else [*values, number(m["montant"])]
        elif line.strip().endswith(":"):
            values = []
        elif line.strip():
            values = None
        position += len(line) + 1


def _wrong_total(written: Written, span: tuple[int, int], said: Decimal, found: Decimal) -> Finding:
    message = f"Le total écrit ({wording.amount(said)}) n'est pas la somme des lignes ({wording.amount(found)})."
    euro = written.text[span[0] : span[1]].rstrip().endswith("€")
    proposed = wording.amount(found) if euro else ""
    return written.finding(*span, "TOTAL_TABLEAU", Gravite.ALERTE, message, "calcul", proposed)


def parts(written: Written) -> Iterator[Finding]:
    """A column of shares says the part of each amount in the total, and adds up to 100 %."""
    for table in _tables(written.plain):
        columns = range(1, len(table.head))
        rated = [
            i for i in columns if sum(1 for r in table.rows if i < len(r) and r[i].rate is not None) == len(table.rows)
        ]
        summed = [
            i for i in columns if i not in rated and table.column(i) and not _NOT_ADDED.search(table.head[i].text)
        ]
        if len(rated) != 1 or len(summed) != 1 or not re.search(r"\bpart\b|%", table.head[rated[0]].text):
            continue
        share, column = rated[0], summed[0]
        amounts = [r[column].amount for r in table.rows if column < len(r)]
        whole = sum((a for a in amounts if a is not None), Decimal(0))
        said = table.total[share].rate if table.total and share < len(table.total) else None
        added = sum((r[share].rate or Decimal(0) for r in table.rows), Decimal(0))
        wrong = [r for r in table.rows if whole and not _is_share(r[column].amount, whole, r[share].rate)]
        for row in wrong:
            true = ((row[column].amount or Decimal(0)) / whole * 100).quantize(Decimal("0.01"))
            message = f"Cette part ne correspond pas au montant, qui fait {wording.percentage(true)} du total."
            yield written.finding(*row[share].span, "PART", Gravite.ALERTE, message, "calcul")
        if not wrong and table.total and said is not None and abs(added - said) > len(table.rows) * Decimal("0.5"):
            message = f"Les parts totalisent {wording.percentage(added)}, pas {wording.percentage(said)}."
            yield written.finding(*table.total[share].span, "PARTS_TOTAL", Gravite.ALERTE, message, "calcul")


def _is_share(amount: Decimal | None, whole: Decimal, rate: Decimal | None) -> bool:
    if amount is None or rate is None:
        return True
    return abs(amount / whole * 100 - rate) <= Decimal(1).scaleb(int(rate.as_tuple().exponent))


def financing_plans(written: Written) -> Iterator[Finding]:
    """A financing plan adds up to the cost said, and leaves 20 % at least to the commune."""
    for table in _tables(written.plain):
        before = written.plain[max(0, table.start - 160) : table.start]
        if not _PLAN.search(table.head[0].text) and not _PLAN.search(before):
            continue
        for index in range(1, len(table.head)):
            values = table.column(index)
            owned = [r[index] for r in table.rows if index < len(r) and _OWN.match(r[0].text.strip())]
            if (
                not values
                or len(owned) != 1
                or (own := owned[0].amount) is None
                or _NOT_ADDED.search(table.head[index].text)
            ):
                continue
            whole = sum(values, Decimal(0))
            if 0 <= own < whole * _MIN_SHARE:
                message = f"La part de la commune ({wording.amount(own)}) est inférieure à 20 % du plan ({wording.amount(whole * _MIN_SHARE)} au moins)."
                yield written.finding(*owned[0].span, "AUTOFINANCEMENT", Gravite.ALERTE, message, "CGCT L. 1111-10")
            told = table.total[index] if table.total and index < len(table.total) else None
            costs = {
                number(m["montant"]) for m in _COST.finditer(written.plain) if not table.start <= m.start() < table.end
            }
            if told and told.amount == whole and written.single and len(costs) == 1 and whole not in costs:
                cost = wording.amount(costs.pop())
                message = f"Le plan de financement totalise {wording.amount(whole)} pour un coût annoncé de {cost}."
                yield written.finding(*told.span, "PLAN_FINANCEMENT", Gravite.ALERTE, message, "pratique")
            break


def balanced(written: Written) -> Iterator[Finding]:
    """« Total des dépenses » and « Total des recettes » of an act that says it balances are equal (L. 1612-4)."""
    if not written.single or "equilibr" not in written.plain:
        return
    said: dict[str, _Cell] = {}
    for table in _tables(written.plain):
        m = re.match(r"total des (depenses|recettes)", table.total[0].text.strip()) if table.total else None
        values = table.column(len(table.head) - 1)
        if m and table.total and values and sum(values) == table.total[-1].amount:  # else the total itself is wrong
            said[m[1]] = table.total[-1]
    spent, received = said.get("depenses"), said.get("recettes")
    if (
        spent
        and received
        and spent.amount is not None
        and received.amount is not None
        and spent.amount != received.amount
    ):
        message = f"Dépenses et recettes ne s'équilibrent pas : {wording.amount(spent.amount)} et {wording.amount(received.amount)}."
        yield written.finding(*received.span, "DESEQUILIBRE", Gravite.ALERTE, message, "CGCT L. 1612-4")
