"""Members of the council named in an act."""

from __future__ import annotations

import re

from secretaire.checks.context import CheckContext
from secretaire.checks.folding import folded
from secretaire.council.roster import Elu

_CIVILITES = frozenset({"m", "mme", "mr", "monsieur", "madame"})


def named(context: CheckContext, elu_id: int) -> str:
    """« Mme Claire MARTIN », or the number of somebody the roster does not know."""
    elu = next((e for e in context.roster.elus if e.id == elu_id), None)
    return f"{elu.civilite} {elu.full_name}" if elu else f"L'élu n° {elu_id}"


def words(text: str) -> frozenset[str]:
    """The words of a name, civilité left out."""
    return frozenset(re.findall(r"[a-z0-9]+", folded(text))) - _CIVILITES


def designates(text: str, elu: Elu) -> bool:
    """Does a short text name that member, whatever the order of the names?"""
    return words(elu.full_name) <= words(text)


def deported(context: CheckContext) -> tuple[Elu, ...]:
    """The members who stood back from this point."""
    names = context.vote.noms_deport if context.vote else ()
    return tuple(elu for elu in context.members if any(designates(name, elu) for name in names))
