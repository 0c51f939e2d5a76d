"""Personal data that has no place in an act put on line (C14; GDPR, CRPA L. 312-1-2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded

_S = r"[ .]?"
# the illnesses a contract covers are no secret: health needs the name of a person in the same sentence
_DATA = (
    (rf"\b[12]{_S}\d\d{_S}(?:0[1-9]|1[0-2]){_S}(?:\d\d|2[ab]){_S}\d{{3}}{_S}\d{{3}}(?:{_S}\d\d)?\b", "numéro de sécurité sociale"),
    (r"\bfr\d\d(?: ?[\da-z]{4}){5} ?[\da-z]{3}\b", "coordonnées bancaires"),
    (r"\bnee? le \d{1,2}(?:er)?[ /.]\s?\w+[ /.]\s?\d{2,4}", "date de naissance"),
    (r"(?<!\d)0[67](?:[ .-]?\d\d){4}(?!\d)", "téléphone portable"),
    (r"(?:\bm\.|\bmme|\bmonsieur|\bmadame) [^.;\n]{1,100}?(?:\bconges? (?:de )?(?:longue )?(?:maladie|duree)\b|\barret (?:de travail|maladie)\b|\betat de sante\b|\bpathologies?\b)", "donnée de santé"),
    (r"\b(?:surendettement|casier judiciaire|condamnation penale)\b", "donnée sensible"),
)  # fmt: skip


def personal_data(text: str) -> Iterator[Finding]:
    """Data about a person that should be left out of what is published."""
    plain = folded(text)
    for pattern, what in _DATA:
        for found in re.finditer(pattern, plain):
            yield Finding(
                "DONNEE_PERSONNELLE",
                Gravite.ALERTE,
                f"Donnée personnelle ({what}) : à retirer ou à masquer avant publication.",
                text[found.start() : found.end()],
                found.start(),
                found.end(),
                reference="CRPA L. 312-1-2",
            )
