"""Who may do what with an act: roles, delegations, absence of the maire; codes and how they slow down."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts.life import DECISIONS, Step
from secretaire.council.persons import (
    FIRST_SLOWED,
    Absence,
    Capacity,
    CodeFault,
    Delegation,
    Failures,
    Person,
    Role,
    Subject,
    allow_step,
    code_fault,
    deciding_capacity,
)
from secretaire.errors import Code, Refused

DAY = date(2026, 11, 22)
ROADS = Subject("arrete_circulation", "6.1")
MAIRE = Person(1, "Anne DELORME", Role.MAIRE)
AWAY = Person(1, "Anne DELORME", Role.MAIRE, absence=Absence(DAY, DAY + timedelta(3)))
FIRST = Person(2, "Luc BESNARD", Role.ADJOINT)
SECOND = Person(3, "Odile TESSIER", Role.ADJOINT, Delegation(("6",), ("tarifs_salle",)))
SECRETARY = Person(4, "Marie Pons", Role.SECRETAIRE)
READER = Person(5, "Jean Roux", Role.LECTEUR)


def refusal(person: Person, subject: Subject, persons: tuple[Person, ...], day: date = DAY) -> Code:
    with pytest.raises(Refused) as refused:
        deciding_capacity(person, subject, persons, day)
    return refused.value.code


def test_an_adjoint_decides_within_the_delegation_and_not_beyond() -> None:
    council = (MAIRE, FIRST, SECOND)
    assert deciding_capacity(MAIRE, ROADS, council, DAY) is Capacity.MAIRE
    assert deciding_capacity(SECOND, ROADS, council, DAY) is Capacity.DELEGATION
    assert deciding_capacity(SECOND, Subject("tarifs_salle", "7.1"), council, DAY) is Capacity.DELEGATION
    assert refusal(SECOND, Subject("budget", "7.1"), council) is Code.OUTSIDE_DELEGATION
    assert refusal(FIRST, ROADS, council) is Code.NO_DELEGATION


def test_a_matter_is_not_another_that_begins_alike() -> None:
    assert not Delegation(("7.1",)).covers(Subject("x", "7.10"))
    assert Delegation(("7",)).covers(Subject("x", "7.10"))


def test_the_first_adjoint_there_replaces_the_absent_maire() -> None:
    budget = Subject("budget", "7.1")
    assert deciding_capacity(FIRST, budget, (AWAY, FIRST, SECOND), DAY) is Capacity.SUPPLEANCE
    assert refusal(SECOND, budget, (AWAY, FIRST, SECOND)) is Code.OUTSIDE_DELEGATION
    both = Person(2, "Luc BESNARD", Role.ADJOINT, absence=Absence(DAY))
    assert deciding_capacity(SECOND, budget, (AWAY, both, SECOND), DAY) is Capacity.SUPPLEANCE
    assert refusal(FIRST, budget, (AWAY, FIRST, SECOND), DAY + timedelta(4)) is Code.NO_DELEGATION


@pytest.mark.parametrize("step", list(Step))
def test_the_secretary_never_decides_and_a_reader_takes_no_step(step: Step) -> None:
    with pytest.raises(Refused):
        allow_step(READER, step)
    if step in DECISIONS:
        with pytest.raises(Refused) as refused:
            allow_step(SECRETARY, step)
        assert refused.value.code is Code.SECRETARY_DECIDES_NOT
    else:
        allow_step(SECRETARY, step)
    # not even while the maire is away, nor with a delegation written by mistake
    given_one = Person(4, "Marie Pons", Role.SECRETAIRE, Delegation(("6",)))
    assert refusal(given_one, ROADS, (AWAY, given_one)) is Code.SECRETARY_DECIDES_NOT


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("4071", None),
        ("clocher", None),
        ("deux mots", None),
        ("407", CodeFault.COURT),
        ("  4 ", CodeFault.COURT),
        ("4071407140714", CodeFault.LONG),
        ("a" * 65, CodeFault.LONG),
        ("0000", CodeFault.EVIDENT),
        ("1234", CodeFault.EVIDENT),
        ("9876", CodeFault.EVIDENT),
    ],
)
def test_what_a_code_may_be(code: str, fault: CodeFault | None) -> None:
    assert code_fault(code) is fault


@given(
    st.integers(0, 200),
    st.timedeltas(timedelta(days=-9000), timedelta(days=9000)),
)
def test_a_clock_put_back_never_shortens_a_wait(count: int, shift: timedelta) -> None:
    last = datetime(2026, 11, 22, 9, tzinfo=UTC)
    failures = Failures(count, last)
    remaining = failures.remaining(last + shift)
    assert timedelta() <= remaining <= timedelta(hours=1)
    if shift <= timedelta():
        assert remaining == failures.wait
    assert (failures.wait > timedelta()) == (count >= FIRST_SLOWED)
    assert Failures(count + 1, last).wait >= failures.wait
