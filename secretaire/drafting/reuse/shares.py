"""What the arithmetic of a type proves: « 45 %, soit 20 250 € » of 45 000 € gives the rate, the share and the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product

from secretaire.acts.act_type import ActType, Champ, FieldType
from secretaire.acts.calculation import evaluate
from secretaire.acts.fields import read_field
from secretaire.acts.spans import Value
from secretaire.drafting.reuse.candidates import Candidate, Reading, Sort, flat
from secretaire.drafting.reuse.nearby import Told
from secretaire.errors import UnreadableInput

_PROVEN = 0.93
_NEAR = 40  # characters between a rate and its share
_BEFORE = 60  # characters that say whose share it is
_MOST = 60  # amounts of an act that are tried: beyond, it is a budget
_ROUNDING = Decimal("0.51")  # euros: shares are often rounded
_WHOLE = Decimal(100)
_SHARE = re.compile(r"part\((\w+), (\w+)\)")
# the share of the commune is what is left, never what is asked for
_OURS = re.compile(r"\b(?:communal|commune|autofinancement|fonds propres|reste)")


def read_shares(kind: ActType, reading: Reading) -> Iterator[Told]:
    """The rate, the share and the whole of a type, when one rate of the act links two of its amounts, and one only."""
    for rate, share, whole in _shares(kind):
        amounts = [(c, value) for c in reading.of(Sort.MONTANT) if (value := _number(share, c.value)) is not None]
        if len(amounts) > _MOST:
            return
        proven: dict[tuple[Decimal, Decimal], tuple[Candidate, Candidate, Candidate]] = {}
        for percent in reading.of(Sort.POURCENTAGE):
            asked = _number(rate, percent.value)
            if asked is None or not 0 < asked < _WHOLE:
                continue
            for (part, ours), (total, theirs) in product(amounts, amounts):
                beside = 0 <= part.start - percent.end <= _NEAR
                if (
                    beside
                    and abs(theirs * asked / _WHOLE - ours) <= _ROUNDING < ours
                    and not _is_ours(reading, percent)
                ):
                    proven.setdefault((ours, theirs), (percent, part, total))
        if len(proven) == 1:
            for champ, each in zip((rate, share, whole), next(iter(proven.values())), strict=True):
                yield Told(champ.nom, each.value, each.start, each.end, _PROVEN)


def impossible(kind: ActType, found: Mapping[str, Value]) -> frozenset[str]:
    """The fields whose values contradict each other: a share greater than its whole."""
    wrong = set[str]()
    for rate, share, whole in _shares(kind):
        values = {c.nom: Decimal(found[c.nom].raw) for c in (share, whole) if c.nom in found}
        worked_out = evaluate(rate.calcul, values.get)
        if worked_out is not None and worked_out > _WHOLE:
            wrong |= {share.nom, whole.nom}
    return frozenset(wrong)


def _shares(kind: ActType) -> Iterator[tuple[Champ, Champ, Champ]]:
    """The rates that a type works out from two of its amounts: rate, share, whole."""
    for champ in kind.champs:
        said = _SHARE.fullmatch(champ.calcul) if champ.type is FieldType.POURCENTAGE else None
        share, whole = (kind.champ(said[1]), kind.champ(said[2])) if said else (None, None)
        if share and whole and share.type is whole.type is FieldType.MONTANT:
            yield champ, share, whole


def _number(champ: Champ, written: str) -> Decimal | None:
    try:
        value = read_field(champ, written)
    except UnreadableInput:
        return None
    return Decimal(value.raw) if isinstance(value, Value) else None


def _is_ours(reading: Reading, percent: Candidate) -> bool:
    """Does the commune pay it? The words between the amount before and the rate say it."""
    ends = [c.end for c in reading.of(Sort.MONTANT) if c.end <= percent.start]
    start = max([percent.start - _BEFORE, 0, *ends])
    return _OURS.search(flat(reading.text[start : percent.start])) is not None
