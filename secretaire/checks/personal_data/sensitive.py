"""Health, money troubles, convictions: said of a person, they are masked; said of a subject, they are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.checks.folding import folded
from secretaire.checks.personal_data.categories import Category, Datum

# the illnesses a contract covers are no secret: health needs the name of a person in the same sentence
_PERSON = r"(?:\bm\.|\bmme|\bmonsieur|\bmadame|\bmlle)(?! le maire| la maire| le prefet| la prefete)"
_HEALTH = re.compile(
    rf"{_PERSON} [^.;\n]{{1,100}}?(?P<quoi>\bconges? (?:de )?(?:longue |grave )?(?:maladie|duree)\b|\barret (?:de travail|maladie)\b"
    r"|\betat de sante\b|\bpathologies?\b|\bhandicap\b|\btravailleur handicape\b|\binaptitude\b|\baccident de (?:travail|service)\b"
    r"|\bmaladie professionnelle\b|\binvalidite\b|\bhospitalisation\b)"
)
_TROUBLE = re.compile(
    r"\b(?:surendettement|casier judiciaire|condamnation penale|liquidation judiciaire personnelle)\b"
)


def sensitive(text: str) -> Iterator[Datum]:
    """What is said of someone's health, debts or convictions."""
    plain = folded(text)
    for found in _HEALTH.finditer(plain):
        start, end = found.span("quoi")
        yield Datum(Category.SANTE, text[start:end], start, end)
    for found in _TROUBLE.finditer(plain):
        yield Datum(Category.SENSIBLE, text[found.start() : found.end()], *found.span())
