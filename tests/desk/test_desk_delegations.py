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
