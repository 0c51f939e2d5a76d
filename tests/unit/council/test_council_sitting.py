"""How a meeting sits: closed doors, second convocation, the rounds of an election, hours that follow one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.council import happenings as h
from secretaire.council import sitting
from secretaire.council.agenda import Point
from secretaire.council.ballots import nobody_presides
from secretaire.council.circumstances import HuisClos, Voix
from secretaire.council.course import ByName, Course, Motif, Sort, room_at
from secretaire.council.elections import LAST_ROUND, Tour, elected
from secretaire.council.roster import Elu, Roster
from secretaire.council.seance import Pouvoir, Seance
from secretaire.council.votes import Scrutin
from secretaire.errors import Code, Refused

OFFICE = range(1, 12)
ROSTER = Roster(tuple(Elu(n, "M.", f"Nom{n}", "Paul", "maire" if n == 1 else "conseiller", n) for n in OFFICE))
DAY, EVENING = dt.date(2026, 12, 18), dt.time(20, 30)


def meeting(presents: range = range(1, 10), day: dt.date = DAY, number: int = 1) -> Course:
    """An open meeting of three points; 10 gave a pouvoir to 2."""
    course = Course(Seance(number, day, EVENING, pouvoirs=(Pouvoir(10, 2),)))
    for rank in range(3):
        course = h.add_point(course, OFFICE, Point(0, f"Point {rank}"))
    return h.open_meeting(course, OFFICE, EVENING, presents, secretaire=2)


def refusal(gesture: Callable[[], object]) -> Code:
    with pytest.raises(Refused) as caught:
        gesture()
    return caught.value.code


def test_closed_doors_are_asked_by_three_and_voted_by_more_than_half_of_all_voices() -> None:
    course = meeting()
    two = HuisClos(Voix(10), (3, 4))
    assert refusal(lambda: sitting.close_doors(course, OFFICE, two)) is Code.HUIS_CLOS_ASKERS
    assert refusal(lambda: sitting.close_doors(course, OFFICE, HuisClos(Voix(9)))) is Code.SITTING_TOTAL
    assert not sitting.close_doors(course, OFFICE, HuisClos(Voix(5, 0, 5), (3, 4, 5))).a_huis_clos
    closed = sitting.close_doors(course, OFFICE, HuisClos(Voix(6, 4), (3, 4, 5)))
    assert closed.a_huis_clos
    one = sitting.close_doors(course, OFFICE, HuisClos(Voix(10)), 2)
    assert not one.a_huis_clos
    assert one.passage(2).huis_clos is not None
    moved = lambda: h.leave(one, OFFICE, 9, dt.time(20, 40), 1)  # noqa: E731
    assert refusal(moved) is Code.SITTING_TOTAL, "a voice counted at point 2 would not have been there"


def test_a_second_convocation_needs_no_quorum_for_what_was_left_and_only_for_that() -> None:
    early = meeting(range(1, 4), DAY - dt.timedelta(days=4), 2)
    left = h.close_meeting(early, OFFICE, dt.time(20, 45))
    second = sitting.convene_again(meeting(range(1, 4)), OFFICE, left)
    assert second.premiere == left.seance.date
    second = h.add_point(second, OFFICE, Point(0, "Point nouveau"))
    assert [room_at(second, p.id, OFFICE).quorum_reached for p in second.points] == [True, True, True, False]
    voted = h.record_by_name(second, OFFICE, 1, ByName())
    assert refusal(lambda: sitting.convene_once(voted, OFFICE)) is Code.QUORUM_LOST
    soon = replace(left, seance=replace(left.seance, date=DAY - dt.timedelta(days=2)))
    assert refusal(lambda: sitting.convene_again(meeting(), OFFICE, soon)) is Code.SECOND_TOO_SOON
    full = meeting(day=DAY - dt.timedelta(days=5))
    assert refusal(lambda: sitting.convene_again(meeting(), OFFICE, full)) is Code.FIRST_HAD_QUORUM


def test_three_rounds_then_the_most_voices_then_the_eldest() -> None:
    course, point = meeting(), 2
    even = Tour((("A", 4), ("B", 4)), blancs=2)
    for number in (1, 2):
        course = sitting.record_round(course, OFFICE, point, even)
        assert len(course.passage(point).tours) == number
        assert refusal(partial(h.settle, course, OFFICE, point, Sort.VOTE)) is Code.ELECTION_OPEN
    assert course.passage(point).scrutin is Scrutin.SECRET
    tied = sitting.record_round(course, OFFICE, point, even)
    assert refusal(lambda: h.settle(tied, OFFICE, point, Sort.VOTE)) is Code.ELECTION_OPEN
    assert refusal(lambda: sitting.record_round(tied, OFFICE, point, even)) is Code.ELECTION_ROUNDS
    older = sitting.record_round(course, OFFICE, point, replace(even, aine="B"))
    found = elected(older.passage(point).tours)
    assert found is not None
    assert (found.nom, found.tour, found.age) == ("B", 3, True)
    assert h.settle(older, OFFICE, point, Sort.VOTE).passage(point).sort is Sort.VOTE
    relative = sitting.record_round(course, OFFICE, point, Tour((("A", 4), ("B", 3), ("C", 3))))
    found = elected(relative.passage(point).tours)
    assert found is not None
    assert (found.nom, found.tour, found.age) == ("A", 3, False)


def test_the_papers_of_a_round_are_those_of_the_voices() -> None:
    course = meeting()
    too_many = Tour((("A", 11),))
    assert refusal(lambda: sitting.record_round(course, OFFICE, 1, too_many)) is Code.ELECTION_PAPERS
    twice = Tour((("A", 3), ("A", 2)))
    assert refusal(lambda: sitting.record_round(course, OFFICE, 1, twice)) is Code.ELECTION_NAMES
    won = sitting.record_round(course, OFFICE, 1, Tour((("A", 6), ("B", 4))))
    assert refusal(lambda: sitting.record_round(won, OFFICE, 1, Tour((("A", 1),)))) is Code.ELECTION_DONE
    assert sitting.forget_round(won, OFFICE, 1).passage(1).tours == ()
    other = sitting.record_round(won, OFFICE, 1, Tour((("C", 2), ("D", 2)), siege="suppléant"))
    assert refusal(lambda: h.settle(other, OFFICE, 1, Sort.VOTE)) is Code.ELECTION_OPEN, "the other seat is open"


@given(
    st.lists(
        st.tuples(st.lists(st.integers(0, 9), min_size=1, max_size=4), st.integers(0, 3), st.booleans()),
        min_size=1,
        max_size=LAST_ROUND,
    )
)
def test_nobody_is_elected_without_the_majority_of_his_round(rounds: list[tuple[list[int], int, bool]]) -> None:
    """Worked out apart: half of the voices cast is never enough at the first two rounds, the most voices is at the last."""
    tours = tuple(
        Tour(tuple((str(i), n) for i, n in enumerate(voices)), nuls=nuls, aine="0" if eldest else "")
        for voices, nuls, eldest in rounds
    )
    found = elected(tours)
    voices = dict(tours[-1].voix)
    best = max(voices.values())
    if found is None:
        alone = list(voices.values()).count(best) == 1 and best > 0
        assert not alone or (2 * best <= sum(voices.values()) and len(tours) < LAST_ROUND)
    else:
        assert voices[found.nom] == best == found.voix > 0
        assert 2 * best > sum(voices.values()) or len(tours) == LAST_ROUND
        assert found.age == (list(voices.values()).count(best) > 1)


def test_hours_follow_one_another_past_midnight_too() -> None:
    course = meeting()
    for before_opening in (dt.time(20, 29), dt.time(9, 0)):
        gesture = lambda at=before_opening: h.leave(course, OFFICE, 9, at, 1)  # noqa: E731
        assert refusal(gesture) is Code.HOUR_OUT_OF_ORDER
    later = h.leave(course, OFFICE, 9, dt.time(22, 0), 2)
    assert refusal(lambda: h.leave(later, OFFICE, 8, dt.time(21, 30), 3)) is Code.HOUR_OUT_OF_ORDER
    assert refusal(lambda: h.arrive(later, OFFICE, 9, dt.time(21, 50), 2)) is Code.HOUR_OUT_OF_ORDER
    assert refusal(lambda: h.withdraw(later, OFFICE, 3, 5, Motif.INTERET, dt.time(21, 0))) is Code.HOUR_OUT_OF_ORDER
    both = h.leave(later, OFFICE, 8, dt.time(21, 50), 2)
    assert len(both.mouvements) == 2, "two of the same point may be noted in any order"
    for point in (1, 2, 3):
        later = h.settle(later, OFFICE, point, Sort.REPORTE)
    assert refusal(lambda: h.close_meeting(later, OFFICE, dt.time(21, 59))) is Code.HOUR_OUT_OF_ORDER
    assert h.close_meeting(later, OFFICE, dt.time(0, 20)).levee == dt.time(0, 20)


def test_the_id_of_a_point_struck_out_is_never_given_again() -> None:
    course = Course(Seance(1, DAY))
    for objet in ("Un", "Deux"):
        course = h.add_point(course, OFFICE, Point(0, objet))
    course = h.remove_point(course, OFFICE, 2)
    assert [p.id for p in h.add_point(course, OFFICE, Point(0, "Trois")).points] == [1, 3]


def test_a_point_decided_without_anybody_to_preside_is_known() -> None:
    course = meeting()
    voted = h.record_by_name(course, OFFICE, 1, ByName())
    assert nobody_presides(voted, OFFICE, ROSTER) == ()
    away = h.record_by_name(h.withdraw(course, OFFICE, 1, 1, Motif.COMPTE), OFFICE, 1, ByName())
    assert nobody_presides(away, OFFICE, ROSTER) == (1,)
    presided = h.preside(h.withdraw(course, OFFICE, 1, 1, Motif.COMPTE), OFFICE, 1, 2)
    assert nobody_presides(h.record_by_name(presided, OFFICE, 1, ByName()), OFFICE, ROSTER) == ()
