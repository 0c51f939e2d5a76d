"""What an old act gives to a new one: each value is shown beside its field, and a person takes it or not.

Nothing carries over silently: a field of the new act stays empty until the person confirms, or types another value.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import Champ, FieldType

_LASTING = frozenset({FieldType.TEXTE, FieldType.TEXTE_LONG, FieldType.CHOIX, FieldType.PARCELLE})


class Sort(StrEnum):
    """What the person did with a value of the old act."""

    A_CONFIRMER = "a_confirmer"
    REPRIS = "repris"  # taken as it was
    REMPLACE = "remplace"  # another value was typed
    ECARTE = "ecarte"


@dataclass(frozen=True, slots=True)
class Reprise:
    """A value of the old act for one field of the new one.

    Attributes:
        champ: name of the field.
        ancien: the value, as a person would type it.
        source: where it is written, « doc:12#p3:120-340 » or « acte:<id> ».
        extrait: the sentence around it.
        sort: what became of it.
    """

    champ: str
    ancien: FieldInput
    source: str
    extrait: str
    sort: Sort = Sort.A_CONFIRMER


def usually_changes(champ: Champ) -> bool:
    """Is this field another one each time (a date, an amount, a name, a number)? It is then asked again, never offered."""
    return champ.type not in _LASTING
