"""The extract and the page of the register differ from the act by their title and who signs, and by nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from exported_acts import arrete, deliberation, line

from secretaire.acts.act import Act, Role
from secretaire.acts.act_type import Famille
from secretaire.exchange.copies import CERTIFIED, Signer, extract, register_page

_CHANGED = {Role.ENTETE, Role.SIGNATURES}


def texts(act: Act, role: Role) -> list[str]:
    return [paragraph.text for paragraph in act.section(role).visible]


def test_an_extract_is_certified_by_the_maire_alone() -> None:
    made = extract(deliberation(), Famille.DELIBERATION, Signer("Le maire", "Paul NOËL"))
    assert texts(made, Role.SIGNATURES) == [CERTIFIED, "Le maire,", "Paul NOËL"]
    assert texts(made, Role.ENTETE) == texts(deliberation(), Role.ENTETE)


def test_without_a_maire_in_office_whoever_signed_certifies() -> None:
    made = extract(deliberation(), Famille.DELIBERATION, None)
    assert texts(made, Role.SIGNATURES) == [CERTIFIED, "La maire,", "Claire MARTIN"]


def test_an_arrete_says_that_it_is_an_extract_above_its_own_title() -> None:
    made = extract(arrete(), Famille.ARRETE, None)
    assert texts(made, Role.ENTETE)[-2:] == ["EXTRAIT DU REGISTRE DES ARRÊTÉS", "ARRÊTÉ DE LA MAIRE N° A2026-003"]


def test_a_deliberation_with_a_title_of_its_own_keeps_it_under_that_of_the_extract() -> None:
    act = deliberation()
    heading = act.section(Role.ENTETE)
    changed = [line(p.key, "DÉLIBÉRATION") if p.key == "entete.titre" else p for p in heading.paragraphs]
    made = extract(act.with_section(replace(heading, paragraphs=tuple(changed))), Famille.DELIBERATION, None)
    assert "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL" in texts(made, Role.ENTETE)
    assert "DÉLIBÉRATION" in texts(made, Role.ENTETE)


def test_the_register_holds_the_deliberation_itself_with_both_signatures() -> None:
    made = register_page(deliberation())
    assert "DÉLIBÉRATION DU CONSEIL MUNICIPAL" in texts(made, Role.ENTETE)
    assert not any("EXTRAIT" in text for text in texts(made, Role.ENTETE))
    assert made.section(Role.SIGNATURES) == deliberation().section(Role.SIGNATURES)
    assert register_page(arrete()) == arrete()


@pytest.mark.parametrize("made", [extract(deliberation(), Famille.DELIBERATION, None), register_page(deliberation())])
def test_no_word_of_what_was_decided_changes(made: Act) -> None:
    for role in set(Role) - _CHANGED:
        assert made.section(role) == deliberation().section(role)
    assert (made.id, made.version, made.numero) == (deliberation().id, deliberation().version, deliberation().numero)
