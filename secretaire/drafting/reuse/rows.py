"""Lists of an old act: lines with a name and an amount that add up to the total written under them; lists of persons.

Without its total, a list is not offered: a line could be missing, or be another thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from secretaire.acts import wording
from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import ActType, Champ, FieldType
from secretaire.drafting.reuse.candidates import Reading

_AMOUNT = r"(?P<amount>-?(?:\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d+)(?:,\d{1,2})?)\s*(?:€|euros?)?"
_ROW = re.compile(rf"^\s*(?:\d{{1,3}}\s?[.)]\s*|[-•*✓➢]\s*)?(?P<label>\S.*?\S)[\s:.…–-]+(?<![\d,.]){_AMOUNT}\s*$")
_ALONE = re.compile(rf"^\s*{_AMOUNT}\s*$")
_SUM = re.compile(r"(?i)\b(?:sous[\s-]*)?total\b")
_PART = re.compile(r"(?i)\bsous[\s-]*total\b")
_NAME = r"(?:(?:M\.|Mme|Mlle|Monsieur|Madame)\s+)?[A-ZÉÈÀÂÎÔÇ][\w'’-]+(?:\s+(?:de\s+|d['’]|le\s+|la\s+)?[A-ZÉÈÀÂÎÔÇ][\w'’-]+){1,3}"
_PERSONS = re.compile(
    rf"(?im:^).*(?i:élue?s?|désign\w+|représentants?|délégués?)\W*\n(?P<names>(?:[ \t]*[-•*✓➢][ \t]*{_NAME}[ \t]*(?:\n|$))+)"
)
_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table field, written in characters [start, end)."""

    champ: str
    value: FieldInput
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    label: str
    amount: Decimal
    start: int
    end: int


def read_rows(kind: ActType, reading: Reading) -> Iterator[Rows]:
    """The tables of the type that the act holds as lists."""
    amounts = [c for c in kind.champs if _asked(c) and _amount_column(c)]
    persons = [c for c in kind.champs if _asked(c) and _only_persons(c)]
    if len(amounts) == 1 and (lines := _summed(reading.text)):
        champ = amounts[0]
        text, amount = champ.colonnes[0].nom, _amount_column(champ)
        rows = [{text: line.label, amount: _typed(line.amount)} for line in lines]
        yield Rows(champ.nom, rows, lines[0].start, lines[-1].end)
        for total in kind.champs:
            if total.calcul == f"{champ.nom}.{amount}":
                whole = _typed(sum((line.amount for line in lines), Decimal(0)))
                yield Rows(total.nom, whole, lines[0].start, lines[-1].end)
    if len(persons) == 1 and len(found := list(_PERSONS.finditer(reading.text))) == 1:
        names = [" ".join(name.strip(" \t-•*✓➢").split()) for name in found[0]["names"].splitlines()]
        column = persons[0].colonnes[0].nom
        yield Rows(persons[0].nom, [{column: name} for name in names if name], *found[0].span("names"))


def _asked(champ: Champ) -> bool:
    """A table that the form always asks for."""
    return champ.type is FieldType.TABLEAU and champ.obligatoire and not champ.si


def _amount_column(champ: Champ) -> str:
    """The column of amounts of a table whose first column is a text, when it has one only."""
    found = [c.nom for c in champ.colonnes if c.type is FieldType.MONTANT]
    plain = champ.colonnes[0].type is FieldType.TEXTE and not champ.colonnes[0].options
    return found[0] if len(found) == 1 and plain else ""


def _only_persons(champ: Champ) -> bool:
    return [c.type for c in champ.colonnes] == [FieldType.PERSONNE]


def _summed(text: str) -> Sequence[_Line]:
    """The lines before the first total that they add up to, sub-totals left out."""
    lines: list[_Line] = []
    position = 0
    for raw in text.split("\n"):
        start, position = position, position + len(raw) + 1
        alone = _ALONE.match(raw)
        row = None if alone else _ROW.match(raw)
        found = row or alone
        if found is None:
            continue
        amount = _decimal(found["amount"])
        label = row["label"] if row else ""
        total = alone is not None or _SUM.search(label) is not None
        if not total:
            lines.append(_Line(label, amount, start, start + len(raw)))
        elif not _PART.search(label):
            for first in range(len(lines) - _LEAST_ROWS + 1):
                if sum((line.amount for line in lines[first:]), Decimal(0)) == amount:
                    return lines[first:]
    return ()


def _decimal(written: str) -> Decimal:
    return Decimal(re.sub(r"[ .\u00a0\u202f]", "", written).replace(",", "."))


def _typed(amount: Decimal) -> str:
    return f"{wording.fold_spaces(wording.quantity(amount))} €"
