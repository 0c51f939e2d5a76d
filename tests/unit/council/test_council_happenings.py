"""Whatever happens, in whatever order, no point of a meeting ends with an impossible count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from secretaire.council import happenings as h
from secretaire.council import sitting
from secretaire.council.agenda import Point
from secretaire.council.ballots import cast, vote_of
from secretaire.council.circumstances import HuisClos, Voix
from secretaire.council.course import ByCount, ByName, Course, Motif, Sens, Sort, room_at, seance_at
from secretaire.council.elections import Tour, elected
from secretaire.council.nominations import Nomme
from secretaire.council.pouvoirs import valid_pouvoirs
from secretaire.council.quorum import quorum
from secretaire.council.roster import Elu, Roster
from secretaire.council.seance import Pouvoir, Seance
from secretaire.council.votes import Scrutin, counted
from secretaire.errors import Refused, WrongUsage

MEMBERS = range(1, 10)
ROSTER = Roster(tuple(Elu(n, "M.", f"Nom{n}", "Paul", "maire" if n == 1 else "conseiller", n) for n in MEMBERS))
elus = st.integers(1, 10)  # 10 sits nowhere
points = st.integers(1, 5)  # 5 comes late, or never
some = st.lists(st.sampled_from(MEMBERS), max_size=4, unique=True).map(tuple)
before = st.none() | points


class Evening(RuleBasedStateMachine):
    """A council of nine; what is refused changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.course = Course(Seance(1, dt.date(2026, 12, 18)))
        self.asked: dict[int, set[int]] = {}  # whose voice counted when a point was voted by name

    @initialize(
        presents=st.lists(st.sampled_from(MEMBERS), min_size=4, unique=True),
        given=st.lists(st.builds(Pouvoir, st.sampled_from(MEMBERS), st.sampled_from(MEMBERS)), max_size=3),
    )
    def open(self, presents: list[int], given: list[Pouvoir]) -> None:
        for rank in range(4):
            self.course = h.add_point(self.course, MEMBERS, Point(0, f"Point {rank}"))
        for pouvoir in given:
            self.attempt(
                partial(h.give_pouvoir, en_exercice=MEMBERS, mandant=pouvoir.mandant, mandataire=pouvoir.mandataire)
            )
        self.course = h.open_meeting(self.course, MEMBERS, dt.time(20, 30), presents)

    def attempt(self, gesture: Callable[[Course], Course]) -> None:
        with suppress(Refused, WrongUsage):
            self.course = gesture(self.course)

    @rule(elu=elus, avant=before)
    def arrive(self, elu: int, avant: int | None) -> None:
        self.attempt(lambda c: h.arrive(c, MEMBERS, elu, None, avant))

    @rule(elu=elus, avant=before, to=st.none() | elus)
    def leave(self, elu: int, avant: int | None, to: int | None) -> None:
        self.attempt(lambda c: h.leave(c, MEMBERS, elu, None, avant, to))

    @rule(giver=elus, holder=elus, avant=before)
    def give(self, giver: int, holder: int, avant: int | None) -> None:
        self.attempt(lambda c: h.give_pouvoir(c, MEMBERS, giver, holder, None, avant))

    @rule(giver=elus, avant=before)
    def revoke(self, giver: int, avant: int | None) -> None:
        self.attempt(lambda c: h.revoke_pouvoir(c, MEMBERS, giver, None, avant))

    @precondition(lambda self: self.course.mouvements)
    @rule(data=st.data())
    def forget(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(self.course.mouvements))
        self.attempt(lambda c: h.forget(c, MEMBERS, chosen))

    @rule(presents=some)
    def correct_the_roll(self, presents: tuple[int, ...]) -> None:
        self.attempt(lambda c: h.call_roll(c, MEMBERS, (*presents, 1, 2, 3), ()))

    @rule(point=points, elu=elus, motif=st.sampled_from(Motif))
    def withdraw(self, point: int, elu: int, motif: Motif) -> None:
        self.attempt(lambda c: h.withdraw(c, MEMBERS, point, elu, motif))

    @rule(point=points, elu=elus)
    def come_back(self, point: int, elu: int) -> None:
        self.attempt(lambda c: h.come_back(c, MEMBERS, point, elu))

    @rule(point=points, scrutin=st.sampled_from(Scrutin), asking=some)
    def ask(self, point: int, scrutin: Scrutin, asking: tuple[int, ...]) -> None:
        self.attempt(lambda c: h.ask_ballot(c, MEMBERS, point, scrutin, asking))

    @rule(point=points, contre=some, abstentions=some, refus=some)
    def vote_by_name(
        self, point: int, contre: tuple[int, ...], abstentions: tuple[int, ...], refus: tuple[int, ...]
    ) -> None:
        with suppress(Refused, WrongUsage):
            self.course = h.record_by_name(self.course, MEMBERS, point, ByName(contre, abstentions, refus))
            self.asked[point] = set(room_at(self.course, point, MEMBERS).voix)

    @rule(point=points, numbers=st.lists(st.integers(-1, 9), min_size=4, max_size=4), gap=st.integers(-1, 1))
    def vote_by_count(self, point: int, numbers: list[int], gap: int) -> None:
        voices = len(room_at(self.course, point, MEMBERS).voix) if point <= len(self.course.points) else 0
        contre, abstentions, refus, nuls = numbers
        pour = voices - sum(numbers) + gap
        ballot = ByCount(pour, contre, abstentions, refus, nuls, president_pour=bool(gap))
        self.attempt(lambda c: h.record_by_count(c, MEMBERS, point, ballot))

    @rule(point=points, sort=st.sampled_from(Sort))
    def settle(self, point: int, sort: Sort) -> None:
        self.attempt(lambda c: h.settle(c, MEMBERS, point, sort))

    @rule(point=points)
    def reopen(self, point: int) -> None:
        self.attempt(lambda c: h.reopen(c, MEMBERS, point))

    @rule(point=points, rank=st.integers(0, 4))
    def move(self, point: int, rank: int) -> None:
        self.attempt(lambda c: h.move_point(c, MEMBERS, point, rank))

    @precondition(lambda self: len(self.course.points) == 4)
    @rule()
    def add(self) -> None:
        self.attempt(lambda c: h.add_point(c, MEMBERS, Point(0, "Point ajouté")))

    @rule(point=st.none() | points, contre=st.integers(0, 9), gap=st.integers(-1, 1), asking=some)
    def close_doors(self, point: int | None, contre: int, gap: int, asking: tuple[int, ...]) -> None:
        voices = len(self._voices(point)) + gap
        asked = HuisClos(Voix(voices - contre, contre), asking)
        self.attempt(lambda c: sitting.close_doors(c, MEMBERS, asked, point))

    @rule(point=points, voices=st.lists(st.integers(-1, 6), min_size=1, max_size=3), nuls=st.integers(0, 2))
    def vote_a_round(self, point: int, voices: list[int], nuls: int) -> None:
        tour = Tour(tuple((str(rank), n) for rank, n in enumerate(voices)), nuls=nuls, aine="0")
        self.attempt(lambda c: sitting.record_round(c, MEMBERS, point, tour))

    @rule(point=points, names=st.lists(st.sampled_from(["A", "B", " "]), max_size=2))
    def nominate_at_once(self, point: int, names: list[str]) -> None:
        nommes = tuple(Nomme(name) for name in names)
        self.attempt(lambda c: sitting.nominate_at_once(c, MEMBERS, point, nommes))

    @rule(point=points, gesture=st.sampled_from([sitting.waive_secrecy, sitting.keep_secrecy]))
    def change_secrecy(self, point: int, gesture: Callable[[Course, range, int], Course]) -> None:
        self.attempt(lambda c: gesture(c, MEMBERS, point))

    @rule()
    def close(self) -> None:
        self.attempt(lambda c: h.close_meeting(c, MEMBERS, dt.time(22, 0)))

    @precondition(lambda self: self.course.levee)
    @rule()
    def reopen_the_meeting(self) -> None:
        self.attempt(lambda c: h.reopen_meeting(c, MEMBERS))

    @invariant()
    def nobody_votes_unasked(self) -> None:
        for passage in self.course.passages:
            if isinstance(passage.ballot, ByName) and passage.sort is Sort.VOTE:
                assert set(room_at(self.course, passage.point, MEMBERS).voix) == self.asked[passage.point]

    @invariant()
    def no_count_is_impossible(self) -> None:
        for rank, point in enumerate(self.course.points):
            room, passage = room_at(self.course, point.id, MEMBERS), self.course.passage(point.id)
            present = {e for e in MEMBERS if self._there(e, rank)}
            aside = {r.elu for r in passage.retraits}
            assert set(room.presents) == present
            givers, holders = [p.mandant for p in room.pouvoirs], [p.mandataire for p in room.pouvoirs]
            assert len(set(holders)) == len(holders)
            assert len(set(givers)) == len(givers)
            assert set(holders) <= present - aside
            assert not set(givers) & (present | aside)
            assert len(set(room.voix)) == len(room.voix) <= len(present - aside) + len(room.pouvoirs)
            delegates = {r.elu for r in passage.retraits if r.motif is Motif.ORGANISME}
            reached = len(present - aside) >= quorum(len(MEMBERS) - len(delegates))
            assert room.quorum_reached is reached
            if passage.sort in {Sort.VOTE, Sort.PREND_ACTE}:
                assert reached
            if isinstance(passage.ballot, ByCount):
                assert cast(passage.ballot) == len(room.voix)
            vote = vote_of(self.course, point.id, MEMBERS, ROSTER)
            if vote is not None:
                assert passage.sort is Sort.VOTE
                assert counted(vote) == len(room.voix)
                assert min(vote.pour, vote.contre, vote.abstentions, vote.ne_prend_pas_part, vote.blancs_nuls) >= 0
                assert not set(vote.noms_contre) & set(vote.noms_abstentions)

    @invariant()
    def what_is_voted_apart_counts_the_room(self) -> None:
        doors = self.course.huis_clos
        assert doors is None or doors.voix.total == len(self._voices(None))
        for point in self.course.points:
            passage = self.course.passage(point.id)
            if passage.huis_clos is not None:
                assert passage.huis_clos.voix.total == len(self._voices(point.id))
            for tour in passage.tours:
                assert 0 < tour.bulletins <= len(room_at(self.course, point.id, MEMBERS).voix)
            if passage.tours and passage.sort is Sort.VOTE and passage.ballot is None:
                assert elected(passage.tours) is not None

    @invariant()
    def no_nomination_is_open_and_secret(self) -> None:
        for passage in self.course.passages:
            assert passage.sans_secret is None or passage.scrutin is not Scrutin.SECRET
            if passage.sans_secret:
                assert not any(tour.blancs or tour.nuls for tour in passage.tours)
            if passage.immediate:
                assert passage.nommes
                assert not passage.tours
            if passage.sort is Sort.VOTE and passage.ballot is None:
                assert passage.tours or passage.immediate or passage.scrutin is Scrutin.SECRET

    def _voices(self, point: int | None) -> tuple[int, ...]:
        """Those there and those represented, whoever withdraws."""
        if point is not None and point > len(self.course.points):
            return ()
        held = seance_at(self.course, point) if point is not None else self.course.seance
        return (*held.presents, *(p.mandant for p in valid_pouvoirs(held)))

    @invariant()
    def nobody_comes_twice(self) -> None:
        for elu in MEMBERS:
            there = elu in self.course.seance.presents
            for m in self.course.before(None):
                if m.elu == elu and m.sens in {Sens.ARRIVEE, Sens.DEPART}:
                    assert there is (m.sens is Sens.DEPART)
                    there = not there
            assert (elu in seance_at(self.course, None).presents) is there

    def _there(self, elu: int, rank: int) -> bool:
        """Worked out apart: the last movement that counts for the point says it."""
        places = {p.id: place for place, p in enumerate(self.course.points)}
        known = [
            (places[m.avant], order, m.sens is Sens.ARRIVEE)
            for order, m in enumerate(self.course.mouvements)
            if m.elu == elu and m.avant is not None and m.sens in {Sens.ARRIVEE, Sens.DEPART}
        ]
        said = [there for place, _, there in sorted(known) if place <= rank]
        return said[-1] if said else elu in self.course.seance.presents


Evening.TestCase.settings = settings(max_examples=30, stateful_step_count=20)
TestEvening = Evening.TestCase
