"""The annexes an act names, and the files joined to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from secretaire.acts.act import PieceJointe, Role

if TYPE_CHECKING:
    from conftest import Case

PLAN = PieceJointe("plan.pdf", "a" * 64)
BILL = PieceJointe("devis.pdf", "b" * 64)


@pytest.mark.parametrize(
    ("text", "extract"),
    [
        ("Article 2 : La convention annexée à la présente délibération est approuvée.", "annexée"),
        ("Article 2 : Le règlement, ci-annexé, est approuvé.", "ci-annexé"),
        ("Article 2 : Les tarifs figurant en annexe sont adoptés.", "figurant en annexe"),
        ("Article 2 : Le contrat, joint à la présente délibération, est garanti.", "joint à la présente"),
        ("Article 2 : Le plan annexé fait foi.", "annexé"),
    ],
)
def test_an_annexe_is_joined(regular: Case, text: str, extract: str) -> None:
    case = regular.with_text(Role.DISPOSITIF, text)
    assert [f.extrait for f in case.findings("ANNEXE_ABSENTE")] == [extract]
    assert not case.with_act(jointes=(PLAN,)).findings("ANNEXE_ABSENTE")


@pytest.mark.parametrize(
    "text",
    [
        "Le budget annexe de l'eau est voté.",
        "Les observations sont annexées au registre d'enquête.",
        "Le cahier des charges annexé à l'arrêté préfectoral du 3 mars 2026 s'applique.",
        "L'annexe 2 du code de la commande publique fixe les seuils.",
        "Une étude, à laquelle est annexée une fiche, a été lue.",
    ],
)
def test_other_annexes_are_left_alone(regular: Case, text: str) -> None:
    assert not {"ANNEXE_ABSENTE", "ANNEXES_NOMBRE"} & regular.with_text(Role.DISPOSITIF, text).codes()


@pytest.mark.parametrize(("joined", "told"), [((), 1), ((PLAN,), 1), ((PLAN, BILL), 0)])
def test_numbered_annexes_are_counted(regular: Case, joined: tuple[PieceJointe, ...], told: int) -> None:
    case = regular.with_text(Role.DISPOSITIF, "Les tarifs (annexe 1) et le règlement (annexe n° 2) sont adoptés.")
    assert len(case.with_act(jointes=joined).findings("ANNEXES_NOMBRE")) == told
