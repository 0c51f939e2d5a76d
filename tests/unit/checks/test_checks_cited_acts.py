"""The commune's own acts cited in an act, against those of its fund."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from secretaire.acts.act import Role
from secretaire.checks.finding import Gravite
from secretaire.law.cited_acts import KnownAct, Nature

if TYPE_CHECKING:
    from conftest import Case

KNOWN = (
    KnownAct(Nature.DELIBERATION, "2024-12", date(2024, 6, 4), "Tarifs de la salle"),
    KnownAct(Nature.DELIBERATION, "2024-13", date(2024, 6, 4), "Budget"),
    KnownAct(Nature.ARRETE, "2024-12", date(2024, 9, 1), "Circulation"),
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Vu la délibération n° 2024-12 du 4 juin 2024,", []),
        ("Vu la délibération n° D2024/012 du 4 juin 2024,", []),
        ("Vu la délibération n° 2024-12,", []),
        ("Vu la délibération du conseil municipal du 4 juin 2024,", []),
        ("Vu la délibération n° 2024-12 du 3 juin 2024,", ["ACTE_CITE_DATE"]),
        ("Vu la délibération n° 2024-14 du 4 juin 2024,", ["ACTE_CITE_ABSENT"]),
        ("Vu la délibération du 5 juin 2024,", ["ACTE_CITE_ABSENT"]),
        ("Vu l'arrêté n° 2024-12 du 1er septembre 2024,", []),
        ("Vu l'arrêté n° 2024-13 du 1er septembre 2024,", ["ACTE_CITE_ABSENT"]),
        # of another authority, of a year the fund knows nothing of, or without year
        ("Vu l'arrêté préfectoral n° 2024-99 du 1er septembre 2024,", []),
        ("Vu la délibération du conseil communautaire n° 2024-99 du 4 juin 2024,", []),
        ("Vu la délibération n° 2019-12 du 4 juin 2019,", []),
        ("Vu la délibération n° 12,", []),
    ],
)
def test_a_cited_act_is_looked_up_in_the_fund(text: str, codes: list[str], regular: Case) -> None:
    case = regular.with_text(Role.VISAS, text).but(known_acts=KNOWN)
    found = [f for f in case.findings() if f.code.startswith("ACTE_CITE")]
    assert [f.code for f in found] == codes
    for finding in found:
        assert finding.role is Role.VISAS
        assert finding.extrait.startswith(("délibération", "arrêté"))
        assert (finding.gravite is Gravite.ALERTE) is (finding.code == "ACTE_CITE_DATE")


def test_both_dates_are_said(regular: Case) -> None:
    case = regular.with_text(Role.VISAS, "Vu la délibération n° 2024-12 du 3 juin 2024,").but(known_acts=KNOWN)
    (finding,) = case.findings("ACTE_CITE_DATE")
    message = finding.message.replace("\u00a0", " ")
    assert "4 juin 2024" in message
    assert "3 juin 2024" in message
    assert "Tarifs de la salle" in message


def test_without_fund_nothing_is_said(regular: Case) -> None:
    case = regular.with_text(Role.VISAS, "Vu la délibération n° 2024-12 du 3 juin 2024,")
    assert [f for f in case.findings() if f.code.startswith("ACTE_CITE")] == []
