"""The worked examples of the rules (quorum Q1 to Q9, votes M1 to M10), each through the course of a meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from secretaire.acts.act_type import Majorite
from secretaire.council import happenings as h
from secretaire.council import sitting
from secretaire.council.agenda import Nature, Point, added
from secretaire.council.ballots import outcome_at, vote_of
from secretaire.council.course import ByCount, ByName, Course, Motif, Mouvement, Sens, Sort, room_at, seance_at
from secretaire.council.roster import Elu, Roster
from secretaire.council.seance import Pouvoir, Seance
from secretaire.council.votes import Maniere, Scrutin
from secretaire.errors import Code, Refused, WrongUsage

DAY = dt.date(2026, 12, 18)
EVENING = dt.time(20, 30)


def council(members: int) -> tuple[Roster, range]:
    """A maire (1) and councillors, all in office."""
    elus = (Elu(n, "M.", f"Nom{n}", "Paul", "maire" if n == 1 else "conseiller", n) for n in range(1, members + 1))
    return Roster(tuple(elus)), range(1, members + 1)


def meeting(
    office: Sequence[int], presents: Sequence[int], pouvoirs: Sequence[tuple[int, int]] = (), points: int = 6
) -> Course:
    """An open meeting of so many points."""
    course = Course(Seance(1, DAY, EVENING, pouvoirs=tuple(Pouvoir(*p) for p in pouvoirs)))
    for rank in range(1, points + 1):
        course = h.add_point(course, office, Point(0, f"Point {rank}"))
    return h.open_meeting(course, office, EVENING, presents, secretaire=presents[0])


def refusal(call: object) -> Code:
    with pytest.raises((Refused, WrongUsage)) as caught:
        call()  # type: ignore[operator]
    return caught.value.code


def test_q1_eight_of_fifteen_and_three_pouvoirs() -> None:
    _, office = council(15)
    room = room_at(meeting(office, range(1, 9), [(9, 1), (10, 2), (11, 3)]), 1, office)
    assert (room.presence.counted, room.presence.quorum, room.quorum_reached, len(room.voix)) == (8, 8, True, 11)


def test_q2_pouvoirs_never_make_a_quorum() -> None:
    _, office = council(15)
    course = meeting(office, range(1, 8), [(n + 7, n) for n in range(1, 6)])
    assert not room_at(course, 1, office).quorum_reached
    assert refusal(lambda: h.record_by_name(course, office, 1, ByName())) is Code.QUORUM_LOST
    lifted = h.close_meeting(course, office, dt.time(20, 45))
    assert {lifted.passage(p.id).sort for p in lifted.points} == {Sort.SANS_QUORUM}


def test_q3_who_leaves_a_pouvoir_behind_takes_the_quorum_away() -> None:
    _, office = council(15)
    course = meeting(office, range(1, 9), [(9, 1), (10, 2), (11, 3)])
    for point in range(1, 5):
        course = h.record_by_name(course, office, point, ByName())
    course = h.leave(course, office, 8, dt.time(21, 30), 5, pouvoir_a=4)
    assert [room_at(course, n, office).quorum_reached for n in range(1, 7)] == [True] * 4 + [False] * 2
    assert len(room_at(course, 5, office).voix) == 7 + 4
    assert refusal(lambda: h.record_by_name(course, office, 5, ByName())) is Code.QUORUM_LOST
    assert h.settle(course, office, 5, Sort.SANS_QUORUM).passage(5).sort is Sort.SANS_QUORUM
    assert refusal(lambda: h.settle(course, office, 4, Sort.SANS_QUORUM)) is Code.POINT_SETTLED


def test_q4_a_vacant_seat_lowers_the_number_in_office_not_always_the_quorum() -> None:
    _, office = council(14)
    assert room_at(meeting(office, range(1, 8)), 1, office).presence.quorum == 8


@pytest.mark.parametrize(
    ("motif", "quorum", "reached"), [(Motif.INTERET, 8, False), (Motif.ORGANISME, 7, True)], ids=["q5", "q6"]
)
def test_q5_q6_who_is_interested_stays_in_office_who_is_a_delegate_does_not(
    motif: Motif, quorum: int, reached: bool
) -> None:
    _, office = council(15)
    course = meeting(office, range(1, 10))
    for elu in (2, 3):
        course = h.withdraw(course, office, 1, elu, motif)
    room = room_at(course, 1, office)
    assert (room.presence.counted, room.presence.quorum, room.quorum_reached) == (7, quorum, reached)
    assert room_at(course, 2, office).quorum_reached


def test_q7_the_maire_who_leaves_for_the_accounts_takes_the_quorum_away() -> None:
    _, office = council(11)
    course = h.withdraw(meeting(office, range(1, 7)), office, 1, 1, Motif.COMPTE)
    assert not room_at(course, 1, office).quorum_reached
    enough = h.withdraw(meeting(office, range(1, 8)), office, 1, 1, Motif.COMPTE)
    assert room_at(enough, 1, office).quorum_reached


def test_q8_a_second_convocation_needs_no_quorum_but_for_what_is_new() -> None:
    _, office = council(15)
    before = Seance(2, DAY - dt.timedelta(days=4), EVENING, presents=(1, 2, 3))
    first = h.close_meeting(replace(meeting(office, range(1, 4)), seance=before), office, dt.time(20, 40))
    course = sitting.convene_again(meeting(office, range(1, 4)), office, first)
    course = h.add_point(course, office, Point(0, "Point nouveau"))
    assert room_at(course, 1, office).quorum_reached
    assert not room_at(course, 7, office).quorum_reached
    assert h.record_by_name(course, office, 1, ByName()).passage(1).sort is Sort.VOTE


def test_q9_who_refuses_to_vote_counts_for_the_quorum_and_not_in_the_vote() -> None:
    roster, office = council(11)
    course = h.record_by_name(meeting(office, range(1, 7)), office, 1, ByName(refus=(6,)))
    vote = vote_of(course, 1, office, roster)
    assert vote is not None
    assert (vote.pour, vote.ne_prend_pas_part, room_at(course, 1, office).presence.counted) == (5, 1, 6)


COUNTED = {
    "M1": (15, ByCount(6, 5, 4), Scrutin.ORDINAIRE, True, Maniere.MAJORITE),
    "M2": (15, ByCount(3, 2, 10), Scrutin.ORDINAIRE, True, Maniere.MAJORITE),
    "M3": (12, ByCount(0, 0, 12), Scrutin.ORDINAIRE, False, Maniere.AUCUN_EXPRIME),
    "M4": (10, ByCount(5, 5, president_pour=True), Scrutin.ORDINAIRE, True, Maniere.VOIX_PREPONDERANTE),
    "M5": (10, ByCount(5, 5, president_pour=False), Scrutin.ORDINAIRE, False, Maniere.PARTAGE),
    "M6": (11, ByCount(5, 5, 1, president_pour=False), Scrutin.ORDINAIRE, False, Maniere.PARTAGE),
    "M7": (10, ByCount(5, 5), Scrutin.SECRET, False, Maniere.PARTAGE),
    "M10": (12, ByCount(7, 4, blancs_nuls=1), Scrutin.SECRET, True, Maniere.MAJORITE),
}


@pytest.mark.parametrize(("voices", "ballot", "scrutin", "adopted", "manner"), COUNTED.values(), ids=COUNTED)
def test_votes_counted(voices: int, ballot: ByCount, scrutin: Scrutin, adopted: bool, manner: Maniere) -> None:
    roster, office = council(voices)
    course = h.ask_ballot(meeting(office, range(1, voices + 1)), office, 1, scrutin)
    course = h.record_by_count(course, office, 1, ballot)
    outcome = outcome_at(course, 1, office, roster, Majorite.SUFFRAGES)
    assert outcome is not None
    assert (outcome.adopte, outcome.maniere) == (adopted, manner)


@pytest.mark.parametrize(
    ("against", "withheld", "adopted"),
    [(range(6, 11), (), True), (range(1, 6), (), False), (range(7, 12), (1,), False)],
    ids=["M4", "M5", "M6"],
)
def test_ties_by_name_are_broken_by_the_maire_who_presides(
    against: range, withheld: tuple[int, ...], adopted: bool
) -> None:
    roster, office = council(10 + len(withheld))
    course = meeting(office, office)
    course = h.record_by_name(course, office, 1, ByName(tuple(against), withheld))
    outcome = outcome_at(course, 1, office, roster, Majorite.SUFFRAGES)
    assert outcome is not None
    assert outcome.adopte is adopted


def test_m8_accounts_are_settled_unless_a_majority_is_against() -> None:
    roster, office = council(11)
    course = meeting(office, range(1, 10), [(10, 2)])
    course = h.preside(h.withdraw(course, office, 1, 1, Motif.COMPTE), office, 1, 2)
    course = h.record_by_count(course, office, 1, ByCount(4, 4, 1, president_pour=False))
    outcome = outcome_at(course, 1, office, roster, Majorite.COMPTES)
    assert outcome is not None
    assert outcome.adopte
    vote = vote_of(course, 1, office, roster)
    assert vote is not None
    assert vote.noms_deport == ()  # the maire is not « interested »


def test_m9_a_holder_votes_twice_and_freely() -> None:
    roster, office = council(11)
    course = meeting(office, range(1, 9), [(9, 2), (10, 3), (11, 4)])
    course = h.record_by_name(course, office, 1, ByName(abstentions=(2,), refus=(5,)))
    vote = vote_of(course, 1, office, roster)
    assert vote is not None
    assert (vote.pour, vote.contre, vote.abstentions, vote.ne_prend_pas_part) == (9, 0, 1, 1)
    assert vote.noms_abstentions == ("M. Paul NOM2",)


def test_the_interested_neither_gives_nor_holds_a_pouvoir_for_the_point() -> None:
    _, office = council(11)
    course = meeting(office, range(1, 10), [(10, 2), (11, 3)])
    course = h.withdraw(h.withdraw(course, office, 1, 2, Motif.INTERET), office, 1, 11, Motif.INTERET)
    assert len(room_at(course, 1, office).voix) == 8
    assert len(room_at(course, 2, office).voix) == 11
    assert refusal(lambda: h.record_by_name(course, office, 1, ByName((2,)))) is Code.BALLOT_STRANGER


def test_a_late_holder_brings_the_pouvoir_and_the_arrival_of_its_giver_ends_it() -> None:
    _, office = council(11)
    course = meeting(office, range(1, 8), [(9, 8), (10, 1)])
    course = h.arrive(course, office, 8, dt.time(20, 50), 2)
    course = h.arrive(course, office, 10, dt.time(21, 5), 3)
    voices = [len(room_at(course, n, office).voix) for n in (1, 2, 3)]
    assert voices == [8, 10, 10]
    assert [p.mandant for p in seance_at(course, 3).pouvoirs] == [9]


def test_a_member_who_comes_back_does_not_bring_back_a_pouvoir_that_fell() -> None:
    _, office = council(11)
    course = meeting(office, range(1, 9), [(9, 8)])
    course = h.leave(course, office, 8, None, 2)
    course = h.arrive(course, office, 8, None, 3)
    assert [len(room_at(course, n, office).voix) for n in (1, 2, 3)] == [9, 7, 8]


@pytest.mark.parametrize(
    ("gesture", "code"),
    [
        (lambda c, e: h.arrive(c, e, 2, None, 1), Code.ALREADY_PRESENT),
        (lambda c, e: h.arrive(c, e, 40, None, 1), Code.NOT_IN_OFFICE),
        (lambda c, e: h.leave(c, e, 10, None, 1), Code.NOT_PRESENT),
        (lambda c, e: h.leave(c, e, 8, None, 1, 8), Code.POUVOIR_TO_SELF),
        (lambda c, e: h.leave(c, e, 8, None, 1, 10), Code.POUVOIR_HOLDER_ABSENT),
        (lambda c, e: h.leave(c, e, 8, None, 1, 2), Code.POUVOIR_HOLDER_TAKEN),
        (lambda c, e: h.give_pouvoir(c, e, 9, 3, None, 1), Code.POUVOIR_GIVEN_TWICE),
        (lambda c, e: h.give_pouvoir(c, e, 3, 4, None, 1), Code.POUVOIR_OF_PRESENT),
        (lambda c, e: h.revoke_pouvoir(c, e, 10, None, 1), Code.NO_POUVOIR),
        (lambda c, e: h.forget(c, e, Mouvement(3, Sens.DEPART, None, 1)), Code.UNKNOWN_MOVEMENT),
        (lambda c, e: h.withdraw(c, e, 1, 10, Motif.INTERET), Code.NOT_PRESENT),
        (lambda c, e: h.preside(c, e, 1, 10), Code.NOT_PRESENT),
        (lambda c, e: h.preside(h.withdraw(c, e, 1, 2, Motif.INTERET), e, 1, 2), Code.PRESIDENT_AWAY),
        (lambda c, e: h.ask_ballot(c, e, 1, Scrutin.PUBLIC, (1,)), Code.ASKERS_TOO_FEW),
        (lambda c, e: h.ask_ballot(c, e, 1, Scrutin.SECRET, (1, 2)), Code.ASKERS_TOO_FEW),
        (lambda c, e: h.ask_ballot(c, e, 1, Scrutin.PUBLIC, (1, 10)), Code.NOT_PRESENT),
        (
            lambda c, e: h.ask_ballot(h.ask_ballot(c, e, 1, Scrutin.SECRET), e, 1, Scrutin.PUBLIC, (1, 2)),
            Code.SECRET_PREVAILS,
        ),
        (
            lambda c, e: h.record_by_name(h.ask_ballot(c, e, 1, Scrutin.SECRET), e, 1, ByName()),
            Code.SECRET_NAMES_NOBODY,
        ),
        (
            lambda c, e: h.record_by_count(h.ask_ballot(c, e, 1, Scrutin.PUBLIC, (1, 2)), e, 1, ByCount(9)),
            Code.PUBLIC_NEEDS_NAMES,
        ),
        (lambda c, e: h.record_by_count(c, e, 1, ByCount(10)), Code.BALLOT_TOTAL),
        (lambda c, e: h.record_by_count(c, e, 1, ByCount(10, -1)), Code.BALLOT_NEGATIVE),
        (lambda c, e: h.record_by_count(c, e, 1, ByCount(4, 4, 1)), Code.TIE_WITHOUT_PRESIDENT),
        (lambda c, e: h.record_by_name(c, e, 1, ByName((2,), (2,))), Code.BALLOT_TWICE),
        (lambda c, e: h.settle(c, e, 1, Sort.VOTE), Code.BALLOT_MISSING),
        (lambda c, e: h.settle(c, e, 1, Sort.SANS_QUORUM), Code.QUORUM_REACHED),
        (lambda c, e: h.settle(c, e, 44, Sort.REPORTE), Code.UNKNOWN_POINT),
        (lambda c, e: h.reopen(c, e, 1), Code.POINT_UNTOUCHED),
        (lambda c, e: h.close_meeting(c, e, EVENING), Code.POINTS_LEFT),
        (lambda c, e: h.reopen_meeting(c, e), Code.MEETING_NOT_LIFTED),
        (lambda c, e: h.open_meeting(c, e, EVENING, (1,)), Code.MEETING_ALREADY_OPEN),
        (lambda c, e: h.remove_point(c, e, 1), Code.MEETING_ALREADY_OPEN),
        (lambda c, e: h.appoint(c, e, 10, None), Code.NOT_PRESENT),
    ],
)
def test_what_the_law_or_sense_forbids(gesture: object, code: Code) -> None:
    _, office = council(11)
    course = meeting(office, range(1, 9), [(9, 2)])
    assert refusal(lambda: gesture(course, office)) is code  # type: ignore[operator]


def test_nothing_happens_before_the_opening_or_after_the_end() -> None:
    _, office = council(11)
    course = h.add_point(Course(Seance(1, DAY)), office, Point(0, "Seul point"))
    assert refusal(lambda: h.arrive(course, office, 2, None, 1)) is Code.MEETING_NOT_OPEN
    done = h.record_by_name(h.open_meeting(course, office, EVENING, range(1, 8)), office, 1, ByName())
    lifted = h.close_meeting(done, office, dt.time(22, 0))
    assert refusal(lambda: h.reopen(lifted, office, 1)) is Code.MEETING_LIFTED
    assert refusal(lambda: h.add_point(lifted, office, Point(0, "Oublié"))) is Code.MEETING_LIFTED
    assert h.reopen(h.reopen_meeting(lifted, office), office, 1).passage(1).ballot is None


def test_a_correction_that_would_break_a_vote_is_refused_until_the_point_is_reopened() -> None:
    _, office = council(11)
    course = meeting(office, range(1, 9))
    course = h.record_by_count(course, office, 1, ByCount(8))
    assert refusal(lambda: h.leave(course, office, 8, dt.time(20, 40), 1)) is Code.BALLOT_TOTAL
    corrected = h.leave(h.reopen(course, office, 1), office, 8, dt.time(20, 40), 1)
    assert h.record_by_count(corrected, office, 1, ByCount(7)).passage(1).sort is Sort.VOTE


def test_who_comes_between_two_points_stays_there_when_the_agenda_changes() -> None:
    _, office = council(11)
    course = meeting(office, range(1, 8), points=4)
    course = h.record_by_name(course, office, 1, ByName())
    course = h.arrive(course, office, 9, dt.time(21, 0), 2)
    moved = h.move_point(course, office, 4, 1)  # taken now, before the second
    assert [p.id for p in moved.points] == [1, 4, 2, 3]
    assert [len(room_at(moved, p.id, office).voix) for p in moved.points] == [7, 8, 8, 8]
    every = course
    for point in (2, 3, 4):
        every = h.record_by_name(every, office, point, ByName())
    late = h.add_point(h.leave(every, office, 9, dt.time(22, 0), None), office, Point(0, "Urgence"))
    assert len(room_at(late, 5, office).voix) == 7
    assert late.point(5).ajoute


def test_a_point_taken_off_in_advance_does_not_hide_the_next_one() -> None:
    _, office = council(11)
    course = h.settle(meeting(office, range(1, 8), points=3), office, 3, Sort.RETIRE)
    following = course.next_point()
    assert following is not None
    assert following.id == 1
    for point in (1, 2):
        course = h.record_by_name(course, office, point, ByName())
    assert course.next_point() is None


def test_questions_stay_last() -> None:
    points = added(added((), Point(0, "Questions", Nature.QUESTIONS)), Point(0, "Tarifs"))
    assert [(p.id, p.objet) for p in points] == [(2, "Tarifs"), (1, "Questions")]
