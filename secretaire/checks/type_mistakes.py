"""The mistakes an act type itself knows how to find (`controles` of its file)."""

from __future__ import annotations

from collections.abc import Iterator

from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding, Gravite


def type_mistakes(context: CheckContext) -> Iterator[Finding]:
    """Every mistake of the type whose conditions hold, at its field."""
    values = context.values
    if values is None:
        return  # a field cannot be read: the form has already said so
    for controle in context.act_type.controles:
        if values.holds(controle.si):
            gravite = Gravite.BLOQUANT if controle.bloquant else Gravite.ALERTE
            yield context.finding_at(controle.champ, "TYPE_CONTROLE", gravite, controle.message, controle.source)
