"""What is shown of the act types in the settings: which ones the commune changed, and an act of one made of its examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from secretaire.acts.act import Act, ActId, FieldInput
from secretaire.acts.act_type import ActType, Champ, FieldType
from secretaire.desk import act_types, writing
from secretaire.desk.act_types import Source
from secretaire.desk.office import Office
from secretaire.drafting.compose import compose

_RANK = 14


@dataclass(frozen=True, slots=True)
class Mark:
    """What distinguishes a type from the others.

    Attributes:
        source: whose it is.
        stale: how many changes of the commune no longer find the wording they replace.
    """

    source: Source
    stale: int = 0


def marks(office: Office) -> Mapping[str, Mark]:
    """The types that are not simply the shipped ones, by id."""
    found: dict[str, Mark] = {}
    for kind in office.types.all():
        mark = Mark(act_types.source_of(office, kind.id), len(office.types.stale.get(kind.id, ())))
        if mark.source is not Source.LIVRE:
            found[kind.id] = mark
    return found


def specimen(office: Office, type_id: str) -> Act:
    """An act of that type made of its examples, kept nowhere: what its wording gives.

    Raises:
        WrongUsage: there is no such type.
    """
    kind = office.types.get(type_id)
    today = office.today()
    act = Act(ActId(f"exemple-{kind.id}"), kind.id, f"{today.year}-{_RANK:03d}", "", (), act_date=today)
    composed = compose(kind, _examples(kind), writing.context_of(office, act))
    return replace(act, objet=composed.objet, sections=composed.sections)


def _examples(kind: ActType) -> dict[str, FieldInput]:
    """The default where the commune has one; what is worked out stays so."""
    return {champ.nom: _example(champ) for champ in kind.champs if not champ.calcul}


def _example(champ: Champ) -> FieldInput:
    if champ.type is FieldType.TABLEAU:
        return [dict(row) for row in champ.lignes]
    return champ.defaut or champ.exemple or (champ.options[0] if champ.options else "")
