"""Against the last act on the same subject: what it had that this one lacks. Never more than an information."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded
from secretaire.law.references import find_references

_HAD = (
    ("PRECEDENT_ANNEXE", r"\bannex(?:e|ee|es|ees)\b", r"\bannex|\bjoint", "une annexe"),
    ("PRECEDENT_DUREE", r"\bpour une (?:duree|periode) d[e']\s?[^.,;\n]{2,40}", r"\bdurees?\b|\bperiodes?\b|\bjusqu'au\b", "une durée"),
    ("PRECEDENT_CREDITS", r"\bcredits? (?:necessaires? )?(?:sont|seront|est|sera) (?:inscrits?|prevus?|ouverts?)", r"\bcredits?\b", "l'inscription des crédits"),
    ("PRECEDENT_ABROGATION", r"\b(?:abroge|annule et remplace|remplace)\b", r"\babrog|\bremplace", "l'abrogation de l'acte précédent"),
    ("PRECEDENT_RECOURS", r"\brecours\b", r"\brecours\b", "les voies de recours"),
    ("PRECEDENT_AVIS", r"\bvu l'avis (?:favorable )?(?:du|de la|des|de) [^,;\n]{4,50}", r"\bavis\b", "le visa d'un avis"),
)  # fmt: skip


def lacking(text: str, former: str, label: str) -> Iterator[Finding]:
    """What `former` had that `text` has not; `label` names it (« la délibération n° 12 du 3 mars 2025 »)."""
    plain, before = folded(text), folded(former)
    for code, had, has, what in _HAD:
        found = re.search(had, before)
        if found and not re.search(has, plain):
            said = former[found.start() : found.end()].replace("\n", " ")
            yield Finding(
                code, Gravite.INFO, f"L'acte précédent, {label}, portait {what} : « {said} ».", reference=label
            )
    here = {reference.article for reference in find_references(text)}
    told: set[str] = set()
    for reference in find_references(former):
        article = reference.article
        if not article or article in here or article in told or not _in_a_visa(before, reference.start):
            continue
        told.add(article)
        of = f" ({reference.code})" if reference.code else ""
        message = f"L'acte précédent, {label}, visait l'article {article}{of}."
        yield Finding("PRECEDENT_VISA", Gravite.INFO, message, reference=label)


def _in_a_visa(plain: str, at: int) -> bool:
    """« Vu … » begins the line, or the one before it."""
    return re.search(r"(?:^|\n)\s*vu [^\n]*(?:\n[^\n]*)?$", plain[max(0, at - 400) : at]) is not None
