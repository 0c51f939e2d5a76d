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
    if context.act_type.recours is not Recours.AUCUN and "tribunal administratif" not in context.plain:
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


def publication(context: CheckContext) -> Iterator[Finding]:
    """An act says how it is made public: publication, or notification to the person (L. 2131-1)."""
    if not re.search(r"\b(?:publi|affich|notifi|mise? en ligne)", context.plain):
        message = "La publication (ou la notification) n'est pas mentionnée : sans elle l'acte n'est pas exécutoire."
        yield context.finding_on(Role.MENTIONS, "PUBLICATION_ABSENTE", Gravite.ALERTE, message, "CGCT L. 2131-1")


def delay_of_recourse(context: CheckContext) -> Iterator[Finding]:
    """Two months; five days for the election of the maire (CJA R. 421-1, C. élect. R. 119); from notification for a person."""
    kind = context.act_type
    section = context.act.section(Role.MENTIONS)
    text = folded(section.text)
    if kind.recours is Recours.AUCUN or "tribunal administratif" not in text:
        return
    right = r"cinq(?:uieme)? jours?" if kind.recours is Recours.ELECTORAL else r"(?:deux|2) mois"
    for found in re.finditer(
        r"\b(?:un|trois|quatre|six|1|3|4|6|deux|2) mois\b|\b(?:cinq(?:uieme)?|huit|quinze|5|8|15) jours?\b", text
    ):
        if re.search(r"tribunal administratif[^.]*$", text[: found.start()]) and not re.fullmatch(right, found.group()):
            expected = "cinq jours" if kind.recours is Recours.ELECTORAL else "deux mois"
            message = f"Le délai de recours devant le tribunal est de {expected}."
            extract = section.text[found.start() : found.end()]
            reference = "C. élect. R. 119" if kind.recours is Recours.ELECTORAL else "CJA R. 421-1"
            yield Finding(
                "RECOURS_DELAI", Gravite.ALERTE, message, extract, found.start(), found.end(), Role.MENTIONS, reference
            )


def court(context: CheckContext) -> Iterator[Finding]:
    """The tribunal named is that of the commune (CJA R. 221-3)."""
    ours = context.commune.tribunal
    section = context.act.section(Role.MENTIONS)
    found = re.search(
        r"tribunal administratif (?:de |d'|du |des )(?P<nom>[a-z' -]+?)(?= ?[(,.;]| dans| ou\b|$)", folded(section.text)
    )
    if ours and found and folded(ours) not in found["nom"] and found["nom"].strip() not in folded(ours):
        message = f"Le tribunal administratif de la commune est celui de {ours}."
        start, end = found.span("nom")
        yield Finding(
            "TRIBUNAL", Gravite.ALERTE, message, section.text[start:end], start, end, Role.MENTIONS, "CJA R. 221-3"
        )
