"""The lock of a request, from its notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from secretaire.drafting.engine.fact_lock import FactGate
from secretaire.drafting.pen.facts import lock_of
from secretaire.drafting.pen.tasks import Task, load_plume

PLUME = load_plume(Path(__file__).resolve().parents[3] / "resources" / "plume")
EXPOSE = PLUME.forms[Task.EXPOSE]


def facts(note: str) -> list[tuple[str, str, str]]:
    return [(f.before, f.figure, f.after) for f in lock_of(EXPOSE, "", [note]).facts]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("devis de 12 400 € HT", [("", "12 400", " € HT")]),
        ("le 1er février 2026", [("", "1", "er février 2026")]),
        ("parcelle AB 77", [("AB", "77", "")]),
        ("délibération n° 2024-12", [("n°", "2024-12", "")]),
        ("article L. 2121-29", [("L.", "2121-29", "")]),
        ("classe de CM2", [("CM", "2", "")]),
        ("35 % à 17 h 30", [("", "35", " %"), ("", "17", " h 30")]),
    ],
)
def test_a_figure_keeps_what_stands_around_it(note: str, expected: list[tuple[str, str, str]]) -> None:
    assert facts(note) == expected


def test_a_figure_noted_twice_is_owed_twice() -> None:
    [fact] = lock_of(EXPOSE, "", ["2 devis", "2 offres"]).facts
    assert (fact.owed, fact.most) == (2, 2)


def test_the_subject_gives_figures_that_are_not_owed() -> None:
    [fact] = lock_of(EXPOSE, "Budget 2026", ["équilibré"]).facts
    assert (fact.figure, fact.owed, fact.most) == ("2026", 0, 1)


def test_a_task_that_chooses_owes_nothing() -> None:
    assert all(fact.owed == 0 for fact in lock_of(PLUME.forms[Task.RESUME], "", ["2 devis, 300 €"]).facts)


def test_a_month_or_a_number_in_letters_is_written_only_if_it_is_noted() -> None:
    gate = FactGate(lock_of(EXPOSE, "", ["réunion en mars, deux absents"]))
    assert gate.accepts("La réunion a lieu en", " mars")
    assert gate.accepts("La réunion compte", " deux")
    assert not gate.accepts("La réunion a lieu en", " avril")
    assert not gate.accepts("La réunion compte", " trois")
