"""A member of the council who may have an interest in the act (C07; L. 2131-11, L. 1111-6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.acts.act import FieldInput
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded
from secretaire.checks.people import deported, designates

_DEPORT_FIELD = "elus_deportes"


def interested_members(context: CheckContext) -> Iterator[Finding]:
    """A name of the roster in the fields of a type where members often have an interest."""
    if not context.act_type.deport:
        return
    out = {elu.id for elu in deported(context)}
    declared = " ".join(_cells(context.act.fields.get(_DEPORT_FIELD, "")))
    for elu in context.members:
        if elu.id in out or designates(declared, elu):
            continue
        for name, given in context.act.fields.items():
            cell = next((c for c in _cells(given) if _bears(c, elu.nom)), None)
            if name != _DEPORT_FIELD and cell is not None:
                who = f"{elu.civilite} {elu.full_name}"
                certain = designates(cell, elu)
                message = (
                    f"{who} est nommé{'e' if elu.feminine else ''} dans l'acte"
                    if certain
                    else f"« {cell} » porte le nom de {who}"
                )
                yield Finding(
                    "ELU_INTERESSE",
                    Gravite.ALERTE,
                    f"{message} : en cas d'intérêt à l'affaire, noter sa sortie avant le débat et le vote.",
                    cell,
                    reference="CGCT L. 2131-11",
                )
                break


def _cells(given: FieldInput) -> list[str]:
    return [given] if isinstance(given, str) else [str(cell) for row in given for cell in row.values()]


def _bears(text: str, nom: str) -> bool:
    """The family name as whole words, not inside « Saint-Martin »."""
    return re.search(rf"(?<![\w-]){re.escape(folded(nom))}(?![\w-])", folded(text)) is not None
