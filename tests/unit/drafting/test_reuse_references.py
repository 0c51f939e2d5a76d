"""The references of an old act, at the date of the new one."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from secretaire.acts.act import Paragraph, Role, Section
from secretaire.acts.spans import Origin, OriginKind, Span
from secretaire.drafting.reuse.old_act import OldAct
from secretaire.drafting.reuse.references import references_of
from secretaire.law.snapshot import SNAPSHOT_FILES, Snapshot, Status, load_snapshot

DROIT = Path(__file__).resolve().parents[3] / "resources" / "droit"
TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    with ExitStack() as stack:
        return load_snapshot(*(stack.enter_context((DROIT / name).open("rb")) for name in SNAPSHOT_FILES))


def visas(text: str) -> Section:
    return Section(Role.VISAS, (Paragraph("visa.0", (Span(text, Origin(OriginKind.MODELE_TYPE)),)),))


def test_a_replaced_article_names_its_successor(snapshot: Snapshot) -> None:
    old = OldAct("Vu l'article L. 2311-7 du code général des collectivités territoriales,")
    (found,) = references_of(old, snapshot, TODAY)
    assert found.verdict.status is Status.REMPLACE
    assert found.verdict.replacement == ("CGCT", "L. 1612-25")
    assert "remplacé depuis le 1er\u00a0janvier\u00a02026 par CGCT L. 1612-25" in found.sentence
    assert old.text[found.passage.start : found.passage.end] == "L. 2311-7"
    assert not found.cited


def test_the_new_act_cites_the_successor(snapshot: Snapshot) -> None:
    old = OldAct("Vu l'article L. 2311-7 du CGCT,")
    new = visas("Vu le code général des collectivités territoriales, notamment son article L. 1612-25,")
    (found,) = references_of(old, snapshot, TODAY, (new,))
    assert found.cited


def test_each_reference_once_at_the_new_date(snapshot: Snapshot) -> None:
    old = OldAct("Vu l'article L. 2121-29 du CGCT,\nVu le CGCT, notamment ses articles L. 2121-29 et L. 2311-7,")
    found = references_of(old, snapshot, date(2020, 1, 1))
    assert [(f.article, f.verdict.status) for f in found] == [
        ("L. 2121-29", Status.EN_VIGUEUR),
        ("L. 2311-7", Status.EN_VIGUEUR),
    ]


def test_what_is_not_known_is_said(snapshot: Snapshot) -> None:
    (found,) = references_of(OldAct("Vu l'article L. 9999-99 du code de la santé publique,"), snapshot, TODAY)
    assert found.verdict.status is Status.INCONNU
    assert "je ne sais pas" in found.sentence
