"""The roster is replaced as a whole; the ids stay those of the persons."""

from __future__ import annotations

from datetime import date

import pytest

from secretaire.council.roster import Elu
from secretaire.council.seance import Pouvoir, Seance
from secretaire.store.workspace import Workspace

CLAIRE = Elu(0, "Mme", "Martin", "Claire", "maire", 1, debut=date(2026, 3, 28))
PAUL = Elu(0, "M.", "Durand", "Paul", "1er adjoint", 2)
JEANNE = Elu(0, "Mme", "Lefèvre", "Jeanne-Marie", "conseillère municipale", 3, fin=date(2027, 1, 31))


def _ids(elus: tuple[Elu, ...]) -> dict[str, int]:
    return {e.nom: e.id for e in elus}


def test_the_roster_comes_back_in_the_order_of_the_tableau(workspace: Workspace) -> None:
    assert workspace.roster.get().elus == ()
    imported = workspace.roster.replace_all([JEANNE, CLAIRE, PAUL])
    assert [e.nom for e in imported] == ["Martin", "Durand", "Lefèvre"]
    assert workspace.roster.get().elus == imported
    assert imported[2].fin == date(2027, 1, 31)
    assert len(set(_ids(imported).values())) == 3


def test_the_same_person_keeps_their_id(workspace: Workspace) -> None:
    before = _ids(workspace.roster.replace_all([CLAIRE, PAUL, JEANNE]))
    after = workspace.roster.replace_all(
        [
            Elu(0, "Mme", "LEFEVRE", "Jeanne Marie", "2e adjointe", 2),  # typed otherwise, promoted
            Elu(0, "M.", "Durand", "Paul", "maire", 1),
            Elu(0, "M.", "Nouvel", "Luc", "conseiller municipal", 3),
        ]
    )
    ids = _ids(after)
    assert (ids["Durand"], ids["LEFEVRE"]) == (before["Durand"], before["Lefèvre"])
    assert ids["Nouvel"] not in before.values()
    assert "Martin" not in ids


@pytest.mark.parametrize(
    ("corrected", "same"),
    [
        (Elu(0, "M.", "Durant", "Paul", "1er adjoint", 2), True),  # a misspelt name
        (Elu(0, "M.", "Durand", "Pol", "1er adjoint", 2), True),
        (Elu(0, "M.", "Durand", "Luc", "1er adjoint", 5), False),  # a relative, further down
        (Elu(0, "Mme", "Durand", "Paule", "1re adjointe", 2), False),  # elected in his place
        (Elu(0, "M.", "Nouvel", "Luc", "1er adjoint", 2), False),
    ],
)
def test_a_corrected_spelling_is_the_same_person(workspace: Workspace, corrected: Elu, same: bool) -> None:
    before = _ids(workspace.roster.replace_all([CLAIRE, PAUL]))
    after = workspace.roster.replace_all([CLAIRE, corrected])
    assert (after[-1].id == before["Durand"]) is same


def test_two_namesakes_are_two_persons(workspace: Workspace) -> None:
    father, son = Elu(0, "M.", "Durand", "Paul", "maire", 1), Elu(0, "M.", "Durand", "Paul", "conseiller", 4)
    first = workspace.roster.replace_all([father, son])
    assert len({e.id for e in first}) == 2
    assert workspace.roster.replace_all([father, son]) == first


@pytest.mark.parametrize(
    "named",
    [
        {"presents": "gone"},
        {"excuses": "gone"},
        {"secretaire": "gone"},
        {"president": "gone"},
        {"pouvoirs": "gone"},
    ],
)
def test_a_person_named_by_a_seance_stays_known_but_sits_no_more(workspace: Workspace, named: dict[str, str]) -> None:
    claire, paul = workspace.roster.replace_all([CLAIRE, PAUL])
    values: dict[str, object] = {
        "presents": (paul.id,),
        "excuses": (paul.id,),
        "secretaire": paul.id,
        "president": paul.id,
        "pouvoirs": (Pouvoir(paul.id, claire.id),),
    }
    (capacity,) = named
    for day in (date(2026, 4, 10), date(2026, 6, 12)):
        workspace.seances.create(Seance(0, day, **{capacity: values[capacity]}))  # type: ignore[arg-type]
    workspace.seances.create(Seance(0, date(2026, 9, 1), presents=(claire.id,)))
    workspace.roster.replace_all([CLAIRE])
    roster = workspace.roster.get()
    assert [e.id for e in roster.elus] == [claire.id, paul.id]
    assert [e.id for e in roster.on(date(2026, 6, 12))] == [claire.id, paul.id]
    assert [e.id for e in roster.on(date(2026, 6, 13))] == [claire.id]


def test_a_mandate_already_ended_is_not_made_longer(workspace: Workspace) -> None:
    ended = Elu(0, "M.", "Durand", "Paul", "1er adjoint", 2, fin=date(2026, 5, 1))
    _, paul = workspace.roster.replace_all([CLAIRE, ended])
    workspace.seances.create(Seance(0, date(2026, 6, 12), excuses=(paul.id,)))
    workspace.roster.replace_all([CLAIRE])
    assert workspace.roster.get().elus[1].fin == date(2026, 5, 1)
