"""The delegation to the maire that our own type writes is read back with its ceilings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from secretaire.acts.act import FieldInput
from secretaire.acts.life import Step
from secretaire.desk import writing
from secretaire.desk.communes import the_commune
from secretaire.desk.delegations import delegations_for
from secretaire.desk.office import Office, create_space
from secretaire.desk.reading import read_documents


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    opened = create_space(tmp_path / "espace", the_commune("61001"))
    yield opened
    opened.close()


def test_our_own_delegation_is_found_once_approved(office: Office) -> None:
    rows = [{"matiere": "8° Prononcer la délivrance et la reprise des concessions dans les cimetières"}]
    fields: dict[str, FieldInput] = {
        "matieres": rows,
        "marches": "marchés sous un plafond",
        "plafond_marches": "25 000 €",
        "plafond_tresorerie": "50 000 €",
        "plafond_emprunt": "100 000 €",
        "duree_emprunt": "20",
    }
    given = writing.start_draft(office, "delegations_maire", fields, author="Anne", act_date=date(2026, 4, 2))
    asking = replace(given, objet="Attribution du marché de toiture", act_date=date(2026, 12, 18))
    assert delegations_for(office, asking) == ()
    for step in (Step.RELIRE, Step.SOUMETTRE, Step.APPROUVER):
        given = office.workspace.acts.record_step(given, step, "Anne", now=datetime.now(UTC))
    (found,) = delegations_for(office, asking)
    assert (found.day, found.number) == (date(2026, 4, 2), given.numero)
    assert found.ceilings == {3: Decimal(100000), 4: Decimal(25000), 8: None, 20: Decimal(50000)}
    assert delegations_for(office, replace(asking, objet="Tarifs de la cantine", sections=())) == ()


HEADED = """EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL
Séance du {day}
Délibération n° {number}
Objet : {objet}
Vu l'article L. 2122-22 du code général des collectivités territoriales,
Le conseil municipal, après en avoir délibéré, à l'unanimité, DÉCIDE de confier au maire :
4° De prendre toute décision concernant la préparation, la passation, l'exécution et le règlement des marchés et des \
accords-cadres dont le montant est inférieur à {ceiling} € HT ;
8° De prononcer la délivrance et la reprise des concessions dans les cimetières.
"""


def test_the_last_delegation_of_the_fund_before_the_act_is_read(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "anciens"
    folder.mkdir()
    for name, day, number, objet, ceiling in (
        ("a", "2 avril 2024", "2024-011", "Délégations du conseil municipal au maire", "20 000"),
        ("b", "4 juin 2026", "2026-019", "Délégations du conseil municipal au maire", "40 000"),
        ("c", "5 novembre 2026", "2026-040", "Délégation de fonctions à un adjoint", "70 000"),
        ("d", "4 février 2027", "2027-002", "Délégations du conseil municipal au maire", "90 000"),
    ):
        text = HEADED.format(day=day, number=number, objet=objet, ceiling=ceiling)
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    read_documents(office, [folder], lambda _: None, lambda: False)
    draft = writing.start_draft(office, "tarifs_salle", {}, author="Anne", act_date=date(2026, 12, 18))
    asking = replace(draft, objet="Attribution du marché de toiture")
    (found,) = delegations_for(office, asking)
    assert (found.day, found.number) == (date(2026, 6, 4), "2026-019")
    assert found.ceilings == {4: Decimal(40000), 8: None}
    assert delegations_for(office, replace(asking, act_date=date(2023, 1, 5))) == ()
