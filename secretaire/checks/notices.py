"""What an act must tell its reader: transmission and ways of recourse (C12, C13)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.acts.act import Role
from secretaire.acts.act_type import Recours
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded

_SENT = re.compile(
    r"\btransmi(?:s|se|ssion)\b.{0,40}\b(?:prefet|prefecture|representant de l'etat|controle de legalite)"
)


def recourse(context: CheckContext) -> Iterator[Finding]:
    """Ways and delays of recourse are indicated, or the delay does not run (CJA R. 421-5)."""
    if context.act_type.recours is not Recours.AUCUN and "tribunal administratif" not in folded(context.text):
        message = "Les voies et délais de recours ne sont pas indiqués : le délai ne courrait pas."
        yield context.finding_on(Role.MENTIONS, "RECOURS_ABSENT", Gravite.ALERTE, message, "CJA R. 421-5")


def transmission(context: CheckContext) -> Iterator[Finding]:
    """An act says it is sent to the prefect if, and only if, its type is (L. 2131-2)."""
    values = context.values
    sent = values.transmissible if values else context.act_type.transmissible
    for section in context.act.sections:
        found = _SENT.search(folded(section.text))
        if found and sent:
            return
        if found:
            yield Finding(
                "TRANSMISSION_INUTILE",
                Gravite.ALERTE,
                "Ce type d'acte n'est pas soumis à transmission au contrôle de légalité.",
                section.text[found.start() : found.end()],
                found.start(),
                found.end(),
                section.role,
                "CGCT L. 2131-2",
            )
    if sent:
        message = "La transmission au contrôle de légalité n'est pas mentionnée."
        yield context.finding_on(Role.MENTIONS, "TRANSMISSION_ABSENTE", Gravite.ALERTE, message, "CGCT L. 2131-1")
