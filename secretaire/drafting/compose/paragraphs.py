"""Paragraphs and table rows, from the templates of an act type.

Keys are stable: « visa.0 », « considerant.1 », « expose.0 », « article.1 », « article.1.ligne.2 » (rows of a
table, header first, cells separated by tabs), « article.execution ».
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from secretaire.acts import wording
from secretaire.acts.act import Paragraph
from secretaire.acts.act_type import Colonne, FieldType, Ligne, Paragraphe, Tableau
from secretaire.acts.fields import Table, canonical
from secretaire.acts.spans import Origin, OriginKind, Span, Value, ValueKind, joined
from secretaire.council.roster import Elu
from secretaire.drafting.compose.facts import Facts, write_value
from secretaire.drafting.template import Slot, parse, render

_STOPS = (".", ",", ";", ":", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A scope of ready-made spans, for the formulas of the house; an empty tuple is an empty fact."""

    spans: Mapping[str, Sequence[Span]]

    def filled(self, name: str) -> bool:
        return bool(self.spans[name])

    def write(self, slot: Slot) -> Sequence[Span]:
        return self.spans[slot.name]


def formula(key: str, template: str, facts: Facts, **spans: Sequence[Span]) -> Paragraph:
    """A paragraph of the house, from a template and its spans."""
    return Paragraph(key, render(template, Spoken(spans), facts.wording))


def ended(spans: tuple[Span, ...], stop: str, facts: Facts) -> tuple[Span, ...]:
    """The spans with their final punctuation."""
    if not spans or spans[-1].text.endswith(_STOPS):
        return spans
    return joined([*spans, Span(stop, facts.wording)])


def written(key: str, source: Paragraphe, facts: Facts, stop: str) -> Iterator[Paragraph]:
    """A paragraph of the type and the table under it; nothing when a condition fails or nothing is left to say."""
    if not facts.holds(source.si):
        return
    nodes = parse(source.texte)
    alone = nodes[0] if len(nodes) == 1 else None
    value = facts.value(alone.name) if isinstance(alone, Slot) and not alone.form else None
    if isinstance(alone, Slot) and isinstance(value, Value) and value.kind is ValueKind.TEXTE:
        yield from _lines(key, alone, value, facts)
    else:
        spans = ended(render(source.texte, facts, facts.wording), stop, facts)
        if not spans:
            return
        yield Paragraph(key, spans)
    if source.tableau:
        yield from table_rows(key, source.tableau, facts)


def _lines(key: str, slot: Slot, value: Value, facts: Facts) -> Iterator[Paragraph]:
    """A text that stands alone: one paragraph for each line typed."""
    origin = Origin(OriginKind.SAISIE, slot.name)
    for rank, line in enumerate(value.raw.split("\n")):
        text = wording.typography(wording.upper_first(line))
        spans = ended((Span(text, origin, Value(ValueKind.TEXTE, line)),), ".", facts)
        yield Paragraph(f"{key}.{rank}" if rank else key, spans)


def table_rows(key: str, tableau: Tableau, facts: Facts) -> Iterator[Paragraph]:
    """Header, rows, total: one paragraph each. A required table without a row is one blank."""
    champ = facts.act_type.champ(tableau.champ)
    if champ is None:
        raise LookupError(tableau.champ)
    value = facts.value(tableau.champ)
    if not isinstance(value, Table):
        if champ.obligatoire and facts.asked(champ.nom):
            yield Paragraph(f"{key}.ligne.0", (facts.blank(champ),))
            return
        value = Table(champ.colonnes, ())
    grid = _Grid(champ.nom, champ.colonnes, facts)
    rows = [
        *(cells for ligne in tableau.avant if (cells := grid.added(ligne))),
        *(grid.given(row) for row in value.rows),
        *(cells for ligne in tableau.apres if (cells := grid.added(ligne))),
    ]
    if not rows:
        return
    if len(champ.colonnes) == 1 and not tableau.total:
        yield from _listed(key, rows, facts)
        return
    lines = [grid.header(), *rows]
    if tableau.total:
        lines.append(grid.total(rows, tableau.total))
    if tableau.part:
        sums = grid.sums(rows)
        heading: _Cell = (facts.said(tableau.part),)
        lines = [[*cells, grid.share(cells, sums) if rank else heading] for rank, cells in enumerate(lines)]
    for rank, cells in enumerate(_aligned(lines)):
        yield Paragraph(f"{key}.ligne.{rank}", _tabbed(cells, facts))


_Cell = tuple[Span, ...]


def _listed(key: str, rows: Sequence[Sequence[_Cell]], facts: Facts) -> Iterator[Paragraph]:
    """The rows of a single column: « – un ; », « – deux. »"""
    for rank, (cell,) in enumerate(rows):
        stop = " ;" if rank < len(rows) - 1 else "."
        yield Paragraph(f"{key}.ligne.{rank}", joined([facts.said("– "), *cell, facts.said(stop)]))


class _Grid:
    """The cells of one table, column by column."""

    def __init__(self, name: str, columns: tuple[Colonne, ...], facts: Facts) -> None:
        self._origin = Origin(OriginKind.SAISIE, name)
        self._columns = columns
        self._facts = facts

    def header(self) -> list[_Cell]:
        return [(self._facts.said(c.libelle),) for c in self._columns]

    def given(self, row: Mapping[str, Value]) -> list[_Cell]:
        """A row of the field; a dash where nothing was typed."""
        return [self._written(row[c.nom]) if c.nom in row else self._dash() for c in self._columns]

    def added(self, ligne: Ligne) -> list[_Cell]:
        """A row written by the type; none when one of its cells has nothing to say."""
        cells = [
            render(ligne.cellules[c.nom], self._facts, self._facts.wording) if c.nom in ligne.cellules else self._dash()
            for c in self._columns
        ]
        return cells if all(cells) else []

    def sums(self, rows: Sequence[Sequence[_Cell]]) -> list[Decimal | None]:
        """Total of each column of amounts; None for the others, and where a blank makes it unknown."""
        totals: list[Decimal | None] = []
        for index, column in enumerate(self._columns):
            cells = [row[index] for row in rows]
            known = column.type is FieldType.MONTANT and not any(s.blank for cell in cells for s in cell)
            totals.append(sum((_amount(cell) or Decimal(0) for cell in cells), Decimal(0)) if known else None)
        return totals

    def total(self, rows: Sequence[Sequence[_Cell]], label: str) -> list[_Cell]:
        sums = [Value(ValueKind.MONTANT, canonical(a)) if a is not None else None for a in self.sums(rows)]
        return [(self._facts.said(label),), *(self._written(v) if v else () for v in sums[1:])]

    def share(self, cells: Sequence[_Cell], sums: Sequence[Decimal | None]) -> _Cell:
        """Share of the last amount of the row in the total of its column."""
        for cell, total in zip(reversed(cells), reversed(sums), strict=True):
            amount = _amount(cell)
            if amount is not None and total:
                share = (amount / total * 100).quantize(Decimal("0.01"))
                return self._written(Value(ValueKind.POURCENTAGE, canonical(share)))
        return self._dash()

    def _written(self, value: Value) -> _Cell:
        return (Span(write_value(value), self._origin, value),)

    def _dash(self) -> _Cell:
        return (self._facts.said("–"),)


def _amount(cell: _Cell) -> Decimal | None:
    value = cell[0].value if len(cell) == 1 else None
    return Decimal(value.raw) if value and value.kind is ValueKind.MONTANT else None


def _aligned(lines: Sequence[Sequence[_Cell]]) -> Iterator[list[_Cell]]:
    """All the amounts of a table show cents as soon as one of them is not round."""
    amounts = [a for cells in lines for cell in cells if (a := _amount(cell)) is not None]
    round_ones = all(a == a.to_integral_value() for a in amounts)
    for cells in lines:
        yield [
            cell
            if round_ones or (a := _amount(cell)) is None
            else (replace(cell[0], text=wording.amount_with_cents(a)),)
            for cell in cells
        ]


def _tabbed(cells: Sequence[_Cell], facts: Facts) -> tuple[Span, ...]:
    spans: list[Span] = []
    for rank, cell in enumerate(cells):
        if rank:
            spans.append(Span("\t", facts.wording))
        spans.extend(cell)
    return joined(spans)


def enumerated(elus: Sequence[Elu], write: Callable[[Elu], list[Span]], facts: Facts) -> list[Span]:
    """« M. A, Mme B et M. C », each written in one way."""
    spans: list[Span] = []
    for rank, elu in enumerate(elus):
        if rank:
            spans.append(facts.said(" et " if rank == len(elus) - 1 else ", "))
        spans.extend(write(elu))
    return spans
