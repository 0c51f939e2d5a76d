"""Who speaks, in notes taken in haste."""

from __future__ import annotations

import pytest

from secretaire.council.roster import Elu
from secretaire.drafting.minutes.speakers import with_civility

COUNCIL = (
    Elu(1, "Mme", "Martin", "Claire", "maire", 1),
    Elu(2, "M.", "Petit", "Marc", "conseiller municipal", 2),
    Elu(3, "Mme", "Fabre", "Jeanne", "conseillère municipale", 3),
    Elu(4, "M.", "Roux", "Alain", "conseiller municipal", 4),
    Elu(5, "Mme", "Roux", "Denise", "conseillère municipale", 5),
    Elu(6, "Mme", "Le Goff", "Anne", "conseillère municipale", 6),
)


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("FABRE : trop long", "Mme FABRE : trop long"),
        ("fabre : trop long", "Mme fabre : trop long"),
        ("Jeanne FABRE demande le coût", "Mme Jeanne FABRE demande le coût"),
        ("Mme Fabre : trop long", "Mme Fabre : trop long"),
        ("M. PETIT et FABRE contre", "M. PETIT et Mme FABRE contre"),
        ("un petit budget, un PETIT effort", "un petit budget, un M. PETIT effort"),  # capitals are a name
        ("petit budget", "petit budget"),
        ("ROUX : non", "ROUX : non"),  # which of both?
        ("Denise Roux : non ; Alain ROUX : oui", "Mme Denise Roux : non ; M. Alain ROUX : oui"),
        ("LE GOFF : oui", "Mme LE GOFF : oui"),
        ("rue Petit-Fabre, SDE : 3 lampes", "rue Petit-Fabre, SDE : 3 lampes"),
        ("Monsieur PETIT : d'accord", "Monsieur PETIT : d'accord"),
    ],
)
def test_each_councillor_has_a_civility(typed: str, given: str) -> None:
    assert with_civility([typed], COUNCIL) == (given,)


def test_what_is_given_once_is_not_given_twice() -> None:
    notes = ["FABRE : trop long", "Marc Petit : 12 €", "Denise Roux contre"]
    once = with_civility(notes, COUNCIL)
    assert with_civility(once, COUNCIL) == once
