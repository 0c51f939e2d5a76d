"""What the last act on the subject had that this one lacks, and nothing else."""

from __future__ import annotations

from secretaire.checks.finding import Gravite
from secretaire.checks.precedent import lacking

LABEL = "la délibération n° 12 du 3 mars 2025"
FORMER = (
    "Vu le code général des collectivités territoriales, notamment ses articles L. 2121-29 et L. 2122-21,\n"
    "Article 1 : la convention annexée est approuvée pour une durée de trois ans.\n"
    "Article 2 : les crédits sont inscrits au budget.\n"
)


def test_each_thing_lacking_is_said_once_with_its_source() -> None:
    text = (
        "Vu le code général des collectivités territoriales, notamment son article L. 2121-29,\nArticle 1 : approuvé."
    )
    found = list(lacking(text, FORMER, LABEL))
    assert [f.code for f in found] == ["PRECEDENT_ANNEXE", "PRECEDENT_DUREE", "PRECEDENT_CREDITS", "PRECEDENT_VISA"]
    assert all(f.gravite is Gravite.INFO and f.reference == LABEL for f in found)
    assert "L. 2122-21" in found[-1].message


def test_the_same_act_lacks_nothing() -> None:
    assert list(lacking(FORMER, FORMER, LABEL)) == []
