"""No test of the store touches the keyring of the person who runs it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from memory_keyring import MemoryKeyring

from secretaire.acts.act import Act, ActId, Paragraph, Role, Section
from secretaire.acts.spans import Origin, OriginKind, Span, Value, ValueKind
from secretaire.council.commune import Commune
from secretaire.store.workspace import Workspace

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def memory_keyring() -> Iterator[MemoryKeyring]:
    former = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(former)


@pytest.fixture
def no_keyring(memory_keyring: MemoryKeyring) -> None:
    keyring.set_keyring(fail.Keyring())


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def commune() -> Commune:
    return Commune(
        code_insee="61999",
        nom="Aubigny-sur-Orne",
        liaison=1,
        siren="216199999",
        population=412,
        code_departement="61",
        departement="Orne",
        liaison_departement=3,
        arrondissement="Argentan",
        region="Normandie",
        epci="CC du Val d'Orne",
        codes_postaux=("61200", "61210"),
        mode_publicite="affichage",
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "Aubigny"


@pytest.fixture
def workspace(folder: Path, commune: Commune) -> Iterator[Workspace]:
    with Workspace.create(folder, commune) as created:
        yield created


@pytest.fixture
def act() -> Act:
    return Act(
        id=ActId("tarifs_salle-1"),
        type_id="tarifs_salle",
        numero="2026-001",
        objet="Tarifs de la salle des fêtes",
        sections=(
            Section(
                Role.DISPOSITIF,
                (
                    Paragraph(
                        "article.1",
                        (
                            Span("La location est fixée à ", Origin(OriginKind.MODELE_TYPE)),
                            Span("120 €", Origin(OriginKind.SAISIE, "tarif"), Value(ValueKind.MONTANT, "120.00")),
                            Span("[date]", Origin(OriginKind.SAISIE, "debut"), blank=True),
                        ),
                    ),
                ),
            ),
        ),
        fields={"tarif": "120", "tarifs": [{"libelle": "Week-end", "montant": "180"}]},
    )
