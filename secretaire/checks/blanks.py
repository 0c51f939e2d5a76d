"""What is still to complete."""

from __future__ import annotations

from collections.abc import Iterator

from secretaire.acts.fields import Table
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding, Gravite


def blanks(context: CheckContext) -> Iterator[Finding]:
    """A visible blank, or a compulsory field that the text does not show: nothing can be submitted with it (C20)."""
    names = context.act.field_blanks()
    for name in names:
        champ = context.act_type.champ(name)
        label = f"« {champ.libelle} »" if champ else "un renseignement"
        yield context.finding_at(name, "BLANC", Gravite.BLOQUANT, f"Il reste à compléter {label}.")
    values = context.values
    for champ in context.act_type.champs:
        asked = champ.obligatoire and (values is None or values.asked(champ.nom))
        missing = asked and not champ.calcul and champ.nom not in names
        if missing and not _filled(context, champ.nom):
            yield Finding("CHAMP_VIDE", Gravite.BLOQUANT, f"Le champ obligatoire « {champ.libelle} » est vide.")


def _filled(context: CheckContext, name: str) -> bool:
    value = context.fact(name)
    if isinstance(value, Table):
        return bool(value.rows)
    return value is not None or bool(context.act.fields.get(name))
