"""Nominations: the secret ballot waived by all, a single candidacy, seats shared between lists (CGCT L. 2121-21, D. 1411-3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from secretaire.acts.act_type import ModeScrutin
from secretaire.council import happenings as h
from secretaire.council import sitting
from secretaire.council.agenda import Point
from secretaire.council.course import ByName, Course, Sort
from secretaire.council.elections import Tour, elected, filled, shared
from secretaire.council.nominations import Nomme, SansSecret, cao_seats, may_be_open
from secretaire.council.seance import Seance
from secretaire.council.votes import Scrutin
from secretaire.errors import Code, Refused

OFFICE = range(1, 12)
EVENING = dt.time(20, 30)


@pytest.fixture
def course() -> Course:
    """An open meeting of one point, nine members there."""
    made = h.add_point(Course(Seance(1, dt.date(2026, 12, 18), EVENING)), OFFICE, Point(0, "Délégués au syndicat"))
    return h.open_meeting(made, OFFICE, EVENING, range(1, 10), secretaire=2)


def refusal(gesture: Callable[[], object]) -> Code:
    with pytest.raises(Refused) as caught:
        gesture()
    return caught.value.code


def test_only_the_law_itself_forbids_to_do_without_the_secret_ballot() -> None:
    """L. 2121-21: « sauf disposition législative ou réglementaire prévoyant expressément ce mode de scrutin »; L. 2122-7."""
    assert not may_be_open(ModeScrutin.SECRET)
    assert may_be_open(ModeScrutin.SECRET_SAUF_UNANIMITE)
    assert may_be_open(ModeScrutin.ORDINAIRE)


def test_once_waived_the_rounds_are_by_show_of_hands_and_have_no_papers(course: Course) -> None:
    asked = h.ask_ballot(course, OFFICE, 1, Scrutin.SECRET, (3, 4, 5))
    waived = sitting.waive_secrecy(asked, OFFICE, 1)
    passage = waived.passage(1)
    assert (passage.sans_secret, passage.scrutin, passage.demandeurs) == (SansSecret.UNANIMITE, Scrutin.ORDINAIRE, ())
    blank = Tour((("A", 5),), blancs=1)
    assert refusal(lambda: sitting.record_round(waived, OFFICE, 1, blank)) is Code.HANDS_NO_PAPERS
    assert refusal(lambda: h.settle(waived, OFFICE, 1, Sort.VOTE)) is Code.BALLOT_MISSING
    noted = sitting.record_round(waived, OFFICE, 1, Tour((("A", 6), ("B", 3))))
    assert noted.passage(1).scrutin is Scrutin.ORDINAIRE
    assert refusal(lambda: sitting.keep_secrecy(noted, OFFICE, 1)) is Code.ELECTION_STARTED
    assert refusal(lambda: h.ask_ballot(noted, OFFICE, 1, Scrutin.SECRET)) is Code.ELECTION_STARTED
    assert h.settle(noted, OFFICE, 1, Sort.VOTE).passage(1).sort is Sort.VOTE
    by_name = h.record_by_name(waived, OFFICE, 1, ByName())
    assert by_name.passage(1).sans_secret is SansSecret.UNANIMITE


def test_a_round_by_papers_is_not_made_open_afterwards(course: Course) -> None:
    noted = sitting.record_round(course, OFFICE, 1, Tour((("A", 4), ("B", 4)), blancs=1))
    assert refusal(lambda: sitting.waive_secrecy(noted, OFFICE, 1)) is Code.ELECTION_STARTED
    names = (Nomme("A"),)
    assert refusal(lambda: sitting.nominate_at_once(noted, OFFICE, 1, names)) is Code.ELECTION_STARTED


def test_a_single_candidacy_takes_effect_without_a_vote(course: Course) -> None:
    """L. 2121-21, last paragraph."""
    assert refusal(lambda: sitting.nominate_at_once(course, OFFICE, 1, ())) is Code.NOMINATION_NOBODY
    twice = (Nomme("A", "titulaire"), Nomme("A", "titulaire"))
    assert refusal(lambda: sitting.nominate_at_once(course, OFFICE, 1, twice)) is Code.ELECTION_NAMES
    both = (Nomme("A", "titulaire"), Nomme("B", "suppléant"))
    made = sitting.nominate_at_once(course, OFFICE, 1, both)
    assert refusal(lambda: sitting.record_round(made, OFFICE, 1, Tour((("A", 9),)))) is Code.ELECTION_DONE
    settled = h.settle(made, OFFICE, 1, Sort.VOTE)
    assert settled.passage(1).nommes == both
    reopened = h.reopen(settled, OFFICE, 1)
    assert reopened.passage(1).immediate, "what was nominated stays when the point is taken again"
    secret = sitting.keep_secrecy(reopened, OFFICE, 1).passage(1)
    assert (secret.sans_secret, secret.nommes, secret.scrutin) == (None, (), Scrutin.SECRET)
    asked = h.ask_ballot(reopened, OFFICE, 1, Scrutin.SECRET, (1, 2, 3)).passage(1)
    assert (asked.sans_secret, asked.nommes) == (None, ())


def test_a_nomination_needs_the_quorum_like_any_decision(course: Course) -> None:
    made = sitting.nominate_at_once(course, OFFICE, 1, (Nomme("A"),))
    few = made
    for elu in range(5, 10):
        few = h.leave(few, OFFICE, elu, dt.time(20, 40), 1)
    assert refusal(lambda: h.settle(few, OFFICE, 1, Sort.VOTE)) is Code.QUORUM_LOST


def test_the_seats_of_the_commission() -> None:
    """L. 1411-5, II: the maire and three, the maire and five from 3 500 inhabitants."""
    assert [cao_seats(n) for n in (90, 3499, 3500, 12000)] == [3, 3, 5, 5]


@pytest.mark.parametrize(
    ("voix", "sieges", "expected", "tied"),
    [
        ((10, 5), 3, (2, 1), ()),
        ((8, 3), 3, (2, 1), ()),  # 2,18 and 0,82
        ((11, 0), 3, (3, 0), ()),
        ((5, 5), 3, (1, 1), ("0", "1")),  # equal remainders, equal voices: the eldest (D. 1411-4)
        ((6, 2, 1), 3, (2, 1, 0), ()),
        ((6, 3), 3, (2, 1), ()),
        ((7, 4, 4), 5, (3, 1, 1), ()),  # 2,33 ; 1,33 ; 1,33: of equal remainders, the list with more voices
    ],
)
def test_seats_at_the_largest_remainder(
    voix: tuple[int, ...], sieges: int, expected: tuple[int, ...], tied: tuple[str, ...]
) -> None:
    found = shared(Tour(tuple((str(i), n) for i, n in enumerate(voix)), sieges=sieges))
    assert tuple(won for _, won in found.seats) == expected
    assert found.tied == tied


@given(st.lists(st.integers(0, 30), min_size=1, max_size=5), st.integers(1, 9), st.integers(0, 4))
def test_lists_share_all_the_seats_and_nobody_gets_more_than_its_part_rounded_up(
    voices: list[int], sieges: int, eldest: int
) -> None:
    assume(sum(voices) > 0)
    tour = Tour(tuple((str(i), n) for i, n in enumerate(voices)), aine=str(eldest), sieges=sieges)
    found = shared(tour)
    won = dict(found.seats)
    assert sum(won.values()) + found.left == sieges
    assert (found.left == 0) == (found.tied == ())
    for name, count in tour.voix:
        part = Fraction(count * sieges, sum(voices))
        assert int(part) <= won[name] <= int(part) + (part.denominator > 1)
        for other, fewer in tour.voix:
            assert fewer >= count or won[other] <= won[name], "a list with fewer voices never has more seats"
    assert len({dict(tour.voix)[name] for name in found.tied}) <= 1
    assert filled((tour,))
    assert elected((tour,)) is None, "no list has the majority of a proportional vote"
