"""Personal data that has no place in an act put on line (C14; GDPR, CRPA L. 312-1-2)."""

from __future__ import annotations

from collections.abc import Iterator

from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.personal_data import Category
from secretaire.checks.personal_data import personal_data as data_of


def personal_data(text: str) -> Iterator[Finding]:
    """Data about a person that should be left out of what is published, each told once."""
    told: set[tuple[Category, str]] = set()
    for datum in data_of(text):
        if (datum.category, datum.text) in told:
            continue
        told.add((datum.category, datum.text))
        yield Finding(
            "DONNEE_PERSONNELLE",
            Gravite.ALERTE,
            f"Donnée personnelle ({datum.category.value}) : à retirer ou à masquer avant publication.",
            datum.text,
            datum.start,
            datum.end,
            reference=datum.category.reference,
        )
