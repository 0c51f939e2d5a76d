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


@pytest.mark.parametrize(
    "fonction",
    ["maire", "La maire", "maire délégué", "1er adjoint", "2e adjointe au maire", "première adjointe", "adjoint"],
)
def test_the_maire_and_the_adjoints_decide(fonction: str) -> None:
    assert Elu(1, "Mme", "Martin", "Claire", fonction, 1).decides


@pytest.mark.parametrize(
    "fonction",
    ["conseillère municipale", "conseiller délégué auprès du maire", "ancien maire", "suppléant d'un adjoint"],
)
def test_the_others_do_not(fonction: str) -> None:
    assert not Elu(1, "Mme", "Martin", "Claire", fonction, 1).decides
