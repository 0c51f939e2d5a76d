"""What the shipped act types cite is known to the snapshot, and their matière to the nomenclature."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from secretaire.acts.act_type import ActType
from secretaire.drafting.act_types.catalogue import TypesCatalogue
from secretaire.law.references import find_references
from secretaire.law.snapshot import SNAPSHOT_FILES, Snapshot, Status, load_snapshot

RESOURCES = Path(__file__).parents[3] / "resources"
TYPES = TypesCatalogue.load(RESOURCES / "types").all()
TODAY = date(2026, 11, 22)
GOOD = {Status.EN_VIGUEUR, Status.CONTENU_CHANGE}


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    with ExitStack() as stack:
        return load_snapshot(*(stack.enter_context((RESOURCES / "droit" / name).open("rb")) for name in SNAPSHOT_FILES))


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.id)
def test_every_visa_is_in_force(kind: ActType, snapshot: Snapshot) -> None:
    assert kind.visas
    for visa in kind.visas:
        law = find_references(visa.code or visa.texte or "")
        code = law[0].code if law else visa.code
        for article in visa.articles:
            assert snapshot.verdict(code, article, TODAY).status in GOOD, (code, article)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.id)
def test_every_article_cited_in_the_wording_is_in_force(kind: ActType, snapshot: Snapshot) -> None:
    for paragraph in (*kind.expose, *kind.considerants, *kind.articles):
        for reference in find_references(paragraph.texte):
            if reference.article:
                verdict = snapshot.verdict(reference.code, reference.article, TODAY)
                assert verdict.status in GOOD, reference


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.id)
def test_every_matiere_is_in_the_nomenclature(kind: ActType) -> None:
    with (RESOURCES / "droit" / "nomenclature_actes.csv").open(encoding="utf-8") as stream:
        known = {row["code"] for row in csv.DictReader(stream, delimiter=";") if row["niveau"] == "2"}
    assert kind.matiere in known
