"""The fields of one act, read: what was typed, what is worked out, and which conditions of the type hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import ActType, Champ, Condition, FieldType
from secretaire.acts.calculation import evaluate
from secretaire.acts.fields import Table, canonical, read_field
from secretaire.acts.spans import Value, ValueKind

_CENT = Decimal("0.01")
_RESULTS = {
    FieldType.MONTANT: ValueKind.MONTANT,
    FieldType.NOMBRE: ValueKind.NOMBRE,
    FieldType.POURCENTAGE: ValueKind.POURCENTAGE,
}
_COUNTED = frozenset(_RESULTS.values())
DAY_OF_THE_ACT = "date_acte"


class FormValues:
    """Every field of an act with its typed value.

    Args:
        act_type: whose fields they are.
        fields: what a person typed.
        day: the day of the act, when it is known: conditions may compare with it.

    Raises:
        UnreadableInput: a field does not suit its type (FIELD_INVALID).
    """

    def __init__(self, act_type: ActType, fields: Mapping[str, FieldInput], day: date | None = None) -> None:
        self.act_type = act_type
        self._day = day
        self._values: dict[str, Value | Table | None] = {
            champ.nom: read_field(champ, fields.get(champ.nom) or champ.defaut or None) for champ in act_type.champs
        }
        self._asked: dict[str, bool] = {}
        for champ in act_type.champs:
            self._asked[champ.nom] = self.holds(champ.si)
            if not self._asked[champ.nom]:
                self._values[champ.nom] = None  # kept by the form, in case the choice changes back
            elif champ.calcul and self._values[champ.nom] is None:
                self._values[champ.nom] = self._worked_out(champ)

    def value(self, name: str) -> Value | Table | None:
        """The typed value of a field, given or worked out; None when it is empty or unknown to the type."""
        return self._values.get(name)

    def asked(self, name: str) -> bool:
        """Does the field apply, as the others are filled?"""
        return self._asked.get(name, True)

    @property
    def transmissible(self) -> bool:
        """Is the act sent to the State, as the fields are filled (L. 2131-1, L. 2131-2)?"""
        return self.act_type.transmissible and self.holds(self.act_type.transmissible_si)

    def holds(self, conditions: Sequence[Condition]) -> bool:
        """Do all the conditions hold?"""
        return all(self._holds(c) for c in conditions)

    def _holds(self, condition: Condition) -> bool:
        if condition.superieur_a or condition.inferieur_a:
            return self._compares(condition)
        value = self._values.get(condition.champ)
        if condition.comme:
            found = value is not None and value == self._values.get(condition.comme)
        elif condition.vaut:
            found = isinstance(value, Value) and value.raw in condition.vaut
        else:
            found = value is not None
        return found is not condition.sauf

    def _compares(self, condition: Condition) -> bool:
        """Both bounds given: the value lies strictly between them."""
        here = self._measure(condition.champ)
        bounds = [(text, sign) for text, sign in ((condition.superieur_a, 1), (condition.inferieur_a, -1)) if text]
        there = [(evaluate(text, self._measure), sign) for text, sign in bounds]
        if here is None or any(bound is None for bound, _ in there):
            return False
        found = all(bound is not None and (here - bound) * sign > 0 for bound, sign in there)
        return found is not condition.sauf

    def _worked_out(self, champ: Champ) -> Value | None:
        """None when something is missing or the result makes no sense."""
        result = evaluate(champ.calcul, self._operand)
        if result is None or result < 0:
            return None
        if champ.type in {FieldType.MONTANT, FieldType.POURCENTAGE}:
            result = result.quantize(_CENT)
        return Value(_RESULTS[champ.type], canonical(result))

    def _operand(self, name: str) -> Decimal | None:
        """A number or a total; an optional part left out, or one that does not apply, adds nothing."""
        field, _, column = name.partition(".")
        value = self._values.get(field)
        if value is None:
            champ = self.act_type.champ(field)
            if champ is None:
                return None
            expected = (champ.obligatoire or champ.calcul) and self.asked(field)
            return None if expected else Decimal(0)
        if isinstance(value, Table):
            return value.total(column) if column else Decimal(len(value.rows))
        return Decimal(value.raw) if value.kind in _COUNTED else None

    def _measure(self, name: str) -> Decimal | None:
        """A number, a total, the count of rows; a day as its ordinal, an hour in minutes."""
        if name == DAY_OF_THE_ACT and name not in self._values:
            return Decimal(self._day.toordinal()) if self._day else None
        field, _, column = name.partition(".")
        value = self._values.get(field)
        if value is None:
            return None
        if isinstance(value, Table):
            return value.total(column) if column else Decimal(len(value.rows))
        match value.kind:
            case ValueKind.DATE:
                return Decimal(date.fromisoformat(value.raw).toordinal())
            case ValueKind.PERIODE:
                start, _, end = value.raw.partition("/")
                return Decimal(date.fromisoformat(end if column == "fin" else start).toordinal())
            case ValueKind.HEURE:
                hours, _, minutes = value.raw.partition(":")
                return Decimal(int(hours) * 60 + int(minutes))
            case kind if kind in _COUNTED:
                return Decimal(value.raw)
            case _:
                return None
