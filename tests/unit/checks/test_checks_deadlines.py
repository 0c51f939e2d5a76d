"""The deadlines of the trade: tax decisions, sending, posting, what a new council decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from secretaire.checks.run import TEXT_CHECKS
from secretaire.checks.written import Written

if TYPE_CHECKING:
    from conftest import Case

WATCHED = {"ECHEANCE", "ECHEANCE_FISCALE", "TRANSMISSION_TARDIVE", "PUBLICATION_TARDIVE"}


def told(text: str) -> list[str]:
    """The deadlines said of a text."""
    written = Written(text, date(2027, 11, 1))
    return [f.code for check in TEXT_CHECKS for f in check(written) if f.code in WATCHED]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Séance du 21 janvier 2027\nObjet : décision modificative n° 3 du budget 2026", []),
        ("Séance du 22 janvier 2027\nObjet : décision modificative n° 3 du budget 2026", ["ECHEANCE"]),
        ("Séance du 4 mars 2027\nObjet : décision modificative n° 1 du budget 2027", []),
        ("Séance du 12 octobre 2027\nObjet : rapport sur le prix et la qualité du service de l'eau 2026", []),
        ("Séance du 12 janvier 2028\nObjet : rapport sur le prix et la qualité du service de l'eau 2026", ["ECHEANCE"]),
        ("Séance du 1er octobre 2026\nObjet : exonération de taxe foncière\nà compter du 1er janvier 2027", []),
        (
            "Séance du 8 octobre 2026\nObjet : exonération de taxe foncière\nà compter du 1er janvier 2027",
            ["ECHEANCE_FISCALE"],
        ),
        ("Séance du 8 octobre 2026\nObjet : exonération de taxe foncière\nà compter du 1er janvier 2028", []),
        ("Séance du 8 juillet 2026\nObjet : taxe d'aménagement\ndès 2027", ["ECHEANCE_FISCALE"]),
        ("Séance du 8 avril 2027\nObjet : budget primitif 2027\nTransmis en préfecture le 30 avril 2027", []),
        (
            "Séance du 8 avril 2027\nObjet : budget primitif 2027\nTransmis en préfecture le 3 mai 2027",
            ["TRANSMISSION_TARDIVE"],
        ),
        (
            "Séance du 8 juin 2027\nObjet : compte financier unique 2026\nReçu en sous-préfecture le 16/07/2027",
            ["TRANSMISSION_TARDIVE"],
        ),
        ("Fait à Aubigny, le 1er mars 2027\nObjet : recrutement\nTransmis en préfecture le 16 mars 2027", []),
        (
            "Fait à Aubigny, le 1er mars 2027\nObjet : recrutement\nTransmis en préfecture le 17 mars 2027",
            ["TRANSMISSION_TARDIVE"],
        ),
        ("Fait à Aubigny, le 1er mars 2027\nObjet : circulation\nTransmis en préfecture le 27 mars 2027", []),
        ("Liste des délibérations examinées\nSéance du 18 décembre 2026\nAffichée le 25 décembre 2026", []),
        (
            "Liste des délibérations examinées\nSéance du 18 décembre 2026\nAffichée le 26 décembre 2026",
            ["PUBLICATION_TARDIVE"],
        ),
        ("Procès-verbal arrêté en séance du 4 février 2027, publié le 12 février 2027", ["PUBLICATION_TARDIVE"]),
        ("Procès-verbal arrêté en séance du 4 février 2027, publié le 11 février 2027", []),
    ],
)
def test_a_deadline(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("kind", "population", "day", "said"),
    [
        ("indemnites_elus", 291, date(2026, 6, 22), False),  # the council of these tests began on 22 March
        ("indemnites_elus", 291, date(2026, 6, 23), True),
        ("indemnites_elus", 291, date(2027, 6, 23), False),  # another decision of the mandate
        ("liste_ccid", 291, date(2026, 5, 23), True),
        ("reglement_interieur", 999, date(2026, 10, 1), False),
        ("reglement_interieur", 1000, date(2026, 10, 1), True),
    ],
)
def test_a_new_council_decides_in_its_first_months(
    regular: Case, kind: str, population: int, day: date, said: bool
) -> None:
    commune = replace(regular.context.commune, population=population)
    case = regular.with_type(id=kind).with_act(act_date=day).but(commune=commune)
    assert bool(case.findings("ECHEANCE_INSTALLATION")) is said
