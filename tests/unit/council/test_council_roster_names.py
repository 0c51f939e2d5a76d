"""How the register writes the name of a member."""

from __future__ import annotations

import pytest

from secretaire.council.roster import Elu


@pytest.mark.parametrize(
    ("nom", "written"),
    [
        ("Martin", "Claire MARTIN"),
        ("d'Auberlin", "Claire d'AUBERLIN"),
        ("de la Roche-Noël", "Claire de la ROCHE-NOËL"),
        ("Le Bihan", "Claire LE BIHAN"),
        ("Du Bellay", "Claire DU BELLAY"),
        ("Delaunay", "Claire DELAUNAY"),
    ],
)
def test_a_family_name_is_in_capitals_less_its_particle(nom: str, written: str) -> None:
    assert Elu(1, "Mme", nom, "Claire", "maire", 1).full_name == written
